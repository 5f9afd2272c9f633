import { afterAll, describe, expect, it } from "vitest";
import { close } from "../dist/index.js";
import { bothWays, taken } from "./support/bothWays.js";
import { failures } from "./support/finding.js";
import { rewriteCases } from "./support/rewriteCases.js";

// Every rewrite of the plan is exact: with it and without it the annual loss has one law.

afterAll(() => close());

const trials = 1_000_000;
const firstSeed = 20_290_101;

for (const [group, [rewrite, cases]] of Object.entries(rewriteCases).entries()) {
  describe(`${rewrite}: one law, with and without`, () => {
    const seeded = cases.map((each, i) => ({ ...each, seed: firstSeed + 1000 * group + 2 * i }));
    it.each(seeded)("$name", async ({ seed, ...each }) => {
      if (each.rewrite !== "") expect(taken(each)).toEqual([true, false]);
      expect(failures(await bothWays(each, trials, seed))).toEqual([]);
    });
  });
}
