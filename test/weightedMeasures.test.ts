import { describe, expect, it } from "vitest";
import { BlockVariation } from "../dist/measures/blockVariation.js";
import { student975 } from "../dist/measures/intervals.js";
import { lossMoments } from "../dist/measures/lossMoments.js";
import { LossMeasures } from "../dist/measures/measures.js";
import { WeightedMeasures } from "../dist/measures/weightedMeasures.js";
import { WeightedQuantiles } from "../dist/measures/weightedQuantiles.js";
import { normaliseWeights } from "../dist/measures/weights.js";

type Losses = Float64Array | Float32Array;

function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

function sample(n: number, law: (u: number) => number, seed = 1): Float64Array {
  const u = uniforms(seed);
  return Float64Array.from({ length: n }, () => law(u()));
}

function weighted(losses: Losses, given: Float64Array): WeightedMeasures {
  const weights = normaliseWeights(given.slice());
  return new WeightedMeasures(losses, lossMoments(losses), { weights, variation: new BlockVariation(weights) });
}

const exponential = (u: number): number => -1000 * Math.log(u);
const pareto = (u: number): number => 100 * (u ** (-1 / 2.5) - 1);
const atoms = (u: number): number => (u < 0.7 ? 0 : u < 0.9 ? 500 : Math.ceil(u * 10_000));

const samples: Record<string, Losses> = {
  exponential: sample(40_000, exponential),
  "single precision": Float32Array.from(sample(10_001, exponential)),
  "heavy tail": sample(9000, pareto),
  atoms: sample(20_000, atoms),
  "all equal": new Float64Array(5000).fill(7.3),
  "huge amounts": sample(5000, (u) => 1e300 * -Math.log(u)),
  "tiny amounts": sample(5000, (u) => 1e-300 * -Math.log(u)),
  "gains and losses": sample(8192, (u) => Math.log(u) + 1),
  "one to 100": Float64Array.from({ length: 100 }, (_, i) => ((i * 37) % 100) + 1),
  one: Float64Array.of(5),
};
const levels = [0.001, 0.5, 0.55, 0.9, 0.95, 0.99, 0.995, 0.999];
const periods = [1.0001, 2, 3, 10, 200, 1000, 5000];

describe("equal weights", () => {
  it.each(Object.entries(samples))("give the numbers of unweighted losses, bit for bit: %s", (_, losses) => {
    const plain = new LossMeasures(losses, lossMoments(losses));
    for (const weight of [1, 0.3, 7e-9]) {
      const measures = weighted(losses, new Float64Array(losses.length).fill(weight));
      expect(measures.mean.value).toBe(plain.mean.value);
      expect(measures.standardDeviation).toBe(plain.standardDeviation);
      expect(measures.skewness).toBe(plain.skewness);
      expect(measures.probabilityOfLoss).toBe(plain.probabilityOfLoss);
      for (const level of levels) {
        expect(measures.var(level).value).toBe(plain.var(level).value);
        expect(measures.tvar(level).value).toBe(plain.tvar(level).value);
      }
      const curve = plain.exceedanceCurve(periods);
      expect(measures.exceedanceCurve(periods).map(({ loss }) => loss)).toEqual(curve.map(({ loss }) => loss));
      for (const x of [-1, 0, 7.3, 100, plain.var(0.9).value]) {
        expect(measures.exceedanceProbability(x).value).toBe(plain.exceedanceProbability(x).value);
        expect(measures.stopLoss(x).value).toBe(plain.stopLoss(x).value);
      }
    }
  });

  it("give the errors of independent trials, as far as blocks know them", () => {
    const losses = sample(400_000, exponential, 5);
    const plain = new LossMeasures(losses, lossMoments(losses));
    const measures = weighted(losses, new Float64Array(losses.length).fill(1));
    const ratios = [measures.mean.standardError / plain.mean.standardError];
    const width = ({ low, high }: { low: number; high: number }): number => high - low;
    for (const level of [0.5, 0.9, 0.99]) {
      ratios.push(width(measures.var(level)) / width(plain.var(level)));
      ratios.push(width(measures.tvar(level)) / width(plain.tvar(level)));
    }
    ratios.push(width(measures.stopLoss(2000)) / width(plain.stopLoss(2000)));
    ratios.push(width(measures.exceedanceProbability(3000)) / width(plain.exceedanceProbability(3000)));
    // 98 blocks know a standard error to 7 %.
    for (const ratio of ratios) expect(Math.abs(ratio - 1)).toBeLessThan(0.3);
  });
});

/** Straight from the definitions, by sorting. */
function reference(losses: Losses, weights: Float64Array) {
  const total = weights.reduce((a, b) => a + b, 0);
  const order = Array.from(losses.keys()).sort((a, b) => losses[a]! - losses[b]!);
  const mean = (f: (x: number) => number): number =>
    weights.reduce((sum, weight, i) => sum + (weight / total) * f(losses[i]!), 0);
  const valueAtRisk = (p: number): number => {
    let above = total;
    for (const i of order) {
      above -= weights[i]!;
      if (above <= (1 - p) * total) return losses[i]!;
    }
    return losses[order.at(-1)!]!;
  };
  return { mean, valueAtRisk };
}

describe("unequal weights", () => {
  const u = uniforms(77);
  const cases = Object.entries(samples).filter(([name]) => !name.includes("amounts"));

  it.each(cases)("give the measures of their definition: %s", (_, losses) => {
    const weights = Float64Array.from(losses, () => (u() < 0.1 ? 0 : -Math.log(u())));
    weights[0] = 1;
    const { mean, valueAtRisk } = reference(losses, weights);
    const measures = weighted(losses, weights);
    const m = mean((x) => x);
    expect(measures.mean.value).toBeCloseTo(m, 9);
    const variance = (mean((x) => (x - m) ** 2) * losses.length) / (losses.length - 1);
    const flat = losses.every((x) => x === losses[0]);
    if (!flat) {
      expect(measures.standardDeviation / Math.sqrt(variance)).toBeCloseTo(1, 10);
      expect(measures.skewness).toBeCloseTo(mean((x) => (x - m) ** 3) / mean((x) => (x - m) ** 2) ** 1.5, 8);
    }
    expect(measures.probabilityOfLoss).toBeCloseTo(
      mean((x) => (x > 0 ? 1 : 0)),
      12,
    );
    for (const level of levels) {
      const v = valueAtRisk(level);
      expect(measures.var(level).value).toBe(v);
      const tvar = v + mean((x) => Math.max(x - v, 0)) / (1 - level);
      expect(measures.tvar(level).value / tvar).toBeCloseTo(1, 9);
    }
    expect(measures.exceedanceCurve([4, 50]).map(({ loss }) => loss)).toEqual([valueAtRisk(0.75), valueAtRisk(0.98)]);
    expect(measures.stopLoss(3).value).toBeCloseTo(
      mean((x) => Math.max(x - 3, 0)),
      8,
    );
    expect(measures.exceedanceProbability(3).value).toBeCloseTo(
      mean((x) => (x > 3 ? 1 : 0)),
      12,
    );
  });

  it("that are whole numbers count a loss so many times", () => {
    const losses = sample(3000, atoms, 3);
    const times = Float64Array.from(losses, (_, i) => i % 4);
    const repeated = Float64Array.from(Array.from(losses).flatMap((x, i) => new Array(times[i]!).fill(x)));
    const plain = new LossMeasures(repeated, lossMoments(repeated));
    const measures = weighted(losses, times);
    for (const level of [0.5, 0.7, 0.9, 0.95]) {
      expect(measures.var(level).value).toBe(plain.var(level).value);
      expect(measures.tvar(level).value).toBeCloseTo(plain.tvar(level).value, 8);
    }
    expect(measures.skewness).toBeCloseTo(plain.skewness, 10);
  });

  it("give the same bits in whatever order measures are asked for", () => {
    const losses = sample(50_000, pareto, 9);
    const weights = sample(50_000, (v) => v, 10);
    const one = weighted(losses, weights.slice());
    const other = weighted(losses, weights.slice());
    const forwards = levels.map((level) => [one.var(level), one.tvar(level)]);
    const backwards = levels.toReversed().map((level) => [other.var(level), other.tvar(level)]);
    expect(backwards.toReversed()).toEqual(forwards);
  });

  it("find every quantile of many sizes and ties", () => {
    for (let n = 1; n < 400; n = Math.ceil(n * 1.3)) {
      const losses = sample(n, (v) => Math.floor(v * 40), n);
      const weights = normaliseWeights(sample(n, (v) => (v < 0.3 ? 0 : v), n + 1000).map((w, i) => (i === 0 ? 1 : w)));
      const quantiles = new WeightedQuantiles(losses, weights);
      const { valueAtRisk } = reference(losses, weights);
      const ps = Array.from({ length: 20 }, (_, i) => (i + 0.37) / 20.1);
      expect(quantiles.lossesBelow(ps.map((p) => (1 - p) * n))).toEqual(ps.map(valueAtRisk));
    }
  });

  it("of importance sampling give intervals that hold the truth 95 times in 100", () => {
    const held = { mean: 0, var: 0, tvar: 0, share: 0, stopLoss: 0 };
    const runs = 200;
    const n = 12 * 4096;
    // Exponential of twice the mean, weighted back.
    for (let run = 0; run < runs; run++) {
      const losses = sample(n, (v) => -2000 * Math.log(v), 1000 + 7919 * run);
      const measures = weighted(
        losses,
        losses.map((x) => 2 * Math.exp(-x / 2000)),
      );
      const inside = ({ low, high }: { low: number; high: number }, truth: number): number =>
        low <= truth && truth <= high ? 1 : 0;
      const { value, standardError } = measures.mean;
      held.mean += Math.abs(value - 1000) <= student975(11) * standardError ? 1 : 0;
      held.var += inside(measures.var(0.99), 1000 * Math.log(100));
      held.tvar += inside(measures.tvar(0.99), 1000 * Math.log(100) + 1000);
      held.share += inside(measures.exceedanceProbability(5000), Math.exp(-5));
      held.stopLoss += inside(measures.stopLoss(5000), 1000 * Math.exp(-5));
    }
    for (const count of Object.values(held)) {
      expect(count / runs).toBeGreaterThan(0.9);
      expect(count / runs).toBeLessThan(0.99);
    }
  });
});

describe("weights", () => {
  it.each([[[1, -1]], [[1, Number.NaN]], [[0, 0]], [[Infinity, 1]], [[0, 1.7e308, 1.7e308]]])(
    "refuse %j",
    (weights) => {
      const message = expect.stringMatching(/^(weights\[\d\]|the weights' mean) must be a finite number/);
      expect(() => normaliseWeights(Float64Array.from(weights))).toThrow(
        expect.objectContaining({ code: "ERR_DATA", message }),
      );
    },
  );

  it("of one block know no error", () => {
    const measures = weighted(sample(100, exponential), new Float64Array(100).fill(1));
    expect(measures.mean.standardError).toBeNaN();
    expect(measures.var(0.9)).toMatchObject({ low: 0, high: Infinity });
    expect(measures.tvar(0.9)).toMatchObject({ low: Number.NaN, high: Number.NaN });
    expect(measures.exceedanceProbability(500)).toMatchObject({ low: 0, high: 1 });
  });

  it("Student's quantile is that of the tables", () => {
    expect(student975(1)).toBeCloseTo(12.7062047, 6);
    expect(student975(11)).toBeCloseTo(2.2009852, 6);
    expect(student975(1e6)).toBeCloseTo(1.9599664, 6);
    expect(student975(Infinity)).toBe(1.959963984540054);
  });
});
