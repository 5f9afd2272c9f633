/**
 * One part of a severity law, as the sampler tabulates it. The parts of a law are drawn in proportion to their weights,
 * which sum to 1. A continuous part's quantile function has neither a jump nor a kink inside (0, 1), because the
 * sampler interpolates it by polynomials: a law whose quantile function has one is cut there into several parts.
 */
export type SeverityPart = PointsPart | ContinuousPart;

/** Atoms: P(X = values[i]) = weights[i]. Values ascend; the weights sum to `weight`. */
export interface PointsPart {
  readonly kind: "points";
  readonly weight: number;
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

/** A continuous law. Its functions are those of the part alone: quantile(0) is where it begins, density integrates to 1. */
export interface ContinuousPart {
  readonly kind: "continuous";
  readonly weight: number;
  readonly quantile: (p: number) => number;
  readonly survivalQuantile: (s: number) => number;
  readonly density: (x: number) => number;
}
