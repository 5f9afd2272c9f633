import { math } from "../kernel.js";

/** One tail of a law on (0, Infinity), as Newton's method wants it. */
export interface Tail {
  /** P(X <= x), or P(X > x) where `upper`; to relative accuracy. */
  readonly probability: (x: number) => number;
  readonly upper: boolean;
  /** x f(x), the density of log X. */
  readonly term: (x: number) => number;
  /** Its logarithmic derivative, d log(x f(x)) / d log x. */
  readonly slope: (x: number) => number;
}

const mostSteps = 1000;

/**
 * The x at which a tail has the probability `target`, to relative accuracy: log X has to have a log-concave density.
 * Then the logarithm of either tail is a concave function of log x, so Newton's steps on it do not cycle, and Halley's,
 * which the slope allows, triple the digits. A bracket of what was seen keeps both from leaving it.
 */
export function invertTail(tail: Tail, target: number, start: number): number {
  let low = 0;
  let high = Infinity;
  let x = start;
  for (let i = 0; i < mostSteps; i++) {
    const probability = tail.probability(x);
    if (probability === target) return x;
    if (probability > target === tail.upper) low = x;
    else high = x;
    const rate = (tail.upper ? -1 : 1) * (tail.term(x) / probability);
    const newton = math.log(target / probability) / rate;
    const step = newton / Math.max(0.5, 1 + 0.5 * newton * (tail.slope(x) - rate));
    const next = x + x * math.expm1(step);
    // What is left is of the order of step^3 rate^2; near the end, rounding may point out of the bracket.
    if (step * step * (1 + rate * rate) < 1e-11) return next;
    // NaN where the probability underflowed.
    x = next > low && next < high ? next : between(low, high);
    if (!(high > low * (1 + 4e-16))) return x;
  }
  return x;
}

/** The middle of a bracket on the logarithmic scale, or beyond its one end that is known. */
function between(low: number, high: number): number {
  if (low === 0) return high / 64;
  return high < Infinity ? Math.sqrt(low) * Math.sqrt(high) : low * 64;
}
