import { afterAll, describe, expect, it } from "vitest";
import { close, inforce, type MeanEstimate, PricingModel, portfolio } from "../../dist/index.js";
import { book } from "../support/book.js";
import { bothWays } from "../support/bothWays.js";
import { failures } from "../support/finding.js";
import { zLimit } from "../support/limits.js";
import { rewriteCases } from "../support/rewriteCases.js";
import { findingsTable, type Row } from "../support/table.js";

const trials = 10_000_000;
const firstSeed = 20_300_101;
const rows: Row[] = [];

afterAll(async () => {
  process.stdout.write(findingsTable("with and without a rewrite", rows));
  await close();
});

for (const [group, [rewrite, cases]] of Object.entries(rewriteCases).entries()) {
  describe(`${rewrite}: one law in 1e7 trials, with and without`, () => {
    const seeded = cases.map((each, i) => ({ ...each, seed: firstSeed + 1000 * group + 2 * i }));
    it.each(seeded)("$name", async ({ seed, ...each }) => {
      const findings = await bothWays(each, trials, seed);
      rows.push({ name: `${rewrite}: ${each.name}`, draws: 2 * trials, findings });
      expect(failures(findings)).toEqual([]);
    });
  });
}

describe("a portfolio of 2,100 policies", () => {
  it("has its means in 100,000 trials", async () => {
    const model = new PricingModel(portfolio(book.map(inforce)));
    const result = await model.simulate({ trials: 100_000, seed: 2, components: true });
    const { components, mean } = model.explain();
    const measured: [string, MeanEstimate, number][] = [["together", result.mean, mean!]];
    for (const one of components.slice(0, 2)) measured.push([one.name, result.component(one.name).mean, one.mean!]);
    for (const [name, { value, standardError }, exact] of measured) {
      const z = (value - exact) / standardError;
      process.stdout.write(`2,100 policies, ${name}: mean ${(value / 1e6).toFixed(4)} m, z ${z.toFixed(2)}\n`);
      expect(Math.abs(z)).toBeLessThan(zLimit);
    }
    expect(result.component("small").mean).toEqual({ value: 0, standardError: 0 });
  });
});
