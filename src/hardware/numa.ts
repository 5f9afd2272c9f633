import { type ControlGroups, type Controller, controlGroups, ownControlGroups } from "./controlGroups.js";
import { commonCpus } from "./cpuList.js";
import { type NumaNode, numaNodes } from "./numaNodes.js";
import { readCpuLimits } from "./parallelism.js";
import { programPath } from "./programPath.js";
import { remembered } from "./remembered.js";

/** Where the threads of a run are, on a machine with several NUMA nodes. */
export const numaPolicies = ["auto", "local", "interleave", "off"] as const;

export type NumaPolicy = (typeof numaPolicies)[number];

/** What threads can be placed by. */
export interface Numa {
  /** The nodes that this process has processors of, with these processors alone; none where the system does not say. */
  readonly nodes: readonly NumaNode[];
  /** The one of them with the most room. */
  readonly home: NumaNode | undefined;
  /** The program that pins threads; undefined where it is not found. */
  readonly taskset: string | undefined;
}

/**
 * The nodes under a root, within affinity and cpuset. The node with the most room has the most processors, then the most
 * free memory; `home`, by its number, stays so while it has any, for the arrays of earlier runs lie there.
 */
export function numaOf(
  root: string,
  { groups = controlGroups(root), home }: { groups?: (controller: Controller) => ControlGroups; home?: number } = {},
): Numa {
  const all = numaNodes(root);
  if (all.length < 2) return { nodes: all, home: all[0], taskset: undefined };
  const { online, allowed, cpuset } = readCpuLimits(root, groups);
  const usable = all.map(({ cpus }) => commonCpus(cpus, online, allowed, cpuset));
  const nodes = all.flatMap((node, i) => {
    // A distance is to the node in the same place of the list.
    const distances = node.distances.filter((_, to) => usable[to] !== undefined && usable[to].length > 0);
    return usable[i]!.length === 0 ? [] : [{ ...node, cpus: usable[i]!, distances }];
  });
  const roomiest = [...nodes].sort((a, b) => b.cpus.length - a.cpus.length || b.free - a.free)[0];
  return { nodes, home: nodes.find(({ id }) => id === home) ?? roomiest, taskset: programPath("taskset") };
}

let last: Numa | undefined;

/** Those of this machine. Read anew once a second. */
export const numa: () => Numa = remembered(1000, () => {
  last = numaOf("", { groups: ownControlGroups(), ...(last?.home && { home: last.home.id }) });
  return last;
});
