import { writeFileSync } from "node:fs";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import {
  close,
  gamma,
  inforce,
  openLosses,
  PricingModel,
  pareto,
  poisson,
  portfolio,
  type SimulateOptions,
  type SimulationResult,
  type Until,
  verify,
} from "../dist/index.js";
import { simulate } from "../dist/simulation/simulate.js";
import { Folder, model, says } from "./support/checkpoints.js";
import { keepModels } from "./support/keepModels.js";

const folder = new Folder();
afterEach(() => folder.clear());
afterAll(async () => {
  folder.remove();
  await close();
});

type Result = SimulationResult<Float64Array | Float32Array>;

const first = 65_536;
const most = 1_000_000;
const tvar: Until = { measure: "tvar", level: 0.99, relativeError: 0.012 };
const run = { trials: most, seed: 7, hash: true };

/** Half the width of the 95 % interval, as a share of the value. */
function errorOf(result: Result, { measure, level }: Until): number {
  if (measure === "mean") return (1.959963984540054 * result.mean.standardError) / result.mean.value;
  const { value, low, high } = result[measure](level!);
  return (high - low) / 2 / value;
}

describe("a run until it has enough", () => {
  it.each<Until>([
    { measure: "mean", relativeError: 0.005 },
    { measure: "mean", relativeError: 0.0025 },
    { measure: "var", level: 0.99, relativeError: 0.005 },
    { measure: "var", level: 0.999, relativeError: 0.02 },
    tvar,
    { measure: "tvar", level: 0.995, relativeError: 0.01 },
  ])("ends at the first look that finds it, with the result of a run of so many trials: %j", async (until) => {
    const { execution, ...rest } = await model.simulate({ ...run, until });
    let trials = first;
    for (; trials < most; trials *= 2) {
      const plain = await model.simulate({ ...run, trials });
      if (errorOf(plain, until) <= until.relativeError) break;
    }
    trials = Math.min(trials, most);
    expect(rest.trials).toBe(trials);
    expect(trials).toBeLessThan(most);
    expect(execution.reasons[0]).toMatch(
      /^stopped after \d+ of at most 1000000 trials: .* is known to \d.* asked for$/,
    );
    const stopped = await model.simulate({ ...run, until });
    expect(says(stopped, {})).toEqual(says(await model.simulate({ ...run, trials }), {}));
    expect(stopped.losses.length).toBe(trials);
  });

  it("tries looks that differ", async () => {
    const counts = new Set<number>();
    for (const relativeError of [0.1, 0.012, 0.009, 0.006]) {
      counts.add((await model.simulate({ ...run, until: { ...tvar, relativeError } })).trials);
    }
    expect([...counts].sort((a, b) => a - b)).toEqual([first, 2 * first, 4 * first, 8 * first]);
  });

  const kinds: Record<string, Partial<SimulateOptions>> = {
    "keep losses": {},
    "without a hash": { hash: false },
    "keep tail": { keep: "tail" },
    "single precision": { storage: "float32" },
    "single precision, keep tail": { storage: "float32", keep: "tail" },
    "components, keep tail": { components: true, keep: "tail" },
    "outputs of components": { outputs: ["groundUp", "claimCount", "largestClaim"], components: true },
    "keep none": { keep: "none" },
    "outputs of components, keep none": { outputs: ["claimCount"], components: true, keep: "none" },
  };

  it.each(Object.entries(kinds))("does so on any number of workers: %s", async (_, kind) => {
    const options = { ...run, ...kind };
    const plain = says(await model.simulate({ ...options, trials: 2 * first }), kind);
    for (const workers of [1, 2, 3, 7]) {
      const result = await model.simulate({ ...options, workers, until: tvar });
      expect(says(result, kind)).toEqual(plain);
      expect(result.execution.workers).toBe(workers);
    }
  });

  it("looks at the end too, and says what it did not reach", async () => {
    const trials = 200_001;
    const plain = await model.simulate({ ...run, trials });
    for (const [relativeError, met] of [
      [errorOf(plain, tvar) * 1.0001, true],
      [errorOf(plain, tvar) * 0.9999, false],
    ] as const) {
      for (const keep of ["losses", "tail"] as const) {
        const result = await model.simulate({ ...run, trials, keep, until: { ...tvar, relativeError } });
        expect(result.hash).toBe(plain.hash);
        expect(result.execution.reasons[0]).toMatch(/^all 200001 trials: TVaR at 0.99 is known to 0.913 %/);
        const told = result.warnings.filter(({ code }) => code === "UNTIL_NOT_MET");
        expect(told.length).toBe(met ? 0 : 1);
        if (!met) expect(told[0]!.message).toMatch(/^after 200001 trials TVaR at 0.99 is known to .* %, .* asked for$/);
      }
    }
  });

  it.each<[string, keyof typeof keepModels, Until, RegExp]>([
    ["an infinite mean", "infinite", { measure: "mean", relativeError: 10 }, /the mean has no finite 95 % interval/],
    ["an infinite variance", "heavy", { measure: "tvar", level: 0.9, relativeError: 10 }, /no finite 95 % interval/],
    ["nothing but zeros", "all zero", { measure: "mean", relativeError: 1 }, /is 0, of which no error is a share/],
    ["a VaR of 0", "mostly zero", { measure: "var", level: 0.5, relativeError: 1 }, /VaR at 0.5 is 0/],
    ["no rank above", "continuous", { measure: "var", level: 0.999999, relativeError: 1e3 }, /no finite 95 % interval/],
  ])("never has enough of %s", async (_, name, until, message) => {
    const infinite = inforce({
      name: "i",
      frequency: poisson({ lambda: 1 }),
      severity: pareto({ alpha: 0.9, theta: 1 }),
    });
    const of = name === "infinite" ? new PricingModel(portfolio([infinite])) : keepModels[name]!;
    const { trials, warnings } = await of.simulate({ seed: 1, trials: 150_000, until });
    expect(trials).toBe(150_000);
    expect(warnings.find(({ code }) => code === "UNTIL_NOT_MET")!.message).toMatch(message);
  });

  it("has enough of what is the same every year at the first look", async () => {
    const until: Until = { measure: "mean", relativeError: 1e-12 };
    expect((await keepModels.constant!.simulate({ ...run, until })).trials).toBe(first);
  });

  it("repeats a tail whose thresholds were too high, and ends where it does with all losses", async () => {
    let attempts = 0;
    for (let seed = 0; seed < 6; seed++) {
      const options = { trials: 300_000, seed, hash: true, until: { ...tvar, relativeError: 0.012 } };
      const onProgress = ({ done, trials }: { done: number; trials: number }) => {
        if (done === trials) attempts++;
      };
      const plan = keepModels.continuous!.explain();
      const reckless = await simulate(plan, { ...options, keep: "tail", workers: 1 + (seed % 3), onProgress }, 0.01);
      const whole = await keepModels.continuous!.simulate(options);
      expect([reckless.trials, reckless.hash, reckless.tvar(0.99), reckless.var(0.9)]).toEqual([
        whole.trials,
        whole.hash,
        whole.tvar(0.99),
        whole.var(0.9),
      ]);
    }
    expect(attempts).toBeGreaterThan(6);
  });
});

describe("around it", () => {
  it("progress ends at the trials that were drawn", async () => {
    const seen: { done: number; trials: number }[] = [];
    const { trials } = await model.simulate({
      ...run,
      until: tvar,
      onProgress: (progress) => void seen.push(progress),
    });
    expect(seen.at(-1)).toMatchObject({ done: trials, trials, etaMs: 0 });
  });

  it("an abort at a look rejects", async () => {
    const controller = new AbortController();
    const until = { ...tvar, relativeError: 1e-6 };
    const running = model.simulate({ ...run, trials: 1e8, keep: "none", until, signal: controller.signal, workers: 1 });
    setTimeout(() => controller.abort(new Error("enough of it")), 60);
    await expect(running).rejects.toThrow("enough of it");
  });

  it("memory is counted for all trials before anything is drawn", async () => {
    const options = { ...run, trials: 1e9, until: { ...tvar, relativeError: 10 }, memoryLimit: 1e9 };
    await expect(model.simulate(options)).rejects.toMatchObject({
      code: "ERR_TOO_LARGE",
      message: expect.stringMatching(/^1000000000 trials need 1\d{10} bytes, available are 1000000000; with /),
    });
    expect((await model.simulate({ ...options, keep: "tail", levels: [0.99] })).trials).toBe(first);
  });

  it.each(["losses", "tail", "none"] as const)("verify runs it again to the same end: %s", async (keep) => {
    const { manifest } = await model.simulate({ ...run, keep, until: tvar });
    expect(manifest.run).toMatchObject({ trials: 2 * first, until: tvar });
    const verification = await verify(String(manifest), { workers: 2 });
    expect(verification.same).toBe(true);
    expect(verification.manifest.run).toEqual(manifest.run);
    const forged = JSON.parse(String(manifest));
    forged.run.until.level = 2;
    await expect(verify(forged)).rejects.toMatchObject({ code: "ERR_PARAMETER", message: /until.level/ });
  });
});

describe("with a checkpoint", () => {
  const checkpointed = { ...run, until: tvar };

  it.each(["losses", "tail", "none"] as const)("says what a run without one says: %s", async (keep) => {
    const plain = says(await model.simulate({ ...run, keep, trials: 2 * first }), {});
    for (const workers of [1, 3]) {
      const checkpoint = { path: folder.file() };
      expect(says(await model.simulate({ ...checkpointed, keep, workers, checkpoint }), {})).toEqual(plain);
      expect((await openLosses(checkpoint.path)).length).toBe(2 * first);
      // Once more, from the file alone.
      const again = await model.simulate({ ...checkpointed, keep, workers, checkpoint });
      expect(says(again, {})).toEqual(plain);
      expect(again.execution.reasons).toContain("131072 of 131072 trials from the checkpoint");
    }
  });

  it("goes on where an aborted run ended, and where a run that wanted less did", async () => {
    const checkpoint = { path: folder.file(), everyTrials: 4096 };
    const controller = new AbortController();
    const { signal } = controller;
    const onProgress = ({ done }: { done: number }) => {
      if (done > 0) controller.abort(new Error("left off"));
    };
    const until = { ...tvar, relativeError: 1e-4 };
    const left = model.simulate({
      ...run,
      trials: 3e7,
      keep: "none",
      until,
      checkpoint,
      signal,
      onProgress,
      workers: 1,
    });
    await expect(left).rejects.toThrow("left off");
    const there = (await openLosses(checkpoint.path, { unfinished: true })).length;
    const resumed = await model.simulate({ ...run, trials: 3e7, until: tvar, checkpoint });
    expect(says(resumed, {})).toEqual(says(await model.simulate({ ...run, trials: 2 * first }), {}));
    expect(resumed.execution.reasons).toContain(`${Math.min(there, 2 * first)} of 131072 trials from the checkpoint`);

    const fewer = { path: folder.file() };
    await model.simulate({ ...checkpointed, checkpoint: fewer });
    const wanted = { ...tvar, relativeError: 0.01 };
    const more = await model.simulate({ ...run, until: wanted, checkpoint: fewer });
    expect(more.trials).toBeGreaterThan(2 * first);
    expect(says(more, {})).toEqual(says(await model.simulate({ ...run, trials: more.trials }), {}));
    expect(more.execution.reasons).toContain(`${2 * first} of ${more.trials} trials from the checkpoint`);

    // A run that wants less ends earlier, and leaves the file as it is.
    const size = (await openLosses(fewer.path)).length;
    const less = await model.simulate({ ...checkpointed, checkpoint: fewer });
    expect(says(less, {})).toEqual(says(await model.simulate({ ...run, trials: 2 * first }), {}));
    expect((await openLosses(fewer.path)).length).toBe(size);
  });

  it("measures from the file what memory does not hold", async () => {
    const single = new PricingModel(
      portfolio([
        inforce({ name: "s", frequency: poisson({ lambda: 5 }), severity: gamma({ alpha: 2, theta: 1000 }) }),
      ]),
    );
    const options = { trials: 4e6, seed: 3, until: { ...tvar, relativeError: 0.008 }, memoryLimit: 3e7 };
    for (const workers of [1, 2]) {
      const result = await single.simulate({ ...options, workers, checkpoint: { path: folder.file() } });
      expect(() => result.losses).toThrow(/openLosses/);
      const plain = await single.simulate({ trials: result.trials, seed: 3 });
      expect(result.trials).toBeLessThan(options.trials);
      expect([result.hash, result.tvar(0.99), result.mean]).toEqual([plain.hash, plain.tvar(0.99), plain.mean]);
      expect(errorOf(result, tvar)).toBeLessThanOrEqual(0.008);
    }
  });

  it("refuses a file that has more trials than it may draw, or is none", async () => {
    const checkpoint = { path: folder.file() };
    await model.simulate({ ...checkpointed, checkpoint });
    await expect(model.simulate({ ...checkpointed, trials: first, checkpoint })).rejects.toMatchObject({
      code: "ERR_CHECKPOINT_MISMATCH",
    });
    writeFileSync(checkpoint.path, "no losses");
    await expect(model.simulate({ ...checkpointed, checkpoint })).rejects.toMatchObject({
      code: "ERR_CHECKPOINT_CORRUPT",
    });
  });
});
