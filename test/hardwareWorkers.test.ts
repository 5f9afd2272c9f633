import { afterAll, describe, expect, it } from "vitest";
import { overrides } from "../dist/hardware/overrides.js";
import { close, gamma, inforce, PricingModel, poisson, portfolio, warmUp } from "../dist/index.js";
import { nanoseconds } from "../dist/plan/cost.js";
import { chooseWorkers, type Means } from "../dist/simulation/chooseWorkers.js";
import { threadsThatFit } from "../dist/simulation/memory.js";
import { builtIn } from "../dist/speed/speed.js";

// How many threads a run takes, by what hardware.test.ts and hardwareLimits.test.ts say of the machine.

afterAll(() => close());

const model = new PricingModel(
  portfolio([inforce({ name: "a", frequency: poisson({ lambda: 5 }), severity: gamma({ alpha: 2, theta: 1000 }) })]),
);
describe("workers", () => {
  const hybrid = { threads: 24, performance: 16, reason: "24 cores" };
  const nothing = overrides({});
  const plan = model.explain();
  /** Trials that are work for so many threads. */
  const work = (threads: number): number => {
    const each = plan.components.reduce((sum, component) => sum + nanoseconds(component, builtIn), 0);
    return Math.ceil((threads * builtIn.breakEven) / each);
  };
  const choose = (trials: number, means: Partial<Means>): { workers: number; reasons: string[] } =>
    chooseWorkers({ trials, workers: "auto" }, plan, nothing, {
      parallelism: hybrid,
      up: 0,
      room: 1000,
      free: 1e10,
      ...means,
    });

  it("are on performance cores until there is work for every core", () => {
    for (const [busy, workers, why] of [
      [1, 1, "work for 1"],
      [10, 10, "work for 10"],
      [16, 16, "16 performance cores"],
      [23, 16, "16 performance cores"],
      [24, 24, "24 cores"],
      [100, 24, "24 cores"],
    ] as const) {
      expect(choose(work(busy), {}), `${busy}`).toEqual({ workers, reasons: [`auto: ${workers} workers (${why})`] });
    }
    const alike = { threads: 8, performance: 8, reason: "8 cores, quota 7.5 of them" };
    expect(choose(work(7), { parallelism: alike }).workers).toBe(7);
    expect(choose(work(8), { parallelism: alike }).reasons).toEqual(["auto: 8 workers (8 cores, quota 7.5 of them)"]);
  });

  it("are no more than there is memory for, nor are those that were asked for", () => {
    const [much, room, free] = [work(100), 5, 61e6];
    const reason = "memory for 5: the run leaves 58.2 MiB";
    expect(choose(much, { room, free })).toEqual({ workers: 5, reasons: [`auto: 5 workers (${reason})`] });
    const run = { trials: much, workers: 8 };
    const means = { parallelism: hybrid, up: 0, room, free };
    expect(chooseWorkers(run, plan, nothing, means)).toEqual({ workers: 5, reasons: [`5 of 8 workers: ${reason}`] });
    expect(choose(much, { room: 1, free: -1 }).workers).toBe(1);
  });

  it("that are up already take less memory than others", () => {
    const need = { alone: 5e6, each: 1e6, arrays: new Map() };
    // 12 MB a thread, and 1 MB for what each does of the run, beyond that of the calling thread.
    for (const [limit, running, room] of [
      [66e6, 0, 4],
      [66e6, 3, 7],
      [16e6, 0, 1],
      [0, 0, 1],
      [28e6, 24, 24],
      [27.9e6, 24, 23],
      [Infinity, 0, 1024],
    ] as const) {
      expect(threadsThatFit(need, limit, running), `${limit} bytes, ${running} running`).toBe(room);
    }
  });
});

describe("the environment", () => {
  const numa = expect.stringMatching(/^numaPolicy auto: /);
  const withVariable = async <T>(name: string, value: string, work: () => Promise<T>): Promise<T> => {
    process.env[name] = value;
    try {
      return await work();
    } finally {
      delete process.env[name];
    }
  };

  it("decides a run that leaves it open, never its losses", async () => {
    const run = { trials: 50_000, seed: 1 };
    const plain = await model.simulate({ ...run, workers: 1 });
    const three = await withVariable("LUNDBERG_WORKERS", "3", () => model.simulate(run));
    expect(three.execution).toMatchObject({ workers: 3, reasons: ["3 workers by LUNDBERG_WORKERS", numa] });
    expect(three.hash).toBe(plain.hash);
    const two = await withVariable("LUNDBERG_WORKERS", "3", () => model.simulate({ ...run, workers: 2 }));
    expect(two.execution).toMatchObject({ workers: 2, reasons: ["2 workers as asked", numa] });
    const small = await withVariable("LUNDBERG_WORKERS", "64", () => model.simulate({ ...run, trials: 8192 }));
    expect(small.execution.reasons).toEqual(["2 of 64 workers: there are 2 blocks of trials", numa]);
  });

  it("limits the memory of a run that sets no limit of its own", async () => {
    const run = { trials: 50_000, seed: 1, workers: 1 };
    const limited = (options: object): Promise<unknown> =>
      withVariable("LUNDBERG_MEMORY_LIMIT", "100 kB", () => model.simulate({ ...run, ...options }));
    await expect(limited({})).rejects.toMatchObject({ code: "ERR_TOO_LARGE" });
    await expect(limited({ memoryLimit: 1e9 })).resolves.toMatchObject({ trials: 50_000 });
  });

  it("makes a run and a warming up reject when it is mistaken", async () => {
    for (const work of [(): Promise<unknown> => model.simulate({ trials: 1 }), (): Promise<unknown> => warmUp()]) {
      await expect(withVariable("LUNDBERG_WORKERS", "none", work)).rejects.toMatchObject({ code: "ERR_PARAMETER" });
    }
  });
});
