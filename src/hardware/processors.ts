import { type CoreKinds, coreKinds } from "./coreKinds.js";
import { readCount, readCpus, readField, readFolder, readText } from "./files.js";

/** The processors of a machine; a list is empty and a number undefined where the system does not say. */
export interface Processors {
  readonly online: readonly number[];
  readonly offline: readonly number[];
  /** Cores, of which each runs one or more logical processors. */
  readonly physical: number | undefined;
  readonly sockets: number | undefined;
  readonly kinds: CoreKinds | undefined;
  readonly model: string | undefined;
  /** Names of the vector instructions, as /proc/cpuinfo has them. */
  readonly simd: readonly string[];
  /** The policies that set the clock, "performance" or "schedutil", each once. */
  readonly governors: readonly string[];
}

const folder = "/sys/devices/system/cpu";
const vectors = /^(?:pni|s?sse\w*|avx\w*|fma\w*|f16c|asimd\w*|neon|sve\w*|sme\d?)$/;

export function processors(root: string): Processors {
  const online = readCpus(root, `${folder}/online`) ?? [];
  const present = readCpus(root, `${folder}/present`);
  // Newer kernels list under "offline" also what could be plugged in and is not.
  const offline = (readCpus(root, `${folder}/offline`) ?? []).filter((cpu) => present?.includes(cpu) ?? true);
  // Only these fields of cpuinfo are looked at: on some boards it ends with a serial number.
  const info = readText(root, "/proc/cpuinfo");
  return {
    online,
    offline,
    physical: distinct(online, (cpu) => readText(root, `${folder}/cpu${cpu}/topology/thread_siblings_list`)),
    sockets: distinct(online, (cpu) => readCount(root, `${folder}/cpu${cpu}/topology/physical_package_id`)),
    kinds: coreKinds(root, online),
    model: readField(info, "model name"),
    simd: vectorNames(readField(info, "flags") ?? readField(info, "Features") ?? ""),
    governors: governors(root),
  };
}

export function vectorNames(flags: string): readonly string[] {
  return flags.split(/\s+/).filter((flag) => vectors.test(flag));
}

/** How many different values there are; undefined unless each processor has one. */
function distinct<T>(cpus: readonly number[], read: (cpu: number) => T | undefined): number | undefined {
  const values = new Set(cpus.map(read));
  return values.size === 0 || values.has(undefined) ? undefined : values.size;
}

function governors(root: string): readonly string[] {
  const policies = readFolder(root, `${folder}/cpufreq`).filter((name) => /^policy\d+$/.test(name));
  const names = policies.map((policy) => readText(root, `${folder}/cpufreq/${policy}/scaling_governor`));
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}
