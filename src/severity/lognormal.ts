import { finite, positive } from "../check.js";
import { math } from "../kernel.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { logSpread, quantilePair } from "./quantilePair.js";

const inverseRoot2Pi = 0.3989422804014327;

/** Lognormal: log X is normal with mean mu and standard deviation sigma. */
export const lognormal: SeverityFamily<
  "mu" | "sigma",
  { fromMeanCv: "mean" | "cv"; fromMedianCv: "median" | "cv"; fromQuantiles: "p1" | "x1" | "p2" | "x2" }
> = defineSeverity("lognormal", {
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
    fromQuantiles: {
      parameters: quantilePair,
      to: (pair) => {
        const z1 = math.normalQuantile(pair.p1);
        const sigma = logSpread("lognormal", pair) / (math.normalQuantile(pair.p2) - z1);
        return { mu: math.log(pair.x1) - sigma * z1, sigma };
      },
    },
  },
  law: ({ mu, sigma }) => {
    const variance = sigma * sigma;
    const standard = (x: number): number => (math.log(x) - mu) / sigma;

    const moment = (k: number): number => math.exp(k * mu + (k * k * variance) / 2);
    // E[X^k; X <= d]
    const partialMoment = (k: number, d: number): number => moment(k) * math.normalCdf(standard(d) - k * sigma);

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
      mean: () => moment(1),
      variance: () => -math.exp(2 * (mu + variance)) * math.expm1(-variance),
      skewness: () => (math.exp(variance) + 2) * Math.sqrt(math.expm1(variance)),
      moment,
      limitedMean: (d) => partialMoment(1, d) + d * math.normalSurvival(standard(d)),
      limitedMoment: (k, d) => partialMoment(k, d) + math.pow(d, k) * math.normalSurvival(standard(d)),
    };
  },
});

function sigmaOf(cv: number): number {
  return Math.sqrt(math.log1p(cv * cv));
}
