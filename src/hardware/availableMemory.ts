import { type ControlGroups, controlGroups, ownControlGroups } from "./controlGroups.js";
import { formatBytes } from "./formatBytes.js";
import { type Machine, thisMachine } from "./machine.js";
import { memoryRoom } from "./memoryRoom.js";

/** What this process can still take. */
export interface AvailableMemory {
  readonly bytes: number;
  /** "3.2 GiB free of the limit of 4 GiB", or "21.7 GiB free of 23.5 GiB". */
  readonly reason: string;
}

export function availableMemoryOf(
  { root, freeMemory, totalMemory }: Machine,
  groups: ControlGroups = controlGroups(root)("memory"),
): AvailableMemory {
  const { limit, free } = memoryRoom(root, groups);
  const bytes = Math.min(freeMemory, free);
  const of = limit < totalMemory ? `the limit of ${formatBytes(limit)}` : formatBytes(totalMemory);
  return { bytes, reason: `${formatBytes(bytes)} free of ${of}` };
}

/**
 * Bytes that this process can still take, and why: the smaller of what the system has free and what the control groups
 * around the process leave. Where those groups are is remembered for a second; the amounts are read each time, because a
 * run must see what the run before it took.
 */
export function availableMemory(): AvailableMemory {
  return availableMemoryOf(thisMachine(), ownControlGroups()("memory"));
}
