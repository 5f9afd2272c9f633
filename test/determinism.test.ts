import { afterAll, describe, expect, it } from "vitest";
import {
  close,
  deterministic,
  empirical,
  gamma,
  generalizedPareto,
  inforce,
  lognormal,
  negativeBinomial,
  PricingModel,
  pareto,
  poisson,
  portfolio,
  splice,
} from "../dist/index.js";
import { Plan } from "../dist/plan/plan.js";
import { allocate } from "../dist/simulation/allocate.js";
import { BlockRunner } from "../dist/simulation/blocks.js";
import { lossHash } from "../dist/simulation/hash.js";
import { runOptions } from "../dist/simulation/options.js";

afterAll(() => close());

// One component of every kind: sum closure and claim by claim, with and without groups, chunks of 4096 down to 1.
const wc = inforce({
  name: "WC",
  policies: 1000,
  frequency: poisson({ lambda: 0.001 }),
  severity: pareto({ alpha: 2.2, theta: 40_000 }),
  terms: { deductible: 5_000, limit: 500_000, share: 0.9 },
});
const gl = inforce({
  name: "GL",
  policies: 70,
  frequency: negativeBinomial({ r: 2, beta: 0.05 }),
  severity: lognormal({ mu: 9, sigma: 1.4 }),
  terms: { deductible: 1_000, deductibleKind: "franchise", aggregateDeductible: 2_000, aggregateLimit: 200_000 },
});
const motor = inforce({ name: "motor", frequency: poisson({ lambda: 5 }), severity: gamma({ alpha: 2, theta: 1000 }) });
const fleet = inforce({
  name: "fleet",
  policies: 20,
  frequency: negativeBinomial({ r: 0.4, beta: 2 }),
  severity: gamma({ alpha: 0.3, theta: 9000 }),
  terms: { aggregateLimit: 50_000, trend: 1.05 },
});
const fire = inforce({
  name: "fire",
  frequency: negativeBinomial({ r: 50, beta: 4 }),
  severity: splice({
    pieces: [empirical({ values: [1, 2, 3, 5, 8, 13] }), generalizedPareto({ xi: 0.5, theta: 7, threshold: 10 })],
    breaks: [10],
    weights: [0.95, 0.05],
  }),
});
const busy = inforce({ name: "busy", frequency: deterministic({ n: 700 }), severity: lognormal({ mu: 1, sigma: 1 }) });
const all = [wc, gl, motor, fleet, fire, busy];

const trials = 20_001;
const seed = 7;
const run = (components = all, options = {}) =>
  new PricingModel(portfolio(components)).simulate({ trials, seed, workers: 1, ...options });

describe("the same losses, whatever computes them", () => {
  it("on 1, 2, 3 and 7 workers", async () => {
    const hashes = [];
    for (const workers of [1, 2, 3, 7]) {
      const result = await run(all, { workers, components: true });
      expect(result.execution.workers).toBe(Math.min(workers, 5));
      hashes.push([result.hash, ...all.map(({ name }) => result.component(name).hash), result.mean, result.skewness]);
      result.release();
    }
    expect(hashes[1]).toEqual(hashes[0]);
    expect(hashes[2]).toEqual(hashes[0]);
    expect(hashes[3]).toEqual(hashes[0]);
  });

  it("in every order of blocks", async () => {
    const whole = await run();
    const plan = new Plan(portfolio(all));
    const blocks = Math.ceil(trials / 4096);
    const orders = permutations([...Array(blocks).keys()]);
    expect(orders).toHaveLength(120);
    for (const order of orders.filter((_, i) => i % 7 === 0)) {
      const program = allocate(plan, runOptions({ trials, seed }), 1, undefined);
      const runner = new BlockRunner(program);
      for (const block of order) for (const _ of runner.block(block));
      expect(program.output.kept.kind === "losses" && lossHash(program.output.kept.losses)).toBe(whole.hash);
    }
  });

  it("for a component in any company and in any place", async () => {
    const together = await run(all, { components: true });
    for (const component of all) {
      const alone = await run([component]);
      expect(together.component(component.name).hash).toBe(alone.hash);
    }
    const turned = await run([...all].reverse(), { components: true });
    for (const { name } of all) expect(turned.component(name).hash).toBe(together.component(name).hash);
  });

  it("as the first trials of a longer run", async () => {
    const long = await run(all, { trials: 3 * 4096 + 5, workers: 2 });
    for (const shorter of [1, 4095, 4096, 4097, 2 * 4096]) {
      const short = await run(all, { trials: shorter });
      expect(lossHash(long.losses.subarray(0, shorter))).toBe(short.hash);
    }
  });

  it("whatever the levels, the limits and the arrays of the run before", async () => {
    const plain = await run();
    const other = await run(all, { levels: [0.5], memoryLimit: 1e9, claimLimit: 1e12, hash: true });
    expect(other.hash).toBe(plain.hash);
    other.release();
    expect((await run()).hash).toBe(plain.hash);
  });

  it("for a seed as number or bigint, and not for another seed or name", async () => {
    const hash = (await run([motor])).hash;
    expect((await run([motor], { seed: 7n })).hash).toBe(hash);
    expect((await run([motor], { seed: 8 })).hash).not.toBe(hash);
    expect((await run([inforce({ ...motor, name: "Motor" })])).hash).not.toBe(hash);
  });

  it("adds components in their order, exactly", async () => {
    const result = await run(all, { components: true });
    const parts = all.map(({ name }) => result.component(name).losses);
    for (let i = 0; i < trials; i += 97) {
      expect(result.losses[i]).toBe(parts.reduce((sum, losses) => sum + losses[i]!, 0));
    }
  });
});

describe("a drawn seed", () => {
  it("is recorded and repeats the run", async () => {
    const drawn = await run([motor], { seed: undefined });
    expect((await run([motor], { seed: drawn.seed })).hash).toBe(drawn.hash);
    expect((await run([motor], { seed: undefined })).seed).not.toBe(drawn.seed);
  });
});

function permutations<T>(items: T[]): T[][] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, i) => permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]));
}
