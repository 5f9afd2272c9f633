import { describe, expect, it } from "vitest";
import { Kernel } from "../dist/kernel.js";

// assembly/gamma.ts: the squeeze u < 1 - k t, t = 3/4 d y^4, must imply log u < h on -1 < y < 0, that is
// k >= (1 - exp(h)) / t, where -h = d ((1 - y)^3 - 1 - 3 log(1 - y)) - 9/2 d y^2 with y for |y| here. -h and t rise with y.
const minusH = (d: number, y: number): number => {
  // d (3 (-log(1 - y)) - 3 y - 3/2 y^2 - y^3): for small y by its series, 3 y^4/4 + 3 y^5/5 + ...
  if (y < 0.1) {
    let sum = 0;
    for (let k = 40; k >= 4; k--) sum = 3 / k + y * sum;
    return d * sum * y * y * y * y;
  }
  return d * (-3 * Math.log1p(-y) - 3 * y - 1.5 * y * y - y * y * y);
};

/** An upper bound of (1 - exp(h)) / t over a whole interval, by the monotony of both. */
function bound(d: number, from: number, to: number): number {
  // (1 - exp(-z)) / t = (1 - exp(-z)) / z * z / t; the first falls with y, the second rises.
  const z = minusH(d, from);
  const ratio = z < 1e-8 ? 1 : -Math.expm1(-z) / z;
  const q = to < 1 ? minusH(d, to) / (0.75 * d * to ** 4) : Infinity;
  const t = 0.75 * d * from ** 4;
  return Math.min(ratio * q, 1 / t);
}

describe("the squeeze of the gamma sampler", () => {
  const { squeezeFactor } = new Kernel().exports;
  const steps = [2 / 3, 1, 5 / 3, 11 / 3, 9, 30, 100, 1000];

  it.each(steps)("is proved from d = %f on, interval by interval", (d) => {
    const k = squeezeFactor(d);
    const intervals = 200_000;
    let largest = 0;
    for (let i = 0; i < intervals; i++) largest = Math.max(largest, bound(d, i / intervals, (i + 1) / intervals));
    expect(largest).toBeLessThanOrEqual(k);
    // And not wasteful: the bound is close to it.
    expect(largest).toBeGreaterThan(k * 0.985);
  });

  it("changes at those steps only, downwards", () => {
    steps.forEach((d, i) => {
      expect(squeezeFactor(d * 1.0000001)).toBe(squeezeFactor(d));
      if (i > 0) expect(squeezeFactor(d * 0.9999999)).toBe(squeezeFactor(steps[i - 1]!));
      if (i > 0) expect(squeezeFactor(d)).toBeLessThan(squeezeFactor(steps[i - 1]!));
    });
  });
});
