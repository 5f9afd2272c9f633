import { positive } from "../check.js";
import { math } from "../kernel.js";
import { betaOdds } from "./betaOdds.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { logSpread, quantilePair } from "./quantilePair.js";
import { scaledPower } from "./scaledPower.js";

/** Loglogistic (Fisk): log X is logistic. The median is theta, the tail index gamma. */
export const loglogistic: SeverityFamily<"gamma" | "theta", { fromQuantiles: "p1" | "x1" | "p2" | "x2" }> =
  defineSeverity("loglogistic", {
    reference: "Loss Models, A.2.3.3",
    formula: "S(x) = 1 / (1 + (x / theta)^gamma)",
    parameters: { gamma: { rule: positive, typical: [0.8, 6] }, theta: { rule: positive, typical: [10, 1e6] } },
    constructors: {
      fromQuantiles: {
        parameters: quantilePair,
        to: (pair) => {
          const spread = logSpread("loglogistic", pair);
          const gamma = (logOdds(pair.p2) - logOdds(pair.p1)) / spread;
          return { gamma, theta: pair.x1 * math.exp(-logOdds(pair.p1) / gamma) };
        },
      },
    },
    law: ({ gamma, theta }) => scaledPower(betaOdds(1, 1), gamma, theta),
  });

function logOdds(p: number): number {
  return math.log(p) - math.log1p(-p);
}
