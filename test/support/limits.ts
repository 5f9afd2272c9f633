import { createRequire } from "node:module";

/**
 * Limits of test statistics. About a thousand statistics with a family-wise error of 1e-3 leave 1e-6 to each. Seeds
 * are fixed, so nothing flakes; a limit is passed by a wrong law, or by a changed stream in one of a thousand cases.
 */
export const error = 1e-6;

/** |z| at the error, both sides together. */
export const zLimit = 4.89;

/** The largest |z| of about a thousand cells, of at least a hundred draws each; for their Poisson tails a bit above normal. */
export const worstOfThousandLimit = 6.5;

/** Kolmogorov-Smirnov: 2 exp(-2 n d^2) is the error at this distance (Massart 1990, doi 10.1214/aop/1176990746). */
export function ksLimit(n: number): number {
  return 2.693 / Math.sqrt(n);
}

export function twoSampleKsLimit(n: number, m: number): number {
  return 2.693 * Math.sqrt((n + m) / (n * m));
}

// stdlib's packages are CommonJS directories; its laws share no code with this library.
const require = createRequire(import.meta.url);
const chiSquareQuantile: (p: number, k: number) => number = require("@stdlib/stats/base/dists/chisquare/quantile");
const binomialCdf: (x: number, n: number, p: number) => number = require("@stdlib/stats/base/dists/binomial/cdf");

export function chiSquareLimit(degreesOfFreedom: number): number {
  return chiSquareQuantile(1 - error, degreesOfFreedom);
}

/** The counts out of n that a probability p allows: below the first and above the second lies half the error each. */
export function binomialLimits(n: number, p: number): [low: number, high: number] {
  if (!(p > 0)) return [0, 0];
  if (!(p < 1)) return [n, n];
  if (p > 0.5) {
    const [low, high] = binomialLimits(n, 1 - p);
    return [n - high, n - low];
  }
  const below = (k: number): number => (k < 0 ? 0 : binomialCdf(k, n, p));
  const reach = 8 * Math.sqrt(n * p * (1 - p)) + 30;
  const low = firstWhere(Math.max(0, Math.floor(n * p - reach)), Math.ceil(n * p), (k) => below(k) > error / 2);
  const high = firstWhere(Math.floor(n * p), Math.min(n, Math.ceil(n * p + reach)), (k) => 1 - below(k) <= error / 2);
  return [low, high];
}

/** The first integer in [low, high] that has a property which all behind it have too. */
function firstWhere(low: number, high: number, holds: (k: number) => boolean): number {
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
