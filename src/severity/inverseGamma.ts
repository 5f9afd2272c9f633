import { positive } from "../check.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { scaledPower } from "./scaledPower.js";
import { standardGamma } from "./standardGamma.js";

/** Inverse gamma (Vinci): theta / X is gamma with shape alpha, which is the tail index. Mean theta / (alpha - 1). */
export const inverseGamma: SeverityFamily<"alpha" | "theta"> = defineSeverity("inverseGamma", {
  reference: "Loss Models, A.3.2.2",
  formula: "f(x) = (theta / x)^alpha exp(-theta / x) / (x Gamma(alpha))",
  parameters: { alpha: { rule: positive, typical: [0.8, 20] }, theta: { rule: positive, typical: [10, 1e6] } },
  constructors: {},
  law: ({ alpha, theta }) => ({
    ...scaledPower(standardGamma(alpha), -1, theta),
    mean: () => theta / (alpha - 1),
    variance: () => ((theta / (alpha - 1)) * (theta / (alpha - 1))) / (alpha - 2),
    skewness: () => (4 * Math.sqrt(alpha - 2)) / (alpha - 3),
  }),
});
