import { positive } from "../check.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { scaledPower } from "./scaledPower.js";
import { standardGamma } from "./standardGamma.js";

/** Inverse Weibull (log-Gompertz, Frechet): (theta / X)^tau is a standard exponential, and tau the tail index. */
export const inverseWeibull: SeverityFamily<"tau" | "theta"> = defineSeverity("inverseWeibull", {
  reference: "Loss Models, A.3.2.4",
  formula: "F(x) = exp(-(theta / x)^tau)",
  parameters: { tau: { rule: positive, typical: [0.8, 8] }, theta: { rule: positive, typical: [10, 1e6] } },
  constructors: {},
  law: ({ tau, theta }) => scaledPower(standardGamma(1), -tau, theta),
});
