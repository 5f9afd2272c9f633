import type { ControlGroups } from "./controlGroups.js";
import { parseCount, readCount, readField, readText } from "./files.js";

/** Bytes; Infinity without a limit. */
export interface MemoryRoom {
  /** The smallest limit of the nested control groups. */
  readonly limit: number;
  /** What the tightest of them still leaves, at least 0. */
  readonly free: number;
}

/**
 * Version 1 writes "no limit" as the largest multiple of a page below 2^63, 9223372036854771712 where that is 4096 bytes,
 * and a sum of such numbers is rounded to 1.8e19 elsewhere. No machine has 10^18 bytes.
 */
const unlimited = 1e18;

/**
 * What the control groups leave of memory. Pages of files that nobody has used lately count as free: the kernel takes them
 * back before it kills. `memory.high` counts like `memory.max`: beyond it a process is slowed down until it hardly runs
 * (Linux, Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/memory.rst).
 */
export function memoryRoom(root: string, { version, folders }: ControlGroups): MemoryRoom {
  const names =
    version === 2
      ? { limits: ["memory.max", "memory.high"], stated: [], usage: "memory.current", idle: "inactive_file" }
      : {
          limits: ["memory.limit_in_bytes"],
          // The smallest limit of all groups around it, those outside a container too, whose folders are not seen inside.
          stated: ["hierarchical_memory_limit"],
          usage: "memory.usage_in_bytes",
          idle: "total_inactive_file",
        };
  let room: MemoryRoom = { limit: Infinity, free: Infinity };
  for (const folder of folders) {
    const statistic = (name: string): number | undefined =>
      parseCount(readField(readText(root, `${folder}/memory.stat`), name));
    const limits = [
      ...names.limits.map((name) => readCount(root, `${folder}/${name}`)),
      ...names.stated.map(statistic),
    ];
    const limit = Math.min(...limits.map((each) => each ?? Infinity));
    if (!(limit < unlimited)) continue;
    const usage = readCount(root, `${folder}/${names.usage}`) ?? 0;
    const idle = statistic(names.idle) ?? 0;
    const free = Math.max(0, limit - Math.max(0, usage - idle));
    room = { limit: Math.min(room.limit, limit), free: Math.min(room.free, free) };
  }
  return room;
}
