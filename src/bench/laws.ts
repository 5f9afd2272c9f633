import { frequencyFamilies, severityFamilies } from "../index.js";

export type Parameters = Readonly<Record<string, number>>;
/** A family of the library by the name of its constructor, with its parameters. */
export type Law = readonly [family: string, parameters: Parameters];

interface Family {
  readonly definition: {
    readonly parameters: { readonly [name: string]: { readonly typical: readonly [low: number, high: number] } };
  };
}

// Amounts about a thousand and counts about a hundred, so that the rows compare. A family that is not here is timed at
// the middle of its parameters' typical ranges.
const chosen: { readonly [family: string]: Parameters } = {
  poisson: { lambda: 100 },
  negativeBinomial: { r: 20, beta: 5 },
  binomial: { m: 1000, q: 0.1 },
  geometric: { beta: 100 },
  deterministic: { n: 100 },
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

function middle(family: Family): Parameters {
  const ranges = Object.entries(family.definition.parameters);
  return Object.fromEntries(
    ranges.map(([name, { typical }]) => {
      const [low, high] = typical;
      return [name, low > 0 ? Math.sqrt(low * high) : (low + high) / 2];
    }),
  );
}

const laws = (families: { readonly [name: string]: Family }): readonly Law[] =>
  Object.entries(families).map(([name, family]) => [name, chosen[name] ?? middle(family)]);

/** Every frequency of the library, and every severity, each with the parameters that benchmarks take. */
export const frequencyLaws: readonly Law[] = laws(frequencyFamilies);
export const severityLaws: readonly Law[] = laws(severityFamilies);
