import { positive } from "../check.js";
import { math } from "../kernel.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { fromHazard } from "./hazard.js";
import { secondDifference, thirdDifference } from "./logGammaDifferences.js";
import { powRatio, scaledMoment } from "./numeric.js";
import { exponentialQuantile, logSpread, quantilePair } from "./quantilePair.js";

/** Weibull with shape tau and scale theta: (X / theta)^tau is a standard exponential. */
export const weibull: SeverityFamily<
  "tau" | "theta",
  { fromMeanCv: "mean" | "cv"; fromQuantiles: "p1" | "x1" | "p2" | "x2" }
> = defineSeverity("weibull", {
  reference: "Loss Models, A.3.2.3",
  formula: "S(x) = exp(-(x / theta)^tau)",
  parameters: { tau: { rule: positive, typical: [0.3, 8] }, theta: { rule: positive, typical: [10, 1e6] } },
  constructors: {
    fromMeanCv: {
      parameters: { mean: { rule: positive, typical: [10, 1e6] }, cv: { rule: positive, typical: [0.1, 10] } },
      to: ({ mean, cv }) => {
        const e = inverseShape(cv);
        return { tau: 1 / e, theta: mean / math.gammaFunction(1 + e) };
      },
    },
    fromQuantiles: {
      parameters: quantilePair,
      to: (pair) => {
        const h1 = exponentialQuantile(pair.p1);
        const spread = logSpread("weibull", pair);
        const tau = math.log(exponentialQuantile(pair.p2) / h1) / spread;
        return { tau, theta: pair.x1 / math.pow(h1, 1 / tau) };
      },
    },
  },
  law: ({ tau, theta }) => {
    const hazard = (x: number): number => powRatio(x, theta, tau);
    const logMoment = (k: number): number => math.logGamma(1 + k / tau);
    const mean = (): number => theta * math.gammaFunction(1 + 1 / tau);

    function limitedMoment(k: number, d: number): number {
      const h = hazard(d);
      return scaledMoment(theta, k, logMoment(k)) * math.gammaP(1 + k / tau, h) + math.pow(d, k) * math.exp(-h);
    }

    return {
      support: [0, Infinity],
      momentsBelow: Infinity,
      ...fromHazard(hazard, (h) => theta * math.pow(h, 1 / tau)),
      density: (x) => {
        if (x === 0) return tau < 1 ? Infinity : tau === 1 ? 1 / theta : 0;
        const h = hazard(x);
        const survival = math.exp(-h);
        return survival === 0 ? 0 : tau * (h / x) * survival;
      },
      mean,
      variance: () => mean() * mean() * math.expm1(secondDifference(1 / tau)),
      skewness: () => {
        // With w = E[X^2] / mean^2, E[X^3] / mean^3 is w^3 times the exponential of the third difference: the central
        // moment w^3 e^third - 3w + 2, arranged for w near 1 where it cancels.
        const second = secondDifference(1 / tau);
        const third = thirdDifference(1 / tau);
        const excess = math.expm1(second);
        const central =
          second > 1
            ? math.expm1(3 * second + third) - 3 * excess
            : math.exp(3 * second) * math.expm1(third) + excess * excess * (excess + 3);
        return central / (excess * Math.sqrt(excess));
      },
      moment: (k) => scaledMoment(theta, k, logMoment(k)),
      limitedMean: (d) => limitedMoment(1, d),
      limitedMoment,
    };
  },
});

// 1 / tau of the Weibull law with this coefficient of variation, by bisection: log(1 + cv^2) is the second difference,
// which grows in 1 / tau, from 0 and faster than 1 / tau beyond 1.
function inverseShape(cv: number): number {
  const target = math.log1p(cv * cv);
  let low = 0;
  let high = 1;
  while (secondDifference(high) < target) high *= 2;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    if (secondDifference(middle) < target) low = middle;
    else high = middle;
  }
}
