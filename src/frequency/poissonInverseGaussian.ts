import { positive } from "../check.js";
import { math } from "../kernel.js";
import { countDistribution } from "../tables/countDistribution.js";
import { countKind, type ProbabilityCounts } from "../tables/countLaw.js";
import { defineFrequency, type FrequencyFamily } from "./define.js";
import { deterministic } from "./deterministic.js";
import { effectiveRange } from "./effectiveRange.js";
import { stepToDeviation, sumOutwards } from "./sumOutwards.js";

/**
 * Poisson-inverse Gaussian: Poisson with an inverse Gaussian mean. The mean is mu, the variance mu (1 + beta); R's
 * dispersion is beta / mu^2.
 */
export const poissonInverseGaussian: FrequencyFamily<"mu" | "beta"> = defineFrequency("poissonInverseGaussian", {
  reference: "Loss Models, B.4.1.8; Willmot (1987), doi 10.1080/03461238.1987.10413823",
  formula: "P(z) = exp(-(mu / beta) ((1 - 2 beta (z - 1))^(1/2) - 1))",
  parameters: { mu: { rule: positive, typical: [0.01, 1000] }, beta: { rule: positive, typical: [0.01, 100] } },
  constructors: {},
  law: ({ mu, beta }) => {
    // -(mu / beta) (sqrt(1 - 2 beta w) - 1), without its difference.
    const logPgf = (w: number): number => {
      const square = 1 - 2 * beta * w;
      return square >= 0 ? (2 * mu * w) / (1 + Math.sqrt(square)) : Infinity;
    };
    const counts: ProbabilityCounts = {
      kind: "probabilities",
      name: "poissonInverseGaussian",
      pmf: (n) => (n === 0 ? math.exp(logPgf(-1)) : probability(mu, beta, n)),
      logNone: logPgf(-1),
      ...effectiveRange(logPgf),
    };
    return {
      counts,
      mean: mu,
      variance: mu * (1 + beta),
      cdf: countDistribution(counts),
      pgf: (z) => {
        // The series converges at its radius 1 + 1 / (2 beta) too.
        if (2 * beta * (Math.abs(z) - 1) <= 1) return math.exp(logPgf(z - 1));
        return z > 0 ? Infinity : Number.NaN;
      },
      logPgf,
      superposed: (k) => (k * mu < Infinity ? poissonInverseGaussian({ mu: k * mu, beta }) : undefined),
      thinned: (p) =>
        p * mu > 0 && p * beta > 0 ? poissonInverseGaussian({ mu: p * mu, beta: p * beta }) : deterministic({ n: 0 }),
    };
  },
});

/**
 * P(N = n), n >= 1: the integral over d of the Poisson probability at mean mu e^d times the inverse Gaussian density
 * there, sqrt(mu / (2 pi beta)) exp(-d / 2 - (mu / beta) (cosh d - 1)). The integrand is log-concave and analytic.
 */
function probability(mu: number, beta: number, n: number): number {
  const ratio = mu / beta;
  // The peak: (mu + ratio / 2) y^2 - (n - 1/2) y - ratio / 2 = 0 for y = e^d.
  const curve = mu + 0.5 * ratio;
  const slope = n - 0.5;
  const root = Math.sqrt(slope * slope + 2 * curve * ratio);
  // y - 1 where it is small, and y elsewhere, each without a difference of like numbers.
  const near = (2 * (slope - mu)) / (2 * mu + ratio - slope + root);
  const beyond = Math.abs(near) < 0.5 ? near : (slope + root) / (2 * curve) - 1;
  const peak = Math.abs(near) < 0.5 ? 1 + near : (slope + root) / (2 * curve);
  const deviation = 1 / Math.sqrt(mu * peak + 0.5 * ratio * (peak + 1 / peak));
  // Next to no mixing: the correction would be about (n - mu)^2 beta / (2 mu).
  if (deviation < 1e-14) return math.exp(math.logPmf(countKind.poisson, mu, 0, n));
  // In the distance from the peak, because the Poisson probability minds the digits of its mean.
  const logDensity = (distance: number): number => {
    const grown = math.expm1(distance);
    const y = peak + peak * grown;
    if (!(y > 0)) return -Infinity;
    const excess = beyond + peak * grown;
    const poisson = math.logPmf(countKind.poisson, mu * y, 0, n);
    return poisson - 0.5 * distance - (0.5 * ratio * excess * excess) / y;
  };
  // A wide peak need not look like a Gaussian one; 1/5 is enough for those of e^-x and of cosh.
  const step = Math.min(0.2, stepToDeviation * deviation);
  return Math.sqrt(ratio / (2 * Math.PI * peak)) * sumOutwards(logDensity, 0, step);
}
