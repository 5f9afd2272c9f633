import { positive } from "../check.js";
import { betaOdds } from "./betaOdds.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { scaledPower } from "./scaledPower.js";

/** Inverse Pareto: theta^2 / X is Pareto with tail index tau and scale theta. The mean of X is infinite. */
export const inversePareto: SeverityFamily<"tau" | "theta"> = defineSeverity("inversePareto", {
  reference: "Loss Models, A.2.3.2",
  formula: "F(x) = (x / (x + theta))^tau",
  parameters: { tau: { rule: positive, typical: [0.3, 10] }, theta: { rule: positive, typical: [10, 1e6] } },
  constructors: {},
  law: ({ tau, theta }) => scaledPower(betaOdds(tau, 1), 1, theta),
});
