import type { Frequency, InforceOptions, Severity } from "../../dist/index.js";
import * as library from "../../dist/index.js";

/** Models of every family, with any terms, made up from a seed: the same for the same seed. */
export function randomModel(seed: number): InforceOptions[] {
  const random = numbers(seed);
  const count = random() < 0.6 ? 1 : random() < 0.6 ? 2 : 3;
  return Array.from({ length: count }, (_, i) => ({ name: `component ${i}`, ...component(random) }));
}

type Random = () => number;

/** Uniform numbers by a counter and two rounds of mixing (splitmix32). */
function numbers(seed: number): Random {
  let state = Math.imul(seed, 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

const digits = (x: number, count = 4): number => Number(x.toPrecision(count));

function component(random: Random): Omit<InforceOptions, "name"> {
  const even = (low: number, high: number): number => digits(low + (high - low) * random());
  const log = (low: number, high: number): number => digits(low * (high / low) ** random());
  const severity = severityOf(random, 0);
  const frequency = frequencyOf(random, 0);
  const at = (p: number): number => digits(severity.quantile(p)) || 1;
  const usual = frequency.mean() * Math.min(at(0.99), severity.mean());
  const [chance, terms] = [(p: number): boolean => random() < p, {} as Record<string, number | string>];
  if (chance(0.4)) terms.deductible = at(even(0.05, 0.6));
  if (chance(0.15)) terms.deductibleKind = "franchise";
  if (chance(0.3)) terms.attachment = at(even(0.1, 0.7));
  if (chance(0.4)) terms.limit = at(even(0.5, 0.99));
  if (chance(0.3)) terms.share = digits(even(0.1, 1), 2);
  if (chance(0.2)) terms.trend = digits(even(0.8, 1.5), 3);
  if (chance(0.2)) terms.aggregateDeductible = digits(usual * even(0.1, 1));
  if (chance(0.2)) terms.aggregateLimit = digits(usual * even(0.3, 4));
  if (chance(0.1)) terms.aggregateShare = digits(even(0.2, 1), 2);
  if (chance(0.3)) terms.aggregateBasis = "bucket";
  return { policies: chance(0.4) ? Math.ceil(log(1, 300)) : 1, frequency, severity, terms };
}

function severityOf(random: Random, depth: number): Severity {
  const even = (low: number, high: number): number => digits(low + (high - low) * random());
  const log = (low: number, high: number): number => digits(low * (high / low) ** random());
  const theta = log(10, 1e5);
  const mu = digits(Math.log(theta));
  const inner = (): Severity => severityOf(random, depth + 1);
  const simple: (() => Severity)[] = [
    () => library.gamma({ alpha: log(0.2, 20), theta }),
    () => library.exponential({ theta }),
    () => library.weibull({ tau: log(0.4, 4), theta }),
    () => library.lognormal({ mu, sigma: even(0.2, 2) }),
    () => library.pareto({ alpha: even(1.2, 5), theta }),
    () => library.singleParameterPareto({ alpha: even(1.2, 5), theta }),
    () => library.burr({ alpha: even(1, 4), gamma: even(1, 3), theta }),
    () => library.inverseGaussian({ mu: theta, theta: digits(theta * log(0.2, 10)) }),
    () => library.uniform({ low: digits(theta / 3), high: theta }),
    () => library.triangular({ low: 0, mode: digits(theta / 4), high: theta }),
    () => library.constant({ value: theta }),
    () =>
      library.empirical({
        values: Array.from({ length: 1 + Math.floor(8 * random()) }, () => digits(log(10, 1e4), 3)),
      }),
    () => library.beta({ a: log(0.3, 5), b: log(0.3, 5), theta }),
    () => library.generalizedPareto({ xi: even(-0.5, 0.8), theta, threshold: even(0, 500) }),
    () => library.loglogistic({ gamma: even(1.3, 5), theta }),
    () => library.inverseGamma({ alpha: even(1.3, 5), theta }),
    () => library.transformedGamma({ alpha: log(0.3, 3), tau: even(0.7, 2), theta }),
    () => library.loggamma({ alpha: even(1, 6), rate: even(1.5, 5) }),
    () => library.histogram({ edges: [0, theta / 10, theta / 3, theta], weights: [random(), random(), random()] }),
    () => library.inverseWeibull({ tau: even(1.3, 5), theta }),
    () => library.paralogistic({ alpha: even(1.3, 3), theta }),
    () => library.piecewisePareto({ thresholds: [theta, 2 * theta, 10 * theta], alphas: [1.1, 1.5, 2.3] }),
    () => library.inverseBurr({ tau: even(0.5, 3), gamma: even(1.3, 4), theta }),
    () => library.logT({ r: 5, mu, sigma: 0.4 }),
  ];
  const combined: (() => Severity)[] = [
    () => library.mixture({ severities: [inner(), inner()], weights: [0.3, 0.7] }),
    () => library.shifted({ severity: inner(), by: even(0, 1000) }),
    () => library.scaled({ severity: inner(), by: even(0.1, 3) }),
    () => {
      const severity = inner();
      return library.limited({ severity, at: digits(severity.quantile(0.8)) || 1 });
    },
    () => {
      const severity = inner();
      const [lower, upper] = [severity.quantile(0.1), severity.quantile(0.97)];
      return upper > 1.0001 * lower ? library.truncated({ severity, lower, upper }) : severity;
    },
  ];
  const choices = depth > 1 ? simple : [...simple, ...combined];
  return choices[Math.floor(random() * choices.length)]!();
}

function frequencyOf(random: Random, depth: number): Frequency {
  const even = (low: number, high: number): number => digits(low + (high - low) * random());
  const log = (low: number, high: number): number => digits(low * (high / low) ** random());
  const lambda = log(0.02, 60);
  const inner = (): Frequency => frequencyOf(random, depth + 1);
  const simple: (() => Frequency)[] = [
    () => library.poisson({ lambda }),
    () => library.negativeBinomial({ r: log(0.2, 20), beta: log(0.05, 5) }),
    () => library.binomial({ m: 1 + Math.ceil(lambda), q: even(0.05, 0.9) }),
    () => library.geometric({ beta: log(0.1, 10) }),
    () => library.poissonInverseGaussian({ mu: lambda, beta: log(0.1, 5) }),
    () => library.neymanA({ lambda1: log(0.1, 5), lambda2: log(0.1, 5) }),
    () => library.polyaAeppli({ lambda: log(0.1, 5), beta: log(0.1, 3) }),
  ];
  const others: (() => Frequency)[] = [
    () => library.logarithmic({ beta: log(0.1, 10) }),
    () => library.extendedTruncatedNegativeBinomial({ r: -0.5, beta: log(0.2, 5) }),
    () => library.deterministic({ n: Math.ceil(20 * random()) }),
    () => library.empiricalCounts({ counts: Array.from({ length: 5 }, () => Math.floor(30 * random())) }),
    () => library.zeroModified(library.poisson({ lambda }), { p0: 0.3 }),
    () => library.compoundFrequency({ primary: inner(), secondary: inner() }),
  ];
  const choices = depth > 0 ? simple : [...simple, ...others];
  return choices[Math.floor(random() * choices.length)]!();
}
