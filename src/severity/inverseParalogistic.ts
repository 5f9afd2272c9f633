import { positive } from "../check.js";
import { betaOdds } from "./betaOdds.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { scaledPower } from "./scaledPower.js";

/** Inverse paralogistic: the inverse Burr law with gamma = tau, which is the tail index. */
export const inverseParalogistic: SeverityFamily<"tau" | "theta"> = defineSeverity("inverseParalogistic", {
  reference: "Loss Models, A.2.3.5",
  formula: "F(x) = (1 + (theta / x)^tau)^-tau",
  parameters: { tau: { rule: positive, typical: [0.8, 6] }, theta: { rule: positive, typical: [10, 1e6] } },
  constructors: {},
  law: ({ tau, theta }) => scaledPower(betaOdds(tau, 1), tau, theta),
});
