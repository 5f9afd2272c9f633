import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { close, warmUp } from "../dist/index.js";
import { pool } from "../dist/simulation/pool.js";
import { keepModels } from "./support/keepModels.js";

afterAll(() => close());

describe("warmUp", () => {
  it("resolves when as many threads are up as asked for, also at once with others and after close()", async () => {
    await warmUp({ workers: 3 });
    expect(pool.size).toBe(3);
    await Promise.all([warmUp(), warmUp({ workers: "auto" }), warmUp({ workers: 1 })]);
    await close();
    expect(pool.size).toBe(0);
    await warmUp({ workers: 2 });
    expect(pool.size).toBe(2);
  });

  it("changes no result", async () => {
    const run = { trials: 100_000, seed: 4, workers: 2 } as const;
    const before = (await keepModels.portfolio!.simulate(run)).hash;
    await warmUp();
    expect((await keepModels.portfolio!.simulate(run)).hash).toBe(before);
  });

  it.each([
    [null, "ERR_PARAMETER"],
    [{ workers: 0 }, "ERR_PARAMETER"],
    [{ workers: "all" }, "ERR_PARAMETER"],
    [{ threads: 2 }, "ERR_UNKNOWN_KEY"],
  ])("rejects %o", async (options, code) => {
    await expect(warmUp(options as never)).rejects.toMatchObject({ code });
  });

  it("makes the first run of a process faster than it is without", async () => {
    const door = pathToFileURL(resolve(import.meta.dirname, "..", "dist", "index.js")).href;
    const firstRun = async (before: string): Promise<number> => {
      const script = `import * as l from ${JSON.stringify(door)};
        const model = new l.PricingModel(l.portfolio([l.inforce({ name: "a", frequency: l.poisson({ lambda: 5 }),
          severity: l.gamma({ alpha: 2, theta: 1000 }) })]));
        ${before};
        const started = performance.now();
        await model.simulate({ trials: 1_000_000, seed: 1, workers: 2 });
        console.log(performance.now() - started);`;
      const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
      return Number(stdout);
    };
    let [cold, warm] = [Infinity, Infinity];
    for (let i = 0; i < 3; i++) {
      cold = Math.min(cold, await firstRun(""));
      warm = Math.min(warm, await firstRun("await l.warmUp()"));
    }
    expect(warm).toBeLessThan(cold);
  });
});
