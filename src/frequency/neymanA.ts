import { positive } from "../check.js";
import { math } from "../kernel.js";
import { countKind } from "../tables/countLaw.js";
import { clusterLaw } from "./clusterLaw.js";
import { defineFrequency, type FrequencyFamily } from "./define.js";
import { deterministic } from "./deterministic.js";
import { effectiveRange } from "./effectiveRange.js";
import { poisson } from "./poisson.js";

/** Neyman's type A: a Poisson number of clusters, mean lambda1, each of a Poisson number of claims, mean lambda2. */
export const neymanA: FrequencyFamily<"lambda1" | "lambda2"> = defineFrequency("neymanA", {
  reference: "Loss Models, B.4.1.3; Neyman (1939), doi 10.1214/aoms/1177732245",
  formula: "P(z) = exp(lambda1 (exp(lambda2 (z - 1)) - 1))",
  parameters: {
    lambda1: { rule: positive, typical: [0.01, 100] },
    lambda2: { rule: positive, typical: [0.01, 100] },
  },
  constructors: {},
  law: ({ lambda1, lambda2 }) => {
    const logPgf = (w: number): number => lambda1 * math.expm1(lambda2 * w);
    return {
      ...clusterLaw({
        name: "neymanA",
        logPgf,
        logClusters: (m) => math.logPmf(countKind.poisson, lambda1, 0, m),
        range: effectiveRange((w) => lambda1 * w),
        logSum: (m, n) => math.logPmf(countKind.poisson, m * lambda2, 0, n),
        possible: () => [1, Infinity],
        mean: lambda2,
        deviation: Math.sqrt(lambda2),
        sum: (m) => poisson({ lambda: m * lambda2 }),
      }),
      mean: lambda1 * lambda2,
      variance: lambda1 * lambda2 * (1 + lambda2),
      pgf: (z) => math.exp(logPgf(z - 1)),
      logPgf,
      superposed: (k) => (k * lambda1 < Infinity ? neymanA({ lambda1: k * lambda1, lambda2 }) : undefined),
      thinned: (p) => (p * lambda2 > 0 ? neymanA({ lambda1, lambda2: p * lambda2 }) : deterministic({ n: 0 })),
    };
  },
});
