import { setImmediate, setTimeout } from "node:timers/promises";
import { blockTrials } from "../kernel.js";
import { BlockRunner } from "./blocks.js";
import { pool } from "./pool.js";
import { Control, outputsOf, type Program } from "./program.js";
import { raiseThreshold } from "./raiseThreshold.js";
import type { TailPlan } from "./tailPlan.js";
import type { TrialOrder } from "./trialOrder.js";

/** The calling thread lets timers and aborts through this often. */
const sliceMs = 15;

/**
 * Runs all blocks of a program: those of a tail phase by phase, with its thresholds raised between. Settles when no
 * thread touches the arrays any more, and every block was read in trial order; early where the run was cancelled.
 */
export async function runPhases(
  program: Program,
  workers: number,
  order: TrialOrder,
  tail: TailPlan | undefined,
): Promise<void> {
  const control = new Control(program.control);
  const blocks = Math.ceil(program.trials / blockTrials);
  const runner = workers === 1 ? new BlockRunner(program) : undefined;
  let first = 0;
  for (const end of tail?.phases ?? [blocks]) {
    control.offer(first, end);
    if (runner !== undefined) await runHere(runner, order);
    else if (program.laps.length === blocks) await pool.run(program, workers);
    else await readAlong(order, pool.run(program, workers));
    if (control.cancelled) return;
    if (tail !== undefined && end < blocks) {
      for (const { kept } of outputsOf(program)) if (kept.kind === "tail") raiseThreshold(kept, tail, end);
    }
    first = end;
  }
  while (order.read()) await setImmediate();
}

async function runHere(runner: BlockRunner, order: TrialOrder): Promise<void> {
  let pause = performance.now() + sliceMs;
  for (const _ of runner.run()) {
    order.read();
    if (performance.now() < pause) continue;
    await setImmediate();
    pause = performance.now() + sliceMs;
  }
}

/** Reads blocks in trial order while threads write them, and frees their slots. */
async function readAlong(order: TrialOrder, work: Promise<void>): Promise<void> {
  let over = false;
  const done = work.finally(() => {
    over = true;
  });
  // Handled below, however long a read takes until then.
  done.catch(() => {});
  while (!over) {
    if (order.read()) await setImmediate();
    else await setTimeout(1);
  }
  await done;
}
