import { parseCpuList } from "./cpuList.js";
import { readCount, readFolder, readText } from "./files.js";

/** All caches of a machine that are alike. */
export interface Cache {
  readonly level: number;
  readonly kind: "data" | "instruction" | "unified";
  /** Bytes of one. */
  readonly bytes: number;
  /** Logical processors that share one; undefined where the system does not say. */
  readonly sharedBy: number | undefined;
  /** How many there are; undefined where the system does not say. */
  readonly count: number | undefined;
}

/** The caches of the given processors, the smallest level first; empty where the system does not say. */
export function caches(root: string, cpus: readonly number[]): readonly Cache[] {
  const seen = new Set<string>();
  const alike = new Map<string, Cache>();
  for (const cpu of cpus) {
    const folder = `/sys/devices/system/cpu/cpu${cpu}/cache`;
    for (const index of readFolder(root, folder).filter((name) => /^index\d+$/.test(name))) {
      const shared = readText(root, `${folder}/${index}/shared_cpu_list`) ?? `${cpu}`;
      if (seen.has(`${index}:${shared}`)) continue;
      seen.add(`${index}:${shared}`);
      const level = readCount(root, `${folder}/${index}/level`);
      const kind = readText(root, `${folder}/${index}/type`)?.toLowerCase();
      const bytes = readSize(readText(root, `${folder}/${index}/size`));
      const sharedBy = parseCpuList(shared)?.length;
      if (level === undefined || bytes === undefined || !isKind(kind)) continue;
      const key = [level, kind, bytes, sharedBy].join();
      alike.set(key, { level, kind, bytes, sharedBy, count: (alike.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...alike.values()].sort((a, b) => a.level - b.level || a.kind.localeCompare(b.kind) || b.bytes - a.bytes);
}

function isKind(text: string | undefined): text is Cache["kind"] {
  return text === "data" || text === "instruction" || text === "unified";
}

/** "48K" */
function readSize(text: string | undefined): number | undefined {
  const [, digits, unit] = text?.match(/^(\d+)([KMG]?)$/) ?? [];
  return digits === undefined ? undefined : Number(digits) * { "": 1, K: 1024, M: 1_048_576, G: 1_073_741_824 }[unit!]!;
}
