import {
  gamma,
  inforce,
  layer,
  lognormal,
  negativeBinomial,
  type Portfolio,
  PricingModel,
  pareto,
  poisson,
  portfolio,
} from "../../dist/index.js";
import { levels, type Study, type StudyCase } from "./study.js";

const trials = 131_072;

function exactly(name: string, book: Portfolio): StudyCase {
  return { name, portfolio: book, trials, truth: () => exactMeasures(book) };
}

async function exactMeasures(book: Portfolio): Promise<Map<string, number>> {
  const exact = await new PricingModel(book).solve({ levels });
  return new Map([
    ["mean", exact.mean.value],
    ...levels.map((level): [string, number] => [`VaR ${level}`, exact.var(level).value]),
    ...levels.map((level): [string, number] => [`TVaR ${level}`, exact.tvar(level).value]),
  ]);
}

const many = inforce({ name: "fire", frequency: poisson({ lambda: 20 }), severity: lognormal({ mu: 10, sigma: 1.5 }) });
const rare = inforce({
  name: "catastrophe",
  frequency: poisson({ lambda: 0.2 }),
  severity: pareto({ alpha: 2.5, theta: 1e6 }),
});
const cover = inforce({
  name: "excess of loss",
  frequency: poisson({ lambda: 8 }),
  severity: pareto({ alpha: 1.8, theta: 400_000 }),
  terms: { ...layer("50m xs 1m"), aggregateDeductible: 1e6, aggregateBasis: "bucket" },
});
const motor = inforce({
  name: "motor",
  policies: 2000,
  frequency: negativeBinomial({ r: 0.8, beta: 0.1 }),
  severity: gamma({ alpha: 1.5, theta: 2000 }),
});
const liability = inforce({
  name: "liability",
  frequency: poisson({ lambda: 3 }),
  severity: lognormal({ mu: 11, sigma: 1.8 }),
});
const light = inforce({ name: "light", frequency: poisson({ lambda: 200 }), severity: gamma({ alpha: 2, theta: 5 }) });

export const largestClaim: Study = {
  title: "Largest claims first",
  varianceReduction: "largestClaim",
  cases: [
    exactly("Poisson(20) of lognormal(10, 1.5)", portfolio([many])),
    exactly("Poisson(0.2) of Pareto(2.5)", portfolio([rare])),
    exactly("Poisson(8) of Pareto(1.8), 50m xs 1m, an aggregate deductible", portfolio([cover])),
    exactly("two lognormal components, negative binomial gamma beside them", portfolio([many, liability, motor])),
    exactly("Poisson(200) of gamma(2), drawn as ever", portfolio([light])),
  ],
};
