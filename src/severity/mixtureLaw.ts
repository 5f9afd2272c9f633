import { atomsOf } from "./atomsOf.js";
import { firstWhere } from "./firstWhere.js";
import { completeLaw, type SeverityLaw } from "./law.js";
import { leastCrossing, logRatio } from "./leastCrossing.js";
import { normalized, type WeightedLaw, weightedSum } from "./weightedSum.js";

// Components may agree on a quantile to its last digits, and their mixture then has it to its last digits only.
const slack = 1e-9;

/** The law of a draw from one of the components, chosen with its weight >= 0; weights sum to about 1. */
export function mixtureLaw(given: readonly WeightedLaw[]): SeverityLaw {
  const components = normalized(given);
  if (components.length === 1) return components[0]!.law;
  const sum = (f: (law: SeverityLaw) => number): number =>
    components.reduce((result, { weight, law }) => result + weight * f(law), 0);
  const survival = (x: number): number => sum((law) => law.survival(x));
  const cdf = (x: number): number => sum((law) => law.cdf(x));
  const support = [
    Math.min(...components.map(({ law }) => law.support[0])),
    Math.max(...components.map(({ law }) => law.support[1])),
  ] as const;

  /** The mixture's quantile lies between the least and the greatest of the components'. */
  function invert(gap: (x: number) => number, quantile: (law: SeverityLaw) => number): number {
    const each = components.map(({ law }) => quantile(law));
    return leastCrossing(gap, support, [Math.min(...each) * (1 - slack), Math.max(...each) * (1 + slack)]);
  }

  function isAtom(x: number): boolean {
    const atoms = atomsOf(made);
    return atoms[firstWhere(atoms.length, (i) => atoms[i]! >= x)] === x;
  }

  const made = completeLaw({
    ...weightedSum(components, mixtureLaw),
    support,
    density: (x) => (isAtom(x) ? 0 : sum((law) => law.density(x))),
    survival,
    cdf,
    quantile: (p) =>
      invert(
        (x) => logRatio(p, cdf(x)),
        (law) => law.quantile(p),
      ),
    survivalQuantile: (s) =>
      invert(
        (x) => logRatio(survival(x), s),
        (law) => law.survivalQuantile(s),
      ),
  });
  return made;
}
