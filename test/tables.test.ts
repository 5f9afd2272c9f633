import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as lundberg from "../dist/index.js";
import { math } from "../dist/kernel.js";
import { aliasTable } from "../dist/tables/alias.js";
import { type CountLaw, countPmf } from "../dist/tables/countLaw.js";
import { countCellTable, countTable } from "../dist/tables/countTable.js";
import { gapTable } from "../dist/tables/gapTable.js";
import { severityTable } from "../dist/tables/severityTable.js";

/** A field of a header that holds an integer. */
const integer = (numbers: Float64Array, field: number): number => new Uint32Array(numbers.buffer)[2 * field]!;

/** What each target's probability is by the slots of an alias table. */
function probabilities(numbers: Float64Array, first: number, slots: number): Map<number, number> {
  const integers = new Uint32Array(numbers.buffer, numbers.byteOffset);
  const result = new Map<number, number>();
  const add = (target: number, p: number) => result.set(target, (result.get(target) ?? 0) + p);
  for (let slot = 0; slot < slots; slot++) {
    const at = 2 * (first + 2 * slot);
    const threshold = (integers[at + 1]! + integers[at]! / 2 ** 32) / 2 ** 32;
    add(integers[at + 2]!, threshold / slots);
    add(integers[at + 3]!, (1 - threshold) / slots);
  }
  return result;
}

describe("an alias table", () => {
  it("gives every target its weight", () => {
    const weights = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(weights, (list) => {
        fc.pre(list.some((weight) => weight > 0));
        const numbers = aliasTable(
          Float64Array.from(list),
          Uint32Array.from(list, (_, i) => i + 1),
        );
        const total = list.reduce((sum, weight) => sum + weight, 0);
        const found = probabilities(numbers, 0, numbers.length / 2);
        // Padding slots may name target 0, with no probability.
        list.forEach((weight, i) => {
          expect(Math.abs((found.get(i + 1) ?? 0) - weight / total)).toBeLessThan(2 ** -48);
        });
        expect(found.get(0) ?? 0).toBeLessThan(2 ** -48);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe("a count table", () => {
  const law = (kind: "poisson" | "binomial" | "negativeBinomial", a: number, b = 0): CountLaw => ({ kind, a, b });
  const laws = [
    law("poisson", 1e-300),
    law("poisson", 1e-3),
    law("poisson", 5),
    law("poisson", 4e4),
    law("poisson", 1e6),
    law("poisson", 1e9),
    law("binomial", 20, 0.3),
    law("binomial", 1e9, 0.3),
    law("binomial", 1e9, 1 - 1e-9),
    law("binomial", 1e15, 0.5),
    law("negativeBinomial", 0.01, 1e6),
    law("negativeBinomial", 1, 1e6),
    law("negativeBinomial", 1.0001, 1e6),
    law("negativeBinomial", 1.5, 1e5),
    law("negativeBinomial", 50, 4),
    law("negativeBinomial", 1e12, 1e-3),
    law("negativeBinomial", 1e-9, 1e9),
  ];
  const shown = (table: CountLaw) => [JSON.stringify(table), table] as const;

  it.each(laws.map(shown))("covers %s with hats above and squeezes below", (_, each) => {
    for (const positive of [false, true]) {
      const numbers = countCellTable(each, positive);
      const start = integer(numbers, 5) / 8;
      const cells = Array.from({ length: integer(numbers, 6) }, (_, i) =>
        numbers.slice(start + 8 * i, start + 8 * i + 4),
      );
      const sorted = [...cells].sort((a, b) => a[0]! - b[0]!);
      expect(sorted.length).toBeLessThanOrEqual(4096);
      // Cells are disjoint and without gaps, from the lowest count that has mass.
      expect(sorted[0]![0]).toBeGreaterThanOrEqual(positive ? 1 : 0);
      for (let i = 1; i < sorted.length; i++) expect(sorted[i]![0]).toBe(sorted[i - 1]![0]! + sorted[i - 1]![1]!);
      // Seven counts of every cell lie between squeeze and hat.
      for (const [first, width, logHat, squeeze] of sorted as unknown as [number, number, number, number][]) {
        const hat = math.exp(logHat);
        for (let j = 0; j < 7; j++) {
          const p = countPmf(each, first + Math.floor((j * (width - 1)) / 6));
          expect(p).toBeLessThanOrEqual(hat * (1 + 1e-12));
          expect(p).toBeGreaterThanOrEqual(hat * squeeze * (1 - 1e-12));
        }
      }
      // The alias weights are the areas of the hats.
      const total = cells.reduce((sum, cell) => sum + cell[1]! * math.exp(cell[2]!), 0);
      const found = probabilities(numbers, integer(numbers, 4) / 8, integer(numbers, 0) + 1);
      cells.forEach((cell, i) => {
        const expected = (cell[1]! * math.exp(cell[2]!)) / total;
        expect(Math.abs((found.get(64 * i) ?? 0) - expected)).toBeLessThan(2 ** -48);
      });
    }
  });

  it("picks counts themselves where every cell is one count", () => {
    const poisson = law("poisson", 100, 0);
    const numbers = countTable(poisson);
    expect([integer(numbers, 5), integer(numbers, 6)]).toEqual([0, 0]);
    const found = probabilities(numbers, integer(numbers, 4) / 8, integer(numbers, 0) + 1);
    expect(found.size).toBeGreaterThan(150);
    for (const [n, probability] of found) expect(Math.abs(probability - countPmf(poisson, n))).toBeLessThan(2 ** -48);
    expect(integer(countTable(law("poisson", 1e9, 0)), 5)).toBeGreaterThan(0);
    expect(
      integer(
        countTable({ kind: "points", counts: Float64Array.of(1, 2 ** 32), weights: Float64Array.of(0.5, 0.5) }),
        5,
      ),
    ).toBeGreaterThan(0);
  });

  it("leaves out less than 2^-64", () => {
    for (const each of laws.filter((item) => "a" in item && item.a < 1e5 && item.b < 10)) {
      const numbers = countCellTable(each);
      const start = integer(numbers, 5) / 8;
      let [low, high] = [Infinity, 0];
      for (let i = 0; i < integer(numbers, 6); i++) {
        low = Math.min(low, numbers[start + 8 * i]!);
        high = Math.max(high, numbers[start + 8 * i]! + numbers[start + 8 * i + 1]! - 1);
      }
      // The next probabilities outside fall at least geometrically.
      expect(countPmf(each, high + 1)).toBeLessThan(2 ** -64);
      if (low > 0) expect(countPmf(each, low - 1)).toBeLessThan(2 ** -64);
    }
  });
});

describe("a table of gaps", () => {
  it.each([0.6, 0.905, 0.9999, 1 - 1e-12])("is geometric where a trial is empty with probability %s", (empty) => {
    const most = 4096;
    const numbers = gapTable(Math.log(empty), most);
    const found = probabilities(numbers, integer(numbers, 1) / 8, integer(numbers, 0) + 1);
    for (let n = 0; n < most; n++) {
      // Each to 2^-64 of all; far below the probability of a loss where that is rare.
      expect(Math.abs((found.get(n) ?? 0) - (1 - empty) * empty ** n)).toBeLessThan(2 ** -50 * (1 - empty) + 2 ** -63);
    }
    expect(Math.abs((found.get(most) ?? 0) - empty ** most)).toBeLessThan(2 ** -45);
  });
});

describe("a severity table", () => {
  const { severityFamilies, splice, truncated, empirical, generalizedPareto, lognormal } = lundberg;
  const extremes = [
    lundberg.gamma({ alpha: 1e-3, theta: 1 }),
    lundberg.gamma({ alpha: 0.3, theta: 1 }),
    lundberg.gamma({ alpha: 1e6, theta: 1 }),
    lundberg.gamma({ alpha: 1e10, theta: 1 }),
    lundberg.pareto({ alpha: 0.05, theta: 1 }),
    lundberg.pareto({ alpha: 1, theta: 4e4 }),
    lundberg.pareto({ alpha: 500, theta: 4e4 }),
    lundberg.lognormal({ mu: 0, sigma: 0.01 }),
    lundberg.lognormal({ mu: 0, sigma: 50 }),
    lundberg.weibull({ tau: 0.2, theta: 1 }),
    lundberg.weibull({ tau: 20, theta: 1 }),
    generalizedPareto({ xi: 2, theta: 1, threshold: 0 }),
    generalizedPareto({ xi: -0.9, theta: 1, threshold: 5 }),
    truncated({ severity: lognormal({ mu: 0, sigma: 1 }), lower: 30, upper: 40 }),
    splice({
      pieces: [empirical({ values: [1, 2, 3] }), generalizedPareto({ xi: 0.5, theta: 7, threshold: 10 })],
      breaks: [10],
      weights: [0.95, 0.05],
    }),
  ];

  it("holds as many points as data may have", () => {
    const values = Float64Array.from({ length: 300_000 }, (_, i) => i + 1);
    const sample = empirical({ values }).sample(100_000, { seed: 3 });
    const mean = sample.reduce((sum, x) => sum + x, 0) / sample.length;
    expect(Math.abs(mean / 150_000.5 - 1)).toBeLessThan(4.89 / Math.sqrt(3 * sample.length));
    expect(sample.every((x) => Number.isInteger(x) && x >= 1 && x <= 300_000)).toBe(true);
  });

  it.each(extremes.map((severity) => [String(severity), severity] as const))("of %s keeps its bound", (_, severity) => {
    expect(severityTable(severity.parts()).worst).toBeLessThanOrEqual(1);
  });

  it("keeps its bound for parameters from the declared ranges of every family", () => {
    for (const family of Object.values(severityFamilies)) {
      const { parameters } = family.definition;
      const ranges = Object.values(parameters as Record<string, { typical: readonly [number, number] }>);
      const unit = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
        minLength: ranges.length,
        maxLength: ranges.length,
      });
      fc.assert(
        fc.property(unit, (u) => {
          const values = ranges.map(({ typical: [low, high] }, i) => low + u[i]! * (high - low));
          const named = Object.fromEntries(Object.keys(parameters).map((name, i) => [name, values[i]!]));
          let severity: lundberg.Severity;
          try {
            severity = (family as unknown as (p: typeof named) => lundberg.Severity)(named);
          } catch {
            return; // A condition between parameters, such as low < high.
          }
          expect(severityTable(severity.parts()).worst, String(severity)).toBeLessThanOrEqual(1);
        }),
        { seed: 1, numRuns: 12 },
      );
    }
  });
});
