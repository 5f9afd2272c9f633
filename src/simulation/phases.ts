import { setImmediate, setTimeout } from "node:timers/promises";
import { blockTrials } from "../kernel.js";
import { mergeTallies, type Tally } from "../measures/tally.js";
import type { Checkpoint } from "../storage/checkpoint.js";
import { BlockRunner } from "./blocks.js";
import { sharesOf } from "./placement.js";
import { pool, type Rerun, type Work } from "./pool.js";
import { Control, outputsOf, type Program } from "./program.js";
import { endPhase, raiseThreshold } from "./raiseThreshold.js";
import { replay } from "./replay.js";
import type { TailPlan } from "./tailPlan.js";
import type { TrialOrder } from "./trialOrder.js";
import { requireWhole } from "./whole.js";

/** The calling thread lets timers and aborts through this often. */
const sliceMs = 15;

/** What a run leaves beside its arrays. */
export interface Done {
  /** Of each output, where losses are only counted. */
  readonly tallies: readonly Tally[];
  readonly reruns: readonly Rerun[];
  /** Why threads could not go to their seats, each reason once. */
  readonly unpinned: ReadonlySet<string>;
}

/**
 * Runs all blocks of a program: those of a tail phase by phase, with its thresholds raised between. Settles when no
 * thread touches the arrays any more, and every block was read in trial order; early where the run was cancelled.
 */
export async function runPhases(
  program: Program,
  workers: number,
  order: TrialOrder,
  tail: TailPlan | undefined,
  checkpoint: Checkpoint | undefined,
): Promise<Done> {
  const control = new Control(program.control);
  const outputs = outputsOf(program);
  const blocks = Math.ceil(program.trials / blockTrials);
  const runner = workers === 1 ? new BlockRunner(program) : undefined;
  // What a checkpoint holds is taken in the calling thread, however many draw the rest.
  const replayer = checkpoint && (runner ?? new BlockRunner(program));
  const reruns: Rerun[] = [];
  const unpinned = new Set<string>();
  let tallies: Work["tallies"] = [];
  let first = 0;
  for (const end of tail?.phases ?? [blocks]) {
    if (checkpoint && replayer) {
      first = await replay(checkpoint, replayer, order, { first, end, cancelled: () => control.cancelled });
    }
    control.offer(first, end, sharesOf(program.seats));
    if (runner !== undefined) {
      tallies = [await runHere(runner, order.readsAlong ? order : undefined, checkpoint)];
    } else {
      const running = pool.run(program, workers);
      const work = await (order.readsAlong ? readAlong(order, running) : running);
      tallies = work.tallies;
      reruns.push(...work.reruns);
      for (const why of work.unpinned) unpinned.add(why);
    }
    if (control.cancelled) return { tallies: [], reruns, unpinned };
    for (const { kept } of outputs) {
      if (kept.kind !== "tail") continue;
      endPhase(kept, end);
      if (tail !== undefined && end < blocks) raiseThreshold(kept, tail, end);
    }
    first = end;
  }
  await order.readAll();
  if (control.cancelled) return { tallies: [], reruns, unpinned };
  if (replayer !== undefined && replayer !== runner) tallies = [...tallies, replayer.tallies()];
  const merged = outputs.flatMap(({ kept }, i) =>
    kept.kind === "none" ? mergeTallies(tallies.flatMap((each) => each[i] ?? [])) : [],
  );
  requireWhole(program, order, merged);
  return { tallies: merged, reruns, unpinned };
}

/**
 * Runs blocks in the calling thread; `order` reads them along, where its ring has fewer slots than there are blocks, or
 * where a checkpoint takes them.
 */
async function runHere(
  runner: BlockRunner,
  order: TrialOrder | undefined,
  checkpoint: Checkpoint | undefined,
): Promise<Tally[]> {
  let pause = performance.now() + sliceMs;
  for (const _ of runner.run()) {
    order?.read();
    if (checkpoint?.ready === false) {
      await checkpoint.drained();
      order?.read();
    }
    if (performance.now() < pause) continue;
    await setImmediate();
    pause = performance.now() + sliceMs;
  }
  return runner.tallies();
}

/** Reads blocks in trial order while threads write them, and frees their slots. */
async function readAlong<T>(order: TrialOrder, work: Promise<T>): Promise<T> {
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
  return done;
}
