import { afterAll, describe, expect, it } from "vitest";
import { close, deterministic, gamma, inforce, PricingModel, portfolio, scaled } from "../dist/index.js";
import { failures } from "./support/finding.js";
import { type Component, goldenLayers, goldenModels } from "./support/goldenCases.js";
import { type Measures, measureFindings } from "./support/measures.js";
import { reference } from "./support/reference.js";
import { simulated } from "./support/simulated.js";

// Annual losses from the literature and from other libraries (reference/golden.py names each source): their moments by
// closed forms, to the tolerance of the source, and everything by simulation.

afterAll(() => close());

interface GoldenCase {
  readonly source: string;
  readonly rtol: number;
  readonly closed: { readonly mean?: number; readonly variance?: number };
  readonly expected: Measures & { readonly layers?: Record<string, number> };
}

const cases = reference<Record<string, GoldenCase>>("golden");
const seed = 20_260_301;

/** Means and second moments of what a claim pays over a deductible. */
function claimMoments({ severity, terms = {} }: Component): [mean: number, second: number] {
  const { trend = 1, deductible = 0 } = terms;
  const claim = scaled({ severity, by: trend });
  const mean = claim.layerMean(deductible, Infinity);
  return [mean, claim.moment(2) - claim.limitedMoment(2, deductible) - 2 * deductible * mean];
}

/** Var S = E N Var X + Var N (E X)^2, of independent policies and components. */
function annualVariance(components: readonly Component[]): number {
  return components.reduce((sum, component) => {
    const { policies = 1, frequency } = component;
    const [mean, second] = claimMoments(component);
    return sum + policies * (frequency.mean() * (second - mean * mean) + frequency.variance() * mean * mean);
  }, 0);
}

const exactMean = (...components: Component[]): number | undefined =>
  new PricingModel(portfolio(components.map((one, i) => inforce({ name: `${i}`, ...one })))).explain().mean;
const error = (got: number, expected: number): number => Math.abs(got / expected - 1);

describe("moments by closed forms", () => {
  const closed = Object.entries(cases).filter(([, { closed }]) => Object.keys(closed).length > 0);
  it.each(closed)("%s", (name, { closed: { mean, variance }, rtol }) => {
    const { components } = goldenModels[name]!;
    if (mean !== undefined) expect(error(exactMean(...components)!, mean)).toBeLessThanOrEqual(rtol);
    if (variance !== undefined) expect(error(annualVariance(components), variance)).toBeLessThanOrEqual(rtol);
  });

  it.each([
    ["mata-2000-reinstatements", ["unlimited_10xs10", "unlimited_10xs20", "unlimited_20xs10"]],
    ["gemact-multilayer", ["layer1_pure_premium"]],
  ])("layers without an annual limit: %s", (name, layers) => {
    const { expected, rtol } = cases[name]!;
    for (const layer of layers) {
      expect(error(exactMean(goldenLayers[name]![layer]!)!, expected.layers![layer]!)).toBeLessThanOrEqual(rtol);
    }
  });
});

describe("published annual losses", () => {
  const whole = Object.entries(cases).filter(([, { expected }]) => expected.layers === undefined);
  it.each(whole)("%s", async (name, { expected }) => {
    const model = goldenModels[name]!;
    const { losses } = await simulated(model.components, model.trials, seed);
    expect(failures(measureFindings(losses, expected))).toEqual([]);
  });
});

describe("published layers", () => {
  const layers = Object.entries(cases).flatMap(([name, { expected }]) =>
    Object.entries(expected.layers ?? {}).map(([layer, mean]) => ({ name, layer, mean })),
  );
  it.each(layers)("$name, $layer", async ({ name, layer, mean }) => {
    const { losses } = await simulated([goldenLayers[name]![layer]!], 4_000_000, seed);
    expect(failures(measureFindings(losses, { mean }))).toEqual([]);
  });
});

interface PaymentCase {
  readonly id: string;
  readonly rtol: number;
  readonly inputs: { readonly y: readonly number[] };
  readonly expected: { readonly pdf: readonly number[] };
}

describe("published laws of one payment", () => {
  const coverages = reference<readonly PaymentCase[]>("terms.golden");

  it.each([
    ["coverage-gamma-loss-franchise", { deductibleKind: "franchise" }],
    ["coverage-gamma-loss-ordinary-coins0.8-infl0.05", { share: 0.8, trend: 1.05 }],
  ] as const)("%s: the law that claims are drawn from has that density", (id, options) => {
    const { inputs, expected, rtol } = coverages.find((each) => each.id === id)!;
    const severity = gamma({ alpha: 5, theta: 1 / 0.6 });
    const terms = { ...options, deductible: 5, maximumCoveredLoss: 13 };
    const one = inforce({ name: "one", frequency: deterministic({ n: 1 }), severity, terms });
    const { losses, drawsPerTrial } = new PricingModel(portfolio([one])).explain().components[0]!;
    // Only claims that pay are drawn, so their density is one of payments; the source's is one of losses.
    const parts = losses.method === "per claim" ? losses.parts() : [];
    const density = (y: number): number =>
      parts.reduce((sum, part) => sum + (part.kind === "continuous" ? part.weight * part.density(y) : 0), 0);
    inputs.y.forEach((y, i) => {
      expect(error(drawsPerTrial * density(y), expected.pdf[i]!)).toBeLessThanOrEqual(rtol);
    });
  });
});
