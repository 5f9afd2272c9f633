/** Walker's alias method (1977, doi 10.1145/355744.355749): a word picks one of some targets. */
export type Alias = (word: bigint) => number;

/**
 * A slot is 16 bytes: threshold u64, own target u32, other target u32; there are mask + 1 of them, a power of two. The
 * word's low bits are the slot. The whole word is compared with the threshold: below it the slot's own target is picked.
 */
export function readAlias(slots: Float64Array, mask: number): Alias {
  const thresholds = new BigUint64Array(slots.buffer, slots.byteOffset, 2 * (mask + 1));
  const targets = new Uint32Array(slots.buffer, slots.byteOffset, 4 * (mask + 1));
  const lowBits = BigInt(mask);
  return (word) => {
    const slot = Number(word & lowBits);
    const [own, other] = [targets[4 * slot + 2]!, targets[4 * slot + 3]!];
    return word < thresholds[2 * slot]! ? own : other;
  };
}
