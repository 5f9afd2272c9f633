import { describe, expect, it } from "vitest";
import * as lundberg from "../dist/index.js";
import { inversionTable } from "../dist/tables/inversionTable.js";
import type { ContinuousPart } from "../dist/tables/part.js";
import { stripTable } from "../dist/tables/stripTable.js";

const slots = 1024;
const twoTo64 = 2 ** 64;

const laws = [
  lundberg.gamma({ alpha: 0.3, theta: 1 }),
  lundberg.gamma({ alpha: 2.5, theta: 400 }),
  lundberg.gamma({ alpha: 1e6, theta: 1 }),
  lundberg.exponential({ theta: 1000 }),
  lundberg.lognormal({ mu: 11.5, sigma: 1.4 }),
  lundberg.pareto({ alpha: 2.2, theta: 4e4 }),
  lundberg.weibull({ tau: 0.7, theta: 1 }),
  lundberg.weibull({ tau: 3, theta: 1 }),
  lundberg.uniform({ low: 5, high: 95 }),
  lundberg.generalizedPareto({ xi: -0.9, theta: 1, threshold: 5 }),
  lundberg.truncated({ severity: lundberg.lognormal({ mu: 0, sigma: 1 }), lower: 0.2, upper: 3 }),
];

describe.each(laws.map((law) => [String(law), law] as const))("the strips of %s", (_, law) => {
  const part = law.parts()[0] as ContinuousPart;
  const table = stripTable(inversionTable(part).numbers)!;
  const rest = Array.from({ length: table.rest.length / 4 }, (_, i) => {
    const [start, length, inverse, hat] = table.rest.subarray(4 * i, 4 * i + 4) as unknown as number[];
    const [from, width] = [start! / twoTo64, Math.abs(length!) / twoTo64];
    return { upper: length! > 0, from, to: from + width, bound: twoTo64 / inverse!, hat: hat! };
  });
  const quantile = (upper: boolean, s: number): number => (upper ? part.survivalQuantile(s) : part.quantile(s));

  it("cover nearly all of it", () => {
    expect(table.count / slots).toBeGreaterThan(0.97);
  });

  it("and the stretches that they leave tile both halves", () => {
    for (const upper of [false, true]) {
      const half = rest.filter((stretch) => stretch.upper === upper).sort((a, b) => a.from - b.from);
      expect(half[0]!.from).toBe(0);
      expect(half.at(-1)!.to).toBeCloseTo(0.5, 14);
      let bare = 0;
      half.forEach((stretch, i) => {
        // A strip on which the density is level leaves nothing, hence has no stretch: a gap of whole strips.
        const gap = i === 0 ? 0 : stretch.from - half[i - 1]!.to;
        expect(gap).toBeGreaterThan(-1e-15);
        bare += gap * slots;
      });
      expect(Math.abs(bare - Math.round(bare))).toBeLessThan(1e-6);
    }
  });

  it("have one probability each, below the density", () => {
    const residual = rest.filter(({ bound }) => bound < Infinity);
    expect(residual.length).toBeLessThanOrEqual(table.count);
    for (const { upper, from, to, bound, hat } of residual) {
      // Width of the strip over M: its probability.
      const width = Math.abs(quantile(upper, to) - quantile(upper, from));
      expect(Math.abs((width / bound) * slots - 1)).toBeLessThan(1e-8);
      expect(hat).toBeGreaterThan(0);
      expect(hat).toBeLessThanOrEqual(1);
      for (let j = 0; j <= 8; j++) {
        const slope = 1 / part.density(quantile(upper, from + ((to - from) * j) / 8));
        expect(slope / bound).toBeLessThan(1 + 1e-9);
        expect(1 - slope / bound).toBeLessThan(hat + 1e-9);
      }
    }
  });

  it("lie side by side", () => {
    const strips = Array.from(
      { length: table.count },
      (_, i) => [table.strips[2 * i]!, table.strips[2 * i + 1]!] as const,
    );
    strips.sort((a, b) => a[0] - b[0]);
    for (let i = 1; i < strips.length; i++) {
      const end = strips[i - 1]![0] + strips[i - 1]![1];
      expect(strips[i]![0]).toBeGreaterThan(end - 1e-12 * end);
    }
    expect([...table.strips.subarray(2 * table.count)].every((number) => number === 0)).toBe(true);
  });
});
