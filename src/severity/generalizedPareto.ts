import { finite, nonNegative, positive } from "../check.js";
import { math } from "../kernel.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { fromHazard } from "./hazard.js";
import { log1pOver, scaledExponential } from "./numeric.js";

/**
 * Generalized Pareto of extreme value theory: the excess over the threshold has shape xi and scale theta. xi > 0 is
 * Pareto with tail index 1 / xi, xi = 0 exponential, xi < 0 bounded by threshold - theta / xi.
 */
export const generalizedPareto: SeverityFamily<"xi" | "theta" | "threshold"> = defineSeverity("generalizedPareto", {
  reference: "Pickands 1975, doi 10.1214/aos/1176343003; Loss Models, A.4.2",
  formula: "S(x) = (1 + xi (x - threshold) / theta)^(-1 / xi), x >= threshold",
  parameters: {
    xi: { rule: finite, typical: [-0.8, 1.2] },
    theta: { rule: positive, typical: [10, 1e6] },
    threshold: { rule: nonNegative, typical: [0, 1e6] },
  },
  constructors: {},
  law: ({ xi, theta, threshold }) => {
    const hazard = (x: number): number => log1pOver(xi, x - threshold, theta);
    const inverse = (h: number): number => threshold + scaledExponential(theta, xi, h);
    const high = xi < 0 ? threshold - theta / xi : Infinity;
    return {
      support: [threshold, high],
      momentsBelow: xi > 0 ? 1 / xi : Infinity,
      ...fromHazard(hazard, inverse),
      density: (x) => math.exp(-(1 + xi) * hazard(x)) / theta,
      mean: () => threshold + theta / (1 - xi),
      variance: () => ((theta / (1 - xi)) * (theta / (1 - xi))) / (1 - 2 * xi),
      skewness: () => (2 * (1 + xi) * Math.sqrt(1 - 2 * xi)) / (1 - 3 * xi),
      layer: (attachment, limit) => {
        const certain = Math.max(threshold - attachment, 0);
        const from = Math.max(attachment, threshold);
        // The excess over `from` is generalized Pareto again, with the same xi and this scale (threshold stability).
        const scale = theta + xi * (from - threshold);
        const length = log1pOver(xi, limit - certain, scale);
        return certain + math.exp(-hazard(from)) * scaledExponential(scale, xi - 1, length);
      },
    };
  },
});
