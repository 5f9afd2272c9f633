import { parentPort } from "node:worker_threads";
import { ActuarialError } from "../errors.js";
import { BlockRunner } from "./blocks.js";
import { Ledger, ledgerCapacity } from "./ledger.js";
import type { Answer, Counted, Job } from "./messages.js";
import { Control } from "./program.js";

/** What was only counted is handed over this often: so much work is done again when the thread is lost. */
const countedMs = 1000;

/**
 * A worker thread: runs blocks of the jobs that it is sent, one job after the other, and answers each once. What a model
 * does to the kernel it would do again, and is an answer. Any other error ends the thread, and its blocks run elsewhere.
 */
parentPort?.on("message", ({ id, program, ledger: buffer, again }: Job) => {
  const answer = (rest: Pick<Answer, "error" | "tallies">): void =>
    parentPort?.postMessage({ id, done: true, ...rest } satisfies Answer);
  const ledger = new Ledger(buffer);
  try {
    const runner = new BlockRunner(program, ledger, again);
    // Blocks that were lost once are not put at risk for long.
    let due = again.length > 0 ? -Infinity : performance.now() + countedMs;
    let told = 0;
    const handCountedOver = (): void => {
      if (ledger.takenAfter(told) < ledgerCapacity / 2 && performance.now() < due) return;
      told = ledger.taken;
      parentPort?.postMessage({ id, done: false, tallies: runner.tallies(), taken: told } satisfies Counted);
      due = performance.now() + countedMs;
    };
    for (const _ of runner.run(runner.counts ? handCountedOver : undefined));
    answer({ tallies: runner.tallies() });
  } catch (error) {
    const code = error instanceof ActuarialError ? error.code : trapCode(error);
    if (code === undefined) throw error;
    // The others need not go on with a run that has failed.
    new Control(program.control).cancel();
    answer({ error: { code, message: error instanceof Error ? error.message : String(error) }, tallies: [] });
  }
});

function trapCode(error: unknown): "ERR_KERNEL_TRAP" | undefined {
  return error instanceof WebAssembly.RuntimeError ? "ERR_KERNEL_TRAP" : undefined;
}
