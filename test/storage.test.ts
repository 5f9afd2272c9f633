import { afterAll, describe, expect, it } from "vitest";
import { close, inforce, lognormal, PricingModel, poisson, portfolio, riskMeasures } from "../dist/index.js";
import { lossMoments } from "../dist/measures/lossMoments.js";
import { LossMeasures } from "../dist/measures/measures.js";
import { lossHash } from "../dist/simulation/hash.js";
import { keepModels } from "./support/keepModels.js";

afterAll(() => close());

const run = { trials: 50_003, seed: 3, components: true } as const;

describe('storage "float32"', () => {
  it.each(["continuous", "mostly zero", "heavy", "portfolio"])(
    "rounds the losses of a %s law and measures those",
    async (name) => {
      const model = keepModels[name]!;
      const exact = await model.simulate({ ...run, workers: 1 });
      const rounded = await model.simulate({ ...run, workers: 2, storage: "float32" });
      for (const each of ["", ...model.portfolio.components.map((component) => component.name)]) {
        const [doubles, singles] = each === "" ? [exact, rounded] : [exact.component(each), rounded.component(each)];
        expect(singles.losses).toBeInstanceOf(Float32Array);
        expect(singles.losses.buffer).toBeInstanceOf(SharedArrayBuffer);
        expect(singles.losses).toEqual(Float32Array.from(doubles.losses));
        const again = Float64Array.from(singles.losses);
        expect(singles.hash).toBe(lossHash(again));
        const measured = new LossMeasures(again, lossMoments(again), {
          tailIndex: each === "" || name === "heavy" ? NaN : 9,
        });
        expect(singles.probabilityOfLoss).toBe(measured.probabilityOfLoss);
        if (name !== "heavy") expect(singles.mean).toEqual(measured.mean);
        for (const p of [0.5, 0.99]) {
          expect(singles.var(p)).toEqual(measured.var(p));
          if (name !== "heavy") expect(singles.tvar(p)).toEqual(measured.tvar(p));
        }
        expect(riskMeasures(again, { levels: [0.9] })[0]!.var).toBe(singles.var(0.9).value);
      }
      rounded.release();
    },
  );

  it("halves what the losses take", async () => {
    const model = keepModels.continuous!;
    await model.simulate({ trials: 1000, storage: "float32", memoryLimit: 4000 });
    await expect(model.simulate({ trials: 1000, storage: "float32", memoryLimit: 3999 })).rejects.toMatchObject({
      code: "ERR_TOO_LARGE",
    });
  });

  it("refuses losses that single precision cannot hold", async () => {
    const wild = new PricingModel(
      portfolio([inforce({ name: "w", frequency: poisson({ lambda: 1 }), severity: lognormal({ mu: 0, sigma: 40 }) })]),
    );
    expect((await wild.simulate({ trials: 20_000, seed: 1 })).var(0.99).value).toBeLessThan(Infinity);
    await expect(wild.simulate({ trials: 20_000, seed: 1, storage: "float32" })).rejects.toMatchObject({
      code: "ERR_NON_FINITE",
      message: expect.stringMatching(/^w: the loss of trial \d+ is .* single-precision/),
    });
  });
});
