import { setTimeout } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { close, type SimulationResult } from "../dist/index.js";
import { allocate } from "../dist/simulation/allocate.js";
import { runOptions } from "../dist/simulation/options.js";
import { pool } from "../dist/simulation/pool.js";
import { Control, type KeptTail } from "../dist/simulation/program.js";
import { endPhase } from "../dist/simulation/raiseThreshold.js";
import { TailState } from "../dist/simulation/tailState.js";
import { keeps, lossOutcome, undisturbed, whole } from "./support/faultRuns.js";
import { type Fault, ways, withFault, withThreads } from "./support/faultyThreads.js";

// What a thread holds when it is lost, and what others wait for; faultsThreads.test.ts has the ways to lose one.

afterAll(() => close());

const { model, run, answers } = whole;
/** Inside the second block of a thread. */
const beat = 5;

describe("a worker thread that", () => {
  it.each(keeps)(
    'is lost anywhere: the same bits or ERR_WORKER_LOST, never another number, keep "%s"',
    async (keep) => {
      const expected = await undisturbed(keep);
      const outcomes: string[] = [];
      for (let each = 1; each < 260; each += 29) {
        outcomes.push(await lossOutcome({ ...ways["exits with 7"]!, operation: each }, keep, expected));
      }
      expect(new Set(outcomes)).toEqual(new Set(outcomes.includes("error") ? ["same", "error"] : ["same"]));
      // Only between the counter of blocks and the note of it nobody can say what is missing.
      expect(outcomes.filter((outcome) => outcome === "error").length).toBeLessThan(4);
    },
  );

  it("is lost while others wait for its blocks to be read", async () => {
    // The losses pass through a ring of 170 blocks.
    const long = { ...run, trials: 4_000_000, keep: "none" } as const;
    const { hash } = await model.simulate({ ...long, workers: 1 });
    const result = await withFault({ ...ways["never answers"]!, beat }, () => model.simulate({ ...long, workers: 3 }));
    expect(result.hash).toBe(hash);
    expect(result.execution.blocksRerun).toBeGreaterThan(0);
  });

  it("waits for others, or for the calling thread to read: it is not lost, however long that takes", async () => {
    const options = runOptions({ trials: 1e9, keep: "none", hash: true });
    const program = allocate(model.explain(), options, 2, undefined);
    const control = new Control(program.control);
    control.offer(0, 1e5);
    await withThreads({ lookMs: 10, patience: { running: 30, cancelled: 30 } }, async () => {
      const running = pool.run(program, 2);
      await setTimeout(1000);
      expect(control.blocksDone).toBe(program.laps.length);
      control.cancel();
      expect((await running).reruns).toEqual([]);
    });
  });

  it("is lost while it hands over a tail: what it left half done is closed up", () => {
    const [nothing, state] = [Number.NaN, new SharedArrayBuffer(TailState.bytes)];
    const tail: KeptTail = {
      kind: "tail",
      pool: Float64Array.of(7, 8, nothing, nothing, 9, nothing, 6, nothing),
      starts: Float64Array.of(4, 0, 5, 6),
      counts: Int32Array.of(1, 2, 0, 1),
      equals: Int32Array.of(0, 3, 0, 1),
      state,
    };
    const held = new TailState(state);
    held.raise(5, 2);
    held.size = 8;
    endPhase(tail, 4);
    expect([...tail.pool.subarray(0, 4)]).toEqual([7, 8, 9, 6]);
    expect([...tail.starts]).toEqual([2, 0, expect.any(Number), 3]);
    expect([held.size, held.equal, held.threshold]).toEqual([4, 4, 5]);
    tail.counts[2] = -1;
    expect(() => endPhase(tail, 4)).toThrow(expect.objectContaining({ code: "ERR_WORKER_LOST" }));
  });

  it("is lost again and again, each time with other blocks: the run is given up after four in one place", async () => {
    const die: Fault = { ...ways["exits with 7"]!, beat: 60, times: 1000 };
    await expect(withFault(die, () => model.simulate({ ...run, trials: 2_000_000 }))).rejects.toMatchObject({
      code: "ERR_WORKER_LOST",
      message: expect.stringContaining("4 times in one place"),
    });
  });

  it("loses blocks without a trace: an error, and no partial result", async () => {
    const skip = `const take = Atomics.add;
      Atomics.add = (words, i, by) => words instanceof BigInt64Array && i === 3 ? (take(words, i, by), take(words, i, by)) : take(words, i, by);`;
    for (const keep of keeps) {
      const outcome = withFault({ code: skip, times: 2 }, () => model.simulate({ ...run, keep }));
      await expect(outcome).rejects.toMatchObject({
        code: "ERR_WORKER_LOST",
        message: expect.stringMatching(/missing|whole/),
      });
    }
  });

  it("hands over less than it counted: an error, and no partial result", async () => {
    const forget = `const post = port.postMessage.bind(port);
      port.postMessage = (message) => post({ ...message, tallies: message.tallies.map(() => new Map()) });`;
    await expect(withFault({ code: forget }, () => model.simulate({ ...run, keep: "none" }))).rejects.toMatchObject({
      code: "ERR_WORKER_LOST",
      message: expect.stringMatching(/^the run is not whole: \d+ of 120000 losses were counted$/),
    });
  });
});

describe("1, 2 and 8 runs at once", () => {
  it.each([1, 2, 8])("%i: losses of threads, each run is as it is alone", async (count) => {
    const runs = Array.from({ length: count }, (_, i) => ({
      ...run,
      seed: i,
      keep: keeps[i % 3]!,
      workers: 2 + (i % 3),
    }));
    const alone = [];
    for (const each of runs) alone.push(answers(await model.simulate({ ...each, workers: 1 })));
    const together = (): Promise<SimulationResult[]> => Promise.all(runs.map((each) => model.simulate(each)));
    expect((await together()).map(answers)).toEqual(alone);
    const disturbed = await withFault({ ...ways.throws!, beat }, together);
    expect(disturbed.map(answers)).toEqual(alone);
    expect(disturbed.some(({ execution }) => execution.blocksRerun > 0)).toBe(true);
  });

  it("a run that ends with an error does not touch the others", async () => {
    const controller = new AbortController();
    const runs = keeps.map((keep) => model.simulate({ ...run, keep }));
    const aborted = model.simulate({ ...run, trials: 1e8, keep: "none", signal: controller.signal });
    controller.abort("enough");
    await expect(aborted).rejects.toBe("enough");
    for (const [i, result] of (await Promise.all(runs)).entries()) {
      expect(answers(result)).toEqual(await undisturbed(keeps[i]!));
    }
  });
});
