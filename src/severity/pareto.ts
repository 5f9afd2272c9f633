import { aboveOne, positive } from "../check.js";
import { math } from "../kernel.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { fromHazard } from "./hazard.js";
import { logGammaRatio } from "./logGammaRatio.js";
import { log1pRatio, scaledExpm1, scaledExponential, scaledMoment } from "./numeric.js";

/** Pareto from 0 (Pareto II, Lomax) with tail index alpha and scale theta: mean theta / (alpha - 1). */
export const pareto: SeverityFamily<"alpha" | "theta", { fromMeanCv: "mean" | "cv" }> = defineSeverity("pareto", {
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
      moment: (k) => scaledMoment(theta, k, math.logGamma(k + 1) + logGammaRatio(alpha, -k)),
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
