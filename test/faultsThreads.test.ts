import inspector from "node:inspector";
import { setTimeout } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { close } from "../dist/index.js";
import { pool } from "../dist/simulation/pool.js";
import { keeps, undisturbed, whole } from "./support/faultRuns.js";
import { ways, withFault, withThreads } from "./support/faultyThreads.js";

afterAll(() => close());

const { model, run, answers } = whole;
/** Inside the second block of a thread. */
const beat = 5;

describe("a worker thread that", () => {
  for (const [way, fault] of Object.entries(ways)) {
    it.each(fault.slow ? keeps.slice(-1) : keeps)(
      `${way}: its blocks run once more, same bits, keep "%s"`,
      async (keep) => {
        const result = await withFault({ ...fault, beat }, () => model.simulate({ ...run, keep }));
        expect(answers(result)).toEqual(await undisturbed(keep));
        const { blocksRerun, reasons } = result.execution;
        expect(blocksRerun).toBeGreaterThan(0);
        expect(result.manifest.execution.blocksRerun).toBe(blocksRerun);
        const blocks = `${blocksRerun} ${blocksRerun === 1 ? "block" : "blocks"}`;
        expect(reasons).toEqual([
          "2 workers as asked",
          expect.stringMatching(/^numaPolicy auto: /),
          `${blocks} of trials run again on another thread: ${fault.said}`,
        ]);
      },
    );

    // It is given up in the same way as one that never answers.
    if (way === "sleeps for ever") continue;
    it(`${way} twice with the same blocks: ERR_WORKER_LOST, and the next run works`, async () => {
      const outcome = await withFault({ ...fault, beat: 1, times: 3 }, async () => {
        const error: unknown = await model.simulate({ ...run, trials: 4096 * 2 }).catch((reason) => reason);
        expect((await model.simulate({ ...run })).hash).toBe((await undisturbed("losses"))[0]![0]);
        return error;
      });
      expect(outcome).toMatchObject({
        code: "ERR_WORKER_LOST",
        message: `${fault.said}, with blocks that cannot be run once more`,
        cause: { code: "ERR_WORKER_LOST" },
      });
    });
  }

  it("cannot be started: ERR_WORKER_LOST", async () => {
    const url = new URL("https://example.org/worker.cjs");
    await expect(withThreads({ url }, () => model.simulate(run))).rejects.toMatchObject({
      code: "ERR_WORKER_LOST",
      message: expect.stringContaining("a worker thread could not be started"),
    });
  });

  it("is slow, but within patience: nothing is run again", async () => {
    const pause = "wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);";
    const result = await withFault({ code: pause, beat, times: 2 }, () => model.simulate(run));
    expect(result.execution.blocksRerun).toBe(0);
    expect(result.hash).toBe((await undisturbed("losses"))[0]![0]);
  });

  it("stands at a breakpoint: it is left alone while a debugger is there", async () => {
    inspector.open(0, "127.0.0.1");
    let over = false;
    const result = withFault({ ...ways["never answers"]!, beat }, async () => {
      pool.settings = { ...pool.settings, lookMs: 10, patience: { running: 20, cancelled: 5 } };
      const running = model.simulate(run).finally(() => {
        over = true;
      });
      await setTimeout(1000);
      expect(over).toBe(false);
      inspector.close();
      return running;
    });
    expect((await result).execution.blocksRerun).toBeGreaterThan(0);
  });
});
