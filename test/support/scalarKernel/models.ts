import {
  binomial,
  constant,
  deterministic,
  empirical,
  gamma,
  generalizedPareto,
  geometric,
  type InforceOptions,
  lognormal,
  negativeBinomial,
  pareto,
  poisson,
  polyaAeppli,
  splice,
  truncated,
  weibull,
} from "../../../dist/index.js";
import type { ComponentPlan } from "../../../dist/plan/component.js";

const smooth = gamma({ alpha: 2, theta: 1000 });
/** The density of its sums has a peak for every count, too many for a table. */
export const peaked = gamma({ alpha: 150, theta: 10 });
export const skewed = lognormal({ mu: 8, sigma: 1 });
const manyValues = empirical({ values: Array.from({ length: 90 }, (_, i) => 0.1 + i / 10) });
const fire = splice({
  pieces: [manyValues, generalizedPareto({ xi: 0.5, theta: 7, threshold: 10 })],
  breaks: [10],
  weights: [0.95, 0.05],
});
const layer = { deductible: 1000, limit: 10_000, share: 0.9 };
const year = { aggregateDeductible: 2000, aggregateLimit: 40_000, aggregateShare: 0.7 };

/** Components by the path that their draws take (`pathOf`): every path there is. */
export const components: Readonly<Record<string, readonly Omit<InforceOptions, "name">[]>> = {
  "sum table": [
    { frequency: poisson({ lambda: 5 }), severity: smooth },
    { frequency: binomial({ m: 20, q: 0.3 }), severity: smooth },
    { frequency: negativeBinomial({ r: 50, beta: 4 }), severity: gamma({ alpha: 0.8, theta: 1000 }) },
    // Multiples of one amount.
    { frequency: poisson({ lambda: 2 }), severity: constant({ value: 0.1 }) },
    { frequency: poisson({ lambda: 200 }), severity: constant({ value: 0.1 }) },
  ],
  "sum table, aggregate terms": [{ frequency: geometric({ beta: 1.2 }), severity: smooth, terms: year }],
  "sum table, zeros skipped": [{ frequency: poisson({ lambda: 0.1 }), severity: smooth }],
  "sum table, groups, aggregate terms": [
    { policies: 20, frequency: negativeBinomial({ r: 0.4, beta: 2 }), severity: smooth, terms: year },
  ],
  "sum table, groups, zeros skipped, aggregate terms": [
    { policies: 5, frequency: poisson({ lambda: 0.04 }), severity: smooth, terms: year },
  ],
  "sum closure": [
    { frequency: poisson({ lambda: 3 }), severity: peaked },
    // A boost for every sum.
    { frequency: deterministic({ n: 3 }), severity: gamma({ alpha: 0.1, theta: 1000 }) },
    // Cells of many counts, the second time 0 among them in one that a year in ten picks.
    { frequency: negativeBinomial({ r: 2, beta: 10_000 }), severity: peaked },
    { frequency: negativeBinomial({ r: 1.2, beta: 100 }), severity: peaked },
    // Their probabilities are curves.
    { frequency: polyaAeppli({ lambda: 5000, beta: 3 }), severity: peaked },
  ],
  "sum closure, zeros skipped": [{ frequency: binomial({ m: 3, q: 0.1 }), severity: peaked }],
  "sum closure, groups, aggregate terms": [
    { policies: 12, frequency: poisson({ lambda: 0.3 }), severity: peaked, terms: year },
  ],
  "per claim": [
    { frequency: negativeBinomial({ r: 2, beta: 3 }), severity: skewed },
    // Thinned, with an atom at the limit.
    { frequency: poisson({ lambda: 3 }), severity: skewed, terms: layer },
    {
      frequency: binomial({ m: 9, q: 0.4 }),
      severity: truncated({ severity: pareto({ alpha: 1.1, theta: 5 }), lower: 2 }),
    },
    // Atoms that strips hold, and points by an alias table, alone and beside a law.
    { frequency: poisson({ lambda: 3 }), severity: empirical({ values: [1, 2.3, 5.5], weights: [0.61, 0.22, 0.17] }) },
    { frequency: geometric({ beta: 4 }), severity: manyValues },
    { frequency: poisson({ lambda: 9 }), severity: fire },
    // A year's claims may fill more than a batch.
    { frequency: negativeBinomial({ r: 0.4, beta: 100 }), severity: weibull({ tau: 0.7, theta: 1000 }) },
  ],
  "per claim, limits counted": [
    { policies: 5, frequency: poisson({ lambda: 0.9 }), severity: skewed, terms: { ...layer, limit: 2000 } },
  ],
  "per claim, limits counted, aggregate terms": [
    { frequency: poisson({ lambda: 4 }), severity: skewed, terms: { ...layer, limit: 2000, ...year } },
  ],
  "per claim, zeros skipped": [
    { policies: 1000, frequency: poisson({ lambda: 0.0005 }), severity: skewed, terms: layer },
    { frequency: negativeBinomial({ r: 0.01, beta: 1000 }), severity: fire },
  ],
  "per claim, aggregate terms": [
    {
      policies: 10,
      frequency: poisson({ lambda: 0.4 }),
      severity: skewed,
      terms: { ...year, aggregateBasis: "bucket" },
    },
  ],
  "per claim, groups, aggregate terms": [
    { policies: 70, frequency: negativeBinomial({ r: 2, beta: 0.05 }), severity: skewed, terms: { ...layer, ...year } },
  ],
  "per claim, groups, zeros skipped, aggregate terms": [
    { policies: 10, frequency: negativeBinomial({ r: 0.02, beta: 9 }), severity: skewed, terms: { ...layer, ...year } },
  ],
};

/** What a component's draws go through, as far as its plan says. */
export function pathOf({ losses, counting, aggregate }: ComponentPlan): string {
  const { groups, logEmpty } = counting;
  const counted = losses.method === "per claim" && losses.counted;
  return [
    losses.method,
    counted && "limits counted",
    groups && "groups",
    logEmpty < 0 && "zeros skipped",
    aggregate && "aggregate terms",
  ]
    .filter(Boolean)
    .join(", ");
}
