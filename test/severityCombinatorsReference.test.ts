import { expect, test } from "vitest";
import { relativeError, type Stored } from "./severityBuild.js";
import { build, type Written } from "./support/combinators.js";
import { reference } from "./support/reference.js";

// test/reference/combinators.py says how these numbers were made: from the definitions, at 40 digits.
interface Case {
  readonly severity: Written;
  readonly support: readonly [Stored, Stored];
  /** x, density (null where it jumps), cdf, survival */
  readonly points: readonly [number, Stored | null, Stored, Stored][];
  readonly quantiles: readonly [number, Stored][];
  readonly survivalQuantiles: readonly [number, Stored][];
  readonly limitedMeans: readonly [number, Stored][];
  readonly limitedMoments: readonly [number, number, Stored][];
  /** attachment, limit, mean */
  readonly layers: readonly [number, Stored, Stored][];
  readonly moments: readonly [number, Stored][];
  readonly variance?: Stored;
  readonly skewness?: Stored;
}
const { cases } = reference<{ cases: Case[] }>("combinators");

// As for the families. A custom survival function alone has no relative accuracy near 0, and a numeric slope for density.
const tolerance = 5e-13;
const rounding = 4.5e-16;
const numericSlope = 1e-8;

test.each(cases.map((each) => [JSON.stringify(each.severity), each] as const))("%s", (written, known) => {
  const severity = build(known.severity);
  const custom = written.includes('"burr"');
  // What a shift downwards has cost the digits of x.
  const moved = Math.max(0, -Number(severity.parameters.by ?? 0));
  const wrong: string[] = [];
  const check = (what: string, got: number, expected: Stored, allowed = tolerance): void => {
    const error = relativeError(got, expected);
    if (error > 0 && !(error <= allowed)) wrong.push(`${what} is ${got}, not ${expected}: ${error} > ${allowed}`);
  };
  for (const end of [0, 1] as const) check("support", severity.support[end], known.support[end]);
  for (const [x, density, cdf, survival] of known.points) {
    const lost = custom ? 1e-15 : 0;
    const below = tolerance + (rounding * (x + moved) * Number(density) + lost) / Number(cdf);
    const above = tolerance + (rounding * x * Number(density)) / Number(survival);
    const slope = custom ? numericSlope + 1e-13 / Number(cdf) : Math.max(below, above);
    if (density !== null) check(`density(${x})`, severity.density(x), density, slope);
    check(`cdf(${x})`, severity.cdf(x), cdf, below);
    check(`survival(${x})`, severity.survival(x), survival, above);
  }
  for (const [p, x] of known.quantiles) {
    check(`quantile(${p})`, severity.quantile(p), x, custom ? 1e-12 : tolerance);
  }
  for (const [s, x] of known.survivalQuantiles) check(`survivalQuantile(${s})`, severity.survivalQuantile(s), x);
  for (const [d, mean] of known.limitedMeans) check(`limitedMean(${d})`, severity.limitedMean(d), mean);
  for (const [a, l, mean] of known.layers) {
    check(`layerMean(${a}, ${l})`, severity.layerMean(a, Number(l)), mean);
  }
  for (const [k, moment] of known.moments) check(`moment(${k})`, severity.moment(k), moment);
  for (const [k, d, moment] of known.limitedMoments) {
    check(`limitedMoment(${k}, ${d})`, severity.limitedMoment(k, d), moment);
  }
  if (known.variance !== undefined) check("variance", severity.variance(), known.variance);
  if (known.skewness !== undefined) {
    expect(Math.abs(severity.skewness() - Number(known.skewness))).toBeLessThan(2e-12 * (1 + Number(known.skewness)));
  }
  expect(wrong).toEqual([]);
});
