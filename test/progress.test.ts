import { afterAll, describe, expect, it } from "vitest";
import { close, inforce, lognormal, PricingModel, poisson, portfolio } from "../dist/index.js";
import { whole } from "./support/faultRuns.js";
import { ways, withFault } from "./support/faultyThreads.js";

afterAll(() => close());

const model = new PricingModel(
  portfolio([inforce({ name: "a", frequency: poisson({ lambda: 400 }), severity: lognormal({ mu: 1, sigma: 1 }) })]),
);

async function expectRising(workers: number, trials = 600_000): Promise<void> {
  const seen: number[] = [];
  await model.simulate({
    ...{ trials, seed: 1, workers },
    onProgress: (progress) => {
      expect(progress.trials).toBe(trials);
      expect(progress.elapsedMs).toBeGreaterThan(0);
      expect(progress.etaMs).toBeGreaterThanOrEqual(0);
      seen.push(progress.done);
    },
  });
  expect(seen.length).toBeGreaterThan(1);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.at(-1)).toBe(trials);
}

describe("progress", () => {
  it.each([1, 2])("rises to the number of trials on %i workers", (workers) => expectRising(workers));

  it("rises to the number of trials when a thread is lost on the way", () =>
    withFault({ ...ways.throws!, beat: 30 }, () => expectRising(2)));

  it("ends the run with what the callback throws", async () => {
    const error = new Error("from the callback");
    const onProgress = (): never => {
      throw error;
    };
    for (const workers of [1, 2]) {
      await expect(model.simulate({ trials: 1e8, keep: "none", workers, onProgress })).rejects.toBe(error);
    }
    await expect(whole.model.simulate({ ...whole.run, onProgress })).rejects.toBe(error);
  });
});
