import { positive } from "../check.js";
import { betaOdds } from "./betaOdds.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { scaledPower } from "./scaledPower.js";

/**
 * Transformed beta (generalized beta of the second kind, Pearson VI): X^gamma / (X^gamma + theta^gamma) is
 * Beta(tau, alpha). It goes as x^(gamma tau) near 0, and its tail index is gamma alpha.
 */
export const transformedBeta: SeverityFamily<"alpha" | "gamma" | "tau" | "theta"> = defineSeverity("transformedBeta", {
  reference: "Loss Models, A.2.1.1",
  formula: "f(x) = gamma v^tau / (x B(alpha, tau) (1 + v)^(alpha + tau)), v = (x / theta)^gamma",
  parameters: {
    alpha: { rule: positive, typical: [0.6, 10] },
    gamma: { rule: positive, typical: [0.8, 5] },
    tau: { rule: positive, typical: [0.3, 10] },
    theta: { rule: positive, typical: [10, 1e6] },
  },
  constructors: {},
  law: ({ alpha, gamma, tau, theta }) => scaledPower(betaOdds(tau, alpha), gamma, theta),
});
