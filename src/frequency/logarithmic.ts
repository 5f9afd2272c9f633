import { positive } from "../check.js";
import { math } from "../kernel.js";
import { countDistribution } from "../tables/countDistribution.js";
import type { ProbabilityCounts } from "../tables/countLaw.js";
import { defineFrequency, type FrequencyFamily } from "./define.js";
import { deterministic } from "./deterministic.js";
import { lessLog1p } from "./smallDifference.js";
import { zeroModifiedBy } from "./zeroModified.js";

/** Logarithmic (Fisher's log series) on 1, 2, ...: the limit of the zero-truncated negative binomial as r goes to 0. */
export const logarithmic: FrequencyFamily<"beta"> = defineFrequency("logarithmic", {
  reference: "Loss Models, B.3.1.5",
  formula: "p(n) = (beta / (1 + beta))^n / (n ln(1 + beta))",
  parameters: { beta: { rule: positive, typical: [0.01, 100] } },
  constructors: {},
  law: ({ beta }) => {
    const log1p = math.log1p(beta);
    // log of beta / (1 + beta), the factor by which the probabilities fall in the end.
    const logRatio = beta < 1 ? math.log(beta) - log1p : -math.log1p(1 / beta);
    const ratio = beta / (1 + beta);
    const mean = beta / log1p;
    const counts: ProbabilityCounts = {
      kind: "probabilities",
      name: "logarithmic",
      pmf: (n) => (n < 1 ? 0 : math.exp(n * logRatio) / (n * log1p)),
      logNone: -Infinity,
      first: 1,
      // P(N > n) <= (beta / (1 + beta))^n.
      last: Math.ceil(54 / -logRatio),
    };
    return {
      counts,
      mean,
      // mean * (1 + beta - mean).
      variance: mean * (beta - lessLog1p(beta) / log1p),
      cdf: countDistribution(counts),
      pgf: (z) => {
        if (!(beta * (Math.abs(z) - 1) < 1)) return z > 0 ? Infinity : Number.NaN;
        // Two forms of log(1 - z beta / (1 + beta)) / log(1 / (1 + beta)): one for z about 0, one for z about 1.
        return Math.abs(z) < 0.5 ? -math.log1p(-z * ratio) / log1p : 1 - math.log1p(-beta * (z - 1)) / log1p;
      },
      logPgf: (w) => (beta * w < 1 ? math.log1p(-math.log1p(-beta * w) / log1p) : Infinity),
      superposed: () => undefined,
      thinned: (p) =>
        p * beta > 0
          ? zeroModifiedBy(logarithmic({ beta: p * beta }), math.log1p(p * beta) / log1p)
          : deterministic({ n: 0 }),
    };
  },
});
