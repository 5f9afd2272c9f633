import { describe, expect, it } from "vitest";
import { type Bounded, type ExactResult, inforce, PricingModel, portfolio } from "../dist/index.js";
import { goldenLayers, goldenModels } from "./support/goldenCases.js";
import type { Measures } from "./support/measures.js";
import { reference } from "./support/reference.js";

// The published annual losses that test/golden.test.ts simulates, by the exact engine: each within its error bounds.

interface GoldenCase {
  readonly rtol: number;
  readonly expected: Measures & { readonly layers?: Record<string, number> };
}
type Component = (typeof goldenModels)[string]["components"][number];
const cases = reference<Record<string, GoldenCase>>("golden");

function solved(components: readonly Component[], levels: readonly number[] = []): Promise<ExactResult> {
  const book = portfolio(components.map((component, i) => inforce({ name: `component ${i}`, ...component })));
  return new PricingModel(book).solve({ levels: [0.5, 0.9, 0.99, 0.9999, ...levels], relativeError: 1e-8 });
}

/** What is wrong: the published figure, as good as its source says, is outside the bounds, or the value is far from it. */
function wrong(what: string, { value, low, high }: Bounded, truth: number, rtol = 2e-9): string[] {
  const digits = rtol * Math.abs(truth) + 1e-12;
  const inside = low - digits <= truth && truth <= high + digits;
  const near = Math.abs(value - truth) <= 1e-6 * Math.abs(truth) + 1e-9;
  return inside && near ? [] : [`${what}: ${value} from ${low} to ${high}, published ${truth}`];
}

describe("published annual losses", () => {
  const whole = Object.entries(cases).filter(([, { expected }]) => expected.layers === undefined);
  it.each(whole)("%s", async (name, { expected, rtol }) => {
    const r = await solved(
      goldenModels[name]!.components,
      expected.quantiles?.map(([p]) => p),
    );
    const point = (x: number): Bounded => ({ value: x, low: x, high: x });
    const found: string[] = [];
    const check = (what: string, by: Bounded, truth: number): void => {
      found.push(...wrong(what, by, truth, rtol));
    };
    if (expected.mean !== undefined) check("mean", r.mean, expected.mean);
    if (expected.variance !== undefined) check("variance", point(r.standardDeviation ** 2), expected.variance);
    if (expected.probabilityOfZero !== undefined) {
      check("P(S > 0)", point(r.probabilityOfLoss), 1 - expected.probabilityOfZero);
    }
    for (const [x, p] of expected.cdf ?? []) check(`F(${x})`, r.cdf(x), p);
    for (const [p, x] of expected.quantiles ?? []) check(`VaR ${p}`, r.var(p), x);
    for (const [p, x] of expected.tvar ?? []) check(`TVaR ${p}`, r.tvar(p), x);
    for (const [d, x] of expected.stopLoss ?? []) check(`E(S - ${d})+`, r.stopLoss(d), x);
    for (const [x, p] of expected.pmf ?? []) {
      check(`P(S = ${x})`, point(r.cdf(x).value - r.cdf(x - 1e-6).value), p);
    }
    expect(found).toEqual([]);
  });
});

describe("published layers", () => {
  const layers = Object.entries(cases).flatMap(([name, { expected }]) =>
    Object.entries(expected.layers ?? {}).map(([layer, mean]) => ({ name, layer, mean })),
  );
  it.each(layers)("$name, $layer", async ({ name, layer, mean }) => {
    const r = await solved([goldenLayers[name]![layer]!]);
    expect(wrong("mean", r.mean, mean)).toEqual([]);
  });
});
