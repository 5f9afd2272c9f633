import { commonCpus } from "./cpuList.js";
import { readCount, readCpus } from "./files.js";

/** The processors of a machine that has fast and slow cores. */
export interface CoreKinds {
  readonly performance: readonly number[];
  readonly efficiency: readonly number[];
}

/** Machines with two kinds of core that have more than this many are not known; the others need not be asked one by one. */
const mostMixed = 64;
/** Cores of one kind differ by a few hundredths, by how well each came out of the factory. */
const sameKind = 0.75;

/**
 * Which processors are performance cores; undefined where all are alike or nobody says. Intel's hybrid processors list
 * both kinds as devices of their own; elsewhere each processor has a capacity, 1024 for the fastest, and the least of them
 * is an efficiency core where it is much less (Linux, Documentation/ABI/testing/sysfs-devices-system-cpu).
 */
export function coreKinds(root: string, online: readonly number[]): CoreKinds | undefined {
  const [core, atom] = ["cpu_core", "cpu_atom"].map((name) => readCpus(root, `/sys/devices/${name}/cpus`));
  if (core !== undefined && atom !== undefined) {
    return { performance: commonCpus(online, core), efficiency: commonCpus(online, atom) };
  }
  if (online.length > mostMixed) return undefined;
  const capacities: number[] = [];
  for (const cpu of online) {
    const capacity = readCount(root, `/sys/devices/system/cpu/cpu${cpu}/cpu_capacity`);
    if (capacity === undefined) return undefined;
    capacities.push(capacity);
  }
  const least = Math.min(...capacities);
  if (!(least < sameKind * Math.max(...capacities))) return undefined;
  const slow = (i: number): boolean => capacities[i]! * sameKind <= least;
  return { performance: online.filter((_, i) => !slow(i)), efficiency: online.filter((_, i) => slow(i)) };
}
