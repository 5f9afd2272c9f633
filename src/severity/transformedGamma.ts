import { positive } from "../check.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { scaledPower } from "./scaledPower.js";
import { standardGamma } from "./standardGamma.js";

/** Transformed gamma (generalized gamma): (X / theta)^tau is gamma with shape alpha. Gamma at tau = 1, Weibull at alpha = 1. */
export const transformedGamma: SeverityFamily<"alpha" | "tau" | "theta"> = defineSeverity("transformedGamma", {
  reference: "Loss Models, A.3.1.1",
  formula: "f(x) = tau u^alpha exp(-u) / (x Gamma(alpha)), u = (x / theta)^tau",
  parameters: {
    alpha: { rule: positive, typical: [0.3, 20] },
    tau: { rule: positive, typical: [0.4, 4] },
    theta: { rule: positive, typical: [10, 1e6] },
  },
  constructors: {},
  law: ({ alpha, tau, theta }) => ({
    ...scaledPower(standardGamma(alpha), tau, theta),
    ...(tau === 1 && { gamma: { alpha, theta } }),
  }),
});
