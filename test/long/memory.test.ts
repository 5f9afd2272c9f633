import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { availableMemory } from "../../dist/hardware/availableMemory.js";
import { close, type SimulateOptions } from "../../dist/index.js";
import { keepModels } from "../support/keepModels.js";

afterAll(() => close());

const url = (file: string): string => pathToFileURL(resolve(import.meta.dirname, "..", "..", "dist", file)).href;

/** MB that a run is planned to take, and that it and its table took at most, in a process that has run something before. */
async function takes(components: number, options: SimulateOptions): Promise<{ planned: number; measured: number }> {
  const script = `import { readFileSync } from "node:fs";
    import * as l from ${JSON.stringify(url("index.js"))};
    import { bytesOf, needOf } from ${JSON.stringify(url("simulation/memory.js"))};
    import { runOptions } from ${JSON.stringify(url("simulation/options.js"))};
    const field = (name) => Number(new RegExp(name + ":\\\\s+(\\\\d+)").exec(readFileSync("/proc/self/status", "utf8"))[1]) * 1024;
    const of = (count) => new l.PricingModel(l.portfolio(Array.from({ length: count }, (_, i) => l.inforce({ name: "a" + i,
      frequency: l.poisson({ lambda: 1 + i / 10 }), severity: l.lognormal({ mu: 8 + i / 100, sigma: 2 }) }))));
    String(await of(1).simulate({ trials: 1e5, workers: 1, seed: 1 }));
    gc();
    const before = field("VmRSS");
    const model = of(${components});
    const options = ${JSON.stringify(options)};
    const planned = bytesOf(needOf(model.explain(), runOptions(options)), options.workers, 0);
    String(await model.simulate({ ...options, seed: 1 }));
    console.log(JSON.stringify({ planned: planned / 1e6, measured: (field("VmHWM") - before) / 1e6 }));`;
  const flags = ["--expose-gc", "--input-type=module", "-e", script];
  return JSON.parse((await promisify(execFile)(process.execPath, flags)).stdout);
}

/** What a process has more of than is counted: compiled code, heap, memory that waits for its collector. */
const uncounted = 60;

describe("the memory that a run takes is what was counted before it", () => {
  it.each([
    [1, { trials: 1e7, workers: 1 }],
    [1, { trials: 1e8, workers: 1 }],
    [1, { trials: 1e8, workers: 2 }],
    [1, { trials: 1e8, workers: 2, storage: "float32" }],
    [1, { trials: 1e8, workers: 2, keep: "tail" }],
    [1, { trials: 1e8, workers: 2, keep: "none" }],
    [1, { trials: 1e8, workers: 2, keep: "none", hash: true }],
    [1, { trials: 1e6, workers: 16 }],
    [20, { trials: 1e6, workers: 2, components: true }],
    [20, { trials: 1e6, workers: 2, components: true, keep: "tail" }],
    [20, { trials: 1e6, workers: 2, components: true, keep: "none" }],
    [100, { trials: 1e5, workers: 4, components: true, keep: "none" }],
    [100, { trials: 1e5, workers: 8 }],
  ] satisfies [number, SimulateOptions][])("%d components, %o", async (components, options) => {
    const { planned, measured } = await takes(components, options);
    console.log(
      `${components}, ${JSON.stringify(options)}: planned ${planned.toFixed(0)} MB, measured ${measured.toFixed(0)} MB`,
    );
    expect(measured).toBeLessThan(planned + uncounted);
    expect(planned).toBeLessThan(2 * measured + uncounted);
  });
});

describe("results around 2 and 4 GiB", () => {
  for (const trials of [2 ** 28 - 1, 2 ** 28, 2 ** 28 + 1, 2 ** 29 - 1, 2 ** 29 + 1]) {
    const enough = availableMemory().bytes > 3 * 8 * trials;
    it.skipIf(!enough)(
      `${trials} losses: hash and measures as without keeping them${enough ? "" : " (not enough memory here)"}`,
      async () => {
        const model = keepModels.continuous!;
        const run = { trials, seed: 2, hash: true, levels: [0.99, 0.9999] } as const;
        const tail = await model.simulate({ ...run, keep: "tail" });
        const whole = await model.simulate(run);
        expect(whole.losses).toHaveLength(trials);
        expect(whole.hash).toBe(tail.hash);
        expect(whole.mean).toEqual(tail.mean);
        for (const p of run.levels) expect([whole.var(p), whole.tvar(p)]).toEqual([tail.var(p), tail.tvar(p)]);
        for (const at of [0, trials - 1]) expect(whole.losses[at]).toBeGreaterThanOrEqual(0);
        whole.release();
        await close();
      },
    );
  }
});
