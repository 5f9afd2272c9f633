import { afterAll, describe, expect, it } from "vitest";
import { controlLaw, controlLevels } from "../dist/exact/controlLaw.js";
import { close, constant, gamma, inforce, lognormal, PricingModel, poisson, portfolio } from "../dist/index.js";
import { ControlCells } from "../dist/measures/controlCells.js";
import type { ControlLaw } from "../dist/measures/controlLaw.js";
import { ControlVariation } from "../dist/measures/controlVariation.js";
import { controlWeights } from "../dist/measures/controlWeights.js";

afterAll(() => close());

const large = inforce({
  name: "large",
  frequency: poisson({ lambda: 3 }),
  severity: lognormal({ mu: 11, sigma: 1.2 }),
  terms: { deductible: 20_000, limit: 5e6 },
});

function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

/** Exponential(1) controls and their exact law with cuts at 0.5, 1 and 3. */
const cuts = [0.5, 1, 3];
const edges = [0, ...cuts, Infinity];
const law: ControlLaw = {
  cuts: cuts.map((at) => ({ at, error: 0 })),
  cells: cuts.concat(Infinity).map((to, k) => {
    const from = edges[k]!;
    const probability = Math.exp(-from) - Math.exp(-to);
    const below = to === Infinity ? 0 : (to + 1) * Math.exp(-to);
    return { probability, mean: ((from + 1) * Math.exp(-from) - below) / probability, error: 0 };
  }),
};

function controls(n: number, seed: number): Float64Array {
  const u = uniforms(seed);
  return Float64Array.from({ length: n }, () => -Math.log(u()));
}

/** Gauss's elimination with pivots. */
function solveLinear(a: number[][], b: number[]): number[] {
  const rows = a.map((row, i) => [...row, b[i]!]);
  const n = rows.length;
  for (let i = 0; i < n; i++) {
    const pivot = rows
      .slice(i)
      .reduce((best, row, j) => (Math.abs(row[i]!) > Math.abs(rows[best]![i]!) ? i + j : best), i);
    [rows[i], rows[pivot]] = [rows[pivot]!, rows[i]!];
    for (let j = i + 1; j < n; j++) {
      const factor = rows[j]![i]! / rows[i]![i]!;
      for (let k = i; k <= n; k++) rows[j]![k]! -= factor * rows[i]![k]!;
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    x[i] =
      (rows[i]![n]! - rows[i]!.slice(i + 1, n).reduce((sum, each, k) => sum + each * x[i + 1 + k]!, 0)) / rows[i]![i]!;
  }
  return x;
}

describe("weights of control variates", () => {
  it("are the regression on S, 1{S > q} and (S - q)+ with their exact means", () => {
    const s = controls(4000, 3);
    const u = uniforms(9);
    const f = s.map((x) => Math.sqrt(x) + u());
    const basis = (x: number): number[] => [1, x, ...cuts.flatMap((q) => [x > q ? 1 : 0, Math.max(x - q, 0)])];
    const exact = [1, 1, ...cuts.flatMap((q) => [Math.exp(-q), Math.exp(-q)])];
    const size = exact.length;
    const normal = Array.from({ length: size }, () => new Array<number>(size).fill(0));
    const right = new Array<number>(size).fill(0);
    s.forEach((x, i) => {
      const row = basis(x);
      row.forEach((a, j) => {
        right[j]! += a * f[i]!;
        row.forEach((b, k) => {
          normal[j]![k]! += a * b;
        });
      });
    });
    const regression = solveLinear(normal, right).reduce((sum, beta, j) => sum + beta * exact[j]!, 0);
    const cells = new ControlCells(s, law);
    expect(cells.cells.map(({ used }) => used)).toEqual([1, 1, 1, 1]);
    const weights = controlWeights(cells);
    const mean = weights.reduce((sum, weight, i) => sum + (weight * f[i]!) / s.length, 0);
    expect(mean).toBeCloseTo(regression, 10);
  });

  it("give the control its exact law in every cell", () => {
    const s = controls(3000, 4);
    const weights = controlWeights(new ControlCells(s, law));
    law.cells.forEach(({ probability, mean }, k) => {
      const inside = (x: number): boolean => x > edges[k]! && x <= edges[k + 1]!;
      const sum = (g: (x: number) => number): number =>
        weights.reduce((total, weight, i) => total + (inside(s[i]!) ? (weight * g(s[i]!)) / s.length : 0), 0);
      expect(sum(() => 1)).toBeCloseTo(probability, 12);
      expect(sum((x) => x)).toBeCloseTo(probability * mean, 12);
    });
  });

  it("are never below 0, and small cells join their neighbours", () => {
    for (let seed = 1; seed < 200; seed++) {
      const s = controls(12 + seed, seed);
      const cells = new ControlCells(s, law);
      expect(cells.cells.every(({ count }) => count >= 10)).toBe(true);
      expect(cells.cells.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12);
      const weights = controlWeights(cells);
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
      expect(weights.reduce((a, b) => a + b, 0) / s.length).toBeCloseTo(1, 10);
    }
    // Far too few large ones: what a mean would ask for is more than weights can give.
    const s = Float64Array.from({ length: 40 }, (_, i) => (i < 39 ? 0.1 : 0.2));
    const { cells } = new ControlCells(s, { cuts: [], cells: [{ probability: 1, mean: 1, error: 0 }] });
    expect(cells[0]!.used).toBeLessThan(1);
    expect(Math.min(...controlWeights(new ControlCells(s, law)))).toBeGreaterThanOrEqual(0);
  });

  it("do not use a mean that is not known well enough, nor that of one amount", () => {
    const s = controls(1000, 5);
    const vague = { cuts: law.cuts, cells: law.cells.map((cell) => ({ ...cell, error: 0.1 })) };
    expect(new ControlCells(s, vague).cells.map(({ used }) => used)).toEqual([0, 0, 0, 0]);
    const flat = new Float64Array(100).fill(2);
    const alone = { cuts: [], cells: [{ probability: 1, mean: 2.5, error: 0 }] };
    expect(Array.from(controlWeights(new ControlCells(flat, alone)))).toEqual(new Array(100).fill(1));
  });

  it("have the errors that many samples show, and know what they gain", () => {
    const [n, runs] = [2000, 400];
    const means: number[] = [];
    const [variances, gains] = [[] as number[], [] as number[]];
    for (let run = 0; run < runs; run++) {
      const s = controls(n, 17 + 7919 * run);
      const u = uniforms(23 + 104_729 * run);
      const x = s.map((each) => each + 0.3 * u());
      const cells = new ControlCells(s, law);
      const variation = new ControlVariation(cells);
      const weights = controlWeights(cells);
      means.push(x.reduce((sum, each, i) => sum + (weights[i]! * Math.max(each - 2, 0)) / n, 0));
      variances.push(variation.tailErrors(x, 2, 1).excess ** 2);
      gains.push(variation.gains(x, 2, 1).excess);
    }
    const average = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    const centre = average(means);
    const seen = means.reduce((sum, mean) => sum + (mean - centre) ** 2, 0) / (runs - 1);
    // 400 runs know a variance to 7 %.
    expect(average(variances) / seen).toBeGreaterThan(0.75);
    expect(average(variances) / seen).toBeLessThan(1.3);
    // Var (X - 2)+ of one trial, X = S + U: E over U of e^(U - 2) (2, and 1 squared); the gain is that over what is left.
    const moment = (Math.exp(0.3) - 1) / 0.3 / Math.exp(2);
    expect(average(gains)).toBeGreaterThan((0.6 * (2 * moment - moment * moment)) / n / seen);
    expect(average(gains)).toBeLessThan((1.6 * (2 * moment - moment * moment)) / n / seen);
  });

  it("count how far the exact law may be off as an error", () => {
    const s = controls(2000, 8);
    const off = {
      cuts: law.cuts.map(({ at }) => ({ at, error: 1e-3 })),
      cells: law.cells.map((cell) => ({ ...cell, error: 1e-4 })),
    };
    const errors = (given: ControlLaw) => new ControlVariation(new ControlCells(s, given)).tailErrors(s, 1.7, 1);
    expect(errors(off).share).toBeGreaterThan(errors(law).share);
    expect(errors(off).excess).toBeGreaterThan(errors(law).excess);
  });
});

describe("the exact law of a control", () => {
  it("has its probabilities and means cell by cell, as simulation finds them", async () => {
    const exact = await new PricingModel(portfolio([large])).solve({ levels: [0.9, controlLevels(1e5).at(-1)!] });
    const control = controlLaw(exact, 1e5);
    expect(control.cuts.length).toBeGreaterThan(30);
    expect(control.cuts[0]!.at).toBe(0);
    const simulated = await new PricingModel(portfolio([large])).simulate({ trials: 1_000_000, seed: 5 });
    const cells = new ControlCells(simulated.losses.slice(), control);
    expect(cells.cells.length).toBe(control.cells.length);
    for (const { count, probability, shift, variance, used } of cells.cells) {
      expect(Math.abs(count - 1e6 * probability) / Math.sqrt(1e6 * probability)).toBeLessThan(4.89);
      if (used > 0) expect(Math.abs(shift) / Math.sqrt(variance / count)).toBeLessThan(4.89);
    }
    // Only the years without a loss are one amount.
    expect(cells.cells.filter(({ used }) => used === 0).length).toBeLessThanOrEqual(1);
  });

  it("is cut between the amounts of a lattice, and beside an atom", async () => {
    const dice = inforce({ name: "a", frequency: poisson({ lambda: 4 }), severity: constant({ value: 250 }) });
    const exact = await new PricingModel(portfolio([dice])).solve();
    const { cuts } = controlLaw(exact, 100_000);
    expect(cuts.length).toBeGreaterThan(5);
    for (const { at } of cuts) expect(at === 0 || at % 250 !== 0).toBe(true);
    const capped = inforce({
      ...{ name: "b", frequency: poisson({ lambda: 4 }), severity: gamma({ alpha: 2, theta: 300 }) },
      terms: { aggregateLimit: 3000, aggregateBasis: "bucket" as const },
    });
    const law = controlLaw(await new PricingModel(portfolio([capped])).solve(), 100_000);
    for (const { at } of law.cuts) expect(at).not.toBe(3000);
  });

  it("has no cell of few trials, down to none at all", () => {
    expect(controlLevels(100)).toEqual([]);
    for (const trials of [1000, 1e5, 1e9]) {
      const made = controlLevels(trials);
      expect(made).toEqual(made.toSorted((a, b) => a - b));
      expect((1 - made.at(-1)!) * trials).toBeGreaterThanOrEqual(64);
    }
  });
});
