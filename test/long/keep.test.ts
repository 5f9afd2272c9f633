import { describe, expect, it } from "vitest";
import { close, constant, deterministic, exponential, inforce, PricingModel, portfolio } from "../../dist/index.js";
import { peakMemory } from "../support/peakMemory.js";

const model = new PricingModel(
  portfolio([inforce({ name: "a", frequency: deterministic({ n: 1 }), severity: exponential({ theta: 1000 }) })]),
);

describe("a billion trials", () => {
  it('stay below 300 MB with keep "none"', async () => {
    const component = "frequency: poisson({ lambda: 5 }), severity: gamma({ alpha: 2, theta: 1000 })";
    const [peak] = await peakMemory(component, ['{ trials: 1e9, keep: "none" }']);
    console.log(`a billion trials, keep "none": ${peak!.toFixed(0)} MB`);
    expect(peak).toBeLessThan(300);
  });

  it("measure an exponential law: kept in part exactly, and enclosed by the sketch", async () => {
    const levels = [0.995, 0.999, 0.9999];
    const run = { trials: 1e9, seed: 1, levels };
    const sketch = await model.simulate({ ...run, keep: "none" });
    const tail = await model.simulate({ ...run, keep: "tail", memoryLimit: 8e7 });
    expect(sketch.mean).toEqual(tail.mean);
    expect(Math.abs(tail.mean.value - 1000) / tail.mean.standardError).toBeLessThan(4.89);
    for (const p of levels) {
      const exact = -1000 * Math.log1p(-p);
      for (const [of, truth] of [
        ["var", exact],
        ["tvar", exact + 1000],
      ] as const) {
        const [kept, seen] = [tail[of](p), sketch[of](p)];
        expect(seen.low).toBeLessThanOrEqual(kept.low);
        expect(seen.high).toBeGreaterThanOrEqual(kept.high);
        expect(Math.abs(seen.value / kept.value - 1)).toBeLessThan(2 ** -10);
        // The interval is that of two standard errors: five of them hold the truth.
        expect(Math.abs(kept.value - truth)).toBeLessThan(2.6 * (kept.high - kept.low));
      }
    }
    await close();
  });

  it("of one amount take no more than the blocks' own words", async () => {
    const one = new PricingModel(
      portfolio([inforce({ name: "a", frequency: deterministic({ n: 1 }), severity: constant({ value: 3 }) })]),
    );
    const tail = await one.simulate({ trials: 1e8, seed: 1, keep: "tail" });
    expect(tail.var(0.99)).toEqual({ value: 3, low: 3, high: 3 });
    await close();
  });
});
