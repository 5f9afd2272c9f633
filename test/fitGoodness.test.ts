import { describe, expect, it } from "vitest";
import { andersonDarlingSurvival } from "../dist/fit/andersonDarling.js";
import { kolmogorovSurvival } from "../dist/fit/kolmogorov.js";
import { empirical, fit as estimate, exponential, gamma, goodnessOfFit, lognormal, uniform } from "../dist/index.js";
import { reference } from "./support/reference.js";

// test/reference/fit.py says how these numbers were made.
interface Case {
  readonly mu: number;
  readonly sigma: number;
  readonly deductible: number;
  readonly limit: number | null;
  readonly amounts: number[];
  readonly kolmogorovSmirnov: number;
  readonly andersonDarling: number;
}
const { goodness, kolmogorov, andersonDarling } = reference<{
  goodness: Case[];
  kolmogorov: [n: number, d: number, p: number][];
  andersonDarling: [z: number, p: number][];
}>("fit");

describe("the laws of the statistics", () => {
  it.each(kolmogorov)("Kolmogorov-Smirnov, %d values, %d", (n, d, p) => {
    const got = kolmogorovSurvival(n, d);
    if (n <= 100) expect(Math.abs(got / p - 1)).toBeLessThan(1e-9);
    else expect(Math.abs(got - p)).toBeLessThan(p < 0.09 ? 2e-4 * p : 2e-4);
  });

  it.each(andersonDarling)("Anderson-Darling, %d", (z, p) => {
    expect(Math.abs(andersonDarlingSurvival(z) - p)).toBeLessThan(1e-7);
  });

  it("Anderson-Darling far out: one curve, falling", () => {
    const [before, after] = [andersonDarlingSurvival(24.999), andersonDarlingSurvival(25.001)];
    expect(after / before).toBeCloseTo(Math.exp(-0.002), 1);
    expect(andersonDarlingSurvival(300)).toBeGreaterThan(0);
    expect(andersonDarlingSurvival(0)).toBe(1);
  });
});

describe.each(goodness.map((each) => [each.deductible, each.limit ?? Infinity, each] as const))(
  "claims above %d, up to %d",
  (deductible, limit, { mu, sigma, amounts, kolmogorovSmirnov, andersonDarling }) => {
    const law = lognormal({ mu, sigma });
    const found = goodnessOfFit(law, amounts, { deductible, limit });

    it("has the distances of their definitions", () => {
      expect(Math.abs(found.kolmogorovSmirnov.statistic / kolmogorovSmirnov - 1)).toBeLessThan(1e-12);
      expect(Math.abs(found.andersonDarling.statistic / andersonDarling - 1)).toBeLessThan(1e-10);
    });

    it("has p-values unless claims are capped", () => {
      if (limit < Infinity) {
        expect(found.noPValue).toBe("claims are capped");
        expect(found.kolmogorovSmirnov.pValue).toBeUndefined();
        expect(found.andersonDarling.pValue).toBeUndefined();
      } else {
        expect(found.noPValue).toBeUndefined();
        expect(found.kolmogorovSmirnov.pValue).toBe(kolmogorovSurvival(60, found.kolmogorovSmirnov.statistic));
        expect(found.andersonDarling.pValue).toBe(andersonDarlingSurvival(found.andersonDarling.statistic));
      }
    });

    it("is the same by weights", () => {
      const weights = amounts.map((_, i) => (i % 2 ? 0.7 : 1.3));
      const merged = goodnessOfFit(law, amounts, { deductible, limit, weights: amounts.map(() => 2) });
      expect(merged.kolmogorovSmirnov.statistic).toBeCloseTo(found.kolmogorovSmirnov.statistic, 12);
      expect(merged.andersonDarling.statistic).toBeCloseTo(2 * found.andersonDarling.statistic, 9);
      expect(goodnessOfFit(law, amounts, { deductible, limit, weights }).andersonDarling.statistic).toBeLessThan(
        Infinity,
      );
    });
  },
);

describe("p-values", () => {
  // Claims of the law itself: p-values are uniform. 400 looks at 30 claims, the largest gap of their distribution function
  // being above 0.081 once in a hundred seeds.
  it("are uniform for a law that is the claims' own", () => {
    const law = gamma({ alpha: 2, theta: 500 });
    for (const test of ["kolmogorovSmirnov", "andersonDarling"] as const) {
      const values = Array.from({ length: 400 }, (_, seed) => {
        return goodnessOfFit(law, law.sample(30, { seed }))[test].pValue!;
      }).sort((a, b) => a - b);
      const gap = Math.max(...values.map((p, i) => Math.max(p - i / 400, (i + 1) / 400 - p)));
      expect(gap).toBeLessThan(0.081);
    }
  });

  it("are not given for a fit, which counts its parameters", () => {
    const losses = gamma({ alpha: 2, theta: 500 }).sample(200, { seed: 3 });
    const fitted = estimate(gamma, losses);
    const found = goodnessOfFit(fitted, losses);
    const specified = goodnessOfFit(fitted.severity, losses);
    expect(found.noPValue).toBe("the parameters were estimated from the claims");
    expect(found.kolmogorovSmirnov).toEqual({ ...specified.kolmogorovSmirnov, pValue: undefined });
    expect(found.aic).toBe(fitted.aic);
    expect(found.bic).toBe(fitted.bic);
    expect(specified.aic).toBe(-2 * fitted.logLikelihood);
  });
});

describe("the chi-square test", () => {
  const amounts = [110, 150, 150, 290, 310, 420, 500, 610, 880, 2500];

  it("counts classes, closed above", () => {
    const law = exponential({ theta: 500 });
    const { chiSquare } = goodnessOfFit(law, amounts, { deductible: 100, edges: [300, 500] });
    const probabilities = [1 - Math.exp(-0.4), Math.exp(-0.4) - Math.exp(-0.8), Math.exp(-0.8)];
    const observed = [4, 3, 3];
    const statistic = observed.reduce(
      (sum, o, i) => sum + (o - 10 * probabilities[i]!) ** 2 / (10 * probabilities[i]!),
      0,
    );
    expect(chiSquare!.classes.map((each) => each.observed)).toEqual(observed);
    expect(chiSquare!.classes.map(({ from, to }) => [from, to])).toEqual([
      [100, 300],
      [300, 500],
      [500, Infinity],
    ]);
    expect(chiSquare!.statistic).toBeCloseTo(statistic, 12);
    expect(chiSquare!.degreesOfFreedom).toBe(2);
    expect(chiSquare!.pValue).toBeCloseTo(Math.exp(-statistic / 2), 12);
  });

  it("puts capped claims above the last edge, and counts estimated parameters", () => {
    const options = { deductible: 100, limit: 800, edges: [300, 500, 800] };
    const fitted = estimate(exponential, amounts, { deductible: 100, limit: 800 });
    const { chiSquare } = goodnessOfFit(fitted, amounts, options);
    expect(chiSquare!.classes.map((each) => each.observed)).toEqual([4, 3, 1, 2]);
    expect(chiSquare!.degreesOfFreedom).toBe(2);
    expect(() => goodnessOfFit(fitted, amounts, { ...options, edges: [300, 900] })).toThrow(
      /goodnessOfFit: edges\[1\] must be at most the limit 800, got 900/,
    );
    expect(() => goodnessOfFit(fitted, amounts, { ...options, edges: [300, 300] })).toThrow(
      /goodnessOfFit: edges\[1\] must be a number > 300, the edge before, got 300/,
    );
  });
});

describe("what cannot be compared", () => {
  const law = exponential({ theta: 500 });
  const failures: [string, () => unknown, string][] = [
    [
      "different deductibles",
      () => goodnessOfFit(law, [500, { amount: 600, deductible: 100 }]),
      "goodnessOfFit: claims of different deductibles or limits have no one distribution function to compare with",
    ],
    [
      "atoms",
      () => goodnessOfFit(empirical({ values: [1, 2] }), [1, 2]),
      "goodnessOfFit: empirical has atoms, continuous laws only",
    ],
    [
      "no severity",
      () => goodnessOfFit({} as never, [1, 2]),
      "goodnessOfFit: severity must be a severity, got an object",
    ],
    ["no claims", () => goodnessOfFit(law, []), "goodnessOfFit: data must be at least one claim, got an array of 0"],
  ];
  it.each(failures)("%s", (_, call, message) => expect(call).toThrow(message));

  it("is infinitely far from claims that the law does not have", () => {
    const { andersonDarling, logLikelihood } = goodnessOfFit(uniform({ low: 0, high: 100 }), [50, 150]);
    expect(andersonDarling.statistic).toBe(Infinity);
    expect(logLikelihood).toBe(-Infinity);
  });
});
