import {
  binomial,
  constant,
  deterministic,
  exponential,
  type Frequency,
  type frequencyFamilies,
  gamma,
  generalizedPareto,
  geometric,
  type InforceOptions,
  inforce,
  lognormal,
  negativeBinomial,
  PricingModel,
  pareto,
  poisson,
  portfolio,
  type Severity,
  type severityFamilies,
  singleParameterPareto,
  uniform,
  weibull,
} from "lundberg";

// The types ask for every family of the library: a new one that is not timed here does not compile.

const frequencies: { readonly [Family in keyof typeof frequencyFamilies]: () => Frequency } = {
  poisson: () => poisson({ lambda: 100 }),
  negativeBinomial: () => negativeBinomial({ r: 20, beta: 5 }),
  binomial: () => binomial({ m: 1000, q: 0.1 }),
  geometric: () => geometric({ beta: 100 }),
  deterministic: () => deterministic({ n: 100 }),
};

const severities: { readonly [Family in keyof typeof severityFamilies]: () => Severity } = {
  exponential: () => exponential({ theta: 1000 }),
  gamma: () => gamma({ alpha: 2.5, theta: 400 }),
  weibull: () => weibull({ tau: 0.8, theta: 900 }),
  lognormal: () => lognormal({ mu: 6.4, sigma: 1 }),
  pareto: () => pareto({ alpha: 2.5, theta: 1500 }),
  singleParameterPareto: () => singleParameterPareto({ alpha: 2.5, theta: 600 }),
  generalizedPareto: () => generalizedPareto({ xi: 0.3, theta: 700, threshold: 0 }),
  uniform: () => uniform({ low: 0, high: 2000 }),
  constant: () => constant({ value: 1000 }),
};

/** A book for each frequency, with gamma claims and no terms, and for each severity, with a deductible. */
export const setupBooks: ReadonlyMap<string, () => InforceOptions> = new Map([
  ...Object.entries(frequencies).map(([family, frequency]): [string, () => InforceOptions] => [
    `${family} of gamma`,
    () => ({ name: family, frequency: frequency(), severity: gamma({ alpha: 2, theta: 1000 }) }),
  ]),
  ...Object.entries(severities).map(([family, severity]): [string, () => InforceOptions] => [
    `${family} net of a deductible`,
    () => ({
      name: family,
      frequency: poisson({ lambda: 5 }),
      severity: severity(),
      terms: { deductible: 250, limit: 5000 },
    }),
  ]),
]);

export const setupTrials = 10_000;

/** From a model's description to its losses. */
export async function firstResult(book: () => InforceOptions): Promise<void> {
  const model = new PricingModel(portfolio([inforce(book())]));
  (await model.simulate({ trials: setupTrials, seed: 1, workers: 1 })).release();
}
