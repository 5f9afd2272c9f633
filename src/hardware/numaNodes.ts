import { parseCount, readCpus, readField, readFolder, readText } from "./files.js";

/** A node of a machine whose memory is nearer to some processors than to others. */
export interface NumaNode {
  readonly id: number;
  /** Its processors that are online; a node may have none. */
  readonly cpus: readonly number[];
  /** Bytes of memory; 0 where a node has none. */
  readonly memory: number;
  readonly free: number;
  /** How far it is to each node of the list, itself included: 10 is local, 20 costs twice that. */
  readonly distances: readonly number[];
}

const folder = "/sys/devices/system/node";

/**
 * The NUMA nodes, by number, which may have holes; empty where the system does not say (Linux,
 * Documentation/ABI/stable/sysfs-devices-node).
 */
export function numaNodes(root: string): readonly NumaNode[] {
  const found = readFolder(root, folder).flatMap((name) => name.match(/^node(\d+)$/)?.[1] ?? []);
  const ids = readCpus(root, `${folder}/online`) ?? found.map(Number).sort((a, b) => a - b);
  return ids.map((id) => {
    const meminfo = readText(root, `${folder}/node${id}/meminfo`);
    const distances = readText(root, `${folder}/node${id}/distance`);
    return {
      id,
      cpus: readCpus(root, `${folder}/node${id}/cpulist`) ?? [],
      memory: kibibytes(readField(meminfo, `Node ${id} MemTotal`)),
      free: kibibytes(readField(meminfo, `Node ${id} MemFree`)),
      distances: distances === undefined ? [] : distances.split(/\s+/).flatMap((text) => parseCount(text) ?? []),
    };
  });
}

/** "15165652 kB", where Linux means 1024 bytes. */
function kibibytes(text: string | undefined): number {
  return 1024 * Number(text?.match(/^(\d+) kB$/)?.[1] ?? 0);
}
