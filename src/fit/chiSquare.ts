import { fail, nonNegative, numbers } from "../check.js";
import { math } from "../kernel.js";
import type { SeverityLaw } from "../severity/law.js";
import type { Claims, Points } from "./claims.js";

export interface ChiSquare {
  readonly statistic: number;
  /** Classes less one, less the parameters estimated from the same claims. */
  readonly degreesOfFreedom: number;
  /** undefined without a degree of freedom. */
  readonly pValue: number | undefined;
  readonly classes: readonly {
    readonly from: number;
    readonly to: number;
    readonly observed: number;
    readonly expected: number;
  }[];
}

/** Pearson's test on the classes (from, to] that the edges cut, the first beginning at the deductible (Loss Models, 15.4.3). */
export function chiSquare(
  where: string,
  law: SeverityLaw,
  claims: Claims,
  given: unknown,
  estimated: number,
): ChiSquare {
  const { deductible, limit } = claims.common!;
  const inner = numbers(where, given, nonNegative);
  if (inner.length === 0) fail(where, "at least one number", inner);
  for (let i = 0; i < inner.length; i++) {
    const before = inner[i - 1] ?? deductible;
    if (!(inner[i]! > before)) fail(`${where}[${i}]`, `a number > ${before}, the edge before`, inner[i]);
    if (!(inner[i]! <= limit)) fail(`${where}[${i}]`, `at most the limit ${limit}`, inner[i]);
  }
  const edges = [deductible, ...inner, Infinity];
  const known = law.survival(deductible);
  const classes = edges.slice(1).map((to, i) => {
    const from = edges[i]!;
    const probability = (law.survival(from) - law.survival(to)) / known;
    const atLimit = to === Infinity ? within(claims.capped, () => true) : 0;
    const observed = within(claims.exact, (x) => x > from && x <= to) + atLimit;
    return { from, to, observed, expected: claims.n * probability };
  });
  const statistic = classes.reduce((sum, { observed, expected }) => {
    const difference = observed - expected;
    return difference === 0 ? sum : sum + (difference / expected) * difference;
  }, 0);
  const degreesOfFreedom = classes.length - 1 - estimated;
  const pValue = degreesOfFreedom > 0 ? math.gammaQ(degreesOfFreedom / 2, statistic / 2) : undefined;
  return { statistic, degreesOfFreedom, pValue, classes };
}

function within({ at, weights }: Points, inside: (x: number) => boolean): number {
  return weights.reduce((sum, w, i) => (inside(at[i]!) ? sum + w : sum), 0);
}
