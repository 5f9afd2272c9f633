import type { Bounded } from "./bounded.js";
import type { ExactExecution } from "./exactExecution.js";
import type { ExactCurvePoint, ExactMeasures } from "./exactMeasures.js";
import { exactText } from "./text.js";
import type { ExactWarning } from "./warnings.js";

interface ExactParts {
  readonly measures: ExactMeasures;
  readonly title: string;
  readonly levels: readonly number[];
  readonly warnings: readonly ExactWarning[];
  readonly execution: ExactExecution;
}

/**
 * The law of the annual loss and its measures, each between `low` and `high`, the bounds of its numerical error. Amounts
 * are in the currency of the model. What lies beyond the grid is ERR_NOT_KEPT: solve with higher levels.
 */
export class ExactResult {
  readonly execution: ExactExecution;
  readonly warnings: readonly ExactWarning[];
  readonly #parts: ExactParts;

  /** @internal */
  constructor(parts: ExactParts) {
    this.execution = Object.freeze(parts.execution);
    this.warnings = Object.freeze([...parts.warnings]);
    this.#parts = parts;
  }

  get #measures(): ExactMeasures {
    return this.#parts.measures;
  }

  /** Infinity where it is infinite. */
  get mean(): Bounded {
    return this.#measures.mean;
  }

  /** Infinity where the variance is infinite. */
  get standardDeviation(): number {
    return this.#measures.standardDeviation.value;
  }

  /** Infinity where only the third moment is; NaN where the variance is 0 or infinite. */
  get skewness(): number {
    return this.#measures.skewness.value;
  }

  /** P(S > 0). */
  get probabilityOfLoss(): number {
    return this.#measures.probabilityOfLoss.value;
  }

  /** The least x with P(S <= x) >= p. */
  var(p: number): Bounded {
    return this.#measures.var(p);
  }

  /** The mean of the worst 1 - p of the years (expected shortfall; an atom at VaR is split). */
  tvar(p: number): Bounded {
    return this.#measures.tvar(p);
  }

  /** P(S <= x). */
  cdf(x: number): Bounded {
    return this.#measures.cdf(x);
  }

  /** P(S > x). */
  exceedanceProbability(x: number): Bounded {
    return this.#measures.exceedanceProbability(x);
  }

  /** E max(S - d, 0). */
  stopLoss(d: number): Bounded {
    return this.#measures.stopLoss(d);
  }

  /** E min(max(S - attachment, 0), limit), limit >= 0 or Infinity. */
  layerMean(attachment: number, limit: number): Bounded {
    return this.#measures.layerMean(attachment, limit);
  }

  /** Annual losses by return period (AEP); default 2 to 1000 years. */
  exceedanceCurve(returnPeriods?: readonly number[]): ExactCurvePoint[] {
    return this.#measures.exceedanceCurve(returnPeriods);
  }

  /** A table for people. */
  toString(): string {
    return exactText(this, this.#parts.title, this.#parts.levels);
  }
}
