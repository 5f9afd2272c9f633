import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { close, inforce, negativeBinomial, PricingModel, pareto, portfolio } from "../dist/index.js";
import { lawConstructors } from "../dist/portfolio/reading/laws.js";
import { pool } from "../dist/simulation/pool.js";
import { cases, runOptions } from "./support/hostile/cases.js";
import { judge, judgeRun } from "./support/hostile/judge.js";
import { combinators } from "./support/hostile/laws.js";

afterAll(close);

/** How often which outcome came up, "usual valid" and so on. */
async function outcomesOf<T>(
  arbitrary: fc.Arbitrary<T>,
  numRuns: number,
  outcomesOfOne: (one: T) => Promise<readonly string[]>,
): Promise<Map<string, number>> {
  const outcomes = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(arbitrary, async (one) => {
      for (const key of await outcomesOfOne(one)) outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
    }),
    { seed: 1903, numRuns },
  );
  return outcomes;
}

describe("random models and options", () => {
  test("end in a result that is right in itself, or in an ActuarialError", async () => {
    const outcomes = await outcomesOf(cases, 400, async (one) => {
      const outcome = await judge(one);
      return [outcome, `${one.wildness} ${outcome}`];
    });
    // The property says little where nothing gets through, or nothing is refused.
    expect(outcomes.get("usual valid")).toBeGreaterThan(40);
    expect(outcomes.get("extreme valid")).toBeGreaterThan(10);
    for (const code of ["ERR_PARAMETER", "ERR_UNKNOWN_KEY", "ERR_DATA", "ERR_TOO_LARGE"]) {
      expect(outcomes.get(code), code).toBeGreaterThan(5);
    }
    expect(outcomes.get("ERR_UNSUPPORTED") ?? 0).toBeLessThan(10);
  });

  test("options for a model in which nothing is wrong", async () => {
    const fleet = inforce({
      name: "fleet",
      policies: 3,
      frequency: negativeBinomial({ r: 2, beta: 0.5 }),
      severity: pareto({ alpha: 2.5, theta: 1000 }),
      terms: { deductible: 100, aggregateLimit: 1e4 },
    });
    const model = new PricingModel(portfolio([fleet]));
    const outcomes = await outcomesOf(runOptions, 2000, async (options) => [await judgeRun(model, options)]);
    expect(outcomes.get("valid")).toBeGreaterThan(800);
    for (const code of ["ERR_PARAMETER", "ERR_UNKNOWN_KEY", "aborted"]) {
      expect(outcomes.get(code), code).toBeGreaterThan(5);
    }
  });

  test("are made of every law that there is", () => {
    const combined = [...lawConstructors].filter(([, { parameters }]) => parameters === undefined);
    expect(combined.map(([name]) => name).sort()).toEqual(Object.keys(combinators).sort());
  });

  test("leave no worker behind", async () => {
    await close();
    expect(pool.size).toBe(0);
    expect(process.getActiveResourcesInfo().filter((name) => name === "Worker")).toEqual([]);
  });
});
