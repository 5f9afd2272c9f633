import { formatCpuList } from "../hardware/cpuList.js";
import type { Numa, NumaPolicy } from "../hardware/numa.js";
import type { NumaNode } from "../hardware/numaNodes.js";
import type { Parallelism } from "../hardware/parallelism.js";
import type { Pin } from "../hardware/pinThread.js";

/** Where a thread is, and what it does first. */
export interface Seat {
  /** The processors of its node; undefined: where the system puts it. */
  readonly pin: Pin | undefined;
  /** The parts of the run's blocks in the order in which it takes from them: its node's, then those that it helps with. */
  readonly parts: readonly number[];
}

/** Where the threads of a run are. */
export interface Placement {
  readonly seats: readonly Seat[];
  /** Runs of one layout touch the same pages of an array from the same nodes; "" is as the system pleases. */
  readonly layout: string;
  readonly reason: string;
}

/** Where the system puts a thread, with all blocks in one part. */
export const anywhere: Seat = { pin: undefined, parts: [0] };

/** Threads where the system puts them. */
export function scattered(workers: number): Pick<Placement, "seats" | "layout"> {
  return { seats: new Array<Seat>(workers).fill(anywhere), layout: "" };
}

/** How many threads begin in each part of the blocks. */
export function sharesOf(seats: readonly Seat[]): number[] {
  const shares = new Array<number>(1 + Math.max(...seats.map(({ parts }) => Math.max(...parts)))).fill(0);
  for (const { parts } of seats) shares[parts[0]!]!++;
  return shares;
}

/**
 * Where the threads of a run are. "auto" and "interleave" spread them over the nodes by the processors there and pin each to
 * its node's; with "auto" each node has a part of the blocks of its own, so that its threads touch the same pages first in
 * this run and again in later ones, and threads that are done help the other nodes, the nearest first. "local" pins all to
 * one node. `inOrder`: blocks are wanted in trial order, so they stay one part, from which all take.
 */
export function placeThreads(
  policy: NumaPolicy,
  workers: number,
  { nodes, home, taskset }: Numa,
  inOrder: boolean,
): Placement {
  const nothing = (why: string): Placement => ({ ...scattered(workers), reason: `numaPolicy ${policy}: ${why}` });
  if (home === undefined) return nothing("no NUMA nodes are known, nothing to place");
  if (nodes.length === 1) return nothing("one NUMA node, nothing to place");
  if (policy === "off") return nothing(`the system places threads on ${nodes.length} NUMA nodes`);
  if (workers === 1) return nothing("the calling thread alone, nothing to place");
  if (taskset === undefined) return nothing("taskset is not found, the system places threads");

  const chosen = policy === "local" ? [home] : nodes;
  const nodeOf = spread(workers, chosen);
  const used = chosen.map((_, i) => i).filter((i) => nodeOf.includes(i));
  const threads = (i: number): number => nodeOf.filter((node) => node === i).length;
  const apart = policy === "auto" && used.length > 1 && !inOrder;
  const seats = used.map((i): Seat => {
    const parts = apart ? nearestFirst(nodes, i, used).map((node) => used.indexOf(node)) : anywhere.parts;
    return { pin: { taskset, cpus: formatCpuList(chosen[i]!.cpus) }, parts };
  });
  const layout = used.map((i) => (apart ? `${chosen[i]!.id}:${threads(i) / workers}` : `${chosen[i]!.id}`)).join();
  const where = used.map((i) => `${threads(i)} on node ${chosen[i]!.id}`).join(", ");
  const row = apart ? ", each node with trials of its own" : inOrder && policy === "auto" ? ", trials in one row" : "";
  const reason = `numaPolicy ${policy}: threads pinned, ${where}${row}`;
  return { seats: nodeOf.map((node) => seats[used.indexOf(node)]!), layout, reason };
}

/** What a policy leaves of the threads that a process can keep busy: "local" has the processors of one node. */
export function parallelismUnder(policy: NumaPolicy, { nodes, home, taskset }: Numa, usual: Parallelism): Parallelism {
  const cores = home?.cpus.length ?? 0;
  const whole = policy !== "local" || nodes.length < 2 || taskset === undefined || !(cores < usual.threads);
  if (whole) return usual;
  return {
    threads: cores,
    performance: Math.min(cores, usual.performance),
    reason: `${cores} ${cores === 1 ? "core" : "cores"} of node ${home!.id}`,
  };
}

/**
 * The node of each thread, as its place in the list: by processors, with the highest averages (D'Hondt 1882). With one more
 * thread none of the others moves, so threads that wait for the next run are where it wants them.
 */
function spread(workers: number, nodes: readonly NumaNode[]): number[] {
  const given = nodes.map(() => 0);
  const average = (i: number): number => nodes[i]!.cpus.length / (given[i]! + 1);
  return Array.from({ length: workers }, () => {
    let best = 0;
    for (let i = 1; i < nodes.length; i++) if (average(i) > average(best)) best = i;
    given[best]!++;
    return best;
  });
}

/** The nodes in use as one of them sees them, itself first; those that are as far in turn, so that not all help the same. */
function nearestFirst(nodes: readonly NumaNode[], from: number, used: readonly number[]): number[] {
  const away = (i: number): number => (i === from ? 0 : (nodes[from]!.distances[i] ?? Infinity));
  const turn = (i: number): number => (i - from + nodes.length) % nodes.length;
  return [...used].sort((a, b) => (away(a) < away(b) ? -1 : away(a) > away(b) ? 1 : turn(a) - turn(b)));
}
