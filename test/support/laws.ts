import {
  binomial,
  constant,
  deterministic,
  empirical,
  exponential,
  type Frequency,
  gamma,
  generalizedPareto,
  geometric,
  lognormal,
  negativeBinomial,
  pareto,
  poisson,
  type Severity,
  singleParameterPareto,
  splice,
  truncated,
  uniform,
  weibull,
} from "../../dist/index.js";
import type { Law } from "./lawTest.js";
import { reference } from "./reference.js";

export interface LawCase<T> {
  readonly name: string;
  readonly made: T;
  readonly law: Law;
  readonly seed: number;
}

const laws = reference<{ severities: Record<string, Law>; frequencies: Record<string, Law> }>("statisticsLaws");

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
const squares = empirical({
  values: range(1000).map((k) => k * k),
  weights: range(1000).map((k) => 1 + ((7919 * k) % 13)),
});
const body = lognormal({ mu: 8, sigma: 1 });

const severities: Record<string, Severity> = {
  "gamma(0.01, 1)": gamma({ alpha: 0.01, theta: 1 }),
  "gamma(0.5, 1000)": gamma({ alpha: 0.5, theta: 1000 }),
  "gamma(1, 1000)": gamma({ alpha: 1, theta: 1000 }),
  "gamma(2, 1000)": gamma({ alpha: 2, theta: 1000 }),
  "gamma(2.5, 400)": gamma({ alpha: 2.5, theta: 400 }),
  "gamma(100, 10)": gamma({ alpha: 100, theta: 10 }),
  "gamma(1e+06, 1)": gamma({ alpha: 1e6, theta: 1 }),
  "exponential(1000)": exponential({ theta: 1000 }),
  "lognormal(10, 0.1)": lognormal({ mu: 10, sigma: 0.1 }),
  "lognormal(11.5, 1.4)": lognormal({ mu: 11.5, sigma: 1.4 }),
  "lognormal(0, 5)": lognormal({ mu: 0, sigma: 5 }),
  "pareto(0.5, 1000)": pareto({ alpha: 0.5, theta: 1000 }),
  "pareto(1, 1000)": pareto({ alpha: 1, theta: 1000 }),
  "pareto(1.1, 1000)": pareto({ alpha: 1.1, theta: 1000 }),
  "pareto(2.2, 40000)": pareto({ alpha: 2.2, theta: 40_000 }),
  "pareto(50, 1000)": pareto({ alpha: 50, theta: 1000 }),
  "singleParameterPareto(1.5, 1000)": singleParameterPareto({ alpha: 1.5, theta: 1000 }),
  "generalizedPareto(-0.3, 7, 10)": generalizedPareto({ xi: -0.3, theta: 7, threshold: 10 }),
  "generalizedPareto(0, 7, 10)": generalizedPareto({ xi: 0, theta: 7, threshold: 10 }),
  "generalizedPareto(0.5, 7, 10)": generalizedPareto({ xi: 0.5, theta: 7, threshold: 10 }),
  "generalizedPareto(1.2, 7, 10)": generalizedPareto({ xi: 1.2, theta: 7, threshold: 10 }),
  "weibull(0.3, 1000)": weibull({ tau: 0.3, theta: 1000 }),
  "weibull(0.7, 1000)": weibull({ tau: 0.7, theta: 1000 }),
  "weibull(1, 1000)": weibull({ tau: 1, theta: 1000 }),
  "weibull(3, 1000)": weibull({ tau: 3, theta: 1000 }),
  "uniform(20, 120)": uniform({ low: 20, high: 120 }),
  "empirical with ties and weights": empirical({
    values: [100, 1, 2, 5, 2, 13, 5, 5],
    weights: [0.125, 1, 2, 0.5, 1, 2, 3, 0.25],
  }),
  "empirical of 1000 values": squares,
  "constant(7.5)": constant({ value: 7.5 }),
  // What lies beyond the break belongs to the tail, so the body's 13 is never drawn.
  "splice of empirical and generalizedPareto": splice({
    pieces: [
      empirical({ values: [13, 1.2, 2, 2, 3.5, 5, 8.25] }),
      generalizedPareto({ xi: 0.496986, theta: 6.975468, threshold: 10 }),
    ],
    breaks: [10],
    weights: [2058 / 2167, 109 / 2167],
  }),
  "splice of lognormal and pareto": splice({
    pieces: [body, pareto({ alpha: 2.2, theta: 40_000 })],
    breaks: [10_000],
    weights: [0.9, 0.1],
  }),
  "truncated lognormal, body": truncated({ severity: lognormal({ mu: 8, sigma: 1.5 }), lower: 1000, upper: 50_000 }),
  "truncated lognormal, tail": truncated({ severity: lognormal({ mu: 0, sigma: 1 }), lower: 1000 }),
  "truncated gamma, tail": truncated({ severity: gamma({ alpha: 2.5, theta: 100 }), lower: 4000, upper: 5000 }),
};

// The 30,000 and 60,000 claims of a Poisson law stand on either side of the span at which cells become wider than a
// count (tables/countTable.ts), and so do the pairs of the other families.
const frequencies: Record<string, Frequency> = {
  "poisson(0.001)": poisson({ lambda: 0.001 }),
  "poisson(0.1)": poisson({ lambda: 0.1 }),
  "poisson(5)": poisson({ lambda: 5 }),
  "poisson(100)": poisson({ lambda: 100 }),
  "poisson(3000)": poisson({ lambda: 3000 }),
  "poisson(30000)": poisson({ lambda: 30_000 }),
  "poisson(60000)": poisson({ lambda: 60_000 }),
  "poisson(1e+06)": poisson({ lambda: 1e6 }),
  "poisson(1e+09)": poisson({ lambda: 1e9 }),
  "negativeBinomial(0.01, 1e+06)": negativeBinomial({ r: 0.01, beta: 1e6 }),
  "negativeBinomial(1.5, 100000)": negativeBinomial({ r: 1.5, beta: 1e5 }),
  "negativeBinomial(50, 4)": negativeBinomial({ r: 50, beta: 4 }),
  "negativeBinomial(2, 0.05)": negativeBinomial({ r: 2, beta: 0.05 }),
  "negativeBinomial(30, 10)": negativeBinomial({ r: 30, beta: 10 }),
  "negativeBinomial(30, 20)": negativeBinomial({ r: 30, beta: 20 }),
  "binomial(20, 0.3)": binomial({ m: 20, q: 0.3 }),
  "binomial(1e+09, 0.3)": binomial({ m: 1e9, q: 0.3 }),
  "binomial(1e+06, 1e-06)": binomial({ m: 1e6, q: 1e-6 }),
  "binomial(300, 0.999)": binomial({ m: 300, q: 0.999 }),
  "binomial(100000, 0.1)": binomial({ m: 1e5, q: 0.1 }),
  "binomial(1e+06, 0.1)": binomial({ m: 1e6, q: 0.1 }),
  "geometric(0.5)": geometric({ beta: 0.5 }),
  "geometric(7)": geometric({ beta: 7 }),
  "geometric(1e+06)": geometric({ beta: 1e6 }),
  "deterministic(3)": deterministic({ n: 3 }),
};

// Inversion turns one stream into every continuous law, so every case needs a seed of its own to be a look of its own.
const firstSeed = 20_260_101;

function cases<T>(made: Record<string, T>, known: Record<string, Law>): LawCase<T>[] {
  for (const name of Object.keys(known)) if (!(name in made)) throw new Error(`no case for the reference ${name}`);
  return Object.entries(made).map(([name, one], i) => {
    const law = known[name];
    if (law === undefined) throw new Error(`no reference for the case ${name}`);
    return { name, made: one, law, seed: firstSeed + i };
  });
}

/** Every severity family and combinator, in its body, at its edges and at extreme shapes. */
export const severityCases: readonly LawCase<Severity>[] = cases(severities, laws.severities);
/** Every frequency family, by alias table and by wide cells. */
export const frequencyCases: readonly LawCase<Frequency>[] = cases(frequencies, laws.frequencies);
