import { afterAll, describe, expect, it } from "vitest";
import { close, type InforceOptions, inforce, PricingModel, portfolio } from "../../dist/index.js";
import { exactModels } from "../support/exactModels.js";
import { goldenLayers, goldenModels } from "../support/goldenCases.js";
import { zLimit } from "../support/limits.js";

// Both engines on some fifty models, ten million years each.

afterAll(() => close());

const models: Record<string, readonly Omit<InforceOptions, "name">[]> = { ...exactModels };
for (const [name, { components }] of Object.entries(goldenModels)) models[name] = components;
for (const [name, layers] of Object.entries(goldenLayers)) {
  for (const [layer, component] of Object.entries(layers)) models[`${name}, ${layer}`] = [component];
}

describe("simulation against the exact law", () => {
  it.each(Object.entries(models))("%s", async (_, components) => {
    const parts = components.map((part, i) => inforce({ name: `component ${i}`, ...part }));
    const model = new PricingModel(portfolio(parts));
    const { rows } = await model.validate({ trials: 10_000_000, seed: 20_260_512 });
    expect(rows.filter(({ z }) => Math.abs(z) > zLimit)).toEqual([]);
  });
});
