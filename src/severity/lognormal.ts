import { finite, positive } from "../check.js";
import { math } from "../kernel.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { inverseRoot2Pi, millsRatio } from "./numeric.js";

/** Lognormal: log X is normal with mean mu and standard deviation sigma. */
export const lognormal: SeverityFamily<"mu" | "sigma", { fromMeanCv: "mean" | "cv"; fromMedianCv: "median" | "cv" }> =
  defineSeverity("lognormal", {
    reference: "Loss Models, A.5.1.1",
    formula: "S(x) = 1 - Phi((log x - mu) / sigma)",
    parameters: { mu: { rule: finite, typical: [3, 15] }, sigma: { rule: positive, typical: [0.2, 3] } },
    constructors: {
      fromMeanCv: {
        parameters: { mean: { rule: positive, typical: [10, 1e6] }, cv: { rule: positive, typical: [0.1, 10] } },
        to: ({ mean, cv }) => ({ mu: math.log(mean) - math.log1p(cv * cv) / 2, sigma: sigmaOf(cv) }),
      },
      fromMedianCv: {
        parameters: { median: { rule: positive, typical: [10, 1e6] }, cv: { rule: positive, typical: [0.1, 10] } },
        to: ({ median, cv }) => ({ mu: math.log(median), sigma: sigmaOf(cv) }),
      },
    },
    law: ({ mu, sigma }) => {
      const variance = sigma * sigma;
      const standard = (x: number): number => (math.log(x) - mu) / sigma;

      // E[X^k; X <= d]. Where k sigma is well above z, the moment may overflow although this part of it does not: hence
      // d^k phi(z) times Mills' ratio, which is the same.
      function partialMoment(k: number, d: number): number {
        const z = standard(d);
        const t = k * sigma - z;
        if (!(t > 4)) return math.exp(k * mu + (k * k * variance) / 2) * math.normalCdf(-t);
        return inverseRoot2Pi * math.exp(k * math.log(d) - (z * z) / 2) * millsRatio(t);
      }

      return {
        support: [0, Infinity],
        momentsBelow: Infinity,
        density: (x) => {
          if (x === 0) return 0;
          const z = standard(x);
          return (inverseRoot2Pi / sigma) * math.exp((-z * z) / 2 - math.log(x));
        },
        survival: (x) => math.normalSurvival(standard(x)),
        cdf: (x) => math.normalCdf(standard(x)),
        quantile: (p) => math.exp(mu + sigma * math.normalQuantile(p)),
        survivalQuantile: (s) => math.exp(mu + sigma * math.normalSurvivalQuantile(s)),
        mean: () => math.exp(mu + variance / 2),
        variance: () => -math.exp(2 * (mu + variance)) * math.expm1(-variance),
        skewness: () => (math.exp(variance) + 2) * Math.sqrt(math.expm1(variance)),
        moment: (k) => math.exp(k * mu + (k * k * variance) / 2),
        limitedMean: (d) => partialMoment(1, d) + d * math.normalSurvival(standard(d)),
        limitedMoment: (k, d) => partialMoment(k, d) + math.pow(d, k) * math.normalSurvival(standard(d)),
      };
    },
  });

function sigmaOf(cv: number): number {
  return Math.sqrt(math.log1p(cv * cv));
}
