import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import {
  ActuarialError,
  close,
  gamma,
  inforce,
  lognormal,
  PricingModel,
  poisson,
  portfolio,
  type SimulateOptions,
  type SuggestOptions,
} from "../dist/index.js";
import { bytesOf, needOf } from "../dist/simulation/memory.js";
import { runOptions } from "../dist/simulation/options.js";
import { predictMs } from "../dist/simulation/predict.js";
import { builtIn } from "../dist/speed/speed.js";
import { lundberg } from "./support/command.js";
import { cases, modelOf } from "./support/hostile/cases.js";
import { odd } from "./support/hostile/numbers.js";
import { randomModel } from "./support/randomModels.js";

afterAll(() => close());

const frequency = poisson({ lambda: 5 });
const model = new PricingModel(
  portfolio([
    inforce({ name: "claims", frequency, severity: lognormal({ mu: 7, sigma: 1 }) }),
    inforce({ name: "sums", frequency, severity: gamma({ alpha: 2, theta: 1000 }) }),
  ]),
);

describe("a suggestion", () => {
  it("gives up least: losses before a tail before single precision before a sketch", () => {
    const [trials, levels] = [1_000_000, [0.5, 0.9]];
    const kept = (memoryLimit: number, options: Partial<SuggestOptions> = {}): string => {
      const { options: found, meets } = model.suggest({ trials, levels, memoryLimit, ...options });
      return `${found.keep} ${found.storage}${meets ? "" : ", not met"}`;
    };
    const needs = (keep: "losses" | "tail" | "none", storage: "float64" | "float32"): number =>
      model.suggest({ trials, levels, keep, storage, workers: 1 }).predicted.bytes;
    const [losses, tail, singles, singleTail] = [
      needs("losses", "float64"),
      needs("tail", "float64"),
      needs("losses", "float32"),
      needs("tail", "float32"),
    ];
    expect(losses).toBe(8_000_000);
    expect(Math.max(tail, singleTail)).toBeLessThan(losses);
    expect(kept(losses)).toBe("losses float64");
    expect(kept(losses - 1)).toBe("tail float64");
    expect(kept(tail)).toBe("tail float64");
    expect(kept(Math.min(tail, singles) - 1)).toBe(
      singleTail < Math.min(tail, singles) ? "tail float32" : "none float64",
    );
    expect(kept(singleTail - 1)).toBe("none float64");
    expect(kept(losses - 1, { keep: "losses" })).toBe("losses float32");
    expect(kept(singles - 1, { keep: "losses" })).toBe("losses float32, not met");
  });

  it("takes the fewest threads that meet the time, and says what is missing where none do", () => {
    const options = { trials: 1e7, memoryLimit: Infinity };
    const [one, two] = [1, 2].map((workers) => model.suggest({ ...options, workers }).predicted.ms);
    // Where there is one processor, there is no second thread to suggest.
    const most = model.suggest({ ...options, targetMs: 1e-3 }).options.workers;
    expect(model.suggest({ ...options, targetMs: one! }).options.workers).toBe(1);
    if (most > 1) expect(model.suggest({ ...options, targetMs: two! * 1.001 }).options.workers).toBe(2);
    const none = model.suggest({ ...options, targetMs: 5 });
    expect(none).toMatchObject({ meets: false, options: { trials: 1e7, workers: most } });
    const [, said] = none.reasons[0]!.match(
      /^time: nothing takes less than .* ms, allowed are 5 ms, enough for ([\d,]+) trials$/,
    )!;
    const trials = Number(said!.replaceAll(",", ""));
    expect(model.suggest({ ...options, trials, targetMs: 5 }).meets).toBe(true);
    expect(model.suggest({ ...options, trials: 1.02 * trials, targetMs: 5 }).meets).toBe(false);
    expect(model.suggest({ trials: 1e6, targetTrialsPerSecond: 1e6 }).meets).toBe(true);
    expect(model.suggest({ trials: 1e6, targetTrialsPerSecond: 1e12 }).meets).toBe(false);
    expect(String(none)).toContain("Nothing meets the target; the nearest: { trials: 10000000,");
  });

  it("finds the most trials for a time, within the memory and the claims that are allowed", () => {
    const most = (options: Partial<SuggestOptions>): number => {
      const { options: found, meets, predicted } = model.suggest({ targetMs: 20, ...options });
      expect(meets).toBe(true);
      expect(predicted.ms).toBeLessThanOrEqual(20);
      expect(predicted.ms).toBeGreaterThan(19);
      return found.trials;
    };
    expect(most({ workers: 2 })).toBeGreaterThan(1.5 * most({ workers: 1 }));
    expect(most({ workers: 1, memoryLimit: 1e6 })).toBeLessThanOrEqual(most({ workers: 1 }));
    expect(model.suggest({ targetMs: 20, claimLimit: 5000 }).options.trials).toBeLessThanOrEqual(1000);
    expect(() => model.suggest({ trials: 1e6, claimLimit: 5000 })).toThrow(/more than claimLimit 5.00e\+3/);
    expect(model.suggest({ targetMs: 1e-3 })).toMatchObject({ meets: false, options: { trials: 1 } });
  });

  it("runs as it says, in no more memory than it says, for models of every kind", async () => {
    let threads = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const book = new PricingModel(portfolio(randomModel(seed).map(inforce)));
      const settled: Partial<SuggestOptions> = {
        ...(seed % 3 === 0 && { components: true }),
        ...(seed % 4 === 0 && { outputs: ["claimCount"] as const }),
        ...(seed % 5 === 0 && { keep: (["losses", "tail", "none"] as const)[seed % 3]! }),
        ...(seed % 7 === 0 && { storage: "float32" as const }),
        ...(seed % 2 === 0 && { workers: 2 }),
        claimLimit: 1e15,
      };
      const { options, predicted, meets } = book.suggest({ trials: 20_000, ...settled });
      expect(options).toMatchObject(settled);
      expect(meets).toBe(true);
      const run: SimulateOptions = { ...options, seed, memoryLimit: Math.max(1, predicted.bytes) };
      const result = await book.simulate(run);
      expect(result.execution.workers, `model ${seed}`).toBe(options.workers);
      const { plan } = result.execution;
      expect(predicted.bytes).toBeGreaterThanOrEqual(
        bytesOf(needOf(plan, runOptions(run)), result.execution.workers, 0),
      );
      expect(predicted.ms).toBe(predictMs(plan, runOptions(run), options.workers, builtIn));
      expect(predicted.trialsPerSecond).toBeCloseTo((20_000 / predicted.ms) * 1000, 3);
      threads += result.execution.workers - 1;
      const alone = needOf(plan, runOptions(run)).alone;
      if (alone > 1) {
        const less = book.simulate({ ...run, memoryLimit: alone - 1 });
        await expect(less).rejects.toMatchObject({ code: "ERR_TOO_LARGE" });
      }
      result.release();
    }
    expect(threads).toBeGreaterThan(10);
  });

  it("predicts more for more: trials, claims, outputs and components never make a run shorter", () => {
    const ms = (options: Partial<SuggestOptions>): number =>
      model.suggest({ trials: 1e6, workers: 1, ...options }).predicted.ms;
    for (const more of [
      { trials: 2e6 },
      { components: true },
      { outputs: ["groundUp"] as const },
      { keep: "none" as const },
      { storage: "float32" as const },
    ]) {
      expect(ms(more), JSON.stringify(more)).toBeGreaterThan(ms({}));
    }
    expect(ms({ workers: 2 })).toBeLessThan(ms({}));
    // 5 claims each: one by one, and as one sum; what a run takes beside its trials is little here.
    expect(ms({})).toBeCloseTo(1.3 + 4.4 + 5 * 2 + 1.3 + 1.7 + 0.5, 0);
  });

  it("answers or says why not, whatever the model and the targets", () => {
    const usual = fc.constantFrom(undefined, undefined, 1e-3, 5, 1e4, 1e300);
    const target = fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: odd });
    const outcomes = new Map<string, number>();
    const asked = fc.tuple(cases, target, target, fc.boolean());
    for (const [one, targetMs, targetTrialsPerSecond, open] of fc.sample(asked, { seed: 7, numRuns: 300 })) {
      let outcome: string;
      try {
        const { trials, keep, storage, workers, levels, components, outputs, memoryLimit, claimLimit } = {
          ...(one.options as SimulateOptions),
        };
        const settled = { keep, storage, workers, levels, components, outputs, memoryLimit, claimLimit };
        const targets = { ...settled, ...(open ? {} : { trials }), targetMs, targetTrialsPerSecond };
        const { options, meets, predicted } = modelOf(one).suggest(targets as SuggestOptions);
        outcome = meets ? "met" : "not met";
        expect(Number.isSafeInteger(options.trials) && options.trials >= 1).toBe(true);
        expect(options.workers).toBeGreaterThanOrEqual(1);
        expect(predicted.ms).toBeGreaterThan(0);
        expect(predicted.bytes).toBeGreaterThanOrEqual(0);
        expect(predicted.trialsPerSecond).toBeGreaterThan(0);
      } catch (error) {
        if (!(error instanceof ActuarialError)) throw error;
        outcome = error.code;
      }
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    for (const outcome of ["met", "not met", "ERR_PARAMETER"]) {
      expect(outcomes.get(outcome) ?? 0, outcome).toBeGreaterThan(10);
    }
  });

  it("refuses what is no target", () => {
    const bad: [unknown, string][] = [
      [{}, "suggest: trials must be an integer from 1 to 2^53 - 1 where there is no targetMs, got undefined"],
      [{ trials: 0 }, "suggest: trials must be an integer from 1 to 2^53 - 1, got 0"],
      [{ trials: 1, targetMs: 0 }, "suggest: targetMs must be a finite number > 0, got 0"],
      [{ trials: 1, targetMs: Number.NaN }, "suggest: targetMs must be a finite number > 0, got NaN"],
      [{ trials: 1, targetTrialsPerSecond: "1" }, "suggest: targetTrialsPerSecond must be a finite number > 0"],
      [{ trials: 1, seed: 1 }, 'suggest: unknown key "seed"'],
      [{ trials: 1, keep: "some" }, 'simulate: keep must be "losses"'],
      [{ trials: 1, memoryLimit: -1 }, "simulate: memoryLimit must be"],
      [null, "suggest must be an object with trials"],
    ];
    for (const [options, message] of bad) expect(() => model.suggest(options as never)).toThrow(message);
  });
});

describe("lundberg suggest", () => {
  const folder = mkdtempSync(join(tmpdir(), "lundberg-suggest-"));
  const path = join(folder, "model.yaml");
  writeFileSync(
    path,
    "components:\n  - { name: a, frequency: { poisson: { lambda: 5 } }, severity: { gamma: { alpha: 2, theta: 3 } } }\n",
  );
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("prints the options, and fails where none meet the target", async () => {
    const met = await lundberg("suggest", path, "--trials", "1e6", "--memory-limit", "1e6", "--keep", "tail");
    expect(met).toMatchObject({ code: 0, stderr: "" });
    expect(met.stdout).toMatch(
      /^Meets the target: \{ trials: 1000000, workers: 1, keep: "tail", storage: "float64", memoryLimit: 1000000 \}\nabout /,
    );
    const json = await lundberg("suggest", path, "--target-ms", "0.001", "--json");
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({ meets: false, options: { trials: 1, workers: 1 } });
    expect(await lundberg("suggest", path)).toMatchObject({ code: 2 });
    const bad = await lundberg("suggest", path, "--trials", "1", "--target-ms", "-1");
    expect(bad).toMatchObject({ code: 2, stdout: "" });
    expect(bad.stderr).toContain("--target-ms must be a finite number > 0, got -1");
  });
});
