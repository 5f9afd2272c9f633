import { Bins } from "./bins.js";
import type { Finding } from "./finding.js";
import type { Law } from "./lawTest.js";
import { zLimit } from "./limits.js";

/**
 * A sample's mid-ranks under its law, standardised: mean 0, variance 1, bounded, so that correlations are a clean test
 * of independence whatever the tail.
 */
export function scores(sample: Float64Array, law: Law): Float64Array {
  const cells = new Uint16Array(sample.length);
  new Bins(law.edges).add(sample, cells);
  const masses = [...law.cdf, 1].map((cdf, i) => cdf - (law.cdf[i - 1] ?? 0));
  const middles = masses.map((mass, i) => (law.cdf[i - 1] ?? 0) + mass / 2 - 0.5);
  const deviation = Math.sqrt(masses.reduce((sum, mass, i) => sum + mass * middles[i]! ** 2, 0));
  return Float64Array.from(cells, (cell) => middles[cell]! / deviation);
}

/** The correlation of a[i] and b[i + lag] as a z statistic. */
export function correlation(statistic: string, a: Float64Array, b: Float64Array, lag = 0): Finding {
  const n = Math.min(a.length, b.length) - lag;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[i]! * b[i + lag]!;
  return { statistic, value: sum / Math.sqrt(n), low: -zLimit, high: zLimit };
}
