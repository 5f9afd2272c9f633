import { positive } from "../check.js";
import { math } from "../kernel.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { fromHazard } from "./hazard.js";
import { log1pRatio, scaledExpm1, scaledExponential } from "./numeric.js";

/** Pareto from theta (Pareto I, single-parameter Pareto) with tail index alpha: mean alpha * theta / (alpha - 1). */
export const singleParameterPareto: SeverityFamily<"alpha" | "theta"> = defineSeverity("singleParameterPareto", {
  reference: "Loss Models, A.5.1.4",
  formula: "S(x) = (theta / x)^alpha, x >= theta",
  parameters: { alpha: { rule: positive, typical: [0.8, 6] }, theta: { rule: positive, typical: [10, 1e6] } },
  constructors: {},
  law: ({ alpha, theta }) => {
    const hazard = (x: number): number => alpha * log1pRatio(x - theta, theta);
    return {
      support: [theta, Infinity],
      momentsBelow: alpha,
      ...fromHazard(hazard, (h) => theta + scaledExpm1(theta, h / alpha)),
      density: (x) => (alpha * math.exp(-hazard(x))) / x,
      mean: () => (alpha / (alpha - 1)) * theta,
      variance: () => ((theta / (alpha - 1)) * (theta / (alpha - 1)) * alpha) / (alpha - 2),
      skewness: () => ((2 * (alpha + 1)) / (alpha - 3)) * Math.sqrt((alpha - 2) / alpha),
      moment: (k) => (alpha / (alpha - k)) * math.pow(theta, k),
      layer: (attachment, limit) => {
        const certain = Math.max(theta - attachment, 0);
        const from = Math.max(attachment, theta);
        const length = log1pRatio(limit - certain, from);
        return certain + math.exp(-hazard(from)) * scaledExponential(from, 1 - alpha, length);
      },
    };
  },
});
