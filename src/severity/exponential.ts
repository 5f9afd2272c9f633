import { positive } from "../check.js";
import { math } from "../kernel.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { fromHazard } from "./hazard.js";

/** Exponential with mean theta. */
export const exponential: SeverityFamily<"theta"> = defineSeverity("exponential", {
  reference: "Loss Models, A.3.3.1",
  formula: "S(x) = exp(-x / theta)",
  parameters: { theta: { rule: positive, typical: [10, 1e6] } },
  constructors: {},
  law: ({ theta }) => ({
    support: [0, Infinity],
    momentsBelow: Infinity,
    gamma: { alpha: 1, theta },
    ...fromHazard(
      (x) => x / theta,
      (h) => theta * h,
    ),
    density: (x) => math.exp(-x / theta) / theta,
    mean: () => theta,
    variance: () => theta * theta,
    skewness: () => 2,
    moment: (k) => math.pow(theta, k) * math.gammaFunction(k + 1),
    layer: (attachment, limit) => -theta * math.exp(-attachment / theta) * math.expm1(-limit / theta),
  }),
});
