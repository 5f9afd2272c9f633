import { afterAll, describe, expect, it } from "vitest";
import { ActuarialError, close, type InforceOptions, inforce, PricingModel, portfolio } from "../../dist/index.js";
import { exactModels } from "../support/exactModels.js";
import { goldenLayers, goldenModels } from "../support/goldenCases.js";
import { zLimit } from "../support/limits.js";
import { randomModel } from "../support/randomModels.js";

// Both engines on published models, on models of every part of the exact engine, and on fifty random ones: ten million
// years each, but of a random one no more than have a hundred million claims.

const years = 10_000_000;
const random = 50;
const randomClaims = 1e8;

const models: Record<string, readonly Omit<InforceOptions, "name">[]> = { ...exactModels };
for (const [name, { components }] of Object.entries(goldenModels)) models[name] = components;
for (const [name, layers] of Object.entries(goldenLayers)) {
  for (const [layer, component] of Object.entries(layers)) models[`${name}, ${layer}`] = [component];
}

const found: string[] = [];
let refused = 0;
afterAll(async () => {
  const head = "| model | years | points | measures | largest | of |\n| --- | --: | --: | --: | --: | --- |";
  console.log(`\n${head}\n${found.join("\n")}\n`);
  await close();
});

async function compare(
  name: string,
  components: readonly Omit<InforceOptions, "name">[],
  mostClaims = Infinity,
): Promise<void> {
  const parts = components.map((part, i) => inforce({ name: `component ${i}`, ...part }));
  const model = new PricingModel(portfolio(parts));
  const claims = model.explain().components.reduce((sum, { meanClaims }) => sum + meanClaims, 0);
  const trials = Math.ceil(Math.min(years, mostClaims / claims));
  const validation = await model.validate({ trials, seed: 20_260_512 }).catch((error: ActuarialError) => error);
  // What no grid resolves is said by name.
  if (validation instanceof ActuarialError) {
    found.push(`| ${name} | | | | | ${validation.message} |`);
    refused++;
    expect(validation.code).toBe("ERR_UNSUPPORTED");
    return;
  }
  const { rows, worst, exact } = validation;
  const scored = rows.filter(({ z }) => !Number.isNaN(z));
  const largest = scored.find(({ z }) => Math.abs(z) === worst);
  const cells = [trials.toPrecision(3), exact.execution.points, scored.length, worst.toFixed(2), largest?.measure];
  found.push(`| ${[name, ...cells].join(" | ")} |`);
  expect(scored.length).toBeGreaterThan(0);
  expect(rows.filter(({ z }) => Math.abs(z) > zLimit)).toEqual([]);
}

describe("simulation against the exact law", () => {
  it.each(Object.entries(models))("%s", (name, components) => compare(name, components));

  // Seeds that are neighbours make models that are alike.
  it.each(Array.from({ length: random }, (_, i) => 7919 * (i + 1)))("random model %d", (seed) =>
    compare(`random ${seed}`, randomModel(seed), randomClaims),
  );

  it("refuses hardly any", () => expect(refused).toBeLessThan(3));
});
