import { afterAll, describe, expect, it } from "vitest";
import {
  binomial,
  close,
  deterministic,
  empirical,
  geometric,
  type InforceOptions,
  inforce,
  lognormal,
  negativeBinomial,
  PricingModel,
  pareto,
  poisson,
  portfolio,
  uniform,
} from "../dist/index.js";

afterAll(() => close());

const simulate = (options: Omit<InforceOptions, "name">, trials = 400_000) =>
  new PricingModel(portfolio([inforce({ name: "a", ...options })])).simulate({ trials, seed: 3, workers: 1 });
const plan = (options: Omit<InforceOptions, "name">) =>
  new PricingModel(portfolio([inforce({ name: "a", ...options })])).explain().components[0]!;

describe("thinning by what pays nothing", () => {
  const severity = lognormal({ mu: 8, sigma: 1 });
  const layered = { deductible: 1000, attachment: 4000, limit: 10_000 };
  const attaches = severity.survival(5000);

  it("draws only the claims that pay", () => {
    const each = plan({ frequency: poisson({ lambda: 50 }), severity, terms: layered });
    expect(each.drawsPerTrial).toBeCloseTo(50 * attaches, 10);
    expect(each.steps[0]).toMatch(/^thinning: a share of 0\.302\d+ of the claims pays/);
  });

  it.each([
    ["Poisson", poisson({ lambda: 5 })],
    ["negative binomial", negativeBinomial({ r: 2, beta: 3 })],
    ["binomial", binomial({ m: 12, q: 0.4 })],
    ["geometric", geometric({ beta: 4 })],
    ["deterministic", deterministic({ n: 6 })],
  ])("keeps mean and variance for %s counts", async (_, frequency) => {
    const { mean, standardDeviation } = await simulate({ frequency, severity, terms: layered });
    const claim = severity.layerMean(5000, 10_000);
    // E[Y^2] of the layer = 2 integral of (x - a) S(x), by the limited second moment.
    const square =
      severity.limitedMoment(2, 15_000) - severity.limitedMoment(2, 5000) - 2 * 5000 * severity.layerMean(5000, 10_000);
    const variance = frequency.mean() * (square - claim * claim) + frequency.variance() * claim * claim;
    expect(Math.abs(mean.value - frequency.mean() * claim)).toBeLessThan(4.89 * mean.standardError);
    expect(standardDeviation / Math.sqrt(variance)).toBeGreaterThan(0.99);
    expect(standardDeviation / Math.sqrt(variance)).toBeLessThan(1.01);
  });

  it("keeps the probability of no loss, atoms at the deductible included", async () => {
    const values = empirical({ values: [500, 1000, 1000, 2000] });
    const frequency = negativeBinomial({ r: 2, beta: 3 });
    for (const deductibleKind of ["ordinary", "franchise"] as const) {
      // A claim of 1000 pays nothing under a deductible of 1000 of either kind; one in four pays.
      const result = await simulate({ frequency, severity: values, terms: { deductible: 1000, deductibleKind } });
      const none = frequency.pgf(0.75);
      const error = Math.sqrt((none * (1 - none)) / result.trials);
      expect(Math.abs(1 - result.probabilityOfLoss - none)).toBeLessThan(4.89 * error);
      const paid = deductibleKind === "ordinary" ? 1000 : 2000;
      expect(result.losses.every((loss) => loss % paid === 0)).toBe(true);
    }
  });

  it("draws nothing where no claim can pay", async () => {
    const small = { frequency: geometric({ beta: 7 }), severity: uniform({ low: 5000, high: 95_000 }) };
    const terms = { deductible: 100_000 };
    expect(plan({ ...small, terms }).drawsPerTrial).toBe(0);
    expect(plan({ ...small, terms }).steps[0]).toMatch(/^nothing is drawn/);
    const result = await simulate({ ...small, terms }, 10_000);
    expect(result.mean.value).toBe(0);
    expect(result.probabilityOfLoss).toBe(0);
    const each = await simulate({ ...small, policies: 50, terms: { ...terms, aggregateLimit: 1e6 } }, 10_000);
    expect(each.mean.value).toBe(0);
  });

  it("leaves a severity alone that always pays", () => {
    const always = {
      frequency: poisson({ lambda: 5 }),
      severity: uniform({ low: 6, high: 9 }),
      terms: { deductible: 5 },
    };
    expect(plan(always).drawsPerTrial).toBe(5);
    expect(plan(always).steps).toEqual([]);
  });

  it("simulates a large portfolio in little time", async () => {
    const book = portfolio([
      inforce({
        name: "property",
        policies: 1000,
        frequency: poisson({ lambda: 100 }),
        severity: pareto({ alpha: 2.2, theta: 40_000 }),
        terms: { deductible: 500_000 },
      }),
      inforce({
        name: "liability",
        policies: 700,
        frequency: negativeBinomial({ r: 50, beta: 1 }),
        severity: lognormal({ mu: Math.log(100_000), sigma: 2 }),
        terms: { deductible: 1_000_000 },
      }),
    ]);
    const model = new PricingModel(book);
    const claims = model.explain().components.map((component) => component.drawsPerTrial);
    expect(claims[0]).toBeCloseTo(100_000 * (4 / 54) ** 2.2, 6);
    const result = await model.simulate({ trials: 3000, seed: 1, workers: 1 });
    expect(Math.abs(result.mean.value - model.explain().mean!)).toBeLessThan(4.89 * result.mean.standardError);
  });
});
