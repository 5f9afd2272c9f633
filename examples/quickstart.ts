import { inforce, lognormal, negativeBinomial, PricingModel, pareto, poisson, portfolio } from "lundberg";

const book = portfolio([
  inforce({
    name: "WC 2026",
    policies: 1000,
    frequency: poisson({ lambda: 0.1 }),
    severity: pareto({ alpha: 2.2, theta: 40_000 }),
    terms: { deductible: 500_000, limit: 5_000_000 },
  }),
  inforce({
    name: "GL 2026",
    policies: 700,
    frequency: negativeBinomial({ r: 2, beta: 0.05 }),
    severity: lognormal({ mu: 11.5, sigma: 1.4 }),
    terms: { deductible: 100_000, aggregateLimit: 20_000_000 },
  }),
]);

const model = new PricingModel(book);
console.log(`${model.explain()}\n`);

const result = await model.simulate({ trials: 1_000_000, seed: 2026, components: true });
console.log(`${result}\n`);

const { value, low, high } = result.component("GL 2026").tvar(0.99);
console.log(`GL 2026 alone, TVaR 99 %: ${value.toFixed(0)} (95 % interval ${low.toFixed(0)} to ${high.toFixed(0)})`);
