import { positive } from "../check.js";
import { betaOdds } from "./betaOdds.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { scaledPower } from "./scaledPower.js";

/**
 * Beta prime, the generalized Pareto law of Loss Models (Pareto at tau = 1): X / (X + theta) is Beta(tau, alpha), and
 * alpha the tail index. The generalized Pareto law of extreme value theory is `generalizedPareto`.
 */
export const betaPrime: SeverityFamily<"alpha" | "tau" | "theta"> = defineSeverity("betaPrime", {
  reference: "Loss Models, A.2.2.1 (generalized Pareto)",
  formula: "f(x) = theta^alpha x^(tau - 1) / (B(alpha, tau) (x + theta)^(alpha + tau))",
  parameters: {
    alpha: { rule: positive, typical: [0.8, 10] },
    tau: { rule: positive, typical: [0.3, 10] },
    theta: { rule: positive, typical: [10, 1e6] },
  },
  constructors: {},
  law: ({ alpha, tau, theta }) => ({
    ...scaledPower(betaOdds(tau, alpha), 1, theta),
    mean: () => (theta * tau) / (alpha - 1),
    variance: () => (((theta / (alpha - 1)) * (theta / (alpha - 1))) / (alpha - 2)) * tau * (tau + alpha - 1),
    skewness: () => ((2 * (2 * tau + alpha - 1)) / (alpha - 3)) * Math.sqrt((alpha - 2) / tau / (tau + alpha - 1)),
  }),
});
