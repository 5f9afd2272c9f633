import { positive } from "../check.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { scaledPower } from "./scaledPower.js";
import { standardGamma } from "./standardGamma.js";

/** Inverse exponential: theta / X is a standard exponential. The mean is infinite, the median theta / log 2. */
export const inverseExponential: SeverityFamily<"theta"> = defineSeverity("inverseExponential", {
  reference: "Loss Models, A.3.3.2",
  formula: "F(x) = exp(-theta / x)",
  parameters: { theta: { rule: positive, typical: [10, 1e6] } },
  constructors: {},
  law: ({ theta }) => scaledPower(standardGamma(1), -1, theta),
});
