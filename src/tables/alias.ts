/**
 * Writes an alias table (Walker 1977, doi 10.1145/355744.355749; built in linear time after Vose 1991,
 * doi 10.1109/32.92917) as the kernel reads it: slots of 16 bytes {threshold u64, own target u32, other target u32},
 * a power of two of them, at least one. Weights need not sum to 1; targets go with the weights.
 */
export function writeAlias(
  weights: Float64Array,
  targets: Uint32Array,
  numbers: Float64Array,
  firstNumber: number,
): void {
  const slots = aliasSlots(weights.length);
  const integers = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length * 2);
  let total = 0;
  for (const weight of weights) total += weight;

  const mass = new Float64Array(slots);
  for (let i = 0; i < weights.length; i++) mass[i] = (weights[i]! / total) * slots;
  const small: number[] = [];
  const large: number[] = [];
  for (let i = 0; i < slots; i++) (mass[i]! < 1 ? small : large).push(i);

  const write = (slot: number, threshold: number, other: number): void => {
    // The threshold in units of 2^-64; a full slot has no other target, so that it misses the last unit is no matter.
    const units = threshold * 4294967296;
    const full = threshold >= 1;
    integers[2 * (firstNumber + 2 * slot)] = full ? 4294967295 : (units - Math.floor(units)) * 4294967296;
    integers[2 * (firstNumber + 2 * slot) + 1] = full ? 4294967295 : Math.floor(units);
    integers[2 * (firstNumber + 2 * slot) + 2] = targets[slot] ?? 0;
    integers[2 * (firstNumber + 2 * slot) + 3] = targets[other] ?? 0;
  };
  while (small.length > 0 && large.length > 0) {
    const slot = small.pop()!;
    const donor = large[large.length - 1]!;
    write(slot, mass[slot]!, donor);
    mass[donor] = mass[donor]! - (1 - mass[slot]!);
    if (mass[donor]! < 1) small.push(large.pop()!);
  }
  // Mass is conserved, so whatever is left on either list is full but for rounding.
  for (const slot of [...large, ...small]) write(slot, 1, slot);
}

/** Slots of an alias table over `count` targets. */
export function aliasSlots(count: number): number {
  let slots = 1;
  while (slots < count) slots *= 2;
  return slots;
}
