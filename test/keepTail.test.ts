import { afterAll, describe, expect, it } from "vitest";
import { close, type SimulationResult } from "../dist/index.js";
import { simulate } from "../dist/simulation/simulate.js";
import { planTail } from "../dist/simulation/tailPlan.js";
import { keepModels } from "./support/keepModels.js";
import { peakMemory } from "./support/peakMemory.js";

afterAll(() => close());

const levels = [0.9, 0.99, 0.999, 0.9, 0.95];
const periods = [10, 20, 200, 1000];

/** Everything that a run which kept its tail answers, to the bit. */
function answers(result: SimulationResult<Float64Array | Float32Array>) {
  const above = result.var(0.9).value;
  const thresholds = [above, above * 1.5, above + 1e9];
  return [
    [result.mean, result.standardDeviation, result.skewness, result.probabilityOfLoss],
    levels.map((p) => [result.var(p), result.tvar(p)]),
    result.exceedanceCurve(periods),
    thresholds.map((x) => [result.exceedanceProbability(x), result.stopLoss(x)]),
    result.hash,
  ];
}

async function compare(name: string, options: { trials: number; storage?: "float32" }, workers: number[]) {
  const model = keepModels[name]!;
  const run = { seed: 11, levels, components: true, hash: true, ...options };
  const whole = await model.simulate({ ...run, workers: 1 });
  const names = model.portfolio.components.map((component) => component.name);
  const expected = [whole, ...names.map((each) => whole.component(each))].map(answers);
  for (const count of workers) {
    const tail = await model.simulate({ ...run, workers: count, keep: "tail" });
    expect([tail, ...names.map((each) => tail.component(each))].map(answers)).toEqual(expected);
    expect(tail.warnings).toEqual(whole.warnings);
    tail.release();
  }
  whole.release();
}

describe('keep "tail" has the bits of "losses"', () => {
  it.each(Object.keys(keepModels))("for a %s law, on 1, 2, 3 and 7 workers", async (name) => {
    await compare(name, { trials: 150_001 }, [1, 2, 3, 7]);
  });

  it.each([1, 2, 40, 4095, 4096, 4097, 8 * 4096, 8 * 4096 + 1, 9 * 4096, 130 * 4096 + 7])(
    "for %i trials",
    async (trials) => {
      await compare("portfolio", { trials }, [1, 3]);
    },
  );

  it("in single precision", async () => {
    for (const name of ["continuous", "mostly zero", "portfolio"]) {
      await compare(name, { trials: 100_000, storage: "float32" }, [1, 2]);
    }
  });

  it("when the thresholds were too high or the pool too small, and the run is repeated", async () => {
    const model = keepModels.continuous!;
    let attempts = 0;
    for (let seed = 0; seed < 8; seed++) {
      const options = { trials: 60_000, seed, levels, hash: true, workers: 1 + (seed % 3) };
      const onProgress = ({ done }: { done: number }) => {
        if (done === 60_000) attempts++;
      };
      const reckless = await simulate(model.explain(), { ...options, keep: "tail", onProgress }, 0.01);
      expect(answers(reckless)).toEqual(answers(await model.simulate(options)));
    }
    expect(attempts).toBeGreaterThan(8);
  });
});

describe("what a tail takes", () => {
  it.each([
    [1e7, 0.9, 1.05],
    [1e8, 0.99, 1.06],
    [1e9, 0.995, 1.05],
    [1e6, 0.95, 1.2],
  ])("%d trials at %d: at most %d times what is above the level", (trials, level, factor) => {
    expect(planTail(trials, level).capacity).toBeLessThan(factor * trials * (1 - level));
  });

  it("is held against memoryLimit", async () => {
    const run = { trials: 2_000_000, seed: 1, levels: [0.99] };
    const tail = await keepModels.continuous!.simulate({ ...run, keep: "tail", memoryLimit: 300_000 });
    expect(tail.var(0.99).value).toBeGreaterThan(0);
    await expect(keepModels.continuous!.simulate({ ...run, keep: "tail", memoryLimit: 160_000 })).rejects.toMatchObject(
      {
        code: "ERR_TOO_LARGE",
      },
    );
    await expect(keepModels.continuous!.simulate({ ...run, memoryLimit: 300_000 })).rejects.toMatchObject({
      code: "ERR_TOO_LARGE",
    });
  });

  it.each([
    "frequency: poisson({ lambda: 5 }), severity: gamma({ alpha: 2, theta: 1000 })",
    "frequency: deterministic({ n: 1 }), severity: constant({ value: 3 })",
  ])("of resident memory, for ten million trials of %s, is about 10 MB", async (component) => {
    const runs = ['{ trials: 200_000, keep: "tail" }', '{ trials: 1e7, keep: "tail" }', "{ trials: 1e7 }"];
    const [few, tail, whole] = await peakMemory(component, runs);
    // The tail's 8.2 MB, what measuring holds of them at a time, and the heap's own ways.
    expect(tail! - few!).toBeLessThan(30);
    expect(whole! - few!).toBeGreaterThan(75);
  });
});

describe("a run that kept its tail refuses", () => {
  it("what lies below, and the losses and the hash that were not asked for", async () => {
    const run = { trials: 50_000, seed: 1, levels: [0.95, 0.99], keep: "tail", components: true } as const;
    const whole = await keepModels.portfolio!.simulate(run);
    for (const result of [whole, whole.component("c0")]) {
      for (const read of [
        () => result.losses,
        () => result.hash,
        () => result.var(0.9),
        () => result.tvar(0.949),
        () => result.exceedanceCurve(),
        () => result.exceedanceProbability(0),
        () => result.stopLoss(result.var(0.95).value * 0.999),
      ]) {
        expect(read).toThrow(expect.objectContaining({ code: "ERR_NOT_KEPT" }));
      }
      expect(result.exceedanceCurve([20])).toHaveLength(1);
    }
    whole.release();
    expect(() => whole.var(0.99)).toThrow(expect.objectContaining({ code: "ERR_RELEASED" }));
  });
});
