import os from "node:os";
import * as check from "../check.js";
import { availableMemoryOf } from "./availableMemory.js";
import { caches } from "./caches.js";
import { controlGroups } from "./controlGroups.js";
import type { CoreKinds } from "./coreKinds.js";
import type { Hardware } from "./hardware.js";
import { hardwareOf } from "./hardwareOf.js";
import { hugePages } from "./hugePages.js";
import { type Machine, thisMachine } from "./machine.js";
import { memoryRoom } from "./memoryRoom.js";
import { numaNodes } from "./numaNodes.js";
import { parallelismOf, readCpuLimits } from "./parallelism.js";
import { processorModel } from "./processorModel.js";
import { processors } from "./processors.js";
import { runtime } from "./runtime.js";
import { loadSystemInformation, type SystemInformation, systemInformation } from "./systemInformation.js";

/**
 * Reads the facts about this machine that bear on how fast a simulation runs: processors, what of them this process may
 * use, memory, NUMA nodes, caches, pages, versions. Nothing that is missing or unreadable is an error, and nothing tells
 * which machine it is. On Linux most comes from /proc and /sys; on other systems little does without systemInformation.
 * @param options `systemInformation`: asks the package systeminformation too, which must be installed and takes some tens
 * of milliseconds; default false.
 * @throws ActuarialError ERR_PARAMETER, ERR_UNKNOWN_KEY, ERR_UNSUPPORTED where that package is not installed; as a
 * rejection
 */
export async function detect(options: { readonly systemInformation?: boolean } = {}): Promise<Hardware> {
  const { systemInformation: asked = false } = check.record("detect", options, ["systemInformation"]);
  const more = check.boolean("detect: systemInformation", asked)
    ? await systemInformation(await loadSystemInformation())
    : undefined;
  return readHardware(thisMachine(), more);
}

/** What the files under the machine's root say, and where they are silent, what systeminformation does. */
export function readHardware(machine: Machine, more?: SystemInformation): Hardware {
  const { root, totalMemory } = machine;
  const groups = controlGroups(root);
  const cpus = processors(root);
  const limits = readCpuLimits(root, groups);
  const usable = parallelismOf(machine, limits);
  const memory = availableMemoryOf(machine, groups("memory"));
  const { limit } = memoryRoom(root, groups("memory"));
  const read = caches(root, cpus.online);
  return hardwareOf({
    system: {
      platform: process.platform,
      architecture: process.arch,
      release: os.release(),
      distribution: more?.distribution,
    },
    runtime: runtime(),
    processor: {
      model: cpus.model ?? more?.model ?? processorModel(),
      megahertz: more?.megahertz,
      simd: cpus.simd.length > 0 ? cpus.simd : (more?.simd ?? []),
      caches: read.length > 0 ? read : (more?.caches ?? []),
      governors: cpus.governors.length > 0 || !more?.governor ? cpus.governors : [more.governor],
    },
    cores: {
      logical: cpus.online.length || os.cpus().length || machine.threads,
      physical: cpus.physical ?? more?.physical,
      sockets: cpus.sockets ?? more?.sockets,
      ...kindsOf(cpus.kinds, more),
      online: cpus.online,
      offline: cpus.offline,
    },
    process: {
      threads: usable.threads,
      reason: usable.reason,
      affinity: limits.allowed,
      cpuset: limits.cpuset,
      quota: limits.quota < Infinity ? limits.quota : undefined,
    },
    memory: {
      total: totalMemory,
      free: memory.bytes,
      reason: memory.reason,
      limit: limit < Infinity ? limit : undefined,
      modules: more?.modules ?? [],
    },
    nodes: numaNodes(root),
    hugePages: hugePages(root),
  });
}

/** systeminformation counts all cores of a uniform machine as performance cores. */
function kindsOf(
  kinds: CoreKinds | undefined,
  more: SystemInformation | undefined,
): Pick<Hardware["cores"], "performance" | "efficiency"> {
  if (kinds !== undefined) return { performance: kinds.performance.length, efficiency: kinds.efficiency.length };
  if (more?.efficiency === undefined) return { performance: undefined, efficiency: undefined };
  return { performance: more.performance, efficiency: more.efficiency };
}
