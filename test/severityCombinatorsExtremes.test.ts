import { expect, test } from "vitest";
import { build, type Written } from "./support/combinators.js";

const smallest = 5e-324;
const largest = 1.79e308;

const heavy = { pareto: { alpha: 0.5, theta: 1 } };
const narrow = { uniform: { low: 1, high: 1 + 2 ** -52 } };
const extremes: Written[] = [
  { scaled: { severity: heavy, by: smallest } },
  { scaled: { severity: heavy, by: largest } },
  { scaled: { severity: { gamma: { alpha: 2, theta: 1e300 } }, by: 1e-310 } },
  { scaled: { severity: narrow, by: 1e-280 } },
  { scaled: { severity: { scaled: { severity: { lognormal: { mu: 0, sigma: 50 } }, by: 1e-80 } }, by: 1e80 } },
  { shifted: { severity: heavy, by: largest } },
  { shifted: { severity: { exponential: { theta: 1e-300 } }, by: 1 } },
  { shifted: { severity: narrow, by: 1e300 } },
  { shifted: { severity: { empirical: { values: [0, 1e-300, 1, 1e300] } }, by: 1 } },
  { limited: { severity: heavy, at: smallest } },
  { limited: { severity: heavy, at: largest } },
  { limited: { severity: { gamma: { alpha: 1e10, theta: 1 } }, at: 1 } },
  {
    mixture: {
      severities: [heavy, { exponential: { theta: smallest } }, { constant: { value: largest } }],
      weights: [1e-300, 0.5, 0.5],
    },
  },
  {
    mixture: {
      severities: [{ exponential: { theta: 1e-200 } }, { exponential: { theta: 1e200 } }],
      weights: [0.5, 0.5],
    },
  },
  { mixture: { severities: [narrow, narrow, { constant: { value: 1 } }], weights: [0.25, 0.25, 0.5] } },
  { mixture: { severities: [{ constant: { value: 0 } }, { constant: { value: smallest } }], weights: [0.5, 0.5] } },
  {
    truncated: {
      severity: { mixture: { severities: [heavy, { gamma: { alpha: 2, theta: 1 } }], weights: [1e-200, 1] } },
      lower: 600,
    },
  },
  { histogram: { edges: [0, smallest, 1, 1e290], weights: [1e-300, 1, 1e300] } },
  { piecewisePareto: { thresholds: [smallest, 1, 1e100], alphas: [1e-10, 1e-3, 1e10] } },
  { piecewisePareto: { thresholds: [1, 1 + 2 ** -52, 2], alphas: [1e10, 0, 1e-10] } },
  {
    splice: {
      pieces: [{ limited: { severity: heavy, at: 1 } }, heavy],
      breaks: [1],
      weights: [1 - 2 ** -53, 2 ** -53],
    },
  },
];

// Neither NaN nor a hang, and the order that every law keeps, wherever the parameters are.
test.each(extremes.map((each) => [JSON.stringify(each), each] as const))("%s", (_, written) => {
  const severity = build(written);
  const [low, high] = severity.support;
  const xs = [-Infinity, -1, 0, smallest, 1e-300, 1e-5, 1, 1 + 2 ** -52, 100, 1e13, 1e300, largest, Infinity];
  let last = 0;
  for (const x of xs) {
    const cdf = severity.cdf(x);
    expect(cdf).toBeGreaterThanOrEqual(last);
    expect(Math.abs(cdf + severity.survival(x) - 1)).toBeLessThan(1e-12);
    expect(severity.density(x)).toBeGreaterThanOrEqual(0);
    last = cdf;
  }
  for (const quantile of [(p: number) => severity.quantile(p), (p: number) => severity.survivalQuantile(1 - p)]) {
    let before = low;
    for (const p of [0, 1e-310, 1e-300, 1e-20, 0.1, 0.5, 0.9, 1]) {
      expect(quantile(p)).toBeGreaterThanOrEqual(before);
      before = quantile(p);
    }
    expect(before).toBe(high);
  }
  expect(severity.survivalQuantile(1e-300)).toBeLessThanOrEqual(high);
  const mean = severity.mean();
  expect(mean).toBeGreaterThanOrEqual(low * (1 - 1e-15));
  expect(mean).toBeLessThanOrEqual(high);
  expect(severity.variance()).toBeGreaterThanOrEqual(0);
  for (const d of [0, smallest, 1e-300, 1e-5, 1, 1e13, 1e300]) {
    const limited = severity.limitedMean(d);
    expect(limited).toBeGreaterThanOrEqual(0);
    expect(limited).toBeLessThanOrEqual(Math.min(d, mean) * (1 + 1e-12) + 1e-322);
    expect(severity.limitedMoment(2, d)).toBeGreaterThanOrEqual(0);
    expect(severity.limitedMoment(1.5, d)).toBeGreaterThanOrEqual(0);
    for (const limit of [0, 1e-300, 1, 1e300, Infinity]) {
      const layer = severity.layerMean(d, limit);
      expect(layer).toBeGreaterThanOrEqual(0);
      expect(layer).toBeLessThanOrEqual(Math.min(limit, mean) * (1 + 1e-12) + 1e-322);
    }
  }
});
