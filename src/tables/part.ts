/**
 * One part of a severity law, as the sampler tabulates it. The parts of a law are drawn in proportion to their weights,
 * which sum to 1. A continuous part's density has neither a jump nor a kink between its ends, because the sampler
 * interpolates it by polynomials: a law whose density has one is cut there into several parts.
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
  /** How far off a probability may be that the density gives, where it is known no better than that; default 0. */
  readonly accuracy?: number;
  /** The density is the same everywhere in the part. */
  readonly flat?: true;
}

/** scale * X + shift, scale > 0, and no further than from `low` to `high`. */
export function affinePart(part: SeverityPart, scale: number, shift: number, low: number, high: number): SeverityPart {
  const image = (x: number): number => Math.min(high, Math.max(low, scale * x + shift));
  if (part.kind === "points") return { ...part, values: part.values.map(image) };
  return {
    ...part,
    quantile: (p) => image(part.quantile(p)),
    survivalQuantile: (s) => image(part.survivalQuantile(s)),
    density: (y) => part.density((y - shift) / scale) / scale,
  };
}

/** The part as one of a mixture in which its law has this weight. */
export function weighted(part: SeverityPart, weight: number): SeverityPart {
  return part.kind === "points"
    ? { ...part, weight: weight * part.weight, weights: part.weights.map((w) => weight * w) }
    : { ...part, weight: weight * part.weight };
}

/** An atom of a law. */
export function pointPart(value: number, weight: number): PointsPart {
  return { kind: "points", weight, values: Float64Array.of(value), weights: Float64Array.of(weight) };
}
