import { finite, positive } from "../check.js";
import { math } from "../kernel.js";
import { betaOdds } from "./betaOdds.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { scaledPower } from "./scaledPower.js";

/**
 * Log-t: (log X - mu) / sigma is Student's t with r degrees of freedom. Every moment is infinite, and the tail so heavy
 * that a loss may exceed the largest double, in which case it is Infinity: truncate or limit the law for simulation.
 */
export const logT: SeverityFamily<"r" | "mu" | "sigma"> = defineSeverity("logT", {
  reference: "Loss Models, A.5.1.3",
  formula: "S(x) = P(T > (log x - mu) / sigma), T Student's t with r degrees of freedom",
  parameters: {
    r: { rule: positive, typical: [4, 30] },
    mu: { rule: finite, typical: [3, 12] },
    sigma: { rule: positive, typical: [0.2, 1.5] },
  },
  constructors: {},
  law: ({ r, mu, sigma }) => {
    // T^2 / r has the odds of Beta(1 / 2, r / 2): this is |T|.
    const size = scaledPower(betaOdds(0.5, r / 2), 2, Math.sqrt(r));
    const standard = (x: number): number => (math.log(x) - mu) / sigma;
    const above = (t: number): number => (t > 0 ? size.survival(t) / 2 : t < 0 ? 0.5 + size.cdf(-t) / 2 : 0.5);
    const amount = (t: number): number => math.exp(mu + sigma * t);
    const quantile = (p: number, sign: number): number => {
      if (p === 0.5) return amount(0);
      return amount(p < 0.5 ? -sign * size.survivalQuantile(2 * p) : sign * size.survivalQuantile(2 * (1 - p)));
    };
    return {
      support: [0, Infinity],
      momentsBelow: 0,
      density: (x) => (x === 0 ? Infinity : size.density(Math.abs(standard(x))) / (2 * sigma) / x),
      survival: (x) => above(standard(x)),
      cdf: (x) => above(-standard(x)),
      quantile: (p) => quantile(p, 1),
      survivalQuantile: (s) => quantile(s, -1),
    };
  },
});
