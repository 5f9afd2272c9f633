import { afterAll, describe, expect, it } from "vitest";
import { close } from "../dist/index.js";
import { failures } from "./support/finding.js";
import { goldenLayers, goldenModels } from "./support/goldenCases.js";
import { type Measures, measureFindings } from "./support/measures.js";
import { reference } from "./support/reference.js";
import { simulated } from "./support/simulated.js";

// Annual losses from the literature and from other libraries (reference/golden.py names each source), by simulation.

afterAll(() => close());

interface GoldenCase {
  readonly source: string;
  readonly expected: Measures & { readonly layers?: Record<string, number> };
}

const cases = reference<Record<string, GoldenCase>>("golden");
const seed = 20_260_301;

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
