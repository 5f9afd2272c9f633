import type { Frequency } from "../frequency/frequency.js";
import { math } from "../kernel.js";
import { type FitWarning, short } from "./fitWarning.js";

export type FrequencyMethod = "moments" | "likelihood";

/** What an estimator hands over. */
export interface FrequencyEstimate {
  readonly frequency: Frequency;
  readonly method: FrequencyMethod;
  readonly estimated: readonly string[];
  readonly standardErrors: Readonly<Record<string, number>> | undefined;
  readonly logLikelihood: number;
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
  readonly warnings: readonly FitWarning[];
}

/** What the estimator of a family says: the rest of the estimate is the same for all. */
export type Fitted = Pick<FrequencyEstimate, "frequency" | "estimated" | "standardErrors"> & {
  readonly warnings?: readonly FitWarning[];
};

/** A frequency fitted to counts: a frozen value, made by `fitFrequency`. */
export class FrequencyFit {
  readonly frequency: Frequency;
  readonly parameters: Readonly<Record<string, number>>;
  readonly method: FrequencyMethod;
  /** The parameters that were estimated. */
  readonly estimated: readonly string[];
  /**
   * Of maximum likelihood estimates, from the observed information, the number of risks of a binomial being taken as known;
   * undefined for estimates by moments that are not these.
   */
  readonly standardErrors: Readonly<Record<string, number>> | undefined;
  /** At the parameters, whatever the method. */
  readonly logLikelihood: number;
  readonly aic: number;
  readonly bic: number;
  /** The number of periods, weighted. */
  readonly n: number;
  /** Of the counts; the variance has divisor n - 1. */
  readonly mean: number;
  readonly variance: number;
  readonly warnings: readonly FitWarning[];

  /** @internal */
  constructor(estimate: FrequencyEstimate) {
    const { frequency, estimated, logLikelihood, n } = estimate;
    this.frequency = frequency;
    // Those of the families that are fitted are numbers.
    this.parameters = frequency.parameters as Readonly<Record<string, number>>;
    this.method = estimate.method;
    this.estimated = Object.freeze([...estimated]);
    this.standardErrors = estimate.standardErrors && Object.freeze({ ...estimate.standardErrors });
    this.logLikelihood = logLikelihood;
    this.aic = 2 * estimated.length - 2 * logLikelihood;
    this.bic = math.log(n) * estimated.length - 2 * logLikelihood;
    this.n = n;
    this.mean = estimate.mean;
    this.variance = estimate.variance;
    this.warnings = Object.freeze([...estimate.warnings]);
    Object.freeze(this);
  }

  /** For people: the law, what was seen, the criteria, the warnings. */
  toString(): string {
    const lines = [`${this.frequency}, by ${this.method}, ${this.n} periods`];
    lines.push(`  counts: mean ${short(this.mean)}, variance ${short(this.variance)}`);
    for (const [name, error] of Object.entries(this.standardErrors ?? {})) {
      lines.push(`  ${name}: standard error ${short(error)}`);
    }
    lines.push(
      `  log-likelihood ${this.logLikelihood.toFixed(4)}, AIC ${this.aic.toFixed(2)}, BIC ${this.bic.toFixed(2)}`,
    );
    for (const { code, message } of this.warnings) lines.push(`  ${code}: ${message}`);
    return lines.join("\n");
  }
}
