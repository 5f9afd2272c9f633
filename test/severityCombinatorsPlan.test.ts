import { afterAll, describe, expect, it } from "vitest";
import {
  close,
  empirical,
  type Frequency,
  gamma,
  inforce,
  lognormal,
  negativeBinomial,
  PricingModel,
  pareto,
  poisson,
  portfolio,
  type Severity,
  type TermsOptions,
  truncated,
} from "../dist/index.js";
import {
  customSeverity,
  histogram,
  limited,
  mixture,
  piecewisePareto,
  scaled,
  shifted,
} from "./support/combinators.js";

afterAll(() => close());

const model = (severity: Severity, terms: TermsOptions = {}, frequency: Frequency = poisson({ lambda: 5 })) =>
  new PricingModel(portfolio([inforce({ name: "a", frequency, severity, terms })]));

const tree = mixture({
  severities: [
    shifted({ severity: scaled({ severity: empirical({ values: [1, 2, 3, 5, 8] }), by: 1000 }), by: 500 }),
    limited({ severity: lognormal({ mu: 8, sigma: 1 }), at: 10_000 }),
    truncated({ severity: piecewisePareto({ thresholds: [500, 2000], alphas: [0.5, 3] }), lower: 700 }),
    histogram({ edges: [0, 1000, 3000, 20_000], weights: [5, 0, 2] }),
  ],
  weights: [0.25, 0.25, 0.25, 0.25],
});

describe("a portfolio of nested severities", () => {
  // The deductible 2500 is an atom of the tree, 6000 = 1000 + 5000 lies between two, 10500 above the limit's.
  it.each([
    ["a deductible at an atom", { deductible: 2500 }],
    ["a franchise at an atom", { deductible: 2500, deductibleKind: "franchise" }],
    ["a layer", { deductible: 1000, attachment: 5000, limit: 4000 }],
    ["a layer above the limit", { attachment: 10_500, limit: 1e6 }],
    ["trend", { deductible: 2500, trend: 1.1 }],
  ] as [string, TermsOptions][])("is thinned by %s without a change of the law", async (_, terms) => {
    const each = model(tree, terms, negativeBinomial({ r: 2, beta: 3 }));
    expect(each.explain().components[0]!.steps[0]).toMatch(/^thinning/);
    const { mean } = await each.simulate({ trials: 400_000, seed: 7, workers: 1 });
    expect(Math.abs(mean.value - each.explain().mean!)).toBeLessThan(4.89 * mean.standardError);
    expect(mean.standardError).toBeLessThan(0.02 * mean.value);
  });

  it("keeps the probability of no payment where the deductible is an atom", async () => {
    const { probabilityOfLoss, trials } = await model(tree, { deductible: 2500 }).simulate({
      trials: 400_000,
      seed: 8,
      workers: 1,
    });
    const expected = 1 - Math.exp(-5 * tree.survival(2500));
    const error = Math.sqrt((expected * (1 - expected)) / trials);
    expect(Math.abs(probabilityOfLoss - expected)).toBeLessThan(4.89 * error);
  });

  it("draws a scaled gamma law by sum closure", async () => {
    const plain = model(gamma({ alpha: 2, theta: 1050 }));
    const trended = model(scaled({ severity: gamma({ alpha: 2, theta: 1000 }), by: 1.05 }));
    expect(trended.explain().components[0]!.steps[0]).toMatch(/^sum closure/);
    const options = { trials: 10_000, seed: 1, workers: 1 } as const;
    expect((await trended.simulate(options)).hash).toBe((await plain.simulate(options)).hash);
  });

  it("has no other losses when identities are written around it", async () => {
    const severity = pareto({ alpha: 2.2, theta: 40_000 });
    const same = mixture({ severities: [shifted({ severity: scaled({ severity, by: 1 }), by: 0 })], weights: [1] });
    const options = { trials: 10_000, seed: 1, workers: 1 } as const;
    expect((await model(same).simulate(options)).hash).toBe((await model(severity).simulate(options)).hash);
  });

  it("calls a user's functions on the calling thread alone, whatever the number of workers", async () => {
    const custom = customSeverity({ name: "mine", survival: (x) => (1 + x / 1000) ** -3, support: [0, Infinity] });
    const severity = mixture({ severities: [custom, tree], weights: [0.5, 0.5] });
    const run = (workers: number) => model(severity, { limit: 5000 }).simulate({ trials: 20_000, seed: 1, workers });
    const [one, two] = [await run(1), await run(2)];
    expect(two.hash).toBe(one.hash);
  });
});
