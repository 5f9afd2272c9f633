import { describe, expect, it } from "vitest";
import { binomial, deterministic, fitFrequency, geometric, negativeBinomial, poisson } from "../dist/index.js";
import { refusal } from "./support/failure.js";
import { reference } from "./support/reference.js";

// test/reference/fit.py says how these numbers were made.
const { counts: known } = reference<{
  counts: {
    negativeBinomial: {
      counts: number[];
      weights: number[];
      parameters: Record<string, number>;
      standardErrors: Record<string, number>;
      logLikelihood: number;
    }[];
    binomial: { counts: number[]; m: number; logLikelihood: number };
  };
}>("fit");

/** Danish fire losses above 1 mDKK a year, 1980 to 1990 (McNeil 1997). */
const years = [166, 170, 181, 153, 163, 207, 238, 226, 210, 235, 218];
const few = known.binomial.counts;

describe("by moments", () => {
  it("negative binomial", () => {
    const { parameters, mean, variance, standardErrors, method } = fitFrequency(negativeBinomial, years);
    expect([mean, variance, method]).toEqual([197, expect.closeTo(971.4, 10), "moments"]);
    expect(parameters.r).toBeCloseTo(50.1149, 4);
    expect(parameters.beta).toBeCloseTo(3.93096, 5);
    expect(standardErrors).toBeUndefined();
  });

  it("Poisson and geometric: the mean", () => {
    expect(fitFrequency(poisson, [0, 1, 2, 1]).parameters).toEqual({ lambda: 1 });
    expect(fitFrequency(poisson, [0, 0]).parameters).toEqual({ lambda: 0 });
    expect(fitFrequency(geometric, [0, 1, 2, 1]).parameters).toEqual({ beta: 1 });
    expect(fitFrequency(poisson, [0, 1, 2, 1]).standardErrors).toEqual({ lambda: 0.5 });
    expect(fitFrequency(geometric, [0, 1, 2, 1]).standardErrors!.beta).toBeCloseTo(Math.SQRT1_2, 12);
  });

  it("binomial: the integer next to the moments' m", () => {
    const mean = few.reduce((sum, n) => sum + n, 0) / few.length;
    const variance = few.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (few.length - 1);
    const { parameters } = fitFrequency(binomial, few);
    expect(parameters.m).toBe(Math.max(7, Math.round(mean / (1 - variance / mean))));
    expect(parameters.q).toBeCloseTo(mean / parameters.m!, 14);
  });

  it("weights are so many periods", () => {
    const repeated = fitFrequency(negativeBinomial, [0, 0, 0, 1, 4, 4]);
    const weighted = fitFrequency(negativeBinomial, [4, 0, 1], { weights: [2, 3, 1] });
    expect(weighted.parameters).toEqual(repeated.parameters);
    expect(weighted.logLikelihood).toBe(repeated.logLikelihood);
    expect(weighted.n).toBe(6);
  });
});

describe("by maximum likelihood", () => {
  it.each(known.negativeBinomial)("negative binomial $parameters", (expected) => {
    const { counts, weights } = expected;
    const found = fitFrequency(negativeBinomial, counts, { method: "likelihood", weights });
    for (const [name, value] of Object.entries(expected.parameters)) {
      expect(Math.abs(found.parameters[name]! / value - 1)).toBeLessThan(1e-8);
      expect(Math.abs(found.standardErrors![name]! / expected.standardErrors[name]! - 1)).toBeLessThan(1e-5);
    }
    expect(Math.abs(found.logLikelihood / expected.logLikelihood - 1)).toBeLessThan(1e-12);
    expect(found.aic).toBe(4 - 2 * found.logLikelihood);
    expect(found.warnings).toEqual([]);
  });

  it("binomial: every m was tried", () => {
    const found = fitFrequency(binomial, few, { method: "likelihood" });
    expect(found.parameters.m).toBe(known.binomial.m);
    expect(found.logLikelihood).toBeCloseTo(known.binomial.logLikelihood, 9);
    expect(found.estimated).toEqual(["m", "q"]);
  });

  it("binomial: an m far beyond the largest count, better than its neighbours", () => {
    const counts = [...binomial({ m: 400, q: 0.05 }).sample(20_000, { seed: 5 })];
    const m = fitFrequency(binomial, counts, { method: "likelihood" }).parameters.m!;
    expect(m).toBeGreaterThan(2 * Math.max(...counts));
    const mean = counts.reduce((sum, n) => sum + n, 0) / counts.length;
    const likelihood = (trials: number): number => {
      const law = binomial({ m: trials, q: mean / trials });
      return counts.reduce((sum, n) => sum + Math.log(law.pmf(n)), 0);
    };
    expect(likelihood(m)).toBeGreaterThan(likelihood(m - 1));
    expect(likelihood(m)).toBeGreaterThan(likelihood(m + 1));
  });

  it("binomial of a known m", () => {
    const found = fitFrequency(binomial, [0, 1, 3, 2], { fixed: { m: 10 }, method: "likelihood" });
    expect(found.parameters).toEqual({ m: 10, q: 0.15 });
    expect(found.estimated).toEqual(["q"]);
    expect(found.standardErrors!.q).toBeCloseTo(Math.sqrt((0.15 * 0.85) / 40), 14);
  });

  it("is never less likely than by moments", () => {
    const law = negativeBinomial({ r: 1.3, beta: 2 });
    for (let seed = 0; seed < 10; seed++) {
      const counts = law.sample(200, { seed });
      const likelihood = fitFrequency(negativeBinomial, counts, { method: "likelihood" }).logLikelihood;
      expect(likelihood).toBeGreaterThan(fitFrequency(negativeBinomial, counts).logLikelihood);
    }
  });
});

describe("dispersion", () => {
  it("says what a Poisson law misses", () => {
    expect(fitFrequency(poisson, years).warnings).toEqual([
      {
        code: "OVERDISPERSED",
        message: "the variance 971.4 of the counts is not that of a Poisson law of mean 197; consider negativeBinomial",
      },
    ]);
    expect(fitFrequency(poisson, Array(40).fill(5)).warnings[0]!.code).toBe("UNDERDISPERSED");
    expect(fitFrequency(poisson, poisson({ lambda: 5 }).sample(500, { seed: 1 })).warnings).toEqual([]);
  });

  it("looks at the variance of the method: divisor n - 1 or n", () => {
    expect(fitFrequency(negativeBinomial, [0, 2]).parameters).toEqual({ r: 1, beta: 1 });
    expect(refusal(() => fitFrequency(negativeBinomial, [0, 2], { method: "likelihood" }))).toBe(
      "ERR_DATA fitFrequency: negativeBinomial counts must have variance above mean, got variance 1 and mean 1; use poisson",
    );
  });

  it("refuses what has no law, and names one that has", () => {
    expect(refusal(() => fitFrequency(negativeBinomial, few))).toMatch(
      /^ERR_DATA fitFrequency: negativeBinomial counts must have variance above mean, got variance \S+ and mean \S+; use binomial$/,
    );
    expect(refusal(() => fitFrequency(negativeBinomial, [1, 1, 3, 3], { method: "likelihood" }))).toMatch(
      /use binomial$/,
    );
    expect(refusal(() => fitFrequency(binomial, years))).toBe(
      "ERR_DATA fitFrequency: binomial counts must have variance below mean, got variance 971.4 and mean 197; use negativeBinomial, or give fixed.m",
    );
  });
});

describe("errors", () => {
  it.each([
    [
      () => fitFrequency(deterministic as never, [1, 2]),
      "ERR_PARAMETER fitFrequency: family must be poisson, geometric, negativeBinomial or binomial, got function deterministic",
    ],
    [
      () => fitFrequency(poisson, [1.5, 2]),
      "ERR_DATA fitFrequency: counts[0] must be an integer from 0 to 2^53 - 1, got 1.5",
    ],
    [() => fitFrequency(poisson, [1]), "ERR_DATA fitFrequency: counts must be those of more than one period, got 1"],
    [() => fitFrequency(poisson, 3 as never), "ERR_PARAMETER fitFrequency: counts must be an array of counts, got 3"],
    [
      () => fitFrequency(poisson, [1, 2], { weights: [1] }),
      "ERR_DATA fitFrequency: weights must be as many as the counts, 2, got 1",
    ],
    [
      () => fitFrequency(poisson, [1, 2], { fixed: { m: 2 } }),
      "ERR_PARAMETER fitFrequency: fixed must be for binomial only, got an object",
    ],
    [
      () => fitFrequency(poisson, [1, 2], { method: "mle" as never }),
      'ERR_PARAMETER fitFrequency: method must be "moments" or "likelihood", got "mle"',
    ],
    [
      () => fitFrequency(geometric, [0, 0]),
      "ERR_DATA fitFrequency: counts must be above 0 somewhere, for geometric, got 0",
    ],
    [
      () => fitFrequency(binomial, [1, 5], { fixed: { m: 4 } }),
      "ERR_PARAMETER fitFrequency: fixed.m must be at least the largest count, 5, got 4",
    ],
  ] as const)("%#", (call, message) => expect(refusal(call)).toBe(message));
});

describe("the result", () => {
  it("is frozen and prints itself", () => {
    const found = fitFrequency(negativeBinomial, years);
    expect(Object.isFrozen(found)).toBe(true);
    expect(String(found)).toMatch(
      /^negativeBinomial\(r=50\.1149\d*, beta=3\.93096\d*\), by moments, 11 periods\n {2}counts: mean 197, variance 971\.4\n {2}log-likelihood -52\.95\d\d, AIC 109\.91, BIC 110\.70$/,
    );
  });
});
