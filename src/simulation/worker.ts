import { parentPort } from "node:worker_threads";
import { ActuarialError } from "../errors.js";
import { pinThread } from "../hardware/pinThread.js";
import type { Tally } from "../measures/tally.js";
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
parentPort?.on("message", ({ id, program, ledger: buffer, again, seat }: Job) => {
  const send = (message: Answer | Counted): void => parentPort?.postMessage(message, binsOf(message.tallies));
  const ledger = new Ledger(buffer);
  try {
    // Before it touches memory.
    const unpinned = pinThread(seat.pin);
    const runner = new BlockRunner(program, ledger, again, seat.parts);
    // Blocks that were lost once are not put at risk for long.
    let due = again.length > 0 ? -Infinity : performance.now() + countedMs;
    let told = 0;
    const handCountedOver = (): void => {
      if (ledger.takenAfter(told) < ledgerCapacity / 2 && performance.now() < due) return;
      told = ledger.taken;
      send({ id, done: false, tallies: runner.tallies(), taken: told });
      due = performance.now() + countedMs;
    };
    for (const _ of runner.run(runner.counts ? handCountedOver : undefined));
    send({ id, done: true, tallies: runner.tallies(), unpinned });
    if (!new Control(program.control).cancelled) runner.close();
  } catch (error) {
    const code = error instanceof ActuarialError ? error.code : trapCode(error);
    if (code === undefined) throw error;
    // The others need not go on with a run that has failed.
    new Control(program.control).cancel();
    const message = error instanceof Error ? error.message : String(error);
    send({ id, done: true, error: { code, message }, tallies: [] });
  }
});

/** What is moved to the calling thread and not copied: a tally takes 32 KiB an octave. */
function binsOf(tallies: readonly Tally[]): ArrayBuffer[] {
  return tallies.flatMap((tally) => [...tally.values()].map((bins) => bins.buffer as ArrayBuffer));
}

function trapCode(error: unknown): "ERR_KERNEL_TRAP" | undefined {
  return error instanceof WebAssembly.RuntimeError ? "ERR_KERNEL_TRAP" : undefined;
}
