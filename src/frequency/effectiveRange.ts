import { math } from "../kernel.js";

/** -log(2^-77): what may lie below the range, and above it. */
const usualDepth = 53.37;
const golden = 0.6180339887498949;

export interface CountRange {
  readonly first: number;
  readonly last: number;
}

/** log E (1 + w)^N for w >= -1, Infinity where it diverges. */
export type LogPgf = (w: number) => number;

/**
 * Counts outside of which a law has at most 2 e^-depth, by default 2^-76, by Chernoff's bound
 * P(N >= n) <= E e^(s N) / e^(s n), s > 0, and the same below.
 */
export function effectiveRange(logPgf: LogPgf, depth: number = usualDepth): CountRange {
  // Convex in s, plus depth, over s: it falls and then rises.
  const above = (s: number): number => (logPgf(math.expm1(s)) + depth) / s;
  const below = (s: number): number => {
    const log = logPgf(math.expm1(-s));
    // No law has an expectation of 0: it fell below the least double, and bounds nothing.
    return log > -Infinity ? (log + depth) / s : Infinity;
  };
  const last = Math.ceil(least(above, 6));
  // Beyond s = 30, e^-s - 1 has no digit left of e^-s.
  const first = logPgf(-1) > -depth ? 0 : Math.max(0, Math.floor(-least(below, 3.4)));
  return { first: Math.min(first, last), last };
}

/** Chernoff's bound on log P(N >= n). */
export function logTailBound(logPgf: LogPgf, n: number): number {
  return least((s) => logPgf(math.expm1(s)) - n * s, 6);
}

/** The least value over s from e^-60 to e^highest of a function that falls and then rises (golden section). */
function least(f: (s: number) => number, highest: number): number {
  let [from, to] = [-60, highest];
  const at = (v: number): number => f(math.exp(v));
  let a = to - golden * (to - from);
  let b = from + golden * (to - from);
  let [fa, fb] = [at(a), at(b)];
  for (let i = 0; i < 60; i++) {
    // Where both diverge, the least is further down.
    if (fa < fb || !(fa < Infinity)) {
      [to, b, fb] = [b, a, fa];
      a = to - golden * (to - from);
      fa = at(a);
    } else {
      [from, a, fa] = [a, b, fb];
      b = from + golden * (to - from);
      fb = at(b);
    }
  }
  return Math.min(fa, fb);
}
