import { math } from "../kernel.js";
import type { StandardLaw } from "./standardLaw.js";

/** Gamma with shape alpha and scale 1; the exponential law, by its closed forms, where alpha is 1. */
export function standardGamma(alpha: number): StandardLaw {
  const shared = {
    logMoment: (j: number) => (alpha + j > 0 ? math.logGammaRatio(alpha, j) : Infinity),
    tilted: (j: number) => standardGamma(alpha + j),
    lower: { power: alpha, log: -math.logGamma(alpha + 1) },
  };
  if (alpha === 1) {
    return {
      ...shared,
      term: (z) => z * math.exp(-z),
      cdf: (z) => -math.expm1(-z),
      survival: (z) => math.exp(-z),
      quantile: (p) => -math.log1p(-p),
      survivalQuantile: (s) => -math.log(s),
    };
  }
  return {
    ...shared,
    term: (z) => math.exp(math.logGammaKernel(alpha, z)),
    cdf: (z) => math.gammaP(alpha, z),
    survival: (z) => math.gammaQ(alpha, z),
    quantile: (p) => math.gammaPInverse(alpha, p),
    survivalQuantile: (s) => math.gammaQInverse(alpha, s),
  };
}
