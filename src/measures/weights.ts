import { ActuarialError } from "../errors.js";
import { spreadBlock } from "./spread.js";

/**
 * Makes the mean of weights 1, in their place. Trial i then counts as weights[i] trials, and equal weights are 1 exactly:
 * the mean is summed as the difference from the first of them.
 * @throws ActuarialError ERR_DATA unless all are finite and >= 0, and one of them is above 0
 */
export function normaliseWeights(weights: Float64Array): Float64Array {
  const first = weights[0] ?? 0;
  let difference = 0;
  for (let start = 0; start < weights.length; start += spreadBlock) {
    const end = Math.min(start + spreadBlock, weights.length);
    let sum = 0;
    for (let i = start; i < end; i++) {
      const weight = weights[i]!;
      if (!(weight >= 0 && weight < Infinity)) refuse(`weights[${i}] must be a finite number >= 0, got ${weight}`);
      sum += weight - first;
    }
    difference += sum;
  }
  const mean = first + difference / weights.length;
  if (!(mean > 0 && mean < Infinity)) refuse(`the weights' mean must be a finite number > 0, got ${mean}`);
  for (let i = 0; i < weights.length; i++) weights[i]! /= mean;
  return weights;
}

function refuse(message: string): never {
  throw new ActuarialError("ERR_DATA", message);
}
