import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lossMoments } from "../dist/measures/lossMoments.js";
import { LossMeasures } from "../dist/measures/measures.js";
import { orderStatistics } from "../dist/measures/orderStatistics.js";
import { riskMeasures } from "../dist/measures/riskMeasures.js";

const settings = { seed: 20_260, numRuns: 300 };
const amount = fc.oneof(
  fc.double({ noNaN: true, min: 0, max: 1e12 }),
  fc.constantFrom(0, -0, 1, 5e-324, 1e308),
  fc.integer({ min: 0, max: 5 }),
);
const anyLosses = fc.array(amount, { minLength: 1, maxLength: 300 }).map((list) => Float64Array.from(list));
const level = fc.double({ noNaN: true, min: 0.001, max: 0.999 });

/** Repeats a short list until it fills a few blocks, as ties do. */
const longLosses = fc
  .tuple(anyLosses, fc.integer({ min: 2000, max: 70_000 }))
  .map(([values, n]) => Float64Array.from({ length: n }, (_, i) => values[(i * 7919) % values.length]! + 0));

describe("for any losses", () => {
  it("order statistics are those of a sort", () => {
    fc.assert(
      fc.property(
        fc.oneof(anyLosses, longLosses),
        fc.array(fc.double({ noNaN: true, min: 0, max: 1 })),
        (losses, q) => {
          const ranks = q.map((share) => 1 + Math.floor(share * (losses.length - 1)));
          const sorted = losses.slice().sort();
          expect(Array.from(orderStatistics(losses, ranks))).toEqual(ranks.map((rank) => sorted[rank - 1]! + 0));
        },
      ),
      settings,
    );
  });

  it("the order of trials does not change VaR", () => {
    fc.assert(
      fc.property(anyLosses, level, (losses, p) => {
        const [forward] = riskMeasures(losses, { levels: [p] });
        const [backward] = riskMeasures(losses.slice().reverse(), { levels: [p] });
        expect(backward!.var).toBe(forward!.var);
      }),
      settings,
    );
  });

  it("TVaR is between VaR and the largest loss, and rises with the level", () => {
    fc.assert(
      fc.property(anyLosses, level, level, (losses, p, q) => {
        const largest = Math.max(...losses);
        const [a, b] = riskMeasures(losses, { levels: [Math.min(p, q), Math.max(p, q)] });
        const slack = 1e-12 * largest;
        expect(a!.tvar).toBeGreaterThanOrEqual(a!.var);
        expect(a!.tvar).toBeLessThanOrEqual(largest + slack);
        expect(b!.var).toBeGreaterThanOrEqual(a!.var);
        expect(b!.tvar).toBeGreaterThanOrEqual(a!.tvar - slack);
      }),
      settings,
    );
  });

  it("scaling by a power of two scales every measure, bit for bit", () => {
    const scalable = fc
      .array(fc.double({ noNaN: true, min: 1e-6, max: 1e12 }), { minLength: 2, maxLength: 300 })
      .map((list) => Float64Array.from(list));
    fc.assert(
      fc.property(scalable, level, fc.constantFrom(2 ** -20, 2, 2 ** 40), (losses, p, factor) => {
        const plain = new LossMeasures(losses, lossMoments(losses));
        const scaledLosses = losses.map((x) => x * factor);
        const scaled = new LossMeasures(scaledLosses, lossMoments(scaledLosses));
        expect(scaled.mean.value).toBe(plain.mean.value * factor);
        expect(scaled.standardDeviation).toBe(plain.standardDeviation * factor);
        expect(scaled.var(p).value).toBe(plain.var(p).value * factor);
        expect(scaled.tvar(p).value).toBe(plain.tvar(p).value * factor);
      }),
      settings,
    );
  });

  it("intervals hold their values", () => {
    fc.assert(
      fc.property(anyLosses, level, (losses, p) => {
        const measures = new LossMeasures(losses, lossMoments(losses));
        for (const { value, low, high } of [measures.var(p), measures.exceedanceProbability(1), measures.stopLoss(1)]) {
          expect(value < low || value > high).toBe(false);
        }
      }),
      settings,
    );
  });
});
