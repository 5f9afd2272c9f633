import type { Losses } from "./lossSource.js";

/** Standard errors of the weighted means of 1{x > t} and of (x - t)+. */
export interface TailErrors {
  readonly share: number;
  /** In losses times the unit that was asked for. */
  readonly excess: number;
}

/**
 * How weighted means over the trials of a run vary from run to run: it depends on how the weights came about. Every
 * measure of annual losses is a function of tail means, to first order a linear one.
 */
export interface Variation {
  /** Of the variances: what Student's t makes of a normal interval. */
  readonly degrees: number;
  /** NaN where they are not known. `unit` keeps squares in the range of doubles. */
  tailErrors(losses: Losses, threshold: number, unit: number): TailErrors;
  /** The variances of as many independent trials over those of these; NaN where nothing lies above. */
  gains(losses: Losses, threshold: number, unit: number): TailErrors;
}
