import { aboveOne, fail, positive } from "../check.js";
import { math } from "../kernel.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { fromHazard } from "./hazard.js";
import { log1pRatio, scaledExpm1, scaledExponential, scaledMoment } from "./numeric.js";
import { exponentialQuantile, logSpread, quantilePair, rootOfAscending } from "./quantilePair.js";

/** Pareto from 0 (Pareto II, Lomax) with tail index alpha and scale theta: mean theta / (alpha - 1). */
export const pareto: SeverityFamily<
  "alpha" | "theta",
  { fromMeanCv: "mean" | "cv"; fromQuantiles: "p1" | "x1" | "p2" | "x2" }
> = defineSeverity("pareto", {
  reference: "Loss Models, A.2.3.1",
  formula: "S(x) = (theta / (theta + x))^alpha",
  parameters: { alpha: { rule: positive, typical: [0.8, 6] }, theta: { rule: positive, typical: [10, 1e6] } },
  constructors: {
    fromMeanCv: {
      parameters: { mean: { rule: positive, typical: [10, 1e6] }, cv: { rule: aboveOne, typical: [1.1, 10] } },
      // cv^2 = alpha / (alpha - 2)
      to: ({ mean, cv }) => {
        const excess = (cv - 1) * (cv + 1);
        return { alpha: 2 + 2 / excess, theta: mean * (1 + 2 / excess) };
      },
    },
    fromQuantiles: {
      parameters: quantilePair,
      to: (pair) => {
        const spread = logSpread("pareto", pair);
        const h1 = exponentialQuantile(pair.p1);
        const h2 = exponentialQuantile(pair.p2);
        // The quotient of quantiles, expm1(h2 / alpha) / expm1(h1 / alpha), falls in alpha to that of the exponential law.
        if (!(spread > math.log(h2 / h1))) {
          fail("pareto.fromQuantiles: x2", `a number > x1 log(1 - p2) / log(1 - p1) = ${pair.x1 * (h2 / h1)}`, pair.x2);
        }
        const inverse = rootOfAscending((b) => logExpm1(h2 * b) - logExpm1(h1 * b) - spread);
        return { alpha: 1 / inverse, theta: pair.x1 / math.expm1(h1 * inverse) };
      },
    },
  },
  law: ({ alpha, theta }) => {
    const hazard = (x: number): number => alpha * log1pRatio(x, theta);
    return {
      support: [0, Infinity],
      momentsBelow: alpha,
      ...fromHazard(hazard, (h) => scaledExpm1(theta, h / alpha)),
      density: (x) => (alpha * math.exp(-hazard(x))) / (theta + x),
      mean: () => theta / (alpha - 1),
      variance: () => ((theta / (alpha - 1)) * (theta / (alpha - 1)) * alpha) / (alpha - 2),
      skewness: () => ((2 * (alpha + 1)) / (alpha - 3)) * Math.sqrt((alpha - 2) / alpha),
      moment: (k) => scaledMoment(theta, k, math.logGamma(k + 1) + math.logGammaRatio(alpha, -k)),
      layer: (attachment, limit) => {
        // Above the attachment the law is Pareto again, with scale theta + attachment.
        const half = theta + attachment < Infinity ? 1 : 0.5;
        const scale = half * theta + half * attachment;
        const length = log1pRatio(half * limit, scale);
        return (math.exp(-hazard(attachment)) * scaledExponential(scale, 1 - alpha, length)) / half;
      },
    };
  },
});

/** log(e^t - 1), t > 0, also where e^t overflows. */
function logExpm1(t: number): number {
  return t < 1 ? math.log(math.expm1(t)) : t + math.log(-math.expm1(-t));
}
