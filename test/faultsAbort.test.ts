import { setTimeout } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import {
  close,
  deterministic,
  inforce,
  lognormal,
  PricingModel,
  portfolio,
  type SimulateOptions,
} from "../dist/index.js";
import { allocate } from "../dist/simulation/allocate.js";
import { BlockRunner } from "../dist/simulation/blocks.js";
import { runOptions } from "../dist/simulation/options.js";
import { keeps, undisturbed, whole } from "./support/faultRuns.js";
import { ways, withFault } from "./support/faultyThreads.js";
import { keepModels } from "./support/keepModels.js";

afterAll(() => close());

// Whoever did not stop would go on for hours, beyond every timeout.
const hours = { trials: 1e11, seed: 1, keep: "none" } as const;
const model = keepModels.continuous!;
const reason = new Error("enough");

/** Aborts a run after some milliseconds; `undefined` is at once, in the same turn. It rejects with the signal's reason. */
async function expectAborted(
  options: SimulateOptions,
  ms: number | undefined,
  of: PricingModel = model,
): Promise<void> {
  const controller = new AbortController();
  const running = of.simulate({ ...options, signal: controller.signal });
  if (ms !== undefined) void setTimeout(ms).then(() => controller.abort(reason));
  else controller.abort(reason);
  await expect(running).rejects.toBe(reason);
}

async function expectHealthy(): Promise<void> {
  for (const keep of keeps) {
    const result = await whole.model.simulate({ ...whole.run, keep });
    expect(whole.answers(result)).toEqual(await undisturbed(keep));
  }
}

describe("abort", () => {
  it("before: the run does not start", async () => {
    const signal = AbortSignal.abort("never mind");
    for (const workers of [1, 2]) {
      await expect(model.simulate({ ...hours, workers, signal })).rejects.toBe("never mind");
    }
  });

  it("while threads start", async () => {
    for (const ms of [undefined, 0, 5, 10, 20, 30, 40, 60]) {
      await close();
      await expectAborted({ ...hours, workers: 3 }, ms);
    }
    await expectHealthy();
  });

  it.each([1, 2])("during, on %i workers", async (workers) => {
    for (const options of [
      {},
      { hash: true },
      { keep: "tail", levels: [0.999999], claimLimit: Infinity, trials: 1e10 },
    ] as const) {
      await expectAborted({ ...hours, ...options, workers }, 150);
    }
    await expectHealthy();
  });

  it.each([1, 2])("in the first block, in a trial of billions of claims, on %i workers", async (workers) => {
    const n = 4e9;
    const huge = new PricingModel(
      portfolio([inforce({ name: "a", frequency: deterministic({ n }), severity: lognormal({ mu: 1, sigma: 1 }) })]),
    );
    await expectAborted({ trials: 5000, seed: 1, workers, claimLimit: Infinity }, 50, huge);
  });

  it.each([1, 2])("in a block of many components, on %i workers", async (workers) => {
    const components = Array.from({ length: 200 }, (_, i) =>
      inforce({ name: `${i}`, frequency: deterministic({ n: 250 }), severity: lognormal({ mu: 1, sigma: 1 }) }),
    );
    const many = new PricingModel(portfolio(components));
    const runner = new BlockRunner(allocate(many.explain(), runOptions({ trials: 4096 }), 1, undefined));
    let pauses = 0;
    while (!runner.advance(0)) pauses++;
    expect(pauses).toBeGreaterThanOrEqual(200);
    await expectAborted({ ...hours, trials: 1e10, workers }, 50, many);
  });

  it("at any moment of a run in phases, hashed on its way: the reason, or a whole result", async () => {
    let [aborted, finished] = [0, 0];
    for (let ms = 0; ms < 60; ms += 3) {
      const controller = new AbortController();
      const options = { ...whole.run, keep: "tail", workers: 1 + ((ms / 3) % 3), signal: controller.signal } as const;
      void setTimeout(ms).then(() => controller.abort(reason));
      const outcome = await whole.model.simulate(options).catch((error: unknown) => error);
      if (outcome === reason) aborted++;
      else finished++;
      if (outcome !== reason) expect(whole.answers(outcome as never)).toEqual(await undisturbed("tail"));
    }
    expect(aborted + finished).toBe(20);
    await expectHealthy();
  });

  it("twice", async () => {
    const controller = new AbortController();
    const running = model.simulate({ ...hours, workers: 2, signal: controller.signal });
    controller.abort(reason);
    controller.abort("again");
    await expect(running).rejects.toBe(reason);
  });

  it("of two runs by one signal", async () => {
    const controller = new AbortController();
    const runs = [1, 2].map((workers) => model.simulate({ ...hours, workers, signal: controller.signal }));
    controller.abort(reason);
    for (const running of runs) await expect(running).rejects.toBe(reason);
  });

  it("after: the result stays", async () => {
    const controller = new AbortController();
    const result = await model.simulate({ trials: 1000, signal: controller.signal });
    controller.abort();
    expect(result.losses).toHaveLength(1000);
  });

  it("with a thread that never answers: it is ended sooner, and the run rejects with the reason", async () => {
    await withFault({ ...ways["never answers"]!, beat: 5 }, () => expectAborted({ ...hours, workers: 2 }, 300));
    await expectHealthy();
  });

  it("leaves no listener on the signal", async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const [add, remove] = [signal.addEventListener, signal.removeEventListener];
    signal.addEventListener = (...given: unknown[]) => {
      listeners++;
      add.apply(signal, given as never);
    };
    signal.removeEventListener = (...given: unknown[]) => {
      listeners--;
      remove.apply(signal, given as never);
    };
    for (const workers of [1, 2]) await model.simulate({ trials: 20_000, workers, signal });
    await expect(model.simulate({ trials: 20_000, memoryLimit: 1, signal })).rejects.toMatchObject({
      code: "ERR_TOO_LARGE",
    });
    expect(listeners).toBe(0);
  });
});
