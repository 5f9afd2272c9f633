import type { ControlGroups } from "./controlGroups.js";
import { readText } from "./files.js";

/**
 * Processors' worth of time that the control groups leave this process, like 1.5; Infinity without a quota. The smallest
 * of the nested groups holds (Linux, Documentation/scheduler/sched-bwc.rst and admin-guide/cgroup-v2.rst).
 */
export function cpuQuota(root: string, { version, folders }: ControlGroups): number {
  const quotas = folders.map((folder) => {
    const [quota, period] =
      version === 2
        ? (readText(root, `${folder}/cpu.max`) ?? "").split(" ").map(Number)
        : [`${folder}/cpu.cfs_quota_us`, `${folder}/cpu.cfs_period_us`].map((path) => Number(readText(root, path)));
    // "max" is NaN here and version 1's "none" is -1.
    const share = quota! / period!;
    return quota! > 0 && share > 0 ? share : Infinity;
  });
  return Math.min(Infinity, ...quotas);
}
