import { afterAll, describe, expect, it } from "vitest";
import { close, deterministic, inforce, lognormal, PricingModel, poisson, portfolio } from "../dist/index.js";
import { encodeComponent } from "../dist/plan/encode.js";
import { allocate } from "../dist/simulation/allocate.js";
import { BlockRunner } from "../dist/simulation/blocks.js";
import { lossHash } from "../dist/simulation/hash.js";
import { runOptions } from "../dist/simulation/options.js";
import { Control } from "../dist/simulation/program.js";
import { keeps } from "./support/faultRuns.js";
import { drawChunk } from "./support/scalarKernel/chunk.js";
import { readComponent } from "./support/scalarKernel/component.js";
import { Stream, streamKey } from "./support/scalarKernel/stream.js";

afterAll(() => close());

const of = (lambda: number): PricingModel =>
  new PricingModel(
    portfolio([
      inforce({ name: "a", frequency: poisson({ lambda }), severity: lognormal({ mu: 1, sigma: 1 }) }),
      inforce({ name: "b", frequency: deterministic({ n: 1 }), severity: lognormal({ mu: 1, sigma: 1 }) }),
    ]),
  );
const model = of(2);

describe("trials", () => {
  it.each([0, -1, 1.5, Number.NaN, Infinity, 2 ** 53, "1", null, 1n])("%s: ERR_PARAMETER", async (trials) => {
    await expect(model.simulate({ trials: trials as number })).rejects.toMatchObject({
      code: "ERR_PARAMETER",
      message: expect.stringContaining("simulate: trials must be an integer from 1 to 2^53 - 1, got "),
    });
  });

  for (const [chunk, each] of [
    [4096, model],
    [2048, of(400)],
    [1, of(600_000)],
  ] as const) {
    it(`1, and a chunk of ${chunk} less one, whole and more one: the start of a longer run, whatever is kept`, async () => {
      const sizes = [...new Set([1, chunk - 1, chunk, chunk + 1])].filter((trials) => trials > 0);
      const long = await each.simulate({ trials: chunk === 1 ? 3 : 2 * chunk + 1, seed: 5, workers: 1 });
      expect(long.execution.chunk).toBe(chunk);
      for (const trials of sizes) {
        const expected = lossHash(long.losses.subarray(0, trials));
        for (const keep of keeps) {
          const result = await each.simulate({ trials, seed: 5, keep, hash: true, workers: 2 });
          expect(result.hash, `${trials} trials, keep ${keep}`).toBe(expected);
          expect(result.execution.workers).toBe(trials > 4096 ? 2 : 1);
          expect(result.mean.value).toBeGreaterThan(0);
        }
      }
    });
  }
});

describe("losses of 4 GiB", () => {
  it("arrive in a thread as an array of a wrong length, which it does not look at", () => {
    const plan = model.explain();
    const run = { ...runOptions({ trials: 5000 }), seed: 1n };
    const programs = ["losses", "losses"].map(() => allocate(plan, run, 1, undefined));
    const losses = programs.map(({ output: { kept } }) =>
      kept.kind === "losses" ? kept.losses : expect.unreachable(),
    );
    const short = { ...programs[1]!.output, kept: { kind: "losses", losses: losses[1]!.subarray(0, 1) } } as const;
    for (const program of [programs[0]!, { ...programs[1]!, output: short }]) {
      new Control(program.control).offer(0, 2);
      for (const _ of new BlockRunner(program).run());
    }
    expect(losses[1]).toEqual(losses[0]);
  });
});

describe("workers", () => {
  it.each([0, 1e6, 1025, 1.5, -1, Number.NaN])("%d: ERR_PARAMETER", async (workers) => {
    await expect(model.simulate({ trials: 10, workers })).rejects.toMatchObject({ code: "ERR_PARAMETER" });
  });

  it("1024 for three blocks: three", async () => {
    const { execution } = await model.simulate({ trials: 3 * 4096, workers: 1024 });
    expect(execution).toMatchObject({ workers: 3 });
    expect(execution.reasons[0]).toBe("3 of 1024 workers: there are 3 blocks of trials");
  });
});

describe("a trial's index", () => {
  const plan = of(0.5).explain();
  const [component] = plan.components;
  const seed = 9n;

  /** The losses of a block of a run of 2^33 trials, in which each trial or each block is a chunk. */
  function lossesOf(block: number, chunk: number): Float64Array {
    const numbers = encodeComponent({ ...component!, chunk });
    const run = { ...runOptions({ trials: 2 ** 33, keep: "none", hash: true }), seed };
    const program = allocate(plan, run, 1, undefined);
    const key = streamKey(seed, component!.name);
    const only = { ...program.components[0]!, numbers, key, chunk };
    const runner = new BlockRunner({ ...program, components: [only] });
    const control = new Control(program.control);
    // As though those before had been run and read.
    control.offer(block, block + 1);
    control.blocksRead = block;
    for (const _ of runner.run());
    const slot = block % program.laps.length;
    expect(program.laps[slot]).toBe(Math.floor(block / program.laps.length) + 1);
    return program.output.passing!.slice(slot * 4096, (slot + 1) * 4096);
  }

  function expected(chunkIndex: number, chunk: number): number[] {
    const numbers = encodeComponent({ ...component!, chunk });
    return drawChunk(readComponent(numbers), new Stream(streamKey(seed, component!.name), chunkIndex)).map(
      ({ loss }) => loss,
    );
  }

  for (const bits of [31, 32]) {
    const first = 2 ** bits / 4096;
    it(`around 2^${bits}, in chunks of 4096: the draws of a plain scalar interpreter`, () => {
      for (const block of [first - 1, first]) expect([...lossesOf(block, 4096)]).toEqual(expected(block, 4096));
    });

    it(`around 2^${bits}, where each trial is a chunk: the draws of its own stream`, () => {
      for (const [block, trials] of [
        [first - 1, [4094, 4095]],
        [first, [0, 1]],
      ] as const) {
        const losses = lossesOf(block, 1);
        for (const trial of trials) expect([losses[trial]]).toEqual(expected(block * 4096 + trial, 1));
        // A counter of 32 bits would begin anew.
        expect([...losses.subarray(0, 64)]).not.toEqual([...lossesOf(0, 1).subarray(0, 64)]);
      }
    });
  }
});
