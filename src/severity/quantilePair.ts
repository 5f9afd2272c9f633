import { fail, openProbability, type Parameter, positive, type Values } from "../check.js";
import { math } from "../kernel.js";
import { log1pRatio } from "./numeric.js";

type Names = "p1" | "x1" | "p2" | "x2";

/** Two points of a distribution function: P(X <= x1) = p1 and P(X <= x2) = p2. */
export const quantilePair: { readonly [P in Names]: Parameter } = {
  p1: { rule: openProbability, typical: [0.3, 0.5] },
  x1: { rule: positive, typical: [100, 1e3] },
  p2: { rule: openProbability, typical: [0.9, 0.99] },
  x2: { rule: positive, typical: [1e5, 1e6] },
};

/** log(x2 / x1), once it is certain that the points ascend. */
export function logSpread(family: string, { p1, x1, p2, x2 }: Values<Names>): number {
  if (!(p1 < p2)) fail(`${family}.fromQuantiles: p2`, `a number > p1 = ${p1}`, p2);
  if (!(x1 < x2)) fail(`${family}.fromQuantiles: x2`, `a number > x1 = ${x1}`, x2);
  return log1pRatio(x2 - x1, x1);
}

/** -log(1 - p), at which a standard exponential has its quantile p. */
export function exponentialQuantile(p: number): number {
  return -math.log1p(-p);
}

/** The x in (0, Infinity) at which an ascending function passes 0, to the last double; 0 or Infinity where it does not. */
export function rootOfAscending(f: (x: number) => number): number {
  let low = 1;
  let high = 1;
  for (let factor = 2; f(low) > 0; factor *= factor) {
    high = low;
    low /= factor;
    if (!(low > 0)) return 0;
  }
  for (let factor = 2; f(high) < 0; factor *= factor) {
    low = high;
    high *= factor;
    if (!(high < Infinity)) return Infinity;
  }
  while (high / low > 4) {
    const middle = Math.sqrt(low) * Math.sqrt(high);
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
}
