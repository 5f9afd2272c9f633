import { positive } from "../check.js";
import { betaOdds } from "./betaOdds.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { scaledPower } from "./scaledPower.js";

/** Inverse Burr (Burr III, Dagum): the inverse of a Burr law. Its tail index is gamma. */
export const inverseBurr: SeverityFamily<"tau" | "gamma" | "theta"> = defineSeverity("inverseBurr", {
  reference: "Loss Models, A.2.2.3",
  formula: "F(x) = (1 + (theta / x)^gamma)^-tau",
  parameters: {
    tau: { rule: positive, typical: [0.3, 10] },
    gamma: { rule: positive, typical: [0.8, 6] },
    theta: { rule: positive, typical: [10, 1e6] },
  },
  constructors: {},
  law: ({ tau, gamma, theta }) => scaledPower(betaOdds(tau, 1), gamma, theta),
});
