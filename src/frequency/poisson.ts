import * as check from "../check.js";
import { math } from "../kernel.js";
import { defineFrequency, type FrequencyConstructor, readParameters } from "./define.js";
import type { Frequency } from "./frequency.js";

/**
 * Poisson with mean lambda >= 0; lambda 0 is the count that is always 0. Loss Models 5e, B.2.1.1.
 *
 * `fromReturnPeriod({ years })`: years with at least one claim come once in that many years (> 1) on average,
 * lambda = -ln(1 - 1 / years).
 */
export const poisson: FrequencyConstructor<"lambda"> & {
  fromReturnPeriod(options: { readonly years: number }): Frequency;
} = defineFrequency("poisson", {
  reference: "Loss Models 5e, B.2.1.1",
  parameters: { lambda: { rule: check.nonNegative, typical: [0.01, 1000] } },
  law: ({ lambda }) => ({
    counts: { kind: "poisson", a: lambda, b: 0 },
    mean: lambda,
    variance: lambda,
    cdf: (n) => math.gammaQ(n + 1, lambda),
    pgf: (z) => (lambda === 0 ? 1 : math.exp(lambda * (z - 1))),
    superposed: (k) => (k * lambda < Infinity ? poisson({ lambda: k * lambda }) : undefined),
    thinned: (p) => poisson({ lambda: p * lambda }),
  }),
  constructors: {
    fromReturnPeriod(options: { readonly years: number }): Frequency {
      const { years } = readParameters("poisson.fromReturnPeriod", options, { years: { rule: check.aboveOne } });
      // Below 2 years, 1 - 1 / years would lose the digits of years - 1, which is exact there.
      return poisson({ lambda: years < 2 ? math.log(years / (years - 1)) : -math.log1p(-1 / years) });
    },
  },
});
