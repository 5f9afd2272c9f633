import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  close,
  deterministic,
  gamma,
  inforce,
  lognormal,
  PricingModel,
  pareto,
  poisson,
  portfolio,
  warmUp,
} from "../dist/index.js";
import { Pool } from "../dist/simulation/pool.js";
import { Control, type Program } from "../dist/simulation/program.js";

const run = promisify(execFile);
const model = (lambda: number) =>
  new PricingModel(
    portfolio([inforce({ name: "a", frequency: poisson({ lambda }), severity: lognormal({ mu: 1, sigma: 1 }) })]),
  );
const long = model(500);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lundberg-"));
});
afterAll(async () => {
  await close();
  await rm(folder, { recursive: true });
});

describe("an aborted run", () => {
  it.each([1, 2])(
    "rejects with the signal's reason within 100 ms, on %i workers, and the next run works",
    async (workers) => {
      await warmUp();
      const controller = new AbortController();
      const reason = new Error("enough");
      let aborted = 0;
      setTimeout(() => {
        aborted = performance.now();
        controller.abort(reason);
      }, 150);
      await expect(long.simulate({ trials: 2_000_000, seed: 1, workers, signal: controller.signal })).rejects.toBe(
        reason,
      );
      expect(aborted).toBeGreaterThan(0);
      expect(performance.now() - aborted).toBeLessThan(100);
      const [one, two] = await Promise.all(
        [1, 2].map((w) => model(5).simulate({ trials: 10_000, seed: 1, workers: w })),
      );
      expect(two!.hash).toBe(one!.hash);
    },
  );

  it("stops inside a trial of a billion claims", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const started = performance.now();
    const huge = new PricingModel(
      portfolio([
        inforce({ name: "one", frequency: deterministic({ n: 4e9 }), severity: lognormal({ mu: 1, sigma: 1 }) }),
      ]),
    );
    const rejected = huge.simulate({ trials: 3, seed: 1, workers: 1, signal: controller.signal });
    await expect(rejected).rejects.toMatchObject({ name: "AbortError" });
    expect(performance.now() - started).toBeLessThan(400);
  });

  it.each([1, 2])("stops between blocks that are drawn in no time, on %i workers", async (workers) => {
    const controller = new AbortController();
    let done = 0;
    const onProgress = (progress: { done: number }): void => {
      done = progress.done;
      if (done > 0) controller.abort();
    };
    const options = { trials: 1e11, workers, keep: "none", signal: controller.signal, onProgress } as const;
    await expect(model(0.01).simulate(options)).rejects.toThrow("aborted");
    expect(done).toBeLessThan(1e11);
  });

  it("does not start when the signal has aborted before", async () => {
    const signal = AbortSignal.abort("never mind");
    await expect(long.simulate({ trials: 1e6, workers: 2, signal })).rejects.toBe("never mind");
  });

  it("resolves when the signal aborts afterwards", async () => {
    const controller = new AbortController();
    const result = await model(1).simulate({ trials: 1000, signal: controller.signal });
    controller.abort();
    expect(result.trials).toBe(1000);
  });
});

describe("progress", () => {
  it.each([1, 2])("rises to the number of trials on %i workers", async (workers) => {
    const seen: number[] = [];
    await model(400).simulate({
      trials: 600_000,
      seed: 1,
      workers,
      onProgress: ({ done, trials, elapsedMs, etaMs }) => {
        expect(trials).toBe(600_000);
        expect(elapsedMs).toBeGreaterThan(0);
        expect(etaMs).toBeGreaterThanOrEqual(0);
        seen.push(done);
      },
    });
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(600_000);
  });

  it("ends the run with what the callback throws", async () => {
    const error = new Error("from the callback");
    const options = {
      trials: 2_000_000,
      workers: 2,
      onProgress: () => {
        throw error;
      },
    };
    await expect(long.simulate(options)).rejects.toBe(error);
  });
});

describe("a worker that ends", () => {
  const program = (): Program => ({
    trials: 4096,
    components: [],
    output: { moments: new Float64Array(8), passing: undefined, kept: { kind: "none", trials: 4096 } },
    beside: [],
    single: false,
    laps: new Int32Array(1),
    control: new Control().buffer,
    take: 1,
  });
  const poolOf = (code: string): Pool => {
    const file = join(folder, `worker${Math.random()}.mjs`);
    writeFileSync(
      file,
      `import { parentPort } from "node:worker_threads";\nparentPort.on("message", (job) => { ${code} });`,
    );
    return new Pool(pathToFileURL(file));
  };

  it.each([
    ["exits with 0", "process.exit(0)", /exit code 0/],
    ["exits with 7", "process.exit(7)", /exit code 7/],
    ["throws", "throw new Error('boom')", /exit code 1/],
  ])("is ERR_WORKER_LOST when it %s, and the pool starts another", async (_, code, message) => {
    const pool = poolOf(`if (job.program.trials === 4096) { ${code} } else parentPort.postMessage({ id: job.id })`);
    await expect(pool.run(program(), 2)).rejects.toMatchObject({
      code: "ERR_WORKER_LOST",
      message: expect.stringMatching(message),
    });
    await pool.run({ ...program(), trials: 1 }, 2);
    expect(pool.size).toBe(2);
    await pool.close();
  });

  it("is ERR_CLOSED when the pool is closed meanwhile", async () => {
    const pool = poolOf("");
    const running = expect(pool.run(program(), 2)).rejects.toMatchObject({ code: "ERR_CLOSED" });
    await pool.close();
    await running;
    expect(pool.size).toBe(0);
  });
});

describe("losses that are no finite numbers", () => {
  it("are ERR_NON_FINITE with trial and component", async () => {
    const wild = inforce({
      name: "wild",
      frequency: poisson({ lambda: 1 }),
      severity: pareto({ alpha: 1e-3, theta: 1 }),
    });
    const tame = inforce({ name: "tame", frequency: poisson({ lambda: 1 }), severity: gamma({ alpha: 1, theta: 1 }) });
    for (const workers of [1, 2]) {
      await expect(
        new PricingModel(portfolio([tame, wild])).simulate({ trials: 10_000, seed: 1, workers }),
      ).rejects.toMatchObject({
        code: "ERR_NON_FINITE",
        message: expect.stringMatching(/^wild: the loss of trial \d+ is Infinity/),
      });
    }
  });
});

describe("the process", () => {
  const script = async (body: string): Promise<{ stdout: string }> => {
    const file = join(folder, `script${Math.random()}.mjs`);
    const door = pathToFileURL(resolve(import.meta.dirname, "..", "dist", "index.js"));
    writeFileSync(file, `import * as l from ${JSON.stringify(door.href)};\n${body}`);
    return run(process.execPath, [file], { timeout: 20_000 });
  };
  const build = `const model = new l.PricingModel(l.portfolio([l.inforce({ name: "a", frequency: l.poisson({ lambda: 5 }),
    severity: l.gamma({ alpha: 2, theta: 1000 }) })]));`;

  it("exits without close()", async () => {
    const { stdout } = await script(
      `${build} console.log((await model.simulate({ trials: 50_000, workers: 3 })).trials);`,
    );
    expect(stdout.trim()).toBe("50000");
  });

  it("waits for a run that nobody awaits", async () => {
    const { stdout } = await script(
      `${build} model.simulate({ trials: 500_000, workers: 2 }).then(() => console.log("done"));`,
    );
    expect(stdout.trim()).toBe("done");
  });

  it("keeps its memory flat over many runs", async () => {
    const { stdout } = await script(`${build}
      const rss = async (runs) => { for (let i = 0; i < runs; i++) (await model.simulate({ trials: 200_000, workers: 2, seed: i })).release();
        return process.memoryUsage().rss; };
      const first = await rss(30); const last = await rss(120);
      console.log(Math.round((last - first) / 1e6));`);
    // 1.6 MB of losses a run: 190 MB if they leaked.
    expect(Number(stdout)).toBeLessThan(60);
  });
});
