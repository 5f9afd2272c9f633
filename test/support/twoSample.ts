import type { Finding } from "./finding.js";
import { twoSampleKsLimit } from "./limits.js";

/** The two-sample Kolmogorov-Smirnov distance, ties (atoms) included. */
export function twoSample(a: Float64Array, b: Float64Array): Finding {
  const [x, y] = [a.slice().sort(), b.slice().sort()];
  let [i, j, value] = [0, 0, 0];
  while (i < x.length && j < y.length) {
    const at = Math.min(x[i]!, y[j]!);
    while (i < x.length && x[i] === at) i++;
    while (j < y.length && y[j] === at) j++;
    value = Math.max(value, Math.abs(i / x.length - j / y.length));
  }
  return { statistic: "two-sample Kolmogorov-Smirnov", value, low: 0, high: twoSampleKsLimit(x.length, y.length) };
}
