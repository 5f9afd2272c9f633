// Writes pinned.json beside this file: what each law draws today, as the SHA-256 of 100,000 draws and the first three as
// hexadecimal doubles. Pinned values show sameness, not correctness; until 1.0 they may change, and then this is run
// again after a build, with a word in the changelog.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import * as l from "../../dist/index.js";

export const laws = {
  poisson: l.poisson({ lambda: 5 }),
  poissonWide: l.poisson({ lambda: 1e6 }),
  negativeBinomial: l.negativeBinomial({ r: 2, beta: 3 }),
  binomial: l.binomial({ m: 20, q: 0.3 }),
  geometric: l.geometric({ beta: 7 }),
  deterministic: l.deterministic({ n: 3 }),
  gamma: l.gamma({ alpha: 2.5, theta: 400 }),
  gammaSmall: l.gamma({ alpha: 0.01, theta: 1 }),
  exponential: l.exponential({ theta: 1000 }),
  lognormal: l.lognormal({ mu: 11.5, sigma: 1.4 }),
  pareto: l.pareto({ alpha: 2.2, theta: 40_000 }),
  singleParameterPareto: l.singleParameterPareto({ alpha: 1.5, theta: 1000 }),
  generalizedPareto: l.generalizedPareto({ xi: 0.5, theta: 7, threshold: 10 }),
  weibull: l.weibull({ tau: 0.7, theta: 1000 }),
  uniform: l.uniform({ low: 5, high: 95 }),
  constant: l.constant({ value: 7.5 }),
  empirical: l.empirical({ values: [1, 2, 3, 5, 8], weights: [5, 4, 3, 2, 1] }),
  truncated: l.truncated({ severity: l.lognormal({ mu: 0, sigma: 1 }), lower: 2, upper: 9 }),
  splice: l.splice({
    pieces: [l.empirical({ values: [1, 2, 3] }), l.generalizedPareto({ xi: 0.5, theta: 7, threshold: 10 })],
    breaks: [10],
    weights: [0.9, 0.1],
  }),
};

const component = (name, frequency, severity, rest = {}) => l.inforce({ name, frequency, severity, ...rest });

/** Annual losses by each way of drawing them. */
export const components = {
  sumClosure: component("a", laws.poisson, laws.gamma),
  sumClosureBoosted: component("a", laws.poisson, laws.gammaSmall),
  sumClosureWide: component("a", laws.poissonWide, laws.gamma),
  sumClosureSkipping: component("a", l.poisson({ lambda: 0.1 }), laws.gamma),
  perClaim: component("a", laws.negativeBinomial, laws.pareto),
  perClaimTerms: component("a", laws.poisson, laws.lognormal, { terms: { deductible: 5e4, limit: 1e6, share: 0.9 } }),
  perClaimSkipping: component("a", l.poisson({ lambda: 0.1 }), laws.lognormal),
  policies: component("a", l.poisson({ lambda: 0.1 }), laws.lognormal, { policies: 50, terms: { aggregateLimit: 5e5 } }),
  policiesClosure: component("a", l.poisson({ lambda: 0.1 }), laws.gamma, { policies: 50, terms: { aggregateLimit: 900 } }),
};

export function digest(values) {
  const bytes = Buffer.alloc(values.length * 8);
  values.forEach((value, i) => bytes.writeDoubleLE(value, i * 8));
  const first = Array.from({ length: 3 }, (_, i) => bytes.subarray(i * 8, i * 8 + 8).toString("hex"));
  return { first, sha256: createHash("sha256").update(bytes).digest("hex") };
}

export async function pinned() {
  const samples = Object.entries(laws).map(([name, law]) => [name, digest(law.sample(100_000, { seed: 1 }))]);
  const years = [];
  for (const [name, each] of Object.entries(components)) {
    const model = new l.PricingModel(l.portfolio([each]));
    const { losses } = await model.simulate({ trials: name === "sumClosureWide" ? 5000 : 100_000, seed: 1, workers: 1 });
    years.push([name, digest(losses)]);
  }
  return { samples: Object.fromEntries(samples), years: Object.fromEntries(years) };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  writeFileSync(new URL("pinned.json", import.meta.url), `${JSON.stringify(await pinned(), null, 1)}\n`);
}
