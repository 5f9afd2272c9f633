import { positive } from "../check.js";
import { betaOdds } from "./betaOdds.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { scaledPower } from "./scaledPower.js";

/** Paralogistic: the Burr law with gamma = alpha. Its tail index is alpha^2. */
export const paralogistic: SeverityFamily<"alpha" | "theta"> = defineSeverity("paralogistic", {
  reference: "Loss Models, A.2.3.4",
  formula: "S(x) = (1 + (x / theta)^alpha)^-alpha",
  parameters: { alpha: { rule: positive, typical: [0.8, 6] }, theta: { rule: positive, typical: [10, 1e6] } },
  constructors: {},
  law: ({ alpha, theta }) => scaledPower(betaOdds(1, alpha), alpha, theta),
});
