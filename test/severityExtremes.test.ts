import { describe, expect, test } from "vitest";
import {
  constant,
  empirical,
  gamma,
  lognormal,
  severityFamilies,
  splice,
  truncated,
  uniform,
} from "../dist/severity/index.js";
import { build, type Written } from "./severityBuild.js";

const smallest = 5e-324;
const largest = 1.79e308;

const extremes: Written[] = [
  { gamma: { alpha: 1e-10, theta: 1 } },
  { gamma: { alpha: 1e10, theta: 1 } },
  { gamma: { alpha: 1e-10, theta: largest } },
  { gamma: { alpha: 1e10, theta: smallest } },
  { pareto: { alpha: 1e-10, theta: 1 } },
  { pareto: { alpha: 1, theta: 1 } },
  { pareto: { alpha: 2, theta: 1 } },
  { pareto: { alpha: 1e10, theta: 1 } },
  { pareto: { alpha: 1e-10, theta: smallest } },
  { singleParameterPareto: { alpha: 1e-10, theta: largest } },
  { singleParameterPareto: { alpha: 1e10, theta: 1 } },
  { lognormal: { mu: 0, sigma: 50 } },
  { lognormal: { mu: 700, sigma: 50 } },
  { lognormal: { mu: -700, sigma: 1e-10 } },
  { lognormal: { mu: -1e300, sigma: 1 } },
  { lognormal: { mu: 1e300, sigma: 1e300 } },
  { weibull: { tau: 1e-10, theta: 1 } },
  { weibull: { tau: 1e10, theta: 1 } },
  { weibull: { tau: 0.01, theta: largest } },
  { generalizedPareto: { xi: 100, theta: 1, threshold: 0 } },
  { generalizedPareto: { xi: -100, theta: 1, threshold: 0 } },
  { generalizedPareto: { xi: 5e-324, theta: 1, threshold: 0 } },
  { generalizedPareto: { xi: -5e-324, theta: 1, threshold: 1e300 } },
  { generalizedPareto: { xi: 2, theta: smallest, threshold: 0 } },
  { uniform: { low: 0, high: smallest } },
  { uniform: { low: 0, high: largest } },
  { uniform: { low: 1, high: 1 + 2 ** -52 } },
  { truncated: { severity: { lognormal: { mu: 0, sigma: 1 } }, lower: 1e13 } },
  { truncated: { severity: { lognormal: { mu: 0, sigma: 1 } }, upper: 1e-13 } },
  { truncated: { severity: { gamma: { alpha: 2.5, theta: 1 } }, lower: 470, upper: 471 } },
  { truncated: { severity: { lognormal: { mu: 0, sigma: 1 } }, lower: 1, upper: 1 + 2 ** -52 } },
  { transformedGamma: { alpha: 1e-10, tau: 1, theta: 1 } },
  { transformedGamma: { alpha: 1e10, tau: 1e-10, theta: 1 } },
  { transformedGamma: { alpha: 0.1, tau: 1e10, theta: 1 } },
  { inverseTransformedGamma: { alpha: 1e-10, tau: 1, theta: 1 } },
  { inverseTransformedGamma: { alpha: 1e10, tau: 1e-10, theta: 1 } },
  { inverseTransformedGamma: { alpha: 0.1, tau: 1e10, theta: 1 } },
  { inverseGamma: { alpha: 1e10, theta: smallest } },
  { inverseWeibull: { tau: 1e-10, theta: 1 } },
  { inverseWeibull: { tau: 0.01, theta: largest } },
  { transformedBeta: { alpha: 1e-10, gamma: 1, tau: 1e-10, theta: 1 } },
  { transformedBeta: { alpha: 1e10, gamma: 1, tau: 1e-10, theta: 1 } },
  { transformedBeta: { alpha: 1e-10, gamma: 1, tau: 1e10, theta: 1 } },
  { transformedBeta: { alpha: 1e8, gamma: 1e8, tau: 1e8, theta: 1 } },
  { transformedBeta: { alpha: 0.1, gamma: 1e10, tau: 0.1, theta: 1 } },
  { transformedBeta: { alpha: 0.05, gamma: 20, tau: 0.05, theta: 1 } },
  { burr: { alpha: 1e-10, gamma: 1e10, theta: 1 } },
  { burr: { alpha: 1e10, gamma: 1e-10, theta: 1 } },
  { inverseBurr: { tau: 1e-10, gamma: 1e10, theta: 1 } },
  { inverseBurr: { tau: 1e10, gamma: 1e-10, theta: 1 } },
  { inverseBurr: { tau: 1e10, gamma: 1, theta: smallest } },
  { beta: { a: 1e-10, b: 1e-10, theta: 1 } },
  { beta: { a: 1e10, b: 1e10, theta: 1 } },
  { beta: { a: 1e-10, b: 1e10, theta: largest } },
  { generalizedBeta: { a: 1e-10, b: 3, tau: 1e10, theta: 1 } },
  { generalizedBeta: { a: 2, b: 1e-10, tau: 1e-10, theta: 1 } },
  { loggamma: { alpha: 1e-10, rate: 1e-10 } },
  { loggamma: { alpha: 1e10, rate: 1e-10 } },
  { loggamma: { alpha: 1e10, rate: 1e10 } },
  { logT: { r: 1e-10, mu: 0, sigma: 1 } },
  { logT: { r: 1e10, mu: 0, sigma: 1 } },
  { logT: { r: 1, mu: 1e300, sigma: 1e-300 } },
  { logT: { r: 3, mu: -1e300, sigma: 1e300 } },
  { inverseGaussian: { mu: 1e-10, theta: 1 } },
  { inverseGaussian: { mu: 1e10, theta: 1 } },
  { inverseGaussian: { mu: largest, theta: smallest } },
  { inverseGaussian: { mu: smallest, theta: largest } },
  { inverseGaussian: { mu: largest, theta: largest } },
  { inverseGaussian: { mu: smallest, theta: smallest } },
  { triangular: { low: 0, mode: 0, high: smallest } },
  { triangular: { low: 0, mode: largest, high: largest } },
  { triangular: { low: 1, mode: 1, high: 1 + 2 ** -52 } },
  // Every family that has a scale, at both ends of the number range.
  ...Object.entries(severityFamilies).flatMap(([family, { definition }]) => {
    const ranges = Object.entries(definition.parameters as Record<string, { typical: readonly [number, number] }>);
    const typical = Object.fromEntries(ranges.map(([name, { typical }]) => [name, typical[1] / 2]));
    return "theta" in typical ? [smallest, largest].map((theta) => ({ [family]: { ...typical, theta } })) : [];
  }),
];

// Neither NaN nor a hang, and the order that every law keeps, wherever the parameters are.
test.each(extremes.map((each) => [JSON.stringify(each), each] as const))("%s", (_, written) => {
  const severity = build(written);
  const xs = [-Infinity, -1, 0, smallest, 1e-300, 1e-5, 1, 100, 1e13, 1e300, largest, Infinity];
  let last = 0;
  for (const x of xs) {
    const cdf = severity.cdf(x);
    const survival = severity.survival(x);
    expect(cdf).toBeGreaterThanOrEqual(last);
    expect(Math.abs(cdf + survival - 1)).toBeLessThan(1e-12);
    expect(severity.density(x)).toBeGreaterThanOrEqual(0);
    last = cdf;
  }
  let quantile = severity.support[0];
  for (const p of [0, 1e-310, 1e-300, 1e-20, 0.1, 0.5, 0.9, 1]) {
    expect(severity.quantile(p)).toBeGreaterThanOrEqual(quantile);
    quantile = severity.quantile(p);
  }
  let survivalQuantile = severity.support[1];
  for (const s of [0, 1e-300, 1e-20, 0.1, 0.5, 0.9, 1]) {
    expect(severity.survivalQuantile(s)).toBeLessThanOrEqual(survivalQuantile);
    survivalQuantile = severity.survivalQuantile(s);
  }
  const mean = severity.mean();
  expect(mean).toBeGreaterThanOrEqual(0);
  expect(severity.variance()).toBeGreaterThanOrEqual(0);
  let limited = 0;
  for (const d of [0, smallest, 1e-300, 1e-5, 1, 1e13, 1e300, Infinity]) {
    const now = severity.limitedMean(d);
    expect(now).toBeGreaterThanOrEqual(limited * (1 - 1e-12) - 1e-322);
    expect(now).toBeLessThanOrEqual(Math.min(d, mean) * (1 + 1e-12) + 1e-322);
    expect(severity.limitedMoment(2, d)).toBeGreaterThanOrEqual(0);
    limited = now;
    for (const limit of [0, 1e-300, 1, 1e300, Infinity]) {
      if (d === Infinity) continue;
      const layer = severity.layerMean(d, limit);
      expect(layer).toBeGreaterThanOrEqual(0);
      expect(layer).toBeLessThanOrEqual(Math.min(limit, mean) * (1 + 1e-12) + 1e-322);
      expect(layer).toBeLessThanOrEqual(limit * (severity.survival(d) * (1 + 1e-12)) || Infinity);
    }
  }
});

describe("moments that are infinite, and that do not exist", () => {
  const of = (alpha: number): (number | boolean)[] => {
    const severity = build({ pareto: { alpha, theta: 1 } });
    return [severity.mean(), severity.variance(), severity.skewness()].map((x) =>
      x === Infinity ? x : Number.isNaN(x),
    );
  };
  test("Pareto", () => {
    expect(of(1)).toEqual([Infinity, Infinity, true]);
    expect(of(2)).toEqual([false, Infinity, true]);
    expect(of(3)).toEqual([false, false, Infinity]);
    expect(of(3.001)).toEqual([false, false, false]);
    const severity = build({ pareto: { alpha: 2, theta: 1 } });
    expect(severity.moment(2)).toBe(Infinity);
    expect(severity.moment(1.99)).toBeLessThan(Infinity);
    expect(severity.layerMean(1e6, Infinity)).toBeLessThan(Infinity);
    expect(build({ pareto: { alpha: 1, theta: 1 } }).layerMean(1e6, Infinity)).toBe(Infinity);
    expect(build({ pareto: { alpha: 1, theta: 1 } }).limitedMean(1e6)).toBeCloseTo(Math.log(1e6 + 1), 12);
  });
  test("a truncated law has them all, a spliced one those of its tail", () => {
    const tail = build({ generalizedPareto: { xi: 0.6, theta: 1, threshold: 0 } });
    expect(truncated({ severity: tail, upper: 1e6 }).momentsBelow).toBe(Infinity);
    expect(truncated({ severity: tail, lower: 1e6 }).momentsBelow).toBe(1 / 0.6);
    const spliced = splice({ pieces: [tail, tail], breaks: [1], weights: [0.5, 0.5] });
    expect([spliced.momentsBelow, spliced.variance()]).toEqual([1 / 0.6, Infinity]);
    const without = splice({ pieces: [tail, tail], breaks: [1], weights: [1, 0] });
    expect(without.momentsBelow).toBe(Infinity);
  });
  test("a moment just below the tail index, most of it beyond the largest double", () => {
    // Above 100 a Pareto law is one with theta = 100.
    const severity = truncated({ severity: build({ singleParameterPareto: { alpha: 2, theta: 1 } }), lower: 100 });
    const expected = (2 / (2 - 1.999)) * 100 ** 1.999;
    expect(Math.abs(severity.moment(1.999) / expected - 1)).toBeLessThan(1e-11);
  });
  test("a constant has no skewness", () => {
    const severity = constant({ value: 7 });
    expect([severity.mean(), severity.variance(), severity.skewness()]).toEqual([7, 0, Number.NaN]);
  });
});

describe("atoms", () => {
  const severity = empirical({ values: [5, 1, 3, 1, 0, 9], weights: [1, 1, 2, 1, 3, 0] });
  test("survival is strict, the quantile is the least x with F(x) >= p", () => {
    expect([-1, 0, 0.5, 1, 3, 4.9, 5, 9].map((x) => severity.survival(x) * 8)).toEqual([8, 5, 5, 3, 1, 1, 0, 0]);
    expect([-1, 0, 1, 3, 5].map((x) => severity.cdf(x) * 8)).toEqual([0, 3, 5, 7, 8]);
    expect([0, 0.1, 3 / 8, 0.376, 5 / 8, 7 / 8, 0.876, 1].map((p) => severity.quantile(p))).toEqual([
      0, 0, 0, 1, 1, 3, 5, 5,
    ]);
    expect([1, 5 / 8, 0.6, 3 / 8, 1 / 8, 0.1, 0].map((s) => severity.survivalQuantile(s))).toEqual([
      0, 0, 1, 1, 3, 5, 5,
    ]);
    expect(severity.support).toEqual([0, 5]);
    expect(severity.density(1)).toBe(0);
  });
  test("every quantile of a hundred equal values is the order statistic", () => {
    const hundred = empirical({ values: Array.from({ length: 100 }, (_, i) => 100 - i) });
    for (let i = 1; i <= 100; i++) {
      expect(hundred.quantile(i / 100)).toBe(i);
      expect(hundred.survivalQuantile((100 - i) / 100)).toBe(i);
    }
  });
  test("moments, limited means and layers are sums", () => {
    expect(severity.mean()).toBe((2 + 6 + 5) / 8);
    expect(severity.moment(2)).toBe((2 + 18 + 25) / 8);
    expect(severity.limitedMean(2)).toBe((2 + 4 + 2) / 8);
    expect(severity.limitedMoment(2, 4)).toBe((2 + 18 + 16) / 8);
    expect(severity.layerMean(1, 3)).toBe((4 + 3) / 8);
    expect(severity.layerMean(1, Infinity)).toBe((4 + 4) / 8);
    expect(severity.layerMean(5, 1)).toBe(0);
  });
  test("truncation keeps lower < X <= upper", () => {
    const inner = truncated({ severity, lower: 0, upper: 3 });
    expect(inner.parts()).toEqual([
      { kind: "points", weight: 1, values: Float64Array.of(1, 3), weights: Float64Array.of(0.5, 0.5) },
    ]);
    expect([inner.survival(0), inner.survival(1), inner.survival(3)]).toEqual([1, 0.5, 0]);
    expect(truncated({ severity, lower: 3 }).quantile(0.5)).toBe(5);
    expect(truncated({ severity, upper: 0 }).mean()).toBe(0);
  });
  test("a splice of atoms and a density has both parts, with their weights", () => {
    const both = splice({ pieces: [severity, uniform({ low: 0, high: 8 })], breaks: [4], weights: [0.75, 0.25] });
    expect(both.parts().map(({ kind, weight }) => [kind, weight])).toEqual([
      ["points", 0.75],
      ["continuous", 0.25],
    ]);
    expect([both.cdf(3), both.survival(4), both.survival(6), both.density(3), both.density(6)]).toEqual([
      0.75, 0.25, 0.125, 0, 0.0625,
    ]);
    expect([both.quantile(0.75), both.quantile(0.875), both.survivalQuantile(0.25)]).toEqual([3, 6, 3]);
    expect(both.mean()).toBeCloseTo(0.75 * (8 / 7) + 0.25 * 6, 14);
    const variance = 0.75 * ((2 + 18) / 7) + 0.25 * (36 + 16 / 12) - both.mean() ** 2;
    expect(both.variance()).toBeCloseTo(variance, 13);
  });
});

test("truncation deep in a tail of mass 1e-200 keeps its law", () => {
  const severity = truncated({ severity: gamma({ alpha: 2.5, theta: 1 }), lower: 470 });
  // Above 470 the hazard rate of gamma(2.5) is 1 - 1.5 / 470 and slowly rising: nearly exponential.
  expect(severity.quantile(0.5) - 470).toBeGreaterThan(Math.LN2);
  expect(severity.quantile(0.5) - 470).toBeLessThan(Math.LN2 / (1 - 1.5 / 470));
  expect(severity.survivalQuantile(1e-60)).toBeLessThan(Infinity);
  expect(truncated({ severity: lognormal({ mu: 0, sigma: 1 }) }).mean()).toBe(Math.exp(0.5));
});

test("a law is sampled by its own seed", () => {
  const severity = lognormal({ mu: 0, sigma: 1 });
  expect(severity.sample(1000, { seed: 1 })).toEqual(severity.sample(1000, { seed: 1n }));
  expect(severity.sample(10, { seed: 1 })).toEqual(severity.sample(1000, { seed: 1 }).subarray(0, 10));
  expect(severity.sample(10)).not.toEqual(severity.sample(10));
  expect(severity.sample(0)).toHaveLength(0);
  expect([...constant({ value: 7 }).sample(3)]).toEqual([7, 7, 7]);
});
