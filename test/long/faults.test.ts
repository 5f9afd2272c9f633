import { describe, expect, it } from "vitest";
import { keeps, lossOutcome, undisturbed } from "../support/faultRuns.js";
import { ways } from "../support/faultyThreads.js";
import { runInARow } from "../support/runInARow.js";

describe("a worker thread that is lost before its n-th atomic operation, for every n", () => {
  it.each(keeps)('leaves the same bits, or ERR_WORKER_LOST where it had just taken blocks, keep "%s"', async (keep) => {
    const expected = await undisturbed(keep);
    const count = { same: 0, error: 0 };
    for (let operation = 1; operation <= 300; operation++) {
      const outcome = await lossOutcome({ ...ways["exits with 7"]!, operation }, keep, expected);
      expect(["same", "error"], `before operation ${operation}: ${outcome}`).toContain(outcome);
      count[outcome as keyof typeof count]++;
    }
    console.log(`keep "${keep}": ${count.same} runs with the same bits, ${count.error} with ERR_WORKER_LOST`);
    // Two operations of each take: before the counter moves, and before that is noted.
    expect(count.error).toBeLessThan(0.12 * (count.same + count.error));
  });
});

describe("a thousand runs in a row", () => {
  it("of every keep, some aborted, some refused: flat memory, no more handles, no more threads", async () => {
    const more = await runInARow(1000);
    console.log("after 1000 runs, more than after 30:", JSON.stringify(more));
    // A run has 1.6 MB of losses, and 64 KiB of ledgers.
    expect(more.resident).toBeLessThan(180);
    expect(more.used).toBeLessThan(4);
    expect(more.handles).toBe(0);
    expect(more.threads).toBe(0);
  });
});
