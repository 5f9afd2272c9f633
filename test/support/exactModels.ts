import {
  binomial,
  constant,
  empirical,
  exponential,
  gamma,
  generalizedPareto,
  type InforceOptions,
  logarithmic,
  lognormal,
  mixture,
  negativeBinomial,
  neymanA,
  pareto,
  poisson,
  poissonInverseGaussian,
  splice,
  uniform,
  weibull,
  zeroModified,
} from "../../dist/index.js";

type Component = Omit<InforceOptions, "name">;

/** Models in which every part of the exact engine is used; simulated against it. */
export const exactModels: Record<string, readonly Component[]> = {
  "gamma sums": [{ frequency: poisson({ lambda: 5 }), severity: gamma({ alpha: 2, theta: 1000 }) }],
  "small shapes": [{ frequency: negativeBinomial({ r: 3, beta: 20 }), severity: gamma({ alpha: 0.3, theta: 500 }) }],
  "rare claims": [{ policies: 1000, frequency: poisson({ lambda: 2e-4 }), severity: lognormal({ mu: 10, sigma: 1 }) }],
  layer: [
    {
      frequency: poisson({ lambda: 3 }),
      severity: lognormal({ mu: 9, sigma: 1.5 }),
      terms: { deductible: 1000, attachment: 10_000, limit: 40_000, share: 0.7, trend: 1.05 },
    },
  ],
  franchise: [
    {
      frequency: binomial({ m: 50, q: 0.2 }),
      severity: weibull({ tau: 0.8, theta: 2000 }),
      terms: { deductible: 1500, deductibleKind: "franchise", limit: 9000 },
    },
  ],
  "aggregate terms of each policy": [
    {
      policies: 40,
      frequency: negativeBinomial({ r: 2, beta: 0.2 }),
      severity: gamma({ alpha: 2, theta: 1000 }),
      terms: { deductible: 300, aggregateDeductible: 700, aggregateLimit: 5000, aggregateShare: 0.9 },
    },
  ],
  "aggregate terms of the bucket": [
    {
      policies: 100,
      frequency: poisson({ lambda: 0.05 }),
      severity: pareto({ alpha: 2.5, theta: 5000 }),
      terms: { aggregateDeductible: 12_345, aggregateLimit: 60_000, aggregateBasis: "bucket", aggregateShare: 0.5 },
    },
  ],
  "an aggregate deductible alone": [
    {
      frequency: poisson({ lambda: 8 }),
      severity: exponential({ theta: 1000 }),
      terms: { aggregateDeductible: 9000 },
    },
  ],
  "a lattice": [
    { frequency: poissonInverseGaussian({ mu: 4, beta: 2 }), severity: empirical({ values: [100, 250, 400] }) },
    { policies: 30, frequency: binomial({ m: 1, q: 0.1 }), severity: constant({ value: 50 }) },
  ],
  "atoms and a density": [
    {
      frequency: neymanA({ lambda1: 2, lambda2: 1.5 }),
      severity: mixture({
        severities: [constant({ value: 1000 }), uniform({ low: 0, high: 3000 })],
        weights: [0.3, 0.7],
      }),
    },
  ],
  "a heavy tail": [
    { frequency: poisson({ lambda: 10 }), severity: generalizedPareto({ xi: 0.45, theta: 1000, threshold: 0 }) },
  ],
  "a splice, zero-modified": [
    {
      frequency: zeroModified(logarithmic({ beta: 4 }), { p0: 0.4 }),
      severity: splice({
        pieces: [empirical({ values: [1, 2, 2.5, 3, 7] }), pareto({ alpha: 3, theta: 20 })],
        breaks: [10],
        weights: [0.8, 0.2],
      }),
    },
  ],
  "a book": [
    { frequency: poisson({ lambda: 2 }), severity: lognormal({ mu: 8, sigma: 1 }), terms: { limit: 20_000 } },
    {
      policies: 20,
      frequency: poisson({ lambda: 0.3 }),
      severity: gamma({ alpha: 1.5, theta: 1000 }),
      terms: { aggregateLimit: 4000 },
    },
    { frequency: negativeBinomial({ r: 1.5, beta: 2 }), severity: weibull({ tau: 0.7, theta: 900 }) },
  ],
};
