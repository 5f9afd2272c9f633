import { afterAll, describe, expect, it } from "vitest";
import { close, type SimulationResult } from "../dist/index.js";
import { Kernel } from "../dist/kernel.js";
import { lossMoments } from "../dist/measures/lossMoments.js";
import { LossMeasures } from "../dist/measures/measures.js";
import { SketchMeasures } from "../dist/measures/sketchMeasures.js";
import { digitsFor, mergeTallies, Tallier } from "../dist/measures/tally.js";
import { keepModels } from "./support/keepModels.js";
import { peakMemory } from "./support/peakMemory.js";

afterAll(() => close());

type Result = Pick<
  SimulationResult,
  "mean" | "probabilityOfLoss" | "var" | "tvar" | "exceedanceCurve" | "exceedanceProbability" | "stopLoss"
>;
const levels = [0.001, 0.1, 0.5, 0.9, 0.99, 0.995, 0.999];

/** Rounding of sums apart, which differ in their order. */
const slack = 1e-11;

/** The sketch's interval holds the exact one, and its value lies in its own. */
function encloses(
  sketch: { value: number; low: number; high: number },
  exact: { value: number; low: number; high: number },
) {
  const room = slack * Math.max(Math.abs(exact.low), Math.abs(exact.high), Number.MIN_VALUE);
  if (Number.isNaN(exact.low)) {
    expect(sketch.low).toBeNaN();
    expect(sketch.high).toBeNaN();
    return;
  }
  expect(sketch.low).toBeLessThanOrEqual(exact.low + room);
  expect(sketch.high).toBeGreaterThanOrEqual(exact.high - (exact.high === Infinity ? 0 : room));
  expect(sketch.value).toBeGreaterThanOrEqual(sketch.low - room);
  expect(sketch.value).toBeLessThanOrEqual(sketch.high + room);
}

/** Within a bin, which is as wide as 2^-1032 where numbers are subnormal. */
function near(sketch: number, exact: number, scale = Math.abs(exact)) {
  if (sketch === exact) return;
  expect(Math.abs(sketch - exact)).toBeLessThanOrEqual(scale * (2 ** -10 + slack) + 2 ** -1032);
}

function compare(sketch: Result, exact: Result) {
  for (const p of levels) {
    encloses(sketch.var(p), exact.var(p));
    near(sketch.var(p).value, exact.var(p).value);
    encloses(sketch.tvar(p), exact.tvar(p));
    near(sketch.tvar(p).value, exact.tvar(p).value);
  }
  const curve = exact.exceedanceCurve();
  sketch.exceedanceCurve().forEach(({ loss, low, high }, i) => {
    const point = curve[i]!;
    encloses({ value: loss, low, high }, { ...point, value: point.loss });
  });
  const thresholds = [-1, 0, 1e-3, ...levels.map((p) => exact.var(p).value), exact.mean.value, 1e12];
  for (const x of thresholds.filter((x) => Math.abs(x) < Infinity)) {
    encloses(sketch.exceedanceProbability(x), exact.exceedanceProbability(x));
    encloses(sketch.stopLoss(x), exact.stopLoss(x));
  }
}

describe('keep "none"', () => {
  it.each(Object.keys(keepModels))("encloses what the losses of a %s law say", async (name) => {
    const model = keepModels[name]!;
    const run = { trials: 50_001, seed: 11, components: true, hash: true } as const;
    const whole = await model.simulate({ ...run, workers: 1 });
    const sketch = await model.simulate({ ...run, workers: 2, keep: "none" });
    const parts = model.portfolio.components.map((component) => component.name);
    for (const [one, other] of [
      [sketch, whole],
      ...parts.map((part) => [sketch.component(part), whole.component(part)]),
    ]) {
      expect(one!.mean).toEqual(other!.mean);
      expect(one!.standardDeviation).toEqual(other!.standardDeviation);
      expect(one!.skewness).toEqual(other!.skewness);
      expect(one!.probabilityOfLoss).toBe(other!.probabilityOfLoss);
      expect(one!.hash).toBe(other!.hash);
      expect(one!.warnings.map(({ code }) => code)).toEqual(other!.warnings.map(({ code }) => code));
      compare(one!, other!);
    }
  });

  it.each([1, 2, 4095, 4096, 4097, 20_000])("encloses what %i trials say", async (trials) => {
    const model = keepModels.portfolio!;
    const [sketch, whole] = await Promise.all(
      (["none", "losses"] as const).map((keep) => model.simulate({ trials, seed: 5, keep })),
    );
    compare(sketch!, whole!);
  });

  it("has the same bits on 1, 2, 3 and 7 workers, atoms are exact, and single precision is rounded", async () => {
    for (const name of ["continuous", "mostly zero", "portfolio"]) {
      const results = [];
      for (const workers of [1, 2, 3, 7]) {
        const result = await keepModels[name]!.simulate({
          trials: 100_000,
          seed: 2,
          workers,
          keep: "none",
          hash: true,
        });
        const { hash, mean, skewness } = result;
        results.push([hash, mean, skewness, levels.map((p) => [result.var(p), result.tvar(p), result.stopLoss(p)])]);
      }
      for (const each of results) expect(each).toEqual(results[0]);
    }
    for (const name of ["atomic", "constant", "all zero"]) {
      const [sketch, whole] = await Promise.all(
        (["none", "losses"] as const).map((keep) => keepModels[name]!.simulate({ trials: 30_000, seed: 5, keep })),
      );
      for (const p of levels) {
        expect(sketch!.var(p)).toEqual(whole!.var(p));
        near(sketch!.tvar(p).value * 2 ** 30, whole!.tvar(p).value * 2 ** 30, whole!.tvar(p).value);
      }
    }
    const run = { trials: 30_000, seed: 5, storage: "float32", hash: true } as const;
    const [sketch, whole] = await Promise.all(
      (["none", "losses"] as const).map((keep) => keepModels.continuous!.simulate({ ...run, keep })),
    );
    expect(sketch!.hash).toBe(whole!.hash);
    compare(sketch!, whole!);
  });

  it("refuses losses, and a hash that was not asked for", async () => {
    // The losses would take 72 MB.
    const run = { trials: 3_000_000, seed: 1, keep: "none", components: true, memoryLimit: 3e7 } as const;
    const result = await keepModels.portfolio!.simulate(run);
    for (const each of [result, result.component("c1")]) {
      expect(() => each.losses).toThrow(expect.objectContaining({ code: "ERR_NOT_KEPT" }));
      expect(() => each.hash).toThrow(expect.objectContaining({ code: "ERR_NOT_KEPT" }));
    }
    expect(String(result)).toContain("VaR");
    result.release();
    expect(() => result.var(0.9)).toThrow(expect.objectContaining({ code: "ERR_RELEASED" }));
  });

  it("passes more blocks than its ring holds, hashed, with progress and a cancel", async () => {
    const model = keepModels.continuous!;
    const run = { trials: 4_000_000, seed: 9, hash: true } as const;
    const whole = await model.simulate({ ...run, workers: 2 });
    for (const [keep, workers] of [
      ["none", 1],
      ["none", 3],
      ["tail", 2],
    ] as const) {
      expect((await model.simulate({ ...run, keep, workers })).hash).toBe(whole.hash);
    }
    for (const workers of [1, 2]) {
      const signal = AbortSignal.timeout(20);
      const outcome = model.simulate({ ...run, trials: 1e9, workers, keep: "none", signal });
      await expect(outcome).rejects.toMatchObject({ name: "TimeoutError" });
    }
  });

  it("takes the same resident memory for any number of trials", async () => {
    const component = "frequency: poisson({ lambda: 0.01 }), severity: gamma({ alpha: 2, theta: 1000 })";
    const [few, many] = await peakMemory(component, ['{ trials: 2e6, keep: "none" }', '{ trials: 1e8, keep: "none" }']);
    expect(many! - few!).toBeLessThan(25);
    expect(many).toBeLessThan(200);
  });
});

describe("a sketch", () => {
  const sketchOf = (losses: Float64Array, trials = losses.length): SketchMeasures => {
    const kernel = new Kernel();
    const block = kernel.allocate(8 * 4096 + 64);
    const talliers = [new Tallier(kernel, trials), new Tallier(kernel, trials)];
    for (let from = 0; from < losses.length; from += 1000) {
      const part = losses.subarray(from, from + 1000);
      kernel.view(block, part.length).set(part);
      talliers[(from / 1000) % 2]!.add(block, part.length);
    }
    const tally = mergeTallies(talliers.map((each) => each.tally()));
    return new SketchMeasures(tally, lossMoments(losses), { trials, tailIndex: 9 });
  };
  const uniform = (seed: number) => () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return (seed + 0.5) / 2 ** 31;
  };
  it.each([
    ["of both signs", (u: number) => 1000 * (u - 0.3)],
    ["below zero", (u: number) => -1 / u],
    ["from 1e-300 to 1e300", (u: number) => u * 10 ** (100 * Math.floor(7 * u) - 300)],
    ["of subnormal numbers", (u: number) => u * 1e-310],
    ["in a single bin", (u: number) => 1000 + u / 4],
    ["of integers", (u: number) => Math.floor(1 / u)],
    ["with -0", (u: number) => (u < 0.5 ? -0 : u)],
  ])("encloses the measures of values %s", (_, law) => {
    const next = uniform(3);
    const losses = Float64Array.from({ length: 20_000 }, () => law(next()));
    compare(sketchOf(losses), new LossMeasures(losses, lossMoments(losses), { tailIndex: 9 }));
  });

  it("sums fewer digits of more trials than 2^33, below 2^53", () => {
    for (const trials of [1, 2 ** 33, 2 ** 33 + 1, 1e12, 2 ** 52, 2 ** 53 - 1]) {
      expect(trials * 2 ** digitsFor(trials)).toBeLessThanOrEqual(2 ** 53);
    }
    expect([1, 1e9, 2 ** 33, 2 ** 33 + 1, 2 ** 53 - 1].map(digitsFor)).toEqual([20, 20, 20, 19, 0]);
    const next = uniform(5);
    const losses = Float64Array.from({ length: 5000 }, () => 1000 * next());
    const exact = new LossMeasures(losses, lossMoments(losses), { tailIndex: 9 });
    const coarse = sketchOf(losses, 5000);
    for (const p of [0.5, 0.99]) encloses(coarse.tvar(p), exact.tvar(p));
  });
});
