import { fail, nonNegative, numbers } from "../check.js";

const tolerance = 1e-12;

/** Probabilities, one for each of the n items of `of`, copied and frozen; they sum to 1 within 1e-12. */
export function probabilities(where: string, value: unknown, n: number, of: string): readonly number[] {
  const weights = Array.from(numbers(`${where}: weights`, value, nonNegative));
  if (weights.length !== n) fail(`${where}: weights`, `as many as ${of}, ${n}`, value);
  const sum = weights.reduce((a, b) => a + b, 0);
  if (!(Math.abs(sum - 1) <= tolerance)) fail(`${where}: the sum of weights`, "1 within 1e-12", sum);
  return Object.freeze(weights);
}
