import { createHash } from "node:crypto";
import { endianness } from "node:os";

const sliceNumbers = 8192;

/** SHA-256 (hex) of losses as little-endian doubles in trial order, -0 written as 0. */
export function lossHash(losses: Float64Array): string {
  const hash = createHash("sha256");
  // Copied by slices: the hash takes no shared memory. Adding 0 turns -0 into 0.
  const slice = new Float64Array(Math.min(sliceNumbers, losses.length));
  const bytes = Buffer.from(slice.buffer);
  for (let first = 0; first < losses.length; first += sliceNumbers) {
    const count = Math.min(sliceNumbers, losses.length - first);
    for (let i = 0; i < count; i++) slice[i] = losses[first + i]! + 0;
    const filled = bytes.subarray(0, count * 8);
    hash.update(endianness() === "LE" ? filled : filled.swap64());
  }
  return hash.digest("hex");
}
