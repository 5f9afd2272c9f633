import { describe, expect, it } from "vitest";
import { Kernel, math } from "../dist/kernel.js";

const kernel = new Kernel();
const [from, to] = [kernel.allocate(16), kernel.allocate(16)];

function pair(logarithm: boolean, a: number, b: number): [number, number] {
  kernel.view(from, 2).set([a, b]);
  kernel.exports.pairs(logarithm ? 1 : 0, from, to);
  return [...kernel.view(to, 2)] as [number, number];
}

// A generator of the test's own: points spread evenly, or over the exponents.
let state = 1;
const random = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state + 0.5) / 2 ** 32;
};

describe("two at a time", () => {
  it("log agrees with the kernel's own to two units of the last place", () => {
    for (let i = 0; i < 200_000; i++) {
      const points = [random(), random() * 2 ** -Math.floor(60 * random())] as const;
      pair(true, ...points).forEach((value, lane) => {
        const exact = math.log(points[lane]!);
        expect(Math.abs(value - exact) <= 4.5e-16 * Math.abs(exact) + 1e-17).toBe(true);
      });
    }
    expect(pair(true, 1, 0.5)).toEqual([0, math.log(0.5)]);
    const ends = [2 ** -53, 1 - 2 ** -53] as const;
    expect(pair(true, ...ends)).toEqual(ends.map((x) => math.log(x)));
  });

  it("exp agrees with the kernel's own, is 1 at 0 and underflows to 0", () => {
    for (let i = 0; i < 200_000; i++) {
      const points = [-random(), -700 * random()] as const;
      pair(false, ...points).forEach((value, lane) => {
        expect(Math.abs(value / math.exp(points[lane]!) - 1)).toBeLessThan(4.5e-16);
      });
    }
    expect(pair(false, 0, -1)).toEqual([1, math.exp(-1)]);
    expect(pair(false, -800, -Infinity)).toEqual([0, 0]);
    expect(pair(false, -740, -1e300)[0]).toBeGreaterThan(0);
  });
});
