import type { AnnualMeasures } from "../measures/annualMeasures.js";
import type { Variation } from "../measures/variation.js";

/** What the trials of a run count for, where it is not the same for all. */
export interface Weighting {
  /** As many trials as trial i counts for; their mean is 1. */
  readonly weights: Float64Array;
  readonly variation: Variation;
  /** What is to be said of it, once the portfolio's losses can be measured. */
  readonly reasons: (measures: AnnualMeasures, levels: readonly number[]) => readonly string[];
}
