import { math } from "../kernel.js";
import type { Losses } from "./lossSource.js";
import { orderStatistics } from "./orderStatistics.js";

/**
 * The tail index (E[X^k] is finite for k below it) by Hill's estimator (1975, doi 10.1214/aos/1176343247) from the
 * sqrt(n) largest of n losses; Infinity where they are equal, NaN where the losses are too few or not positive. A law
 * without a power tail has no index; its estimate is then how steep the tail is at these losses.
 */
export function estimateTailIndex(losses: Losses): number {
  const ranks = hillRanks(losses.length);
  return hill(orderStatistics(losses, ranks));
}

/** The ranks of the losses that the estimate is made of, ascending; none where there are too few. */
export function hillRanks(count: number): number[] {
  const used = Math.floor(Math.sqrt(count));
  return used < 10 ? [] : Array.from({ length: used + 1 }, (_, i) => count - used + i);
}

/** Hill's estimator from ascending losses, of which the first is the threshold. */
export function hill([threshold, ...largest]: Iterable<number>): number {
  if (threshold === undefined || !(threshold > 0)) return NaN;
  const sum = largest.reduce((logs, loss) => logs + math.log(loss / threshold), 0);
  return largest.length / sum;
}
