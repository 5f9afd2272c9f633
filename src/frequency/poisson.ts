import { aboveOne, nonNegative } from "../check.js";
import { math } from "../kernel.js";
import { defineFrequency, type FrequencyFamily } from "./define.js";

/**
 * Poisson with mean lambda >= 0; lambda 0 is the count that is always 0.
 *
 * `fromReturnPeriod({ years })`: a year has a claim once in so many years, years > 1; lambda = -ln(1 - 1 / years).
 */
export const poisson: FrequencyFamily<"lambda", { fromReturnPeriod: "years" }> = defineFrequency("poisson", {
  reference: "Loss Models, B.2.1.1",
  formula: "p(n) = exp(-lambda) lambda^n / n!",
  parameters: { lambda: { rule: nonNegative, typical: [0.01, 1000] } },
  constructors: {
    fromReturnPeriod: {
      parameters: { years: { rule: aboveOne, typical: [1.1, 1000] } },
      // Below 2 years, 1 - 1 / years would lose the digits of years - 1, which is exact there.
      to: ({ years }) => ({ lambda: years < 2 ? math.log(years / (years - 1)) : -math.log1p(-1 / years) }),
    },
  },
  law: ({ lambda }) => ({
    counts: { kind: "poisson", a: lambda, b: 0 },
    mean: lambda,
    variance: lambda,
    cdf: (n) => math.gammaQ(n + 1, lambda),
    pgf: (z) => (lambda === 0 ? 1 : math.exp(lambda * (z - 1))),
    logPgf: (w) => (lambda === 0 ? 0 : lambda * w),
    superposed: (k) => (k * lambda < Infinity ? poisson({ lambda: k * lambda }) : undefined),
    thinned: (p) => poisson({ lambda: p * lambda }),
  }),
});
