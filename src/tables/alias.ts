import { ActuarialError } from "../errors.js";
import { inWorkshop } from "../kernel.js";

/**
 * An alias table as the kernel reads it (assembly/setup/alias.ts): slots of 16 bytes {threshold u64, own target u32, other
 * target u32}, a power of two of them. Weights need not sum to 1; targets go with the weights.
 * @throws ActuarialError ERR_TOO_LARGE where the weights left the range of doubles: a draw from them would never end
 */
export function aliasTable(weights: Float64Array, targets: Uint32Array): Float64Array {
  let sum = 0;
  for (const weight of weights) sum += weight;
  if (!(sum > 0 && sum < Infinity)) {
    throw new ActuarialError("ERR_TOO_LARGE", "the probabilities of a law leave the range of doubles");
  }
  let slots = 1;
  while (slots < weights.length) slots *= 2;
  return inWorkshop((kernel) => {
    const at = { weights: kernel.install(weights), targets: kernel.install(targets) };
    const out = kernel.allocate(16 * slots);
    kernel.exports.writeAlias(at.weights, at.targets, weights.length, out, slots, kernel.allocate(12 * slots));
    return kernel.read(out, 2 * slots);
  });
}
