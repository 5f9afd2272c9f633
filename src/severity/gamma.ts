import { positive } from "../check.js";
import { math } from "../kernel.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { scaledMoment } from "./numeric.js";
import { logSpread, quantilePair, rootOfAscending } from "./quantilePair.js";

const least = 1e-290;

/** Gamma with shape alpha and scale theta: mean alpha * theta, variance alpha * theta^2. */
export const gamma: SeverityFamily<
  "alpha" | "theta",
  { fromMeanCv: "mean" | "cv"; fromQuantiles: "p1" | "x1" | "p2" | "x2" }
> = defineSeverity("gamma", {
  reference: "Loss Models, A.3.2.1",
  formula: "f(x) = (x / theta)^alpha exp(-x / theta) / (x Gamma(alpha))",
  parameters: { alpha: { rule: positive, typical: [0.2, 50] }, theta: { rule: positive, typical: [10, 1e6] } },
  constructors: {
    fromMeanCv: {
      parameters: { mean: { rule: positive, typical: [10, 1e6] }, cv: { rule: positive, typical: [0.1, 5] } },
      to: ({ mean, cv }) => ({ alpha: 1 / (cv * cv), theta: mean * cv * cv }),
    },
    fromQuantiles: {
      parameters: quantilePair,
      to: (pair) => {
        const spread = logSpread("gamma", pair);
        // The quotient of quantiles falls in alpha, from Infinity to 1.
        const alpha = rootOfAscending((a) => spread - logQuantile(a, pair.p2) + logQuantile(a, pair.p1));
        const first = math.gammaPInverse(alpha, pair.p1);
        const theta = first > least ? pair.x1 / first : math.exp(math.log(pair.x1) - logQuantile(alpha, pair.p1));
        return { alpha, theta };
      },
    },
  },
  law: ({ alpha, theta }) => ({
    support: [0, Infinity],
    momentsBelow: Infinity,
    gamma: { alpha, theta },
    density: (x) => {
      if (x === 0) return alpha < 1 ? Infinity : alpha === 1 ? 1 / theta : 0;
      return math.exp(math.logGammaKernel(alpha, x / theta)) / x;
    },
    survival: (x) => math.gammaQ(alpha, x / theta),
    cdf: (x) => math.gammaP(alpha, x / theta),
    quantile: (p) => theta * math.gammaPInverse(alpha, p),
    survivalQuantile: (s) => theta * math.gammaQInverse(alpha, s),
    mean: () => alpha * theta,
    variance: () => alpha * theta * theta,
    skewness: () => 2 / Math.sqrt(alpha),
    moment: (k) => scaledMoment(theta, k, math.logGammaRatio(alpha, k)),
    limitedMean: (d) => alpha * theta * math.gammaP(alpha + 1, d / theta) + d * math.gammaQ(alpha, d / theta),
    limitedMoment: (k, d) =>
      scaledMoment(theta, k, math.logGammaRatio(alpha, k)) * math.gammaP(alpha + k, d / theta) +
      math.pow(d, k) * math.gammaQ(alpha, d / theta),
  }),
});

/** log of the quantile of Gamma(alpha) at scale 1, also where that underflows: P(X <= x) is x^alpha / Gamma(alpha + 1). */
function logQuantile(alpha: number, p: number): number {
  const x = math.gammaPInverse(alpha, p);
  return x > least ? math.log(x) : (math.log(p) + math.logGamma(alpha + 1)) / alpha;
}
