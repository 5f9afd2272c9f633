import { positive } from "../check.js";
import { betaOdds } from "./betaOdds.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { scaledPower } from "./scaledPower.js";

/** Burr (Burr XII, Singh-Maddala): Pareto at gamma = 1, loglogistic at alpha = 1. Its tail index is alpha gamma. */
export const burr: SeverityFamily<"alpha" | "gamma" | "theta"> = defineSeverity("burr", {
  reference: "Loss Models, A.2.2.2",
  formula: "S(x) = (1 + (x / theta)^gamma)^-alpha",
  parameters: {
    alpha: { rule: positive, typical: [0.6, 10] },
    gamma: { rule: positive, typical: [0.5, 5] },
    theta: { rule: positive, typical: [10, 1e6] },
  },
  constructors: {},
  law: ({ alpha, gamma, theta }) => scaledPower(betaOdds(1, alpha), gamma, theta),
});
