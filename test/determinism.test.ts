import { afterAll, describe, expect, it } from "vitest";
import {
  close,
  deterministic,
  type Inforce,
  inforce,
  lognormal,
  PricingModel,
  poisson,
  portfolio,
  type SimulateOptions,
  type SimulationResult,
} from "../dist/index.js";
import { Plan } from "../dist/plan/plan.js";
import { allocate } from "../dist/simulation/allocate.js";
import { BlockRunner } from "../dist/simulation/blocks.js";
import { lossHash } from "../dist/simulation/hash.js";
import { runOptions } from "../dist/simulation/options.js";
import { components } from "./support/scalarKernel/models.js";

// The contract of docs/reproducibility.md: a component's losses are a function of the seed, of that component and of
// `outputs`. test/scalarKernel.test.ts has the kernel's lanes against plain numbers, test/long/nodeVersions.test.ts other
// versions of Node.

afterAll(() => close());

/** Components of every kind that the plan makes, and one whose chunks are shorter than a block. */
const all: readonly Inforce[] = [
  ...Object.entries(components).flatMap(([path, group]) =>
    group.map((each, i) => inforce({ name: `${path} ${i}`, ...each })),
  ),
  inforce({ name: "busy", frequency: deterministic({ n: 300 }), severity: lognormal({ mu: 1, sigma: 1 }) }),
];
/** Few enough claims to be drawn one by one, which outputs ask for. */
const fewClaims = all.filter((component) => component.meanClaims() < 500);
const one = inforce({ name: "one", frequency: poisson({ lambda: 5 }), severity: lognormal({ mu: 9, sigma: 1 }) });

const trials = 20_001;
const seed = 7;
type Result = SimulationResult<Float64Array | Float32Array>;
const run = (inforces: readonly Inforce[] = all, options: Partial<SimulateOptions> = {}): Promise<Result> =>
  new PricingModel(portfolio(inforces)).simulate({ trials, seed, workers: 1, ...options });

/** Everything that a result says of its losses, to the last bit, from the 95th percentile on. */
function said(result: Result): unknown[] {
  const { mean, standardDeviation, skewness, probabilityOfLoss, warnings } = result;
  const levels = [0.95, 0.99, 0.999].map((level) => [result.var(level), result.tvar(level)]);
  const { value } = result.var(0.99);
  const rest = [result.exceedanceProbability(value), result.stopLoss(value), result.exceedanceCurve([100])];
  return [result.hash, mean, standardDeviation, skewness, probabilityOfLoss, warnings, levels, rest];
}

describe("the same losses and measures on 1, 2, 3, 7 and 16 workers", () => {
  // Sixteen workers have a block each, and one is left.
  const many = 16 * 4096 + 1;

  async function expectTheSame(inforces: readonly Inforce[], options: Partial<SimulateOptions>): Promise<void> {
    const runs = [];
    for (const workers of [1, 2, 3, 7, 16]) {
      const result = await run(inforces, { ...options, workers });
      expect(result.execution.workers).toBe(workers);
      const parts = options.components ? inforces.map(({ name }) => result.component(name)) : [];
      const beside = options.outputs ? [result.groundUp, result.claimCount] : [];
      runs.push([result, ...parts, ...beside].map(said));
      result.release();
    }
    for (const other of runs.slice(1)) expect(other).toEqual(runs[0]);
  }

  it.each<[string, Partial<SimulateOptions>, (readonly Inforce[])?]>([
    ["losses kept", { components: true }],
    ["losses kept in single precision", { components: true, storage: "float32" }],
    ["the tail kept", { keep: "tail", hash: true, levels: [0.95] }],
    ["the tail kept in single precision", { keep: "tail", hash: true, levels: [0.95], storage: "float32" }],
    ["nothing kept", { keep: "none", hash: true }],
    ["with outputs", { outputs: ["groundUp", "claimCount", "largestClaim"] }, fewClaims],
  ])("%s", (_, options, inforces = all) => expectTheSame(inforces, { ...options, trials: many }));

  // Few workers take sixteen blocks at a time here, and many take two.
  const long = 600 * 4096 + 1;
  const cheap = all.filter(({ name }) => name === "sum table 0" || name === "sum table, zeros skipped 0");

  it.each<[string, Partial<SimulateOptions>]>([
    ["losses kept", { hash: true }],
    ["the tail kept", { keep: "tail", hash: true, levels: [0.95] }],
    ["nothing kept", { keep: "none", hash: true }],
  ])("in a long run, %s", (_, options) => expectTheSame(cheap, { ...options, trials: long }));
});

describe("the same losses", () => {
  it("in every order of blocks", async () => {
    const whole = await run();
    const plan = new Plan(portfolio(all));
    const blocks = Math.ceil(trials / 4096);
    const orders = permutations([...Array(blocks).keys()]);
    expect(orders).toHaveLength(120);
    for (const order of orders.filter((_, i) => i % 7 === 0)) {
      const program = allocate(plan, runOptions({ trials, seed }), 1, undefined);
      const runner = new BlockRunner(program);
      for (const block of order) while (!runner.advance(block));
      expect(program.output.kept.kind === "losses" && lossHash(program.output.kept.losses)).toBe(whole.hash);
    }
  });

  it("of a component alone, in any company and in any place", async () => {
    const together = await run(all, { components: true });
    const hashes = all.map(({ name }) => together.component(name).hash);
    for (const [i, component] of all.entries()) expect((await run([component])).hash).toBe(hashes[i]);
    const turned = await run([one, ...[...all].reverse()], { components: true });
    expect(all.map(({ name }) => turned.component(name).hash)).toEqual(hashes);
    const fewer = all.filter((_, i) => i % 3 !== 0);
    const left = await run(fewer, { components: true });
    for (const { name } of fewer) expect(left.component(name).hash).toBe(together.component(name).hash);
  });

  it.each(all.map((component) => [component.name, component] as const))(
    "as the first trials of a longer run: %s",
    async (_, component) => {
      const long = await run([component], { trials: 3 * 4096 + 5, workers: 2 });
      for (const shorter of [1, 4095, 4096, 4097, 2 * 4096]) {
        const short = await run([component], { trials: shorter });
        expect(lossHash(long.losses.subarray(0, shorter))).toBe(short.hash);
      }
    },
  );

  it("whatever is kept of them, and rounded where they are stored in single precision", async () => {
    const { hash, losses } = await run();
    for (const keep of ["tail", "none"] as const) expect((await run(all, { keep, hash: true })).hash).toBe(hash);
    const rounded = lossHash(Float64Array.from(losses, Math.fround));
    for (const keep of ["losses", "tail", "none"] as const) {
      expect((await run(all, { keep, hash: true, storage: "float32" })).hash).toBe(rounded);
    }
  });

  it("whatever the levels, the limits and the arrays of the run before", async () => {
    const plain = await run();
    const other = await run(all, { levels: [0.5], memoryLimit: 1e9, claimLimit: 1e12, hash: true });
    expect(other.hash).toBe(plain.hash);
    other.release();
    expect((await run()).hash).toBe(plain.hash);
  });

  it("whatever the outputs that are asked for, and other ones only where there are any", async () => {
    const hashes = [];
    for (const outputs of [["groundUp"], ["claimCount"], ["largestClaim", "groundUp"]] as const) {
      hashes.push((await run(fewClaims, { outputs: [...outputs] })).hash);
    }
    expect(new Set(hashes).size).toBe(1);
  });

  it("for a seed as number or bigint, and not for another seed or name", async () => {
    const hash = (await run([one])).hash;
    expect((await run([one], { seed: 7n })).hash).toBe(hash);
    expect((await run([one], { seed: 8 })).hash).not.toBe(hash);
    expect((await run([inforce({ ...one, name: "One" })])).hash).not.toBe(hash);
  });

  it("added up over components in their order, exactly", async () => {
    const result = await run(all, { components: true });
    const parts = all.map(({ name }) => result.component(name).losses);
    for (let i = 0; i < trials; i += 97) {
      expect(result.losses[i]).toBe(parts.reduce((sum, losses) => sum + losses[i]!, 0));
    }
  });
});

describe("a drawn seed", () => {
  it("is recorded and repeats the run", async () => {
    const drawn = await new PricingModel(portfolio([one])).simulate({ trials, workers: 1 });
    expect((await run([one], { seed: drawn.seed })).hash).toBe(drawn.hash);
    const again = await new PricingModel(portfolio([one])).simulate({ trials, workers: 1 });
    expect(again.seed).not.toBe(drawn.seed);
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) => permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]));
}
