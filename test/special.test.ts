import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { math } from "../dist/kernel.js";

interface Reference {
  tolerance: number;
  tail?: number;
  floor?: number;
  conditioned?: boolean;
  rows: (number | string)[][];
}

/** What the numbers mean is said in reference/special.py, which made them. */
const reference: Record<string, Reference> = JSON.parse(
  readFileSync(new URL("reference/special.json", import.meta.url), "utf8"),
);

const call = (name: string, parameters: number[]) =>
  (math as unknown as Record<string, (...parameters: number[]) => number>)[name]!(...parameters);

const spread = (count: number, f: (u: number) => number) =>
  Array.from({ length: count }, (_, i) => f((i + 0.5) / count));

describe("against mpmath", () => {
  test.each(Object.entries(reference))("%s", (name, { tolerance, tail = 0, floor = 0, conditioned, rows }) => {
    const wrong = rows.filter((row) => {
      const numbers = row.map(Number);
      const condition = conditioned ? numbers.pop()! : 1;
      const expected = numbers.pop()!;
      const value = call(name, numbers);
      const size = Math.abs(expected);
      if (!(size > 0 && size < Infinity)) return !Object.is(value + 0, expected);
      const allowed = Math.max(size, floor) * condition * (tolerance + tail * Math.abs(Math.log(size)));
      return !(Math.abs(value - expected) <= allowed);
    });
    expect(wrong).toEqual([]);
  });

  test("every function has a reference", () => {
    const door = readFileSync(new URL("../assembly/special/index.ts", import.meta.url), "utf8");
    const exported = [...door.matchAll(/\{ (.*) \}/g)].flatMap((match) => match[1]!.split(", "));
    expect(Object.keys(reference).sort()).toEqual(exported.sort());
  });
});

describe("between themselves", () => {
  const shapes = [1e-10, 1e-3, 0.3, 0.9999, 1, 2, 19.999, 20, 55, 1e3, 1e6, 1e10];

  test("P and Q add up to 1, also across the seams between methods", () => {
    for (const a of shapes) {
      for (const x of [1e-300, 0.999999, 1, 0.7 * a, 0.700001 * a, a, 1.299999 * a, 1.3 * a, 1.300001 * a, 4 * a + 9]) {
        expect(Math.abs(math.gammaP(a, x) + math.gammaQ(a, x) - 1), `a ${a} x ${x}`).toBeLessThan(4e-16);
      }
    }
  });

  test("the inverses return what they were given", () => {
    for (const a of shapes) {
      for (const p of [1e-300, 1e-20, ...spread(40, (u) => u), 1 - 2 ** -53]) {
        const x = math.gammaPInverse(a, p);
        const y = math.gammaQInverse(a, p);
        // One ulp of x moves a probability by up to a few times sqrt(a) ulp.
        const limit = 1e-14 + 4e-16 * Math.sqrt(a);
        if (x > 1e-300)
          expect(Math.abs(math.gammaP(a, x) / p - 1), `a ${a} p ${p}`).toBeLessThan(
            p < 1e-9 ? 1e-11 + 40 * limit : limit,
          );
        if (y > 1e-300)
          expect(Math.abs(math.gammaQ(a, y) / p - 1), `a ${a} q ${p}`).toBeLessThan(
            p < 1e-9 ? 1e-11 + 40 * limit : limit,
          );
      }
    }
    for (const p of spread(999, (u) => u))
      expect(Math.abs(math.normalCdf(math.normalQuantile(p)) - p)).toBeLessThan(5e-16);
  });

  test("the normal quantile is odd to the bit", () => {
    for (const p of spread(999, (u) => u)) expect(math.normalSurvivalQuantile(p)).toBe(0 - math.normalQuantile(p));
    for (const k of spread(64, (u) => Math.floor(u * 2 ** 20))) {
      expect(math.normalQuantile(1 - k / 2 ** 20)).toBe(-math.normalQuantile(k / 2 ** 20));
    }
  });

  test("a quantile rises, but for rounding", () => {
    for (const a of shapes) {
      const quantiles = spread(4000, (u) => math.gammaPInverse(a, u));
      const jitter = 1e-15 * Math.max(1, 1 / a);
      for (let i = 1; i < quantiles.length; i++)
        expect(quantiles[i]!).toBeGreaterThanOrEqual(quantiles[i - 1]! * (1 - jitter));
    }
  });

  test("betaI mirrors betaIComplement", () => {
    for (const [a, b] of [
      [1e-6, 3],
      [0.5, 0.5],
      [2, 70],
      [1e4, 1e7],
      [1e12, 1e12],
    ] as const) {
      for (const u of [0.001, 0.2, 0.5, 0.9]) {
        // A dyadic x, so that 1 - x is exact.
        const x = Math.round((a / (a + b)) * (0.5 + u) * 2 ** 40) / 2 ** 40;
        const mirrored = math.betaIComplement(b, a, 1 - x);
        expect(Math.abs(math.betaI(a, b, x) - mirrored), `a ${a} b ${b} x ${x}`).toBeLessThanOrEqual(1e-13 * mirrored);
        expect(Math.abs(math.betaI(a, b, x) + math.betaIComplement(a, b, x) - 1)).toBeLessThan(1e-13);
      }
    }
  });

  test("the counts' probabilities add up to 1", () => {
    for (const [kind, a, b] of [
      [0, 40, 0],
      [1, 300, 0.2],
      [2, 0.3, 9],
      [2, 50, 0.5],
    ] as const) {
      const total = Array.from({ length: 3000 }, (_, n) => math.exp(math.logPmf(kind, a, b, n))).reduce(
        (s, p) => s + p,
        0,
      );
      expect(Math.abs(total - 1)).toBeLessThan(1e-14);
    }
  });
});

test("generating the tables again gives the committed files", async () => {
  const tables = new URL("../assembly/tables/", import.meta.url);
  const { generate } = await import(new URL("generate.mjs", tables).href);
  for (const [name, text] of Object.entries<string>(generate())) {
    expect(readFileSync(new URL(name, tables), "utf8") === text, name).toBe(true);
  }
});

test("inverses of probabilities below the normal numbers stay near their neighbours", () => {
  for (const a of [0.5, 2, 1e2, 1e4, 1e10]) {
    for (const p of [5e-324, 1e-320, 1e-310]) {
      const upper = math.gammaQInverse(a, p);
      expect(upper).toBeGreaterThan(math.gammaQInverse(a, 1e-300));
      expect(upper).toBeLessThan(math.gammaQInverse(a, 1e-300) * 1.1);
      const lower = math.gammaPInverse(a, p);
      expect(lower).toBeLessThanOrEqual(math.gammaPInverse(a, 1e-300));
      if (a >= 1e4) expect(lower).toBeGreaterThan(math.gammaPInverse(a, 1e-300) * 0.9);
    }
  }
});
