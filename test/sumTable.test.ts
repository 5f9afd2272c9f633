import { afterAll, describe, expect, it } from "vitest";
import { close, type Frequency, negativeBinomial, poisson } from "../dist/index.js";
import { failures } from "./support/finding.js";
import { LawTest } from "./support/lawTest.js";
import { binomialLimits, zLimit } from "./support/limits.js";
import { methodOf, sumCases, sumCdf, sumModel } from "./support/sumCases.js";

// Whole sums of gamma claims, from a table of their own law or by a count and one gamma variable, over the range of
// parameters and on both sides of every switch between the two.

afterAll(() => close());

describe("sums have their law, in 4e6 trials", () => {
  it.each(sumCases)("$name: $method", async ({ frequency, alpha, method, law, seed }) => {
    const model = sumModel(frequency, alpha);
    expect(methodOf(model.explain())).toBe(method);
    const result = await model.simulate({ trials: 4_000_000, seed });
    const test = new LawTest(law);
    test.add(result.losses);
    result.release();
    expect(failures(test.findings())).toEqual([]);
  });

  it("has references that are a sum of incomplete gamma functions", () => {
    // Those of a few hundred counts; the long test takes its laws from here.
    for (const { name, frequency, alpha, law } of sumCases.filter(({ frequency }) => frequency.mean() <= 50)) {
      const cdf = sumCdf(frequency, alpha, 4000);
      law.edges.forEach((edge, i) => {
        expect(Math.abs(cdf(edge) - law.cdf[i]!), `${name}, ${edge}`).toBeLessThan(1e-12);
      });
    }
  });
});

/** Raw moments of orders 1 to 6 of gamma(alpha, 1), times E N. */
function cumulants(lambda: number, alpha: number): number[] {
  let product = lambda;
  return Array.from({ length: 6 }, (_, j) => (product *= alpha + j));
}

/** Central moments of orders 2, 3, 4 and 6 of a compound Poisson sum, by its cumulants. */
function centralMoments(lambda: number, alpha: number): { m2: number; m3: number; m4: number; m6: number } {
  const [, k2, k3, k4, , k6] = cumulants(lambda, alpha) as [number, number, number, number, number, number];
  return { m2: k2, m3: k3, m4: k4 + 3 * k2 ** 2, m6: k6 + 15 * k4 * k2 + 10 * k3 ** 2 + 15 * k2 ** 3 };
}

/** Trials from which on a mean of such skewness is as good as normal at 4.89 standard errors. */
const trialsFor = (skewness: number): number => (skewness / 0.02) ** 2;
const atLeast = 1_000_000;
const most = 60_000_000;

function expectZeros(trials: number, share: number, exact: number): void {
  const [low, high] = binomialLimits(trials, exact);
  expect(Math.round(trials * share)).toBeGreaterThanOrEqual(low);
  expect(Math.round(trials * share)).toBeLessThanOrEqual(high);
}

describe("mean, standard deviation and P(S > 0) of Poisson sums", () => {
  const alphas = [1e-3, 0.01, 1, 99.9, 100, 100.1, 1e4, 1e6];
  const lambdas = [1e-3, 0.1, 0.51, 0.52, 5, 300, 1e4, 1e6, 9.99e8, 1.001e9];
  const grid = alphas.flatMap((alpha) => lambdas.map((lambda) => ({ alpha, lambda })));

  it.each(grid)("alpha $alpha, lambda $lambda", async ({ alpha, lambda }) => {
    const { m2, m3, m4, m6 } = centralMoments(lambda, alpha);
    const forMean = trialsFor(m3 / m2 ** 1.5);
    const forDeviation = trialsFor((m6 - 3 * m4 * m2 + 2 * m2 ** 3) / (m4 - m2 * m2) ** 1.5);
    const wanted = Math.max(atLeast, ...[forMean, forDeviation].filter((n) => n <= most));
    const model = sumModel(poisson({ lambda }), alpha);
    if (alpha > 100 || lambda > 1e9) expect(methodOf(model.explain())).toBe("sum closure");
    else if (alpha >= 1 && lambda <= 1e6) expect(methodOf(model.explain())).toBe("sum table");

    const trials = Math.ceil(wanted);
    const result = await model.simulate({ trials, seed: 20_320_101, keep: "none" });
    if (forMean <= most) {
      const z = (result.mean.value - lambda * alpha) / Math.sqrt(m2 / trials);
      expect(Math.abs(z), "mean").toBeLessThan(zLimit);
    }
    if (forDeviation <= most) {
      const z = (result.standardDeviation ** 2 - m2) / Math.sqrt((m4 - m2 * m2) / trials);
      expect(Math.abs(z), "standard deviation").toBeLessThan(zLimit);
    }
    // In a table sums below 1e-290 are 0; by counts some smaller ones are seen.
    const tiny = alpha < 0.1;
    if (tiny && methodOf(model.explain()) === "sum closure") return;
    const none = lambda < 20 ? sumCdf(poisson({ lambda }), alpha, 200)(tiny ? 1e-290 : 0) : 0;
    expectZeros(trials, 1 - result.probabilityOfLoss, none);
  });
});

describe("sums of many claims of a heavy-tailed count", () => {
  const cases: [string, Frequency, number][] = [
    ["negativeBinomial(0.001, 10000)", negativeBinomial({ r: 0.001, beta: 1e4 }), 1],
    ["negativeBinomial(0.1, 1000000)", negativeBinomial({ r: 0.1, beta: 1e6 }), 100],
  ];
  it.each(cases)("have their moments: %s", async (_, frequency, alpha) => {
    const trials = 20_000_000;
    const result = await sumModel(frequency, alpha).simulate({ trials, seed: 20_330_101, keep: "none" });
    const mean = frequency.mean() * alpha;
    const variance = frequency.mean() * alpha + frequency.variance() * alpha * alpha;
    expect(Math.abs(result.mean.value - mean) / Math.sqrt(variance / trials)).toBeLessThan(zLimit);
    expectZeros(trials, 1 - result.probabilityOfLoss, frequency.pmf(0));
  });
});
