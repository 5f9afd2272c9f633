import { positive } from "../check.js";
import { betaLaw } from "./betaLaw.js";
import { defineSeverity, type SeverityFamily } from "./define.js";

/** Generalized beta (of the first kind) on (0, theta): (X / theta)^tau is Beta(a, b). */
export const generalizedBeta: SeverityFamily<"a" | "b" | "tau" | "theta"> = defineSeverity("generalizedBeta", {
  reference: "Loss Models, A.6.1.1",
  formula: "f(x) = tau u^a (1 - u)^(b - 1) / (x B(a, b)), u = (x / theta)^tau",
  parameters: {
    a: { rule: positive, typical: [0.5, 20] },
    b: { rule: positive, typical: [0.3, 20] },
    tau: { rule: positive, typical: [0.7, 4] },
    theta: { rule: positive, typical: [10, 1e6] },
  },
  constructors: {},
  law: ({ a, b, tau, theta }) => betaLaw(a, b, tau, theta),
});
