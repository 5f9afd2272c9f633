import { inWorkshop } from "../kernel.js";

/**
 * An alias table as the kernel reads it (assembly/setup/alias.ts): slots of 16 bytes {threshold u64, own target u32, other
 * target u32}, a power of two of them. Weights need not sum to 1; targets go with the weights.
 */
export function aliasTable(weights: Float64Array, targets: Uint32Array): Float64Array {
  let slots = 1;
  while (slots < weights.length) slots *= 2;
  return inWorkshop((kernel) => {
    const at = { weights: kernel.install(weights), targets: kernel.install(targets) };
    const out = kernel.allocate(16 * slots);
    kernel.exports.writeAlias(at.weights, at.targets, weights.length, out, slots, kernel.allocate(12 * slots));
    return kernel.read(out, 2 * slots);
  });
}
