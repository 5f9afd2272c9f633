import { describe, expect, it } from "vitest";
import { probabilityInterval } from "../dist/measures/intervals.js";
import { lossMoments } from "../dist/measures/lossMoments.js";
import { LossMeasures } from "../dist/measures/measures.js";
import { mergeMoments, momentMeasures, noMoments } from "../dist/measures/moments.js";
import { intervalRanks } from "../dist/measures/ranks.js";
import reference from "./reference/measures.json" with { type: "json" };

function uniforms(n: number, seed: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length: n }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  });
}

/** As in reference/measures.py. */
const shapes: Record<string, (u: number, i: number) => number> = {
  offset: (u) => 1e9 + u,
  huge: (u) => u * 1.7e308,
  tiny: (u) => u * 1e-310,
  scales: (u, i) => u * [1e-300, 1, 1e300][i % 3]!,
  mostlyZero: (u) => (u < 0.9 ? 0 : 1000 * u),
  heavy: (u) => 1 / ((1 - u) * (1 - u)),
  signed: (u) => (u - 0.5) * 1e-3,
};
const make = (shape: string, n: number, seed: number) => uniforms(n, seed).map((u, i) => shapes[shape]!(u, i));
const off = (value: number, expected: number) => Math.abs(value / expected - 1);

describe("moments against rational arithmetic", () => {
  it.each(reference.moments)("$shape, $n losses", ({ shape, n, seed, mean, standardDeviation, skewness, positive }) => {
    const found = momentMeasures(lossMoments(make(shape, n, seed)));
    // What the data's own rounding, relative to their spread, leaves of a central moment.
    const condition = shape === "offset" ? 1e9 : 1;
    expect(off(found.mean, mean)).toBeLessThan(shape === "signed" ? 1e-12 : 1e-14);
    expect(off(found.standardDeviation, standardDeviation)).toBeLessThan(2e-14 + 1e-16 * condition);
    if (n > 2) expect(Math.abs(found.skewness - skewness)).toBeLessThan(1e-12 + 3e-15 * condition);
    else expect(Math.abs(found.skewness)).toBeLessThan(1e-6);
    expect(found.probabilityOfLoss).toBe(positive / n);
    expect(found.standardError).toBe(found.standardDeviation / Math.sqrt(n));
  });

  it("is what the blocks give, merged one after another", () => {
    const losses = make("heavy", 50_000, 3);
    let merged = noMoments;
    for (let start = 0; start < losses.length; start += 4096) {
      merged = mergeMoments(merged, lossMoments(losses.slice(start, start + 4096)));
    }
    expect(merged).toEqual(lossMoments(losses));
  });

  it("knows equal losses, one loss, and infinite ones", () => {
    const equal = momentMeasures(lossMoments(new Float64Array(10_000).fill(0.1)));
    expect(equal).toMatchObject({ mean: 0.1, standardDeviation: 0, standardError: 0, skewness: NaN });
    const one = momentMeasures(lossMoments(Float64Array.of(5)));
    expect(one).toMatchObject({ mean: 5, standardDeviation: NaN, standardError: NaN, skewness: NaN });
    const infinite = momentMeasures(lossMoments(Float64Array.of(1, Infinity)));
    expect(infinite).toMatchObject({ mean: Infinity, standardDeviation: Infinity, standardError: Infinity });
  });
});

describe("intervals against exact binomial laws", () => {
  it.each(reference.ranks)("ranks for n $n at $p", ({ n, p, low, high }) => {
    expect(intervalRanks(n, p)).toEqual({ low, high });
  });

  it.each(reference.clopperPearson)("$hits of $n", ({ hits, n, low, high }) => {
    const found = probabilityInterval(hits, n);
    expect(found.value).toBe(hits / n);
    expect(low === 0 ? found.low : off(found.low, low)).toBeLessThan(1e-12);
    expect(off(found.high, high)).toBeLessThan(1e-12);
  });

  it.each(reference.tvar)("TVaR at $level of $shape", ({ shape, n, seed, level, var: value, tvar, low, high }) => {
    const losses = make(shape, n, seed);
    const measures = new LossMeasures(losses, lossMoments(losses));
    expect(measures.var(level).value).toBe(value);
    const found = measures.tvar(level);
    expect(off(found.value, tvar)).toBeLessThan(1e-14);
    expect(off(found.low, low)).toBeLessThan(1e-13);
    expect(off(found.high, high)).toBeLessThan(1e-13);
  });
});

describe("coverage of the 95 % intervals", () => {
  // Exponential losses of mean 1: the quantile is -ln(1 - p), TVaR one more, E(S - d)+ = P(S > d) = exp(-d).
  const runs = 2000;
  const n = 2000;
  const covered = { var: 0, tvar: 0, exceedance: 0, stopLoss: 0, mean: 0 };
  const u = uniforms(runs * n, 12345);
  for (let run = 0; run < runs; run++) {
    const losses = u.slice(run * n, (run + 1) * n).map((x) => -Math.log(x));
    const measures = new LossMeasures(losses, lossMoments(losses));
    const within = ({ low, high }: { low: number; high: number }, truth: number) =>
      low <= truth && truth <= high ? 1 : 0;
    covered.var += within(measures.var(0.95), Math.log(20));
    covered.tvar += within(measures.tvar(0.95), Math.log(20) + 1);
    covered.exceedance += within(measures.exceedanceProbability(3), Math.exp(-3));
    covered.stopLoss += within(measures.stopLoss(3), Math.exp(-3));
    covered.mean += Math.abs(measures.mean.value - 1) <= 1.96 * measures.mean.standardError ? 1 : 0;
  }
  // 4.89 standard deviations of a count with probability 0.95; the two exact intervals cover at least that.
  const slack = 4.89 * Math.sqrt(0.95 * 0.05 * runs);
  it.each(["var", "exceedance"] as const)("%s: at least 95 %", (measure) => {
    expect(covered[measure]).toBeGreaterThan(0.95 * runs - slack);
    expect(covered[measure]).toBeLessThan(0.97 * runs + slack);
  });
  it.each(["tvar", "stopLoss", "mean"] as const)("%s: near 95 %", (measure) => {
    expect(covered[measure]).toBeGreaterThan(0.94 * runs - slack);
    expect(covered[measure]).toBeLessThan(0.96 * runs + slack);
  });
});
