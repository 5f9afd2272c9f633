import { afterAll, describe, expect, it } from "vitest";
import {
  close,
  constant,
  gamma,
  inforce,
  lognormal,
  mixedPoisson,
  PricingModel,
  pareto,
  poisson,
  portfolio,
  type SimulateOptions,
  type SimulationResult,
  verify,
} from "../dist/index.js";
import { needOf } from "../dist/simulation/memory.js";
import { runOptions } from "../dist/simulation/options.js";
import { solvablePart } from "../dist/simulation/solvablePart.js";

afterAll(() => close());

const varianceReduction = "controlVariates" as const;
const odd = mixedPoisson({ lambda: 20_000, mixing: lognormal.fromMeanCv({ mean: 1, cv: 0.1 }) });
// The exact engine refuses this one.
const refused = inforce({ name: "attritional", frequency: odd, severity: gamma({ alpha: 2, theta: 5 }) });
const large = inforce({
  name: "large",
  frequency: poisson({ lambda: 3 }),
  severity: lognormal({ mu: 11, sigma: 1.2 }),
  terms: { deductible: 20_000, limit: 5e6 },
});
const model = new PricingModel(portfolio([large, refused]));
const levels = [0.9, 0.99];
const reasons = ({ execution }: { execution: SimulationResult["execution"] }): string => execution.reasons.join("; ");

describe("a run with control variates", () => {
  const trials = 40_000;
  const options = { trials, seed: 7, levels, varianceReduction } satisfies SimulateOptions;

  it("has the same losses, and sharper measures of them", async () => {
    const plain = await model.simulate({ trials, seed: 7, levels });
    const sharp = await model.simulate(options);
    expect(sharp.hash).toBe(plain.hash);
    expect(plain.weights).toBeUndefined();
    expect(sharp.weights!.length).toBe(trials);
    expect(sharp.mean.standardError).toBeLessThan(0.1 * plain.mean.standardError);
    const width = ({ low, high }: { low: number; high: number }): number => high - low;
    for (const level of levels) {
      expect(width(sharp.var(level))).toBeLessThan(0.5 * width(plain.var(level)));
      expect(width(sharp.tvar(level))).toBeLessThan(0.2 * width(plain.tvar(level)));
    }
    expect(sharp.execution.varianceReduction).toBe(varianceReduction);
    expect(reasons(sharp)).toMatch(
      /control variates: "large" solved exactly; the variance fell, as estimated: mean [\d.]+ times, VaR 0.9 [\d.]+ times, TVaR 0.9/,
    );
    expect(String(sharp)).toContain("control variates: ");
    expect(() => sharp.component("large")).toThrow(expect.objectContaining({ code: "ERR_NOT_KEPT" }));
    sharp.release();
    expect(() => sharp.weights).toThrow(expect.objectContaining({ code: "ERR_RELEASED" }));
  });

  it("is the same to the last bit on any number of workers", async () => {
    const text = async (workers: number): Promise<string> => {
      const few = { ...options, trials: 3 * 4096 + 5, workers, components: true };
      const { manifest } = await model.simulate(few);
      return JSON.stringify(manifest.result);
    };
    const one = await text(1);
    expect(await text(2)).toBe(one);
    expect(await text(3)).toBe(one);
  });

  it("weighs every component and output alike", async () => {
    const asked = { trials: 2000, seed: 7, levels, components: true, outputs: ["claimCount", "groundUp"] } as const;
    const [all, result, exact] = [
      await model.simulate(asked),
      await model.simulate({ ...asked, varianceReduction }),
      await new PricingModel(portfolio([large])).solve({ levels }),
    ];
    const component = result.component("large");
    // The control itself is known but for what is inside cells.
    expect(component.mean.value / exact.mean.value).toBeCloseTo(1, 4);
    for (const level of levels) {
      const { low, high } = component.tvar(level);
      expect(low).toBeLessThanOrEqual(exact.tvar(level).high);
      expect(high).toBeGreaterThanOrEqual(exact.tvar(level).low);
    }
    expect(result.claimCount.mean.value).not.toBe(all.claimCount.mean.value);
    expect(Math.abs(result.groundUp.mean.value / all.groundUp.mean.value - 1)).toBeLessThan(0.02);
    expect(result.groundUp.weights).toBe(result.weights);
  });

  it("varies less from seed to seed, and its intervals hold the long run's values", async () => {
    const truth = await model.simulate({ trials: 1_000_000, seed: 10_000, levels });
    const [plain, sharp, held] = [[] as number[], [] as number[], [0, 0, 0]];
    const runs = 30;
    for (let seed = 1; seed <= runs; seed++) {
      const one = await model.simulate({ trials: 10_000, seed, levels });
      const two = await model.simulate({ trials: 10_000, seed, levels, varianceReduction });
      plain.push(one.tvar(0.99).value);
      sharp.push(two.tvar(0.99).value);
      const inside = ({ low, high }: { low: number; high: number }, value: number): number =>
        low <= value && value <= high ? 1 : 0;
      held[0]! += Math.abs(two.mean.value - model.explain().mean!) <= 1.96 * two.mean.standardError ? 1 : 0;
      held[1]! += inside(two.var(0.9), truth.var(0.9).value);
      held[2]! += inside(two.var(0.99), truth.var(0.99).value);
      one.release();
      two.release();
    }
    const variance = (values: number[]): number => {
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    };
    expect(variance(plain) / variance(sharp)).toBeGreaterThan(20);
    for (const count of held) expect(count / runs).toBeGreaterThan(0.85);
  }, 60_000);

  it("says when nothing is solved, when nothing is gained, and when solve has it all", async () => {
    const alone = new PricingModel(portfolio([refused]));
    const [plain, none] = [
      await alone.simulate({ trials, seed: 7, levels }),
      await alone.simulate({ ...options, seed: 7 }),
    ];
    expect(none.warnings.map(({ code }) => code)).toContain("NOTHING_SOLVED");
    expect(none.weights).toBeUndefined();
    expect(none.var(0.99)).toEqual(plain.var(0.99));

    const crumb = inforce({ name: "crumb", frequency: poisson({ lambda: 1 }), severity: constant({ value: 1 }) });
    const little = await new PricingModel(portfolio([crumb, refused])).simulate(options);
    expect(reasons(little)).toContain('control variates gained nothing: "crumb" solved exactly');

    const solvable = new PricingModel(portfolio([large]));
    const [whole, exact] = [await solvable.simulate(options), await solvable.solve({ levels })];
    expect(reasons(whole)).toContain("solve() has the exact measures of the annual loss");
    expect(whole.mean.value / exact.mean.value).toBeCloseTo(1, 5);
    expect(Math.abs(whole.mean.value - exact.mean.value)).toBeLessThan(3 * whole.mean.standardError);
  });

  it("uses bounded controls alone where the variance is infinite", async () => {
    const wild = inforce({
      name: "wild",
      frequency: poisson({ lambda: 2 }),
      severity: pareto({ alpha: 1.5, theta: 1e6 }),
    });
    const wilder = new PricingModel(portfolio([wild, refused]));
    const [plain, sharp] = [await wilder.simulate({ trials, seed: 7, levels }), await wilder.simulate(options)];
    expect(sharp.mean.standardError).toBe(Infinity);
    expect(sharp.tvar(0.9).low).toBeNaN();
    expect(sharp.var(0.9).high - sharp.var(0.9).low).toBeLessThan(0.5 * (plain.var(0.9).high - plain.var(0.9).low));
    expect(reasons(sharp)).toMatch(/as estimated: VaR 0.9 [\d.]+ times, VaR 0.99 [\d.]+ times$/);
  });

  it("can be single precision, short, and stopped", async () => {
    const single = await model.simulate({ ...options, storage: "float32" });
    const double = await model.simulate(options);
    expect(single.tvar(0.99).value / double.tvar(0.99).value).toBeCloseTo(1, 6);
    for (const few of [1, 2, 63, 300]) {
      const short = await model.simulate({ ...options, trials: few });
      expect(short.mean.value).toBeGreaterThan(0);
      expect(short.weights!.reduce((a, b) => a + b, 0)).toBeCloseTo(few, 6);
    }
    const reason = new Error("enough");
    const controller = new AbortController();
    const stopped = model.simulate({ ...options, signal: controller.signal });
    setImmediate(() => controller.abort(reason));
    await expect(stopped).rejects.toBe(reason);
  });

  it("is recorded in the manifest, and verified from it", async () => {
    const { manifest } = await model.simulate({ ...options, trials: 5000 });
    expect(manifest.run.varianceReduction).toBe(varianceReduction);
    expect((await verify(JSON.stringify(manifest))).same).toBe(true);
    const forged = { ...JSON.parse(JSON.stringify(manifest)), run: { ...manifest.run, varianceReduction: "magic" } };
    await expect(verify(JSON.stringify(forged))).rejects.toMatchObject({ code: "ERR_PARAMETER" });
    const without = { ...forged, run: { ...manifest.run } };
    delete without.run.varianceReduction;
    const { same, fields } = await verify(JSON.stringify(without));
    expect(same).toBe(false);
    expect(fields.find(({ field }) => field === "result.hash")!.same).toBe(true);
    const plain = await model.simulate({ trials: 100, seed: 1 });
    expect("varianceReduction" in plain.manifest.run).toBe(false);
  });

  it("refuses what it cannot be combined with", async () => {
    const refusal = (more: object) => expect(model.simulate({ ...options, ...more } as SimulateOptions)).rejects;
    await refusal({ keep: "tail" }).toMatchObject({ code: "ERR_UNSUPPORTED" });
    await refusal({ keep: "none" }).toMatchObject({
      message: 'simulate: varianceReduction "controlVariates" needs keep "losses", got "none"',
    });
    await refusal({ checkpoint: { path: "never-made" } }).toMatchObject({ code: "ERR_UNSUPPORTED" });
    await refusal({ varianceReduction: "antithetic" }).toMatchObject({ code: "ERR_PARAMETER" });
    await refusal({ trials: 1e7, memoryLimit: 3e8 }).toMatchObject({ code: "ERR_TOO_LARGE" });
    // Which part is solved may not depend on memory: what is short for its law is short for the run.
    const short = { code: "ERR_TOO_LARGE", message: expect.stringContaining("solve: a grid of") };
    const fine = { levels, relativeError: 1e-9, signal: undefined, memoryLimit: 1e6 };
    await expect(solvablePart(model.portfolio, fine)).rejects.toMatchObject(short);
    await expect(model.validate({ trials, varianceReduction })).rejects.toMatchObject({ code: "ERR_PARAMETER" });
  });

  it("counts the memory of weights and of the control", () => {
    const bytes = (more: object): number => {
      const run = runOptions({ trials: 1e7, ...more });
      return needOf(model.explain(), "varianceReduction" in more ? { ...run, control: new Set(["large"]) } : run).alone;
    };
    // Weights, the control, its cells, and places in order; and the losses of its component.
    expect(bytes({ varianceReduction }) - bytes({})).toBeGreaterThanOrEqual(1e7 * (8 + 8 + 1 + 2 + 8));
  });
});
