import { describe, expect, test } from "vitest";
import {
  binomial,
  deterministic,
  type Frequency,
  geometric,
  negativeBinomial,
  poisson,
} from "../dist/frequency/index.js";

const size = 200_000;

describe.each<[Frequency]>([
  [poisson({ lambda: 0.1 })],
  [poisson({ lambda: 5 })],
  [poisson({ lambda: 3e5 })],
  [negativeBinomial({ r: 0.3, beta: 8 })],
  [negativeBinomial({ r: 50.1149, beta: 3.93096 })],
  [binomial({ m: 20, q: 0.3 })],
  [binomial({ m: 1e6, q: 0.9 })],
  [geometric({ beta: 7 })],
])("%s", (law) => {
  const draws = law.sample(size, { seed: 1903 });

  test("mean, variance and empty years within 4.89 standard errors", () => {
    let [mean, square, zeros] = [0, 0, 0];
    for (const n of draws) {
      const d = n - law.mean();
      mean += d;
      square += d * d;
      if (n === 0) zeros += 1;
    }
    expect(Math.abs(mean / Math.sqrt(size * law.variance()))).toBeLessThan(4.89);
    const excess = draws.reduce((sum, n) => sum + ((n - law.mean()) ** 2 - law.variance()) ** 2, 0);
    expect(Math.abs((square - size * law.variance()) / Math.sqrt(excess))).toBeLessThan(4.89);
    const p = law.pmf(0);
    expect(Math.abs(zeros - size * p)).toBeLessThanOrEqual(4.89 * Math.sqrt(size * p * (1 - p)) + 1);
  });

  test("the beginning of a longer sample is the shorter one", () => {
    expect(law.sample(5000, { seed: 1903n })).toEqual(draws.slice(0, 5000));
    expect(law.sample(1000, { seed: 1904 })).not.toEqual(draws.slice(0, 1000));
  });
});

test("laws that leave no choice", () => {
  for (const [law, value] of [
    [poisson({ lambda: 0 }), 0],
    [binomial({ m: 9, q: 0 }), 0],
    [binomial({ m: 0, q: 0.5 }), 0],
    [binomial({ m: 9, q: 1 }), 9],
    [deterministic({ n: 0 }), 0],
    [deterministic({ n: 12 }), 12],
  ] as const) {
    expect(new Set(law.sample(5000, { seed: 7 })), String(law)).toEqual(new Set([value]));
  }
});

test("sizes, and seeds drawn when none is given", () => {
  const law = poisson({ lambda: 50 });
  expect(law.sample(0).length).toBe(0);
  expect(law.sample(4097, { seed: 0 }).length).toBe(4097);
  expect(law.sample(100, { seed: 2n ** 64n - 1n }).length).toBe(100);
  expect(law.sample(100)).not.toEqual(law.sample(100));
});
