/**
 * Bytes that this process can still take: the smaller of what the system has free and what its container leaves.
 * `process.availableMemory` knows both.
 */
export function availableMemory(): number {
  return process.availableMemory();
}
