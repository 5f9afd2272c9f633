import { afterAll, describe, expect, it } from "vitest";
import { close, gamma, inforce, PricingModel, poisson, portfolio } from "../dist/index.js";
import { exactModels } from "./support/exactModels.js";
import { zLimit } from "./support/limits.js";
import { randomModel } from "./support/randomModels.js";

// Both engines on the same model: two ways that share the description of the laws and nothing else.

afterAll(() => close());

const modelOf = (name: string): PricingModel =>
  new PricingModel(portfolio(exactModels[name]!.map((part, i) => inforce({ name: `component ${i}`, ...part }))));

describe("simulation against the exact law", () => {
  it.each(Object.keys(exactModels))("%s", async (name) => {
    const validation = await modelOf(name).validate({ trials: 1_000_000, seed: 20_260_511 });
    expect(validation.rows.filter(({ z }) => Math.abs(z) > zLimit)).toEqual([]);
    // Nothing is compared in vain: the mean and the probability of a loss always have an error.
    expect(validation.rows.slice(0, 2).every(({ z }) => !Number.isNaN(z))).toBe(true);
  });

  it("knows an atom next to the exact VaR from an error", async () => {
    // Its VaR 0.995 is an atom, which the grid has at a place that is off in the seventh digit.
    const model = new PricingModel(portfolio(randomModel(174_218).map(inforce)));
    const { rows, exact } = await model.validate({ trials: 200_000, seed: 20_260_512 });
    const { value, low, high } = exact.var(0.995);
    expect(low).toBeLessThan(value);
    expect(exact.cdf(high).value - exact.cdf(low * (1 - 1e-6)).value).toBeGreaterThan(0.001);
    expect(rows.filter(({ z }) => Math.abs(z) > zLimit)).toEqual([]);
    expect(rows.find(({ measure }) => measure === "VaR 0.9")!.z).not.toBe(0);
  });

  it("sees an error of one percent", async () => {
    const model = (theta: number): PricingModel =>
      new PricingModel(
        portfolio([inforce({ name: "x", frequency: poisson({ lambda: 5 }), severity: gamma({ alpha: 2, theta }) })]),
      );
    const [exact, other] = [await model(1000).solve(), await model(1010).simulate({ trials: 1_000_000, seed: 1 })];
    expect((other.mean.value - exact.mean.value) / other.mean.standardError).toBeGreaterThan(zLimit);
  });

  it("prints itself", async () => {
    const text = String(await modelOf("layer").validate({ trials: 100_000, seed: 1, levels: [0.99] }));
    expect(text).toMatch(/^exact law against 100,000 simulated years, seed 1\n/);
    expect(text).toMatch(/VaR 0\.99 .*\n.*TVaR 0\.99/);
    expect(String(await modelOf("a lattice").solve())).toMatch(/the law's own grid/);
  });
});
