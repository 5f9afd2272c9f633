import {
  constant,
  deterministic,
  gamma,
  inforce,
  lognormal,
  negativeBinomial,
  PricingModel,
  pareto,
  poisson,
  portfolio,
} from "../../dist/index.js";

const of = (...components: Omit<Parameters<typeof inforce>[0], "name">[]): PricingModel =>
  new PricingModel(portfolio(components.map((component, i) => inforce({ name: `c${i}`, ...component }))));

/** Models that differ in what a threshold, a pool or a sketch could stumble over. */
export const keepModels: Readonly<Record<string, PricingModel>> = {
  continuous: of({ frequency: poisson({ lambda: 5 }), severity: gamma({ alpha: 2, theta: 1000 }) }),
  atomic: of({ frequency: poisson({ lambda: 3 }), severity: constant({ value: 100 }) }),
  "mostly zero": of({ frequency: poisson({ lambda: 0.03 }), severity: lognormal({ mu: 8, sigma: 2 }) }),
  "all zero": of({ frequency: deterministic({ n: 0 }), severity: gamma({ alpha: 2, theta: 1000 }) }),
  constant: of({ frequency: deterministic({ n: 2 }), severity: constant({ value: 0.1 }) }),
  heavy: of({ frequency: negativeBinomial({ r: 0.5, beta: 4 }), severity: pareto({ alpha: 1.05, theta: 1000 }) }),
  capped: of({
    frequency: poisson({ lambda: 2 }),
    severity: pareto({ alpha: 2, theta: 1000 }),
    terms: { deductible: 500, aggregateLimit: 3000 },
  }),
  "huge and tiny": of({ frequency: poisson({ lambda: 0.5 }), severity: lognormal({ mu: 0, sigma: 60 }) }),
  portfolio: of(
    { frequency: poisson({ lambda: 1 }), severity: gamma({ alpha: 2, theta: 1000 }) },
    { frequency: poisson({ lambda: 0.1 }), severity: constant({ value: 4000 }) },
  ),
};
