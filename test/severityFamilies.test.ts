import { describe, expect, test } from "vitest";
import * as severities from "../dist/severity/index.js";
import { invertTail } from "../dist/severity/invertTail.js";
import type { Severity } from "../dist/severity/severity.js";
import { build, type Written } from "./severityBuild.js";
import { refusal } from "./support/failure.js";
import { reference } from "./support/reference.js";

const { gamma, inverseExponential, inversePareto, logT, lognormal, pareto, triangular, weibull } = severities;

describe("a family is complete", () => {
  const exact = reference<{ cases: { severity: Written }[] }>("severity").cases.map(({ severity }) => severity);
  const laws = reference<{ severities: Record<string, { made: Written }> }>("statisticsLaws").severities;
  const sampled = Object.values(laws).map(({ made }) => made);
  test.each(Object.keys(severities.severityFamilies))("%s has a reference case, and one for its sampler", (family) => {
    const has = (cases: Written[]): boolean => cases.some((written) => family in written);
    expect([family === "constant" || has(exact), has(sampled)]).toEqual([true, true]);
  });
});

const levels = [1e-200, 1e-20, 1e-6, 0.01, 0.3, 0.5, 0.9];

function expectSame(a: Severity, b: Severity, tolerance: number): void {
  const compare = (what: string, x: number, y: number, more = 0): void => {
    if (x === y || (Number.isNaN(x) && Number.isNaN(y))) return;
    expect(Math.abs(x / y - 1), `${a} and ${b}: ${what}, ${x} and ${y}`).toBeLessThanOrEqual(tolerance + more);
  };
  for (const p of levels) {
    compare(`quantile(${p})`, a.quantile(p), b.quantile(p));
    compare(`survivalQuantile(${p})`, a.survivalQuantile(p), b.survivalQuantile(p));
    for (const x of [a.quantile(p), a.survivalQuantile(p)]) {
      if (!(x > Math.max(a.support[0], 1e-290) && x < Math.min(a.support[1], 1e290))) continue;
      compare(`cdf(${x})`, a.cdf(x), b.cdf(x));
      compare(`survival(${x})`, a.survival(x), b.survival(x));
      compare(`density(${x})`, a.density(x), b.density(x));
      compare(`limitedMean(${x})`, a.limitedMean(x), b.limitedMean(x));
      compare(`limitedMoment(2.5, ${x})`, a.limitedMoment(2.5, x), b.limitedMoment(2.5, x));
      // Within the layer, x is known to a double, hence the survival function to this.
      const rounding = (2 ** -52 * x * a.density(x)) / a.survival(x);
      compare(`layerMean(${x})`, a.layerMean(x, x), b.layerMean(x, x), rounding);
    }
  }
  for (const k of [0.3, 1, 2]) compare(`moment(${k})`, a.moment(k), b.moment(k));
  compare("variance", a.variance(), b.variance());
  compare("skewness", a.skewness(), b.skewness());
}

const theta = 1300;
const pairs: [Written, Written][] = [
  [{ gamma: { alpha: 2.7, theta } }, { transformedGamma: { alpha: 2.7, tau: 1, theta } }],
  [{ weibull: { tau: 0.6, theta } }, { transformedGamma: { alpha: 1, tau: 0.6, theta } }],
  [{ exponential: { theta } }, { transformedGamma: { alpha: 1, tau: 1, theta } }],
  [{ inverseGamma: { alpha: 4.2, theta } }, { inverseTransformedGamma: { alpha: 4.2, tau: 1, theta } }],
  [{ inverseWeibull: { tau: 3.7, theta } }, { inverseTransformedGamma: { alpha: 1, tau: 3.7, theta } }],
  [{ inverseExponential: { theta } }, { inverseGamma: { alpha: 1, theta } }],
  [{ pareto: { alpha: 3.4, theta } }, { betaPrime: { alpha: 3.4, tau: 1, theta } }],
  [{ pareto: { alpha: 3.4, theta } }, { burr: { alpha: 3.4, gamma: 1, theta } }],
  [{ burr: { alpha: 1.9, gamma: 1.7, theta } }, { transformedBeta: { alpha: 1.9, gamma: 1.7, tau: 1, theta } }],
  [{ inverseBurr: { tau: 0.8, gamma: 3.3, theta } }, { transformedBeta: { alpha: 1, gamma: 3.3, tau: 0.8, theta } }],
  [{ inversePareto: { tau: 2.3, theta } }, { betaPrime: { alpha: 1, tau: 2.3, theta } }],
  [{ betaPrime: { alpha: 4.4, tau: 0.7, theta } }, { transformedBeta: { alpha: 4.4, gamma: 1, tau: 0.7, theta } }],
  [{ loglogistic: { gamma: 4.1, theta } }, { burr: { alpha: 1, gamma: 4.1, theta } }],
  [{ paralogistic: { alpha: 2.2, theta } }, { burr: { alpha: 2.2, gamma: 2.2, theta } }],
  [{ inverseParalogistic: { tau: 3.2, theta } }, { inverseBurr: { tau: 3.2, gamma: 3.2, theta } }],
  [{ beta: { a: 1.5, b: 3, theta } }, { generalizedBeta: { a: 1.5, b: 3, tau: 1, theta } }],
  [{ beta: { a: 1, b: 1, theta } }, { uniform: { low: 0, high: theta } }],
  [{ beta: { a: 1, b: 2, theta } }, { triangular: { low: 0, mode: 0, high: theta } }],
  [{ beta: { a: 2, b: 1, theta } }, { triangular: { low: 0, mode: theta, high: theta } }],
  [{ loggamma: { alpha: 1, rate: 4.5 } }, { singleParameterPareto: { alpha: 4.5, theta: 1 } }],
];

test.each(pairs)("%j is %j", (a, b) => expectSame(build(a), build(b), 2e-12));

// A shape of exactly 1 has closed forms, and next to it incomplete gamma and beta functions: they meet.
const neighbours: [Written, Written][] = [1 + 1e-14, 1 - 1e-14].flatMap((one) => [
  [{ weibull: { tau: 0.6, theta } }, { transformedGamma: { alpha: one, tau: 0.6, theta } }],
  [{ inverseWeibull: { tau: 3.7, theta } }, { inverseTransformedGamma: { alpha: one, tau: 3.7, theta } }],
  [{ burr: { alpha: 1.9, gamma: 1.7, theta } }, { transformedBeta: { alpha: 1.9, gamma: 1.7, tau: one, theta } }],
  [{ inverseBurr: { tau: 0.8, gamma: 3.3, theta } }, { transformedBeta: { alpha: one, gamma: 3.3, tau: 0.8, theta } }],
]);
test.each(neighbours)("%j is next to %j", (a, b) => expectSame(build(a), build(b), 5e-11));

test("a loss beyond every double is known by its logarithm", () => {
  // Gamma^(1/10) and odds^(1/20) have quantiles although gamma and odds themselves have none in the range of doubles.
  const far = build({ transformedGamma: { alpha: 0.01, tau: 100, theta: 1 } });
  expect(far.quantile(1e-10)).toBeCloseTo(Math.exp(Math.log(1e-10 * 0.9943261) / 1), 12);
  for (const p of [1e-10, 1e-5, 0.01, 0.3]) expect(Math.abs(far.cdf(far.quantile(p)) / p - 1)).toBeLessThan(1e-12);
  const heavy = build({ transformedBeta: { alpha: 0.01, gamma: 50, tau: 0.02, theta: 1 } });
  for (const p of [1e-100, 1e-10, 1e-5, 0.01, 0.3]) {
    expect(Math.abs(heavy.cdf(heavy.quantile(p)) / p - 1), `${p}`).toBeLessThan(1e-12);
    expect(Math.abs(heavy.survival(heavy.survivalQuantile(p)) / p - 1), `${p}`).toBeLessThan(1e-12);
  }
});

test("moments that are infinite, or do not exist", () => {
  for (const severity of [
    inverseExponential({ theta }),
    inversePareto({ tau: 3, theta }),
    logT({ r: 50, mu: 0, sigma: 1 }),
  ]) {
    expect([severity.mean(), severity.variance(), severity.skewness(), severity.moment(1)]).toEqual([
      Infinity,
      Infinity,
      Number.NaN,
      Infinity,
    ]);
    expect(severity.limitedMean(1e6)).toBeLessThan(1e6);
    expect(severity.layerMean(1e6, Infinity)).toBe(Infinity);
  }
  expect(logT({ r: 50, mu: 0, sigma: 1 }).moment(1e-3)).toBe(Infinity);
  expect(logT({ r: 50, mu: 0, sigma: 1 }).moment(0)).toBe(1);
  expect(inverseExponential({ theta }).moment(0.999)).toBeLessThan(Infinity);
});

test("gamma claims by another name have their sum closure", () => {
  expect(build({ transformedGamma: { alpha: 2, tau: 1, theta: 5 } }).law.gamma).toEqual({ alpha: 2, theta: 5 });
  expect(build({ transformedGamma: { alpha: 2, tau: 2, theta: 5 } }).law.gamma).toBeUndefined();
});

test("a tail is inverted from the most absurd of starts", () => {
  // A loglogistic law: log-concave in log x.
  const upper = {
    probability: (x: number) => 1 / (1 + x),
    upper: true,
    term: (x: number) => x / (1 + x) / (1 + x),
    slope: (x: number) => (1 - x) / (1 + x),
  };
  const lower = { ...upper, probability: (x: number) => x / (1 + x), upper: false };
  for (const target of [1e-250, 1e-9, 0.01, 0.3, 0.5]) {
    for (const start of [1e-280, 1e-9, 0.5, 1, 2, 1e9, 1e280]) {
      expect(Math.abs(invertTail(upper, target, start) / (1 / target - 1) - 1), `${target} ${start}`).toBeLessThan(
        1e-14,
      );
      expect(Math.abs(invertTail(lower, target, start) * (1 / target - 1) - 1), `${target} ${start}`).toBeLessThan(
        1e-14,
      );
    }
  }
});

describe("what one rule cannot say", () => {
  const pair = { p1: 0.5, x1: 1000, p2: 0.99, x2: 20_000 };
  test.each([
    ["triangular: mode must be a number >= low = 5, got 4", () => triangular({ low: 5, mode: 4, high: 9 })],
    ["triangular: high must be a number >= mode = 7, got 6", () => triangular({ low: 5, mode: 7, high: 6 })],
    ["triangular: high must be a number > low = 5, got 5", () => triangular({ low: 5, mode: 5, high: 5 })],
    ["gamma.fromQuantiles: p2 must be a number > p1 = 0.5, got 0.5", () => gamma.fromQuantiles({ ...pair, p2: 0.5 })],
    [
      "weibull.fromQuantiles: x2 must be a number > x1 = 1000, got 1000",
      () => weibull.fromQuantiles({ ...pair, x2: 1000 }),
    ],
    [
      "lognormal.fromQuantiles: p2 must be a number above 0 and below 1, got 1",
      () => lognormal.fromQuantiles({ ...pair, p2: 1 }),
    ],
    [
      "pareto.fromQuantiles: x2 must be a number > x1 log(1 - p2) / log(1 - p1) = 6643.8",
      () => pareto.fromQuantiles({ ...pair, x2: 6000 }),
    ],
  ])("%s", (message, call) => expect(refusal(call)).toContain(`ERR_PARAMETER ${message}`));
});
