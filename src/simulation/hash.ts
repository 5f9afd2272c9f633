import { createHash, type Hash } from "node:crypto";
import { endianness } from "node:os";
import { forEachStretch, type Losses, type LossStream } from "../measures/lossSource.js";

// The hash takes no shared memory, so losses are copied by slices.
const slice = new Float64Array(4096);
const bytes = Buffer.from(slice.buffer);

/** SHA-256 (hex) of losses as little-endian doubles in trial order, -0 written as 0. */
export function lossHash(losses: Losses | LossStream): string {
  const hash = createHash("sha256");
  forEachStretch(losses, (array, start, end) => hashLosses(hash, array.subarray(start, end)));
  return hash.digest("hex");
}

/** Adds losses to a hash that is under way. */
export function hashLosses(hash: Hash, losses: Losses): void {
  for (let first = 0; first < losses.length; first += slice.length) {
    const count = Math.min(slice.length, losses.length - first);
    // Adding 0 turns -0 into 0.
    for (let i = 0; i < count; i++) slice[i] = losses[first + i]! + 0;
    const filled = bytes.subarray(0, count * 8);
    hash.update(endianness() === "LE" ? filled : filled.swap64());
  }
}
