import { afterAll, describe, expect, it } from "vitest";
import { close } from "../dist/index.js";
import { lossMoments } from "../dist/measures/lossMoments.js";
import { LossMeasures } from "../dist/measures/measures.js";
import { keepModels } from "./support/keepModels.js";
import { zLimit } from "./support/limits.js";

afterAll(() => close());

const normal975 = 1.959963984540054;
const measuresOf = (losses: Float64Array, options = {}) => new LossMeasures(losses, lossMoments(losses), options);

/** Mean and standard error of some values, plainly. */
function plainMean(values: Float64Array): { mean: number; error: number } {
  const mean = values.reduce((sum, x) => sum + x / values.length, 0);
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

const amounts = [0, 500, 3000, 10_000, 1e9];

describe("the mean of a layer of the year", () => {
  it.each(Object.keys(keepModels))(
    "of a %s law is that of its losses cut, and of the sketch around it",
    async (name) => {
      const run = { trials: 8001, seed: 4 } as const;
      const [result, sketch] = await Promise.all(
        (["losses", "none"] as const).map((keep) => keepModels[name]!.simulate({ ...run, keep })),
      );
      for (const attachment of amounts) {
        for (const limit of amounts) {
          const { value, low, high } = result!.layerMean(attachment, limit);
          const cut = result!.losses.map((loss) => Math.min(Math.max(loss - attachment, 0), limit));
          const { mean, error } = plainMean(cut);
          const digits = 1e-11 * mean + 1e-12 * limit;
          expect(Math.abs(value - mean)).toBeLessThanOrEqual(digits);
          expect(high).toBeLessThanOrEqual(limit);
          expect(Math.abs(low - Math.max(0, mean - normal975 * error))).toBeLessThanOrEqual(1e-7 * (error + mean));
          expect(Math.abs(high - Math.min(limit, mean + normal975 * error))).toBeLessThanOrEqual(1e-7 * (error + mean));
          const around = sketch!.layerMean(attachment, limit);
          expect(around.low).toBeLessThanOrEqual(low + digits);
          expect(around.high).toBeGreaterThanOrEqual(high - digits);
          expect(around.value).toBeGreaterThanOrEqual(around.low - digits);
          expect(around.value).toBeLessThanOrEqual(around.high + digits);
          expect(around.high - around.low).toBeLessThanOrEqual(1.01 * (high - low) + 0.002 * (mean + error) + digits);
        }
      }
    },
  );

  it("adds up over layers that follow each other, and without a limit is the stop loss", async () => {
    const result = await keepModels.continuous!.simulate({ trials: 20_000, seed: 9 });
    const sum = [0, 1, 2, 3].reduce((all, i) => all + result.layerMean(7000 * i, 7000).value, 0);
    expect(sum + result.layerMean(28_000, Infinity).value).toBeCloseTo(result.mean.value, 6);
    expect(result.layerMean(12_345, Infinity)).toEqual(result.stopLoss(12_345));
    // Every year fills the layer, whose limits a sum of many would be rounded beyond.
    const full = measuresOf(new Float64Array(295).fill(5)).layerMean(0, 0.1);
    expect(full).toEqual({ value: 0.1, low: 0.1, high: 0.1 });
    expect(result.layerMean(12_345, 1.7e308)).toEqual(result.stopLoss(12_345));
  });

  it("is that of the exact engine", async () => {
    for (const name of ["continuous", "mostly zero", "heavy", "capped", "portfolio"]) {
      const model = keepModels[name]!;
      const [exact, result] = [await model.solve(), await model.simulate({ trials: 400_000, seed: 1 })];
      for (const limit of [1000, 5000]) {
        const { value, high } = result.layerMean(2000, limit);
        const z = (value - exact.layerMean(2000, limit).value) / ((high - value) / normal975);
        expect(Math.abs(z)).toBeLessThan(zLimit);
      }
    }
  });

  it("is there where the tail kept reaches, and of amounts only", async () => {
    const run = { trials: 50_000, seed: 4 };
    const tail = await keepModels.continuous!.simulate({ ...run, keep: "tail", levels: [0.95] });
    const whole = await keepModels.continuous!.simulate(run);
    const from = tail.var(0.95).value;
    expect(tail.layerMean(from, 5000)).toEqual(whole.layerMean(from, 5000));
    expect(() => tail.layerMean(from * 0.99, 5000)).toThrow(expect.objectContaining({ code: "ERR_NOT_KEPT" }));
    for (const [attachment, limit] of [
      [-1, 1],
      [Number.NaN, 1],
      [Infinity, 1],
      [1, -1],
      [1, Number.NaN],
      ["1", 1],
      [1, null],
    ] as [number, number][]) {
      expect(() => whole.layerMean(attachment, limit)).toThrow(/layerMean: (attachment|limit) must be a .*number/);
    }
    expect(whole.layerMean(0, 0)).toEqual({ value: 0, low: 0, high: 0 });
  });
});

describe("the interval of the standard deviation", () => {
  it("is that of the fourth moment, about the logarithm", () => {
    const losses = Float64Array.from([0, 0, 1, 2, 2, 3, 10, 4, 5, 3]);
    const [n, s, mean] = [10, Math.sqrt(78 / 9), 3];
    const fourth = losses.reduce((sum, x) => sum + ((x - mean) / s) ** 4, 0) / n;
    const factor = Math.exp((normal975 / 2) * Math.sqrt((fourth - (n - 3) / (n - 1)) / n));
    const { value, low, high } = measuresOf(losses).standardDeviationInterval();
    expect([value, low, high].map((x) => x.toPrecision(13))).toEqual(
      [s, s / factor, s * factor].map((x) => x.toPrecision(13)),
    );
  });

  it("scales with the losses, to the ends of the number range", () => {
    const losses = Float64Array.from({ length: 5000 }, (_, i) => ((i * 7919) % 997) ** 2);
    const { low, high } = measuresOf(losses).standardDeviationInterval();
    for (const factor of [2 ** -900, 2 ** 900]) {
      const scaled = measuresOf(losses.map((x) => x * factor)).standardDeviationInterval();
      expect([scaled.low / factor / low, scaled.high / factor / high].map((x) => x.toFixed(12))).toEqual([
        "1.000000000000",
        "1.000000000000",
      ]);
    }
  });

  it("is none where the fourth moment is infinite, and a point where nothing varies", async () => {
    const of = async (name: keyof typeof keepModels) =>
      (await keepModels[name]!.simulate({ trials: 5000, seed: 1 })).standardDeviationInterval();
    expect(await of("heavy")).toEqual({ value: Infinity, low: Number.NaN, high: Number.NaN });
    expect(await of("constant")).toEqual({ value: 0, low: 0, high: 0 });
    const losses = Float64Array.from({ length: 100 }, (_, i) => i);
    expect(measuresOf(losses, { tailIndex: 3 }).standardDeviationInterval().low).toBeNaN();
    expect(measuresOf(losses, { tailIndex: 4.1 }).standardDeviationInterval().low).toBeGreaterThan(20);
    expect(measuresOf(Float64Array.of(7)).standardDeviationInterval().value).toBeNaN();
  });

  it("is no narrower of a sketch, the same of single precision and components, and not of a tail", async () => {
    for (const name of ["continuous", "mostly zero", "portfolio"]) {
      const run = { trials: 50_000, seed: 4, components: true } as const;
      const [whole, sketch, tail] = await Promise.all(
        (["losses", "none", "tail"] as const).map((keep) => keepModels[name]!.simulate({ ...run, keep })),
      );
      const [inner, outer] = [whole!, sketch!].map((each) => each.component("c0").standardDeviationInterval());
      expect(outer!.value).toBe(inner!.value);
      expect(outer!.low).toBeLessThanOrEqual(inner!.low);
      expect(outer!.high).toBeGreaterThanOrEqual(inner!.high);
      expect(outer!.high - outer!.low).toBeLessThan(1.02 * (inner!.high - inner!.low));
      expect(() => tail!.standardDeviationInterval()).toThrow(expect.objectContaining({ code: "ERR_NOT_KEPT" }));
    }
  });
});
