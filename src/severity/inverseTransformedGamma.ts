import { positive } from "../check.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { scaledPower } from "./scaledPower.js";
import { standardGamma } from "./standardGamma.js";

/** Inverse transformed gamma: (theta / X)^tau is gamma with shape alpha. Its tail index is alpha tau. */
export const inverseTransformedGamma: SeverityFamily<"alpha" | "tau" | "theta"> = defineSeverity(
  "inverseTransformedGamma",
  {
    reference: "Loss Models, A.3.1.2",
    formula: "f(x) = tau u^alpha exp(-u) / (x Gamma(alpha)), u = (theta / x)^tau",
    parameters: {
      alpha: { rule: positive, typical: [0.5, 10] },
      tau: { rule: positive, typical: [0.8, 4] },
      theta: { rule: positive, typical: [10, 1e6] },
    },
    constructors: {},
    law: ({ alpha, tau, theta }) => scaledPower(standardGamma(alpha), -tau, theta),
  },
);
