import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { build, relativeError, type Stored, type Written } from "./severityBuild.js";

// test/reference/severity.py says how these numbers were made: from the definitions, at 450 digits.
interface Case {
  readonly severity: Written;
  /** x, density, cdf, survival */
  readonly points: readonly [number, Stored, Stored, Stored][];
  readonly quantiles: readonly [number, Stored][];
  readonly survivalQuantiles: readonly [number, Stored][];
  readonly limitedMeans: readonly [number, Stored][];
  /** attachment, limit, mean */
  readonly layers: readonly [number, Stored, Stored][];
  readonly moments: readonly [number, Stored][];
  readonly limitedMoments: readonly [number, number, Stored][];
  readonly variance?: Stored;
  readonly skewness?: Stored;
}
const { cases } = JSON.parse(readFileSync(new URL("reference/severity.json", import.meta.url), "utf8")) as {
  cases: Case[];
};

// What every family keeps: 5e-13 relative, down to probabilities of 1e-300 and layers of a billionth of their
// attachment. Where x itself, rounded, says no more about the tail than this, two roundings of x are granted on top.
const tolerance = 5e-13;
const rounding = 4.5e-16;

test.each(cases.map((each) => [JSON.stringify(each.severity), each] as const))("%s", (_, reference) => {
  const severity = build(reference.severity);
  const wrong: string[] = [];
  const check = (what: string, got: number, expected: Stored, allowed = tolerance): void => {
    const error = relativeError(got, expected);
    if (!(error <= allowed)) wrong.push(`${what} is ${got}, not ${expected}: ${error} > ${allowed}`);
  };
  for (const [x, density, cdf, survival] of reference.points) {
    const below = tolerance + (rounding * x * Number(density)) / Number(cdf);
    const above = tolerance + (rounding * x * Number(density)) / Number(survival);
    check(`density(${x})`, severity.density(x), density, Math.max(below, above));
    check(`cdf(${x})`, severity.cdf(x), cdf, below);
    check(`survival(${x})`, severity.survival(x), survival, above);
  }
  for (const [p, x] of reference.quantiles) check(`quantile(${p})`, severity.quantile(p), x);
  for (const [s, x] of reference.survivalQuantiles) check(`survivalQuantile(${s})`, severity.survivalQuantile(s), x);
  for (const [d, mean] of reference.limitedMeans) check(`limitedMean(${d})`, severity.limitedMean(d), mean);
  for (const [a, limit, mean] of reference.layers) {
    const l = Number(limit);
    const above = tolerance + (2 * rounding * a * severity.density(a)) / severity.survival(a);
    check(`layerMean(${a}, ${l})`, severity.layerMean(a, l), mean, above);
  }
  for (const [k, moment] of reference.moments) check(`moment(${k})`, severity.moment(k), moment);
  for (const [k, d, moment] of reference.limitedMoments) {
    check(`limitedMoment(${k}, ${d})`, severity.limitedMoment(k, d), moment);
  }
  if (reference.variance !== undefined) check("variance", severity.variance(), reference.variance);
  if (reference.skewness !== undefined) check("skewness", severity.skewness(), reference.skewness);
  expect(wrong).toEqual([]);
});
