import { positive } from "../check.js";
import { betaLaw } from "./betaLaw.js";
import { defineSeverity, type SeverityFamily } from "./define.js";

/** Beta on (0, theta): mean theta a / (a + b). */
export const beta: SeverityFamily<"a" | "b" | "theta"> = defineSeverity("beta", {
  reference: "Loss Models, A.6.1.2",
  formula: "f(x) = u^a (1 - u)^(b - 1) / (x B(a, b)), u = x / theta",
  parameters: {
    a: { rule: positive, typical: [0.3, 20] },
    b: { rule: positive, typical: [0.3, 20] },
    theta: { rule: positive, typical: [10, 1e6] },
  },
  constructors: {},
  law: ({ a, b, theta }) => {
    const sum = a + b;
    return {
      ...betaLaw(a, b, 1, theta),
      mean: () => theta * (a / sum),
      variance: () => (theta * (a / sum) * (theta * (b / sum))) / (sum + 1),
      skewness: () => ((2 * (b - a)) / (sum + 2)) * Math.sqrt((sum + 1) / a / b),
    };
  },
});
