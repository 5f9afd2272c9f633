import { zLimit } from "./limits.js";

/** One statistic and the interval in which it has to lie. */
export interface Finding {
  readonly statistic: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The findings outside their interval, NaN among them: a test expects none. */
export function failures(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ value, low, high }) => !(value >= low && value <= high));
}

/**
 * A z statistic from a sample's deviations from an exact mean: their sum, the sum of their squares, their number.
 * Where the sample does not vary, its mean has to be exact but for rounding.
 */
export function zFinding(statistic: string, sum: number, squares: number, n: number, scale: number): Finding {
  const mean = sum / n;
  const variance = squares / n - mean * mean;
  if (variance <= 1e-24 * scale * scale) {
    return { statistic: `${statistic}, exact`, value: mean / scale || 0, low: -1e-11, high: 1e-11 };
  }
  return { statistic, value: mean / Math.sqrt(variance / n), low: -zLimit, high: zLimit };
}
