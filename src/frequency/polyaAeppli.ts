import { positive } from "../check.js";
import { math } from "../kernel.js";
import { countKind } from "../tables/countLaw.js";
import { clusterLaw } from "./clusterLaw.js";
import { defineFrequency, type FrequencyFamily } from "./define.js";
import { deterministic } from "./deterministic.js";
import { effectiveRange } from "./effectiveRange.js";

/**
 * Polya-Aeppli: a Poisson number of clusters, mean lambda, each of a zero-truncated geometric number of claims, mean
 * 1 + beta. The mean is lambda (1 + beta), the variance lambda (1 + beta) (1 + 2 beta).
 */
export const polyaAeppli: FrequencyFamily<"lambda" | "beta"> = defineFrequency("polyaAeppli", {
  reference: "Loss Models, B.4.1.6; Polya (1930), Annales de l'Institut Henri Poincare 1, 117-161",
  formula: "P(z) = exp(lambda (z / (1 - beta (z - 1)) - 1))",
  parameters: { lambda: { rule: positive, typical: [0.01, 100] }, beta: { rule: positive, typical: [0.01, 100] } },
  constructors: {},
  law: ({ lambda, beta }) => {
    // z / (1 - beta (z - 1)) - 1 = (1 + beta) w / (1 - beta w).
    const logPgf = (w: number): number => (beta * w < 1 ? (lambda * (1 + beta) * w) / (1 - beta * w) : Infinity);
    return {
      ...clusterLaw({
        name: "polyaAeppli",
        logPgf,
        logClusters: (m) => math.logPmf(countKind.poisson, lambda, 0, m),
        range: effectiveRange((w) => lambda * w),
        // Each of m clusters has one claim for sure, and a geometric number of others.
        logSum: (m, n) => math.logPmf(countKind.negativeBinomial, m, beta, n - m),
        possible: (n) => [1, n],
        mean: 1 + beta,
        deviation: Math.sqrt(beta * (1 + beta)),
      }),
      mean: lambda * (1 + beta),
      variance: lambda * (1 + beta) * (1 + 2 * beta),
      pgf: (z) => {
        if (!(beta * (Math.abs(z) - 1) < 1)) return z > 0 ? Infinity : Number.NaN;
        return math.exp(logPgf(z - 1));
      },
      logPgf,
      superposed: (k) => (k * lambda < Infinity ? polyaAeppli({ lambda: k * lambda, beta }) : undefined),
      // A cluster is empty when all its claims are dropped, with probability (1 - p) / (1 + p beta).
      thinned: (p) => {
        const [left, spread] = [(lambda * p * (1 + beta)) / (1 + p * beta), p * beta];
        return left > 0 && spread > 0 ? polyaAeppli({ lambda: left, beta: spread }) : deterministic({ n: 0 });
      },
    };
  },
});
