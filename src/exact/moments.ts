import { math } from "../kernel.js";
import type { NetYear } from "./netYear.js";
import { logNothing, type Part, withInfinite, yearCumulants } from "./part.js";
import { powerSeries } from "./powerSeries.js";

/** What is known of the annual loss without its distribution. */
export interface Moments {
  /** Infinity where it is. */
  readonly mean: number;
  readonly standardDeviation: number;
  /** Infinity where only the third moment is; NaN where the variance is 0 or infinite. */
  readonly skewness: number;
  readonly probabilityOfLoss: number;
  /** How far noise puts the mean off. */
  readonly error: number;
  readonly logNothing: number;
}

/** Cumulants of independent parts add up. `years` has what the aggregate terms leave of those that have any. */
export function momentsOf(parts: readonly Part[], years: ReadonlyMap<Part, NetYear>): Moments {
  let [mean, half, sixth, none, error] = [0, 0, 0, 0, 0];
  for (const part of parts) {
    const year = years.get(part);
    const [, one, two, three] = year ? withInfinite(powerSeries.log1p, year.series) : yearCumulants(part);
    none += part.outer * (year?.logNothing ?? logNothing(part));
    error += part.outer * (year?.error ?? 0);
    mean += part.outer * one;
    half += part.outer * two;
    sixth += part.outer * three;
  }
  const variance = Math.max(0, 2 * half);
  const deviation = Math.sqrt(variance);
  return {
    mean,
    standardDeviation: deviation,
    skewness: variance > 0 && variance < Infinity ? (6 * sixth) / (variance * deviation) : Number.NaN,
    probabilityOfLoss: -math.expm1(none),
    error,
    logNothing: none,
  };
}
