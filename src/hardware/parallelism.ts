import { type ControlGroups, type Controller, controlGroups, ownControlGroups } from "./controlGroups.js";
import { type CoreKinds, coreKinds } from "./coreKinds.js";
import { commonCpus, parseCpuList } from "./cpuList.js";
import { cpuQuota } from "./cpuQuota.js";
import { cpusetCpus } from "./cpusetCpus.js";
import { readCpus, readField, readText } from "./files.js";
import { type Machine, thisMachine } from "./machine.js";
import { remembered } from "./remembered.js";

/** How many threads this process can keep busy. */
export interface Parallelism {
  /** At least 1. */
  readonly threads: number;
  /** Of them, those that performance cores can take; all, where the cores are alike or nobody says. */
  readonly performance: number;
  /** "2 cores, quota 1.5 of them": a core is what the system schedules threads on. */
  readonly reason: string;
}

/** What the reading started from, for a report. A list is undefined where the system does not say. */
export interface CpuLimits {
  readonly online: readonly number[] | undefined;
  /** By the affinity of this process. */
  readonly allowed: readonly number[] | undefined;
  readonly cpuset: readonly number[] | undefined;
  readonly kinds: CoreKinds | undefined;
  /** Processors' worth of time; Infinity without a quota. */
  readonly quota: number;
}

export function readCpuLimits(
  root: string,
  groups: (controller: Controller) => ControlGroups = controlGroups(root),
): CpuLimits {
  const online = readCpus(root, "/sys/devices/system/cpu/online");
  const allowed = readField(readText(root, "/proc/self/status"), "Cpus_allowed_list");
  return {
    online,
    allowed: allowed === undefined ? undefined : parseCpuList(allowed),
    cpuset: cpusetCpus(root, groups("cpuset")),
    kinds: online && coreKinds(root, online),
    quota: cpuQuota(root, groups("cpu")),
  };
}

/**
 * The smallest of what Node counts, the cpuset and the quota, rounded up: a thread that is held back for part of the time
 * still does more than none.
 */
export function parallelismOf({ threads }: Pick<Machine, "threads">, limits: CpuLimits): Parallelism {
  const { online, allowed, cpuset, kinds, quota } = limits;
  let cores = online?.length || threads;
  const words = [cores === 1 ? "1 core" : `${cores} cores`];
  const narrow = (name: string, count: number | undefined): void => {
    if (count === undefined || !(count > 0 && count < cores)) return;
    words.push(`${name} ${count} of them`);
    cores = count;
  };
  const usable = online && commonCpus(online, allowed, cpuset);
  narrow("cpuset", online && cpuset && commonCpus(online, cpuset).length);
  narrow("affinity", usable?.length);
  narrow("Node counts", threads);
  if (quota < cores) words.push(`quota ${Number(quota.toFixed(2))} of them`);
  const most = Math.max(1, Math.min(cores, Math.ceil(quota)));
  const fast = kinds && usable ? commonCpus(kinds.performance, usable).length : 0;
  return { threads: most, performance: fast > 0 ? Math.min(fast, most) : most, reason: words.join(", ") };
}

/**
 * How many threads this process can keep busy, and why: cores that are online, its affinity and cpuset, and the quota of
 * the control groups around it. What cannot be read limits nothing. Read anew once a second.
 */
export const parallelism: () => Parallelism = remembered(1000, () => {
  const machine = thisMachine();
  return Object.freeze(parallelismOf(machine, readCpuLimits(machine.root, ownControlGroups())));
});
