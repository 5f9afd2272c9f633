import { availableMemory } from "../hardware/availableMemory.js";

/** Bytes are read anew after this long, and for a run that wants more than such a share of them. */
const readMs = 100;
const smallShare = 1 / 1024;

let read = { at: -Infinity, bytes: 0 };

/**
 * What this process can still get, before a run takes `bytes` of it. Reading it takes longer than a small run, so small
 * ones are counted against the last reading, as though none of them ever gave back what it took.
 */
export function memoryLeft(bytes: number): number {
  if (!(bytes <= read.bytes * smallShare && performance.now() - read.at < readMs)) {
    read = { at: performance.now(), bytes: availableMemory().bytes };
  }
  const left = read.bytes;
  read.bytes = Math.max(0, left - bytes);
  return left;
}
