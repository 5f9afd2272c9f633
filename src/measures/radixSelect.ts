import type { Scratch } from "./scratch.js";
import type { Values } from "./values.js";

const digits = 65_536;

/**
 * The value of one rank in exactly four passes over any data and half a mebibyte: a double's bits, read as an integer
 * in the order of the numbers, are settled 16 at a time by counting. The way out where a sample misled.
 */
export function radixSelect(scratch: Scratch, values: Values, rank: number): number {
  return scratch.within(() => {
    const address = scratch.allocate(digits);
    const counts = scratch.doubles(address, digits);
    let prefix = 0n;
    let remaining = rank;
    for (let shift = 48; shift >= 0; shift -= 16) {
      counts.fill(0);
      values.forEachBlock((from, length) => {
        scratch.kernel.exports.countDigits(from, length, prefix, shift, address);
      });
      let digit = 0;
      while (remaining > counts[digit]!) remaining -= counts[digit++]!;
      prefix = (prefix << 16n) | BigInt(digit);
    }
    return valueOfKey(prefix);
  });
}

/** Undoes the kernel's ordered key: the sign bit was flipped for numbers >= 0, every bit for those below. */
function valueOfKey(key: bigint): number {
  const sign = 1n << 63n;
  const bits = new BigUint64Array([key & sign ? key ^ sign : ~key]);
  return new Float64Array(bits.buffer)[0]!;
}
