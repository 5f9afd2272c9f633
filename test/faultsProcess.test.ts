import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { close } from "../dist/index.js";
import { Pool, pool } from "../dist/simulation/pool.js";
import { keeps, whole } from "./support/faultRuns.js";
import { keepModels } from "./support/keepModels.js";
import { runInARow } from "./support/runInARow.js";

afterAll(() => close());

const dist = (file: string): string =>
  JSON.stringify(pathToFileURL(resolve(import.meta.dirname, "..", "dist", file)).href);
const build = `import * as l from ${dist("index.js")};
  import { pool } from ${dist("simulation/pool.js")};
  const model = new l.PricingModel(l.portfolio([l.inforce({ name: "a", frequency: l.poisson({ lambda: 5 }),
    severity: l.gamma({ alpha: 2, theta: 1000 }) })]));`;
const script = (body: string): string[] => ["--input-type=module", "-e", `${build}\n${body}`];
const run = async (body: string): Promise<string> =>
  (await promisify(execFile)(process.execPath, script(body), { timeout: 100_000 })).stdout.trim();

describe("a process that forgets to close", () => {
  it("exits all the same", async () => {
    expect(await run("console.log((await model.simulate({ trials: 50_000, workers: 3 })).trials);")).toBe("50000");
  });

  it("waits for a run that nobody awaits", async () => {
    const body = 'model.simulate({ trials: 500_000, workers: 2 }).then(() => console.log("done"));';
    expect(await run(body)).toBe("done");
  });

  it("exits after a run that was aborted, and after one that failed", async () => {
    const body = `for (const workers of [1, 2]) {
        const signal = AbortSignal.timeout(30);
        await model.simulate({ trials: 1e10, keep: "none", workers, signal }).catch(({ name }) => console.log(name));
        await model.simulate({ trials: 1e6, workers, memoryLimit: 1 }).catch(({ code }) => console.log(code));
      }`;
    const [timeout, large] = ["TimeoutError", "ERR_TOO_LARGE"];
    expect((await run(body)).split("\n")).toEqual([timeout, large, timeout, large]);
  });

  it("hears of no rejection that nobody handles, whatever ends a run, and of no event", async () => {
    const body = `process.on("unhandledRejection", (reason) => console.log("unhandled", reason));
      process.on("warning", (warning) => console.log("warning", warning));
      const outcomes = [];
      for (const workers of [1, 2, 4]) for (const keep of ["losses", "tail", "none"]) {
        const options = { trials: 2e5, workers, keep };
        outcomes.push(model.simulate({ ...options, signal: AbortSignal.timeout(5) }));
        outcomes.push(model.simulate({ ...options, onProgress: () => { throw new Error("mine"); } }));
        outcomes.push(model.simulate({ ...options, trials: -1 }));
        outcomes.push(model.simulate(options));
        if (workers === 2) setTimeout(() => l.close(), 20);
        await Promise.allSettled(outcomes);
      }
      console.log(outcomes.length);`;
    expect(await run(body)).toBe("36");
  });
});

describe("a process that is stopped for longer than a thread may be silent", () => {
  it.skipIf(process.platform === "win32")("loses no thread", async () => {
    const body = `pool.settings = { ...pool.settings, lookMs: 20, patience: { running: 25, cancelled: 5 } };
      const running = model.simulate({ trials: 2.5e8, workers: 2, keep: "none", seed: 1 });
      console.log("running");
      const { execution } = await running;
      console.log(execution.blocksRerun);`;
    const child = spawn(process.execPath, script(body), { stdio: ["ignore", "pipe", "inherit"] });
    let heard = "";
    child.stdout.on("data", (text) => {
      heard += text;
    });
    while (!heard.includes("running")) await setTimeout(10);
    await setTimeout(200);
    for (let i = 0; i < 2; i++) {
      child.kill("SIGSTOP");
      await setTimeout(1000);
      child.kill("SIGCONT");
      await setTimeout(100);
    }
    await once(child, "close");
    expect(heard).toBe("running\n0\n");
  });
});

describe("close", () => {
  it("during runs: those on threads reject with ERR_CLOSED, and the next run works", async () => {
    const runs = keeps.map((keep) =>
      keepModels.continuous!.simulate({ trials: 1e8, workers: 2, keep, memoryLimit: Infinity }),
    );
    const closed = runs.map((each) => expect(each).rejects.toMatchObject({ code: "ERR_CLOSED" }));
    await setTimeout(30);
    await close();
    await Promise.all(closed);
    expect(pool.size).toBe(0);
    expect((await whole.model.simulate(whole.run)).trials).toBe(whole.run.trials);
  });

  it("twice, without runs, and of a pool that nobody used", async () => {
    await Promise.all([close(), close()]);
    await close();
    await new Pool().close();
    expect(pool.size).toBe(0);
  });
});

describe("a hundred runs in a row", () => {
  it.skipIf(!existsSync("/proc/self/task"))(
    "of every keep: flat memory, no more handles, no more threads",
    async () => {
      const { resident, used, handles, threads } = await runInARow(100);
      // A run has 1.6 MB of losses, and 64 KiB of ledgers.
      expect(resident).toBeLessThan(100);
      expect(used).toBeLessThan(4);
      expect(handles).toBe(0);
      expect(threads).toBe(0);
    },
  );
});
