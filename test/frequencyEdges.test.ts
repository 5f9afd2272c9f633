import { describe, expect, test } from "vitest";
import {
  binomial,
  compoundFrequency,
  deterministic,
  empiricalCounts,
  type Frequency,
  geometric,
  negativeBinomial,
  poisson,
  zeroTruncated,
} from "../dist/frequency/index.js";

function close(actual: number, expected: number, tolerance: number, label = ""): void {
  const error = Math.abs(actual - expected);
  expect(error, `${label}: ${actual}, not ${expected}`).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

describe("edges of the domains", () => {
  test("nothing happens", () => {
    for (const law of [
      poisson({ lambda: 0 }),
      poisson({ lambda: -0 }),
      binomial({ m: 0, q: 0.3 }),
      binomial({ m: 7, q: 0 }),
      deterministic({ n: 0 }),
    ]) {
      expect([law.pmf(0), law.pmf(1), law.cdf(-1), law.cdf(0), law.cdf(5)]).toEqual([1, 0, 0, 1, 1]);
      expect([law.mean(), law.variance()]).toEqual([0, 0]);
      for (const z of [-Infinity, -2, 0, 1, 3, Infinity]) expect(law.pgf(z), `${law} at ${z}`).toBe(1);
    }
  });

  test("a fixed number happens", () => {
    for (const law of [binomial({ m: 7, q: 1 }), deterministic({ n: 7 })]) {
      expect([law.pmf(6), law.pmf(7), law.pmf(8), law.cdf(6.99), law.cdf(7)]).toEqual([0, 1, 0, 0, 1]);
      expect([law.mean(), law.variance()]).toEqual([7, 0]);
      expect([law.pgf(0), law.pgf(1)]).toEqual([0, 1]);
      close(law.pgf(-2), -128, 1e-15);
    }
  });

  test("between the integers and outside them", () => {
    for (const law of [
      poisson({ lambda: 3 }),
      binomial({ m: 9, q: 0.3 }),
      negativeBinomial({ r: 2, beta: 1 }),
      geometric({ beta: 2 }),
      deterministic({ n: 2 }),
    ]) {
      for (const n of [-1, 0.5, 2.0000001, -Infinity, Infinity]) expect(law.pmf(n)).toBe(0);
      expect(law.cdf(2.999)).toBe(law.cdf(2));
      expect([law.cdf(-1e-300), law.cdf(-Infinity), law.cdf(1e300), law.cdf(Infinity)]).toEqual([0, 0, 1, 1]);
      expect(law.pmf(1e300)).toBe(0);
      close(law.pgf(0), law.pmf(0), 1e-15);
      expect(law.pgf(1)).toBe(1);
    }
  });

  test("the largest parameters", () => {
    expect(poisson({ lambda: Number.MAX_VALUE }).pmf(5)).toBe(0);
    const coins = binomial({ m: Number.MAX_SAFE_INTEGER, q: 1e-12 });
    close(coins.cdf(9007), poisson({ lambda: coins.mean() }).cdf(9007), 1e-9);
    const calm = negativeBinomial({ r: 1e300, beta: 3e-300 });
    close(calm.pmf(4), poisson({ lambda: 3 }).pmf(4), 1e-13);
    close(calm.cdf(4), poisson({ lambda: 3 }).cdf(4), 1e-13);
    // An exponential law, in all digits.
    close(negativeBinomial({ r: 1, beta: 1e200 }).cdf(1e200), -Math.expm1(-1), 1e-13);
    close(geometric({ beta: 1e-300 }).pmf(1), 1e-300, 1e-13);
    close(geometric({ beta: 1e300 }).cdf(41), 4.2e-299, 1e-14);
  });

  test("a generating function says where it diverges and where it does not exist", () => {
    const law = negativeBinomial({ r: 2, beta: 4 });
    expect([law.pgf(1.25), law.pgf(7), law.pgf(Infinity)]).toEqual([Infinity, Infinity, Infinity]);
    expect([law.pgf(-1.25), law.pgf(-Infinity)]).toEqual([Number.NaN, Number.NaN]);
    close(law.pgf(1.2), 25, 1e-14);
    expect(poisson({ lambda: 2 }).pgf(1e6)).toBe(Infinity);
    expect(poisson({ lambda: 2 }).pgf(-Infinity)).toBe(0);
    close(binomial({ m: 3, q: 0.5 }).pgf(-3), -1, 1e-15);
    close(binomial({ m: 4, q: 0.5 }).pgf(-3), 1, 1e-15);
    expect(binomial({ m: 3, q: 0.5 }).pgf(-1)).toBe(0);
  });

  test("a lower tail without zero has its digits beside a large probability of zero", () => {
    const { frequency, sum } = beside();
    for (const n of [66, 100, 300, 500]) close(frequency.cdf(n), sum(n), 1e-12);
    // Counts far apart, the lower of which have next to no probability.
    const primary = zeroTruncated(empiricalCounts({ counts: [0, 10, 4097], weights: [1, 1e-300, 1] }));
    const apart = compoundFrequency({ primary, secondary: geometric({ beta: 1 }) });
    close(apart.cdf(100), 1e-300, 1e-3);
    expect(apart.cdf(1000)).toBeGreaterThanOrEqual(apart.cdf(100));
  });
});

/** Clusters of about 700 claims; and the probabilities of n claims and fewer, some at least, added up. */
function beside(): { frequency: Frequency; sum: (n: number) => number } {
  const primary = zeroTruncated(empiricalCounts({ counts: [0, 1, 11], weights: [1, 10, 1] }));
  const frequency = compoundFrequency({ primary, secondary: binomial({ m: 100_000, q: 0.007 }) });
  return {
    frequency,
    sum: (n) => Array.from({ length: n }, (_, i) => frequency.pmf(i + 1)).reduce((a, b) => a + b, 0),
  };
}
