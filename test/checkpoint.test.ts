import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import {
  close,
  gamma,
  inforce,
  openLosses,
  PricingModel,
  poisson,
  portfolio,
  readLosses,
  type SimulateOptions,
} from "../dist/index.js";
import { simulate } from "../dist/simulation/simulate.js";
import { headerBytes, readHeader } from "../dist/storage/header.js";
import { Folder, model, says } from "./support/checkpoints.js";
import { peakMemory } from "./support/peakMemory.js";

const folder = new Folder();
afterEach(() => folder.clear());
afterAll(async () => {
  folder.remove();
  await close();
});

const block = 4096;
const run = { trials: 11 * block + 1000, seed: 21, hash: true } as const;

const kinds: Record<string, Partial<SimulateOptions>> = {
  "keep losses": {},
  "keep tail": { keep: "tail" },
  "keep none": { keep: "none" },
  "single precision": { storage: "float32" },
  "single precision, keep tail": { storage: "float32", keep: "tail" },
  components: { components: true },
  "components, keep tail": { components: true, keep: "tail" },
  outputs: { outputs: ["groundUp", "claimCount", "largestClaim"] },
  "outputs of components, keep none": { outputs: ["claimCount"], components: true, keep: "none" },
};

describe("a run with a checkpoint", () => {
  it.each(Object.entries(kinds))("says what one without it says: %s", async (_, kind) => {
    const plain = says(await model.simulate({ ...run, ...kind }), kind);
    for (const workers of [1, 2]) {
      const path = folder.file();
      expect(says(await model.simulate({ ...run, ...kind, workers, checkpoint: { path } }), kind)).toEqual(plain);
      expect(folder.holds(path)).toBe(true);
      folder.clear();
    }
  });

  it.each(Object.entries(kinds))(
    "says it when it was left off and resumed, with other workers: %s",
    async (_, kind) => {
      const plain = says(await model.simulate({ ...run, ...kind }), kind);
      const path = folder.file();
      const checkpoint = { path, everyTrials: 2 * block };
      for (const [trials, workers] of [
        [1, 1],
        [block, 2],
        [3 * block + 5, 1],
        [run.trials, 3],
        [run.trials, 1],
      ] as const) {
        const result = await model.simulate({ ...run, ...kind, trials, workers, checkpoint });
        if (trials === run.trials) expect(says(result, kind)).toEqual(plain);
      }
    },
  );

  it("says it when resumed at every chunk, on 1, 2 and 3 workers", async () => {
    const path = folder.file();
    const checkpoint = { path, everyTrials: block };
    const { hash } = await model.simulate({ ...run, checkpoint });
    const size = statSync(path).size;
    const sizes = new Set<number>();
    const kept = ["losses", "tail", "none"] as const;
    for (let blocks = 0; blocks <= 11; blocks++) {
      const part = folder.file();
      await model.simulate({ ...run, trials: Math.max(1, blocks * block), checkpoint: { path: part } });
      sizes.add(statSync(part).size);
      const [workers, keep] = [1 + (blocks % 3), kept[blocks % 3]!];
      const resumed = await model.simulate({ ...run, keep, workers, checkpoint: { path: part } });
      expect(resumed.hash).toBe(hash);
      expect(resumed.execution.reasons.includes(`${blocks * block} of ${run.trials} trials from the checkpoint`)).toBe(
        blocks > 0,
      );
      expect(await readLosses(part)).toEqual(await readLosses(path));
    }
    expect(sizes.size).toBe(12);
    expect(size).toBeGreaterThan(Math.max(...sizes));
  });

  it("is a prefix of a longer run, and takes its seed from the file", async () => {
    const path = folder.file();
    const short = await model.simulate({ trials: 5000, checkpoint: { path } });
    const long = await model.simulate({ trials: 20_000, checkpoint: { path } });
    expect(long.seed).toBe(short.seed);
    expect(long.losses.slice(0, 5000)).toEqual(short.losses.slice());
    expect((await model.simulate({ trials: 20_000, seed: long.seed })).hash).toBe(long.hash);
  });

  it("changes kept losses between runs as it likes: what one keeps, another measures", async () => {
    const path = folder.file();
    await model.simulate({ ...run, trials: 5 * block, keep: "none", hash: false, checkpoint: { path } });
    await model.simulate({ ...run, trials: 7 * block, keep: "tail", levels: [0.99], checkpoint: { path } });
    const all = await model.simulate({ ...run, checkpoint: { path } });
    expect(says(all, {})).toEqual(says(await model.simulate(run), {}));
  });

  it("goes on after an abort with what was drawn until then", async () => {
    const slow = new PricingModel(
      portfolio([
        inforce({
          name: "s",
          frequency: poisson({ lambda: 3000 }),
          severity: gamma({ alpha: 2.5, theta: 1 }),
          terms: { deductible: 1 },
        }),
      ]),
    );
    const options = { trials: 16 * block, seed: 1, keep: "none", hash: true } as const;
    for (const workers of [1, 2]) {
      const path = folder.file();
      const controller = new AbortController();
      const onProgress = ({ done }: { done: number }): void => {
        if (done >= 3 * block) controller.abort(new Error("enough"));
      };
      const aborted = slow.simulate({
        ...options,
        workers,
        checkpoint: { path },
        signal: controller.signal,
        onProgress,
      });
      await expect(aborted).rejects.toThrow("enough");
      expect(folder.holds(path)).toBe(true);
      const { length } = await openLosses(path, { unfinished: true });
      // Of several threads, the one with the first block may be the last to be done with it.
      if (workers === 1) expect(length).toBeGreaterThanOrEqual(2 * block);
      expect(length).toBeLessThan(options.trials);
      await expect(openLosses(path)).rejects.toMatchObject({ code: "ERR_CHECKPOINT_CORRUPT" });
      const resumed = await slow.simulate({ ...options, workers: 3 - workers, checkpoint: { path } });
      if (length > 0) {
        expect(resumed.execution.reasons.at(-1)).toBe(`${length} of ${options.trials} trials from the checkpoint`);
      }
      expect(resumed.hash).toBe((await slow.simulate(options)).hash);
      folder.clear();
    }
  });

  it("keeps a tail once more from the file when it turned out to lack something", async () => {
    const path = folder.file();
    const options = { ...run, trials: 300_000, keep: "tail", checkpoint: { path } } as const;
    // Next to no caution: thresholds are too high, or the pool is too small, again and again.
    const result = await simulate(model.explain(), options, 1e-9);
    expect(says(result, {})).toEqual(says(await model.simulate({ ...run, trials: 300_000, keep: "tail" }), {}));
    expect((await openLosses(path)).length).toBe(300_000);
  });

  it("leaves a finished file alone", async () => {
    const path = folder.file();
    await model.simulate({ ...run, checkpoint: { path } });
    const [bytes, { mtimeMs }] = [readFileSync(path), statSync(path)];
    await model.simulate({ ...run, keep: "none", checkpoint: { path } });
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(statSync(path).mtimeMs).toBe(mtimeMs);
  });
});

describe("a checkpoint of another run is ERR_CHECKPOINT_MISMATCH with the field:", () => {
  const path = () => folder.file();
  const other = new PricingModel(
    portfolio([inforce({ name: "a", frequency: poisson({ lambda: 2 }), severity: gamma({ alpha: 2, theta: 4 }) })]),
  );
  const base = { ...run, components: true, outputs: ["claimCount"] } as const;
  it.each<[string, Partial<SimulateOptions>, PricingModel]>([
    ["seed", { seed: 22 }, model],
    ["model", {}, other],
    ["storage", { storage: "float32" }, model],
    ["outputs", { outputs: ["claimCount", "groundUp"] }, model],
    ["components", { components: false }, model],
    ["trials", { trials: run.trials - 1 }, model],
  ])("%s", async (field, options, of) => {
    const file = path();
    await model.simulate({ ...base, checkpoint: { path: file } });
    const bytes = readFileSync(file);
    await expect(of.simulate({ ...base, ...options, checkpoint: { path: file } })).rejects.toMatchObject({
      code: "ERR_CHECKPOINT_MISMATCH",
      message: expect.stringMatching(new RegExp(`: ${field} is `)),
    });
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(folder.holds(file)).toBe(true);
  });

  /** The same file with another header. */
  const forge = (from: string, change: (header: ReturnType<typeof readHeader>["header"]) => object): string => {
    const bytes = readFileSync(from);
    const { header, start } = readHeader(from, bytes.length, (at, length) => bytes.subarray(at, at + length));
    const to = folder.file("forged");
    writeFileSync(to, Buffer.concat([headerBytes({ ...header, ...change(header) } as never), bytes.subarray(start)]));
    return to;
  };

  it("valueVersion", async () => {
    const file = path();
    await model.simulate({ ...run, checkpoint: { path: file } });
    const forged = forge(file, ({ run }) => ({ run: { ...run, valueVersion: 77 } }));
    await expect(model.simulate({ ...run, checkpoint: { path: forged } })).rejects.toMatchObject({
      code: "ERR_CHECKPOINT_MISMATCH",
      message: expect.stringContaining("valueVersion is 77 in the file and 0 in this run"),
    });
  });

  it("and another kernel is a warning", async () => {
    const file = path();
    const { hash } = await model.simulate({ ...run, checkpoint: { path: file } });
    const forged = forge(file, ({ run }) => ({ run: { ...run, kernelId: "0123456789abcdef" } }));
    const result = await model.simulate({ ...run, trials: run.trials + block, checkpoint: { path: forged } });
    expect(result.warnings).toContainEqual({
      code: "OTHER_KERNEL",
      message: expect.stringContaining("0123456789abcdef"),
    });
    expect(hash).not.toBe(result.hash);
    expect(result.hash).toBe((await model.simulate({ ...run, trials: run.trials + block })).hash);
  });

  it("and losses without a run", async () => {
    const file = path();
    await model.simulate({ ...run, checkpoint: { path: file } });
    const forged = forge(file, () => ({ run: undefined }));
    expect((await openLosses(forged)).seed).toBe(undefined);
    await expect(model.simulate({ ...run, checkpoint: { path: forged } })).rejects.toMatchObject({
      code: "ERR_CHECKPOINT_MISMATCH",
    });
  });
});

describe("losses larger than memory", () => {
  it("are measured from the checkpoint, to the same bits", async () => {
    const path = folder.file();
    const options = { trials: 4_000_000 + 7, seed: 5, components: false } as const;
    const whole = await model.simulate(options);
    const stored = await model.simulate({ ...options, memoryLimit: 28e6, checkpoint: { path } });
    expect(says(stored, {})).toEqual(says(whole, {}));
    expect(stored.toString().split("\n").slice(0, -1)).toEqual(whole.toString().split("\n").slice(0, -1));
    expect(() => stored.losses).toThrow(expect.objectContaining({ code: "ERR_NOT_KEPT" }));
    expect(() => stored.losses).toThrow(/openLosses/);
    expect(stored.execution.reasons.join()).toContain("losses in the checkpoint alone");
    whole.release();
  });

  it("are refused without a checkpoint, before a file is made", async () => {
    const checkpoint = { path: folder.file() };
    const refused = { code: "ERR_TOO_LARGE" };
    await expect(model.simulate({ trials: 4e6, memoryLimit: 28e6 })).rejects.toMatchObject(refused);
    await expect(model.simulate({ trials: 4e6, memoryLimit: 1e6, checkpoint })).rejects.toMatchObject(refused);
    expect(folder.names).toEqual([]);
  });

  it("take bounded memory, the measures included", async () => {
    const component = "frequency: poisson({ lambda: 0.01 }), severity: gamma({ alpha: 2, theta: 10 })";
    const runOf = (trials: number) =>
      `{ trials: ${trials}, memoryLimit: 32e6, checkpoint: { path: ${JSON.stringify(folder.file())} } }`;
    const [small, large] = await peakMemory(component, [runOf(5e6), runOf(3e7)]);
    expect(large! - small!).toBeLessThan(60);
  });
});

describe("the option", () => {
  it.each<[unknown, string]>([
    ["x", "an object with path, everyTrials"],
    [{}, "checkpoint.path must be a non-empty string"],
    [{ path: "" }, "checkpoint.path must be a non-empty string"],
    [{ path: "a\0b" }, "checkpoint.path must be a path without NUL"],
    [{ path: "a", everyTrials: 0 }, "everyTrials must be an integer from 1"],
    [{ path: "a", every: 1 }, 'unknown key "every"'],
  ])("%j is refused", async (checkpoint, message) => {
    const refused = model.simulate({ trials: 10, checkpoint: checkpoint as never });
    await expect(refused).rejects.toThrow(message);
  });

  it("everyTrials may be more than a run has", async () => {
    const path = folder.file();
    const { hash } = await model.simulate({ ...run, checkpoint: { path, everyTrials: 2 ** 53 - 1 } });
    expect(hash).toBe((await model.simulate(run)).hash);
    const copy = folder.file();
    copyFileSync(path, copy);
    truncateSync(copy, statSync(copy).size - 1);
    expect((await model.simulate({ ...run, checkpoint: { path: copy } })).hash).toBe(hash);
  });
});
