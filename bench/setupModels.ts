import type { frequencyFamilies, severityFamilies } from "lundberg";
import type { Book, Law } from "./lundberg.js";

// The types ask for every family of the library: a new one that is not timed here does not compile.
type Families = { readonly [family: string]: (parameters: never) => unknown };
type ParametersOf<F extends Families> = { readonly [Family in keyof F]: Parameters<F[Family]>[0] };

const frequencies: ParametersOf<typeof frequencyFamilies> = {
  poisson: { lambda: 100 },
  negativeBinomial: { r: 20, beta: 5 },
  binomial: { m: 1000, q: 0.1 },
  geometric: { beta: 100 },
  deterministic: { n: 100 },
};

const severities: ParametersOf<typeof severityFamilies> = {
  exponential: { theta: 1000 },
  gamma: { alpha: 2.5, theta: 400 },
  weibull: { tau: 0.8, theta: 900 },
  lognormal: { mu: 6.4, sigma: 1 },
  pareto: { alpha: 2.5, theta: 1500 },
  singleParameterPareto: { alpha: 2.5, theta: 600 },
  generalizedPareto: { xi: 0.3, theta: 700, threshold: 0 },
  uniform: { low: 0, high: 2000 },
  constant: { value: 1000 },
};

const laws = (families: object): Law[] => Object.entries(families);

/** A book for each frequency, with gamma claims and no terms, and for each severity, with a deductible and a limit. */
export const setupBooks: readonly { readonly name: string; readonly book: Book }[] = [
  ...laws(frequencies).map((frequency) => ({
    name: `${frequency[0]} of gamma`,
    book: { frequency, severity: ["gamma", { alpha: 2, theta: 1000 }] as Law },
  })),
  ...laws(severities).map((severity) => ({
    name: `${severity[0]} net of a deductible`,
    book: { frequency: ["poisson", { lambda: 5 }] as Law, severity, terms: { deductible: 250, limit: 5000 } },
  })),
];
