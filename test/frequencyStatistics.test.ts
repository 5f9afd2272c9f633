import { afterAll, describe, expect, it } from "vitest";
import {
  binomial,
  close,
  compoundFrequency,
  constant,
  empirical,
  empiricalCounts,
  extendedTruncatedNegativeBinomial,
  type Frequency,
  gamma,
  geometric,
  type InforceOptions,
  inforce,
  logarithmic,
  lognormal,
  mixedPoisson,
  negativeBinomial,
  neymanA,
  PricingModel,
  pareto,
  poisson,
  poissonInverseGaussian,
  polyaAeppli,
  portfolio,
  uniform,
  zeroModified,
  zeroTruncated,
} from "../dist/index.js";
import { failures } from "./support/finding.js";
import { type Law, LawTest } from "./support/lawTest.js";
import { reference } from "./support/reference.js";

// Samples of the laws beyond the (a, b, 0) class against laws that numpy and scipy computed
// (reference/frequencyLaws.py); both sides of the span at which cells become wider than a count.

const draws = 4_000_000;
const firstSeed = 20_270_101;

const points = empiricalCounts({ counts: [1, 2, 5], weights: [0.5, 0.25, 0.25] });
const made: Record<string, Frequency> = {
  "logarithmic(0.5)": logarithmic({ beta: 0.5 }),
  "logarithmic(20000)": logarithmic({ beta: 20_000 }),
  "extendedTruncatedNegativeBinomial(-0.5, 3)": extendedTruncatedNegativeBinomial({ r: -0.5, beta: 3 }),
  "extendedTruncatedNegativeBinomial(-0.3, 5000)": extendedTruncatedNegativeBinomial({ r: -0.3, beta: 5000 }),
  "poissonInverseGaussian(5, 2)": poissonInverseGaussian({ mu: 5, beta: 2 }),
  "poissonInverseGaussian(0.1, 300)": poissonInverseGaussian({ mu: 0.1, beta: 300 }),
  "poissonInverseGaussian(20000, 100)": poissonInverseGaussian({ mu: 20_000, beta: 100 }),
  "neymanA(2, 1.5)": neymanA({ lambda1: 2, lambda2: 1.5 }),
  "neymanA(3, 1000)": neymanA({ lambda1: 3, lambda2: 1000 }),
  "neymanA(10000, 5)": neymanA({ lambda1: 10_000, lambda2: 5 }),
  "polyaAeppli(2, 1.5)": polyaAeppli({ lambda: 2, beta: 1.5 }),
  "polyaAeppli(3000, 20)": polyaAeppli({ lambda: 3000, beta: 20 }),
  "zeroTruncated(poisson(0.5))": zeroTruncated(poisson({ lambda: 0.5 })),
  "zeroModified(poisson(30000), 0.3)": zeroModified(poisson({ lambda: 30_000 }), { p0: 0.3 }),
  "zeroModified(negativeBinomial(0.3, 8), 0.05)": zeroModified(negativeBinomial({ r: 0.3, beta: 8 }), { p0: 0.05 }),
  "zeroModified(logarithmic(3), 0.25)": zeroModified(logarithmic({ beta: 3 }), { p0: 0.25 }),
  empiricalCounts: empiricalCounts({ counts: [7, 0, 3, 7, 20], weights: [1, 2, 1, 3, 1] }),
  "compound of points": compoundFrequency({ primary: poisson({ lambda: 3 }), secondary: points }),
  "compound of points, wide": compoundFrequency({ primary: poisson({ lambda: 9000 }), secondary: points }),
  "binomial of zero-truncated poisson": compoundFrequency({
    primary: binomial({ m: 20, q: 0.25 }),
    secondary: zeroTruncated(poisson({ lambda: 2 })),
  }),
  "negativeBinomial of poisson": compoundFrequency({
    primary: negativeBinomial({ r: 2, beta: 300 }),
    secondary: poisson({ lambda: 20 }),
  }),
  "zero-truncated poisson of geometric": compoundFrequency({
    primary: zeroTruncated(poisson({ lambda: 2 })),
    secondary: geometric({ beta: 3 }),
  }),
  "mixedPoisson(5, lognormal(0, 0.5))": mixedPoisson({ lambda: 5, mixing: lognormal({ mu: 0, sigma: 0.5 }) }),
  "mixedPoisson(5, pareto(2.5))": mixedPoisson({ lambda: 5, mixing: pareto({ alpha: 2.5, theta: 1 }) }),
  "mixedPoisson(5, points)": mixedPoisson({ lambda: 5, mixing: empirical({ values: [2, 2, 14, 2] }) }),
  "mixedPoisson(20000, uniform(1, 3))": mixedPoisson({ lambda: 20_000, mixing: uniform({ low: 1, high: 3 }) }),
};
const laws = reference<Record<string, Law>>("frequencyLaws");

afterAll(() => close());

describe("a frequency's sample has its law", () => {
  it.each(Object.entries(laws).map(([name, law], i) => [name, law, firstSeed + i] as const))(
    "%s",
    (name, law, seed) => {
      const sample = made[name]!.sample(draws, { seed });
      const test = new LawTest(law);
      test.add(sample);
      expect(failures(test.findings(Infinity))).toEqual([]);
      expect(sample.findIndex((n) => !Number.isSafeInteger(n) || n < 0)).toBe(-1);
    },
  );

  it("for every law of the reference", () => {
    expect(Object.keys(made).sort()).toEqual(Object.keys(laws).sort());
  });
});

describe("in a model", () => {
  const simulate = (options: Omit<InforceOptions, "name">) =>
    new PricingModel(portfolio([inforce({ name: "a", ...options })])).simulate({
      trials: 400_000,
      seed: 3,
      workers: 1,
    });

  const frequencies = Object.entries({
    logarithmic: logarithmic({ beta: 4 }),
    extended: extendedTruncatedNegativeBinomial({ r: -0.5, beta: 3 }),
    poissonInverseGaussian: poissonInverseGaussian({ mu: 2, beta: 2 }),
    neymanA: neymanA({ lambda1: 1, lambda2: 2 }),
    polyaAeppli: polyaAeppli({ lambda: 1, beta: 1.5 }),
    "zero-truncated": zeroTruncated(negativeBinomial({ r: 2, beta: 1 })),
    "zero-modified": zeroModified(poisson({ lambda: 3 }), { p0: 0.8 }),
    empiricalCounts: empiricalCounts({ counts: [0, 0, 1, 4, 9] }),
    compound: compoundFrequency({ primary: poisson({ lambda: 1 }), secondary: points }),
    mixedPoisson: mixedPoisson({ lambda: 2, mixing: lognormal({ mu: 0, sigma: 0.6 }) }),
  });

  it.each(frequencies)("%s counts: thinned by a deductible, claim by claim", async (_, frequency) => {
    const severity = pareto({ alpha: 3, theta: 1000 });
    const result = await simulate({ frequency, severity, terms: { deductible: 800, limit: 5000 } });
    const claim = severity.layerMean(800, 5000);
    expect(Math.abs(result.mean.value - frequency.mean() * claim)).toBeLessThan(4.89 * result.mean.standardError);
    const none = frequency.pgf(severity.cdf(800));
    const error = Math.sqrt((none * (1 - none)) / result.trials);
    expect(Math.abs(1 - result.probabilityOfLoss - none)).toBeLessThanOrEqual(4.89 * error);
  });

  it.each(frequencies)("%s counts: seven policies, sums of gamma claims", async (_, frequency) => {
    const severity = gamma({ alpha: 0.7, theta: 100 });
    const result = await simulate({ frequency, severity, policies: 7 });
    expect(Math.abs(result.mean.value - 7 * frequency.mean() * 70)).toBeLessThan(4.89 * result.mean.standardError);
    const variance = 7 * (frequency.mean() * 7000 + frequency.variance() * 4900);
    expect(result.standardDeviation / Math.sqrt(variance)).toBeGreaterThan(0.98);
    expect(result.standardDeviation / Math.sqrt(variance)).toBeLessThan(1.02);
    const none = frequency.pgf(0) ** 7;
    const error = Math.sqrt((none * (1 - none)) / result.trials);
    expect(Math.abs(1 - result.probabilityOfLoss - none)).toBeLessThanOrEqual(4.89 * error);
  });

  it.each(frequencies)("%s counts: constant claims of 40 policies count", async (_, frequency) => {
    const result = await simulate({ frequency, severity: constant({ value: 1 }), policies: 40 });
    expect(Math.abs(result.mean.value - 40 * frequency.mean())).toBeLessThan(4.89 * result.mean.standardError);
    expect(result.losses.every((loss) => Number.isInteger(loss))).toBe(true);
  });
});
