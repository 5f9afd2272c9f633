import { devianceAt } from "./deviance";
import { productError, sumError } from "./exact";
import { HALF_LOG_2PI, stirlingError } from "./gamma";

/**
 * log of Gamma(a + b + 1) / (Gamma(a + 1) Gamma(b + 1)) x^a (1 - x)^b for real a, b > 0: how probable it is that a + b
 * fall a to one side and b to the other. meanA = (a + b) x and meanB = (a + b) (1 - x) need only be right to a few ulp;
 * d = a - meanA = meanB - b carries the digits.
 */
export function logSplit(a: f64, b: f64, meanA: f64, meanB: f64, d: f64): f64 {
  const sum = a + b;
  const corrections = stirlingError(sum) - stirlingError(a) - stirlingError(b);
  const spread = 0.5 * NativeMath.log(a * (b / sum)) + HALF_LOG_2PI;
  return corrections - devianceAt(a, meanA, d) - devianceAt(b, meanB, -d) - spread;
}

/** a - (a + b) x without the rounding of the sum and the product. */
export function excess(a: f64, b: f64, x: f64): f64 {
  const sum = a + b;
  const mean = sum * x;
  return a - mean - (productError(sum, x, mean) + sumError(a, b, sum) * x);
}
