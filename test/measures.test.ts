import { describe, expect, it } from "vitest";
import { lossMoments } from "../dist/measures/lossMoments.js";
import { defaultReturnPeriods, LossMeasures } from "../dist/measures/measures.js";
import { rankAtLevel, rankAtReturnPeriod } from "../dist/measures/ranks.js";
import { riskMeasures } from "../dist/measures/riskMeasures.js";
import { estimateTailIndex } from "../dist/measures/tailIndex.js";

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

const measuresOf = (losses: Float64Array, options = {}) => new LossMeasures(losses, lossMoments(losses), options);
const exponential = sample(40_000, (u) => -1000 * Math.log(u));
const oneToHundred = Float64Array.from({ length: 100 }, (_, i) => ((i * 37) % 100) + 1);

describe("ranks", () => {
  it.each([
    [100, 0.55, 55],
    [100, 0.56, 56],
    [10_000, 0.9, 9000],
    [1000, 0.999, 999],
    [1001, 0.999, 1000],
    [10, 0.95, 10],
    [1, 0.5, 1],
    [3, 1e-300, 1],
    [1, 1 - 2 ** -53, 1],
    [2 ** 33, 0.75, 3 * 2 ** 31],
  ])("n %d at level %d is rank %d", (n, p, rank) => {
    expect(rankAtLevel(n, p).rank).toBe(rank);
  });

  it("reads a level as its decimals, for every n and every percent", () => {
    const wrong: number[][] = [];
    for (let n = 1; n <= 2000; n++) {
      for (let percent = 1; percent < 100; percent++) {
        if (rankAtLevel(n, percent / 100).rank !== Math.ceil((n * percent) / 100)) wrong.push([n, percent]);
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    [10_000, 200, 9950],
    [10_000, 3, 6667],
    [100, 1000, 100],
    [100, 1.001, 1],
    [7, 2, 4],
  ])("n %d at return period %d is rank %d", (n, years, rank) => {
    expect(rankAtReturnPeriod(n, years)).toBe(rank);
  });
});

describe("riskMeasures", () => {
  it("splits the atom at VaR: 97 zeros and 10, 20, 30", () => {
    const losses = new Float64Array(100);
    losses.set([30], 3);
    losses.set([10, 20], 50);
    expect(riskMeasures(losses, { levels: [0.95] })).toEqual([{ level: 0.95, var: 0, tvar: 12 }]);
  });

  it("1 to 100: VaR 95, TVaR 98; at 0.55 VaR 55, TVaR 78", () => {
    expect(riskMeasures(oneToHundred, { levels: [0.95, 0.55] })).toEqual([
      { level: 0.95, var: 95, tvar: 98 },
      { level: 0.55, var: 55, tvar: 78 },
    ]);
  });

  it("Loss Data Analytics, Example 10.3.4: 1, 3, 4 with probabilities 0.75, 0.2, 0.05", () => {
    const losses = Float64Array.from({ length: 100_000 }, (_, i) => (i % 20 < 15 ? 1 : i % 20 < 19 ? 3 : 4));
    const measures = riskMeasures(losses, { levels: [0.6, 0.9, 0.95, 0.95001] });
    expect(measures.map((measure) => measure.var)).toEqual([1, 3, 3, 4]);
    [2.375, 3.5, 4, 4].forEach((tvar, i) => void expect(measures[i]!.tvar).toBeCloseTo(tvar, 12));
  });

  it("a fair die", () => {
    const die = Float64Array.from({ length: 6000 }, (_, i) => 1 + (i % 6));
    const [half, high] = riskMeasures(die, { levels: [0.5, 0.9] });
    expect(half).toEqual({ level: 0.5, var: 3, tvar: 5 });
    // The worst tenth are all sixes.
    expect(high).toEqual({ level: 0.9, var: 6, tvar: 6 });
  });

  it("agrees with the definition at many levels, also between two losses", () => {
    const losses = sample(997, (u) => (u < 0.5 ? 0 : Math.floor(u * 40)));
    const sorted = losses.slice().sort();
    const levels = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);
    for (const { level, var: value, tvar } of riskMeasures(losses, { levels })) {
      const position = 997 * level;
      const k = Math.ceil(position);
      const sum = sorted.subarray(k).reduce((a, b) => a + b, 0);
      expect(value).toBe(sorted[k - 1]);
      expect(tvar).toBeCloseTo((sum + (k - position) * sorted[k - 1]!) / (997 - position), 10);
    }
  });

  it("keeps the order of the levels, repeats among them", () => {
    const levels = [0.99, 0.5, 0.99, 0.9];
    expect(riskMeasures(exponential, { levels }).map(({ level }) => level)).toEqual(levels);
    expect(riskMeasures(exponential, { levels: Float64Array.from(levels) })).toHaveLength(4);
  });

  it("takes infinite losses, one loss, and losses at the end of the range", () => {
    const tail = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, Infinity);
    expect(riskMeasures(tail, { levels: [0.5, 0.95] })).toEqual([
      { level: 0.5, var: 5, tvar: Infinity },
      { level: 0.95, var: Infinity, tvar: Infinity },
    ]);
    expect(riskMeasures(Float64Array.of(7), { levels: [0.01] })).toEqual([{ level: 0.01, var: 7, tvar: 7 }]);
    const huge = new Float64Array(5000).fill(1e308).fill(1.5e308, 4000);
    const [end] = riskMeasures(huge, { levels: [0.6] });
    expect(end!.var).toBe(1e308);
    expect(end!.tvar / 1.25e308).toBeCloseTo(1, 14);
  });

  it.each([
    [
      { forEachStretch: () => {}, single: false },
      { levels: [0.5] },
      "riskMeasures: losses must be a Float64Array, a Float32Array or a file of losses, got an object",
    ],
    [
      [1, 2],
      { levels: [0.5] },
      "riskMeasures: losses must be a Float64Array, a Float32Array or a file of losses, got an array of 2",
    ],
    [new Float64Array(0), { levels: [0.5] }, "riskMeasures: losses must not be empty"],
    [oneToHundred, undefined, "riskMeasures must be an object with levels, got undefined"],
    [oneToHundred, {}, "riskMeasures: levels must be an array of numbers, got undefined"],
    [oneToHundred, { level: [0.5] }, 'riskMeasures: unknown key "level"; known are levels'],
    [oneToHundred, { levels: 0.5 }, "riskMeasures: levels must be an array of numbers, got 0.5"],
    [oneToHundred, { levels: [] }, "riskMeasures: levels must be a non-empty array, got an array of 0"],
    [oneToHundred, { levels: [0.5, 1] }, "riskMeasures: levels[1] must be a number above 0 and below 1, got 1"],
    [oneToHundred, { levels: [0] }, "riskMeasures: levels[0] must be a number above 0 and below 1, got 0"],
    [oneToHundred, { levels: [NaN] }, "riskMeasures: levels[0] must be a number above 0 and below 1, got NaN"],
    [Float64Array.of(1, NaN), { levels: [0.5] }, "losses[1] must be a number, got NaN"],
  ])("refuses case %#", (losses, options, message) => {
    expect(() => riskMeasures(losses as Float64Array, options as { levels: number[] })).toThrow(message);
  });
});

describe("LossMeasures", () => {
  it("answers the same prepared, one by one, and by riskMeasures", () => {
    const levels = [0.9, 0.95, 0.99, 0.995, 0.999];
    const prepared = measuresOf(exponential);
    prepared.prepare(levels, defaultReturnPeriods);
    for (const { level, var: value, tvar } of riskMeasures(exponential, { levels })) {
      const single = measuresOf(exponential);
      expect(single.var(level)).toEqual(prepared.var(level));
      expect(single.tvar(level)).toEqual(prepared.tvar(level));
      expect(prepared.var(level).value).toBe(value);
      expect(prepared.tvar(level).value).toBe(tvar);
    }
    expect(measuresOf(exponential).exceedanceCurve()).toEqual(prepared.exceedanceCurve());
  });

  it("gives the curve at default and chosen return periods, in their order", () => {
    const measures = measuresOf(exponential);
    const sorted = exponential.slice().sort();
    const curve = measures.exceedanceCurve();
    expect(curve.map((point) => point.returnPeriod)).toEqual(defaultReturnPeriods);
    for (const { returnPeriod, loss, low, high } of curve) {
      expect(loss).toBe(sorted[40_000 - Math.floor(40_000 / returnPeriod) - 1]);
      expect(low).toBeLessThan(loss);
      expect(high).toBeGreaterThan(loss);
    }
    expect(measures.exceedanceCurve([200, 2])).toEqual([curve[7], curve[0]]);
    expect(measures.exceedanceCurve([1e6]).at(0)).toMatchObject({ loss: sorted.at(-1), high: Infinity });
    expect(() => measures.exceedanceCurve([1])).toThrow("returnPeriods[0] must be a finite number > 1, got 1");
  });

  it("gives the probability of exceeding and the stop-loss premium of the losses", () => {
    const measures = measuresOf(oneToHundred);
    expect(measures.exceedanceProbability(90).value).toBe(0.1);
    expect(measures.exceedanceProbability(100)).toMatchObject({ value: 0, low: 0 });
    expect(measures.exceedanceProbability(-1)).toMatchObject({ value: 1, high: 1 });
    expect(measures.stopLoss(97).value).toBe(0.06);
    expect(measures.stopLoss(0).value).toBe(50.5);
    expect(measures.stopLoss(0).high - 50.5).toBeCloseTo((1.959963984540054 * measures.standardDeviation) / 10, 12);
    expect(measures.stopLoss(1000)).toEqual({ value: 0, low: 0, high: 0 });
    expect(() => measures.stopLoss(NaN)).toThrow("stopLoss: d must be a finite number, got NaN");
  });

  it("says Infinity for known infinite moments, and gives no interval where there is no variance", () => {
    const at = (tailIndex: number) => measuresOf(exponential, { tailIndex });
    expect(at(1).mean).toEqual({ value: Infinity, standardError: Infinity });
    expect(at(1).tvar(0.9)).toEqual({ value: Infinity, low: NaN, high: NaN });
    expect(at(1).stopLoss(5)).toEqual({ value: Infinity, low: NaN, high: NaN });
    expect(at(1).var(0.9)).toEqual(at(9).var(0.9));
    expect(at(2).mean).toEqual({ value: at(9).mean.value, standardError: Infinity });
    expect(at(2).standardDeviation).toBe(Infinity);
    expect(at(2).tvar(0.9)).toEqual({ ...at(9).tvar(0.9), low: NaN, high: NaN });
    expect(at(3).skewness).toBe(Infinity);
    expect(at(3).standardDeviation).toBe(at(9).standardDeviation);
  });

  it("warns of unstable deviations and of few trials beyond a level", () => {
    const codes = (tailIndex: number, levels: number[]) =>
      measuresOf(exponential, { tailIndex })
        .warnings(levels)
        .map(({ code }) => code);
    expect(codes(3.9, [])).toEqual(["UNSTABLE_DEVIATION"]);
    expect(codes(4, [0.9875])).toEqual([]);
    expect(codes(Infinity, [0.9, 0.99])).toEqual(["FEW_TAIL_TRIALS"]);
    const heavy = measuresOf(sample(100_000, (u) => 1 / Math.sqrt(u)));
    expect(heavy.warnings([0.9])[0]!.message).toMatch(/^with estimated tail index [12]\.\d+, below 4/);
  });

  it("measures a run that kept its largest losses as one that kept all, and refuses the rest", () => {
    const cut = exponential.slice().sort()[35_000]!;
    const tail = exponential.filter((x) => x >= cut);
    const whole = measuresOf(exponential);
    const kept = new LossMeasures(tail, lossMoments(exponential), { trials: exponential.length });
    for (const level of [0.9, 0.95, 0.999]) {
      expect(kept.var(level)).toEqual(whole.var(level));
      expect(kept.tvar(level)).toEqual(whole.tvar(level));
    }
    expect(kept.exceedanceProbability(cut)).toEqual(whole.exceedanceProbability(cut));
    expect(kept.stopLoss(cut)).toEqual(whole.stopLoss(cut));
    for (const lower of [() => kept.var(0.8), () => kept.stopLoss(cut * 0.99), () => kept.exceedanceCurve()]) {
      expect(lower).toThrow(expect.objectContaining({ code: "ERR_NOT_KEPT" }));
    }
  });

  it("says 0 for a run without losses", () => {
    const measures = measuresOf(new Float64Array(1000), { tailIndex: Infinity });
    expect(measures.mean).toEqual({ value: 0, standardError: 0 });
    expect(measures.tvar(0.9)).toEqual({ value: 0, low: 0, high: 0 });
    expect(measures.var(0.9)).toEqual({ value: 0, low: 0, high: 0 });
    expect(measures.probabilityOfLoss).toBe(0);
  });

  it.each([0, 1, NaN, "0.9", undefined, -0.5])("refuses level %s", (level) => {
    const measures = measuresOf(oneToHundred);
    expect(() => measures.var(level as number)).toThrow("var: level must be a number above 0 and below 1");
    expect(() => measures.tvar(level as number)).toThrow("tvar: level must be a number above 0 and below 1");
  });
});

describe("estimateTailIndex", () => {
  it.each([1.5, 2, 3, 5])("is near %d on a Pareto tail of that index", (alpha) => {
    const estimate = estimateTailIndex(sample(1_000_000, (u) => (1 / u) ** (1 / alpha), 9));
    // The standard error of Hill's estimator from 1000 losses is alpha / sqrt(1000).
    expect(Math.abs(estimate / alpha - 1) * Math.sqrt(1000)).toBeLessThan(4.89);
  });

  it("is Infinity for an atom at the limit, NaN where it cannot be", () => {
    expect(estimateTailIndex(sample(10_000, (u) => Math.min(u, 0.5)))).toBe(Infinity);
    expect(estimateTailIndex(new Float64Array(10_000))).toBeNaN();
    expect(estimateTailIndex(Float64Array.of(1, 2, 3))).toBeNaN();
  });
});
