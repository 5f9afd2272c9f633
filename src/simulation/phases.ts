import { setImmediate, setTimeout } from "node:timers/promises";
import { blockTrials } from "../kernel.js";
import { mergeTallies, type Tally } from "../measures/tally.js";
import type { Checkpoint } from "../storage/checkpoint.js";
import { BlockRunner } from "./blocks.js";
import { firstTrials } from "./firstTrials.js";
import type { Looks } from "./looks.js";
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
  /** Trials that were drawn. */
  readonly trials: number;
  /** Of each output, where losses are only counted. */
  readonly tallies: readonly Tally[];
  readonly reruns: readonly Rerun[];
  /** Why threads could not go to their seats, each reason once. */
  readonly unpinned: ReadonlySet<string>;
}

/** How a program is run. */
interface Ways extends Crew {
  readonly order: TrialOrder;
  readonly tail: TailPlan | undefined;
  readonly checkpoint: Checkpoint | undefined;
  /** Where the run may end before its last trial. */
  readonly looks: Looks | undefined;
}

/** Who draws a run: so many threads, where one is the calling thread, unless it is that of the pool at a place. */
export interface Crew {
  readonly workers: number;
  readonly thread?: number | undefined;
}

/**
 * Runs all blocks of a program: those of a tail phase by phase, with its thresholds raised between, and up to the look
 * that finds enough where there are looks. Settles when no thread touches the arrays any more, and every block that was
 * drawn was read in trial order; early where the run was cancelled.
 */
export async function runPhases(
  program: Program,
  { workers, thread, order, tail, checkpoint, looks }: Ways,
): Promise<Done> {
  const control = new Control(program.control);
  const outputs = outputsOf(program);
  const blocks = Math.ceil(program.trials / blockTrials);
  const runner = workers === 1 && thread === undefined ? new BlockRunner(program) : undefined;
  // What a checkpoint holds is taken in the calling thread, however many draw the rest.
  const replayer = checkpoint && (runner ?? new BlockRunner(program));
  const reruns: Rerun[] = [];
  const unpinned = new Set<string>();
  let others: Tally[] = [];
  const merged = (tallies: Work["tallies"]): Tally[] =>
    outputs.flatMap(({ kept }, i) =>
      kept.kind === "none" ? mergeTallies(tallies.flatMap((each) => each[i] ?? [])) : [],
    );
  const counted = (): Tally[] => merged([others, (runner ?? replayer)?.tallies() ?? []]);
  const cancelled: Done = { trials: 0, tallies: [], reruns, unpinned };
  let trials = 0;
  let first = 0;
  for (const end of tail?.phases ?? looks?.trials.map((at) => Math.ceil(at / blockTrials)) ?? [blocks]) {
    if (checkpoint && replayer) {
      first = await replay(checkpoint, replayer, order, { first, end, cancelled: () => control.cancelled });
    }
    control.offer(first, end, sharesOf(program.seats));
    if (runner !== undefined) {
      await runHere(runner, order.readsAlong ? order : undefined, checkpoint);
    } else {
      const running = pool.run(program, workers, thread);
      const work = await (order.readsAlong ? readAlong(order, running) : running);
      others = merged([others, ...work.tallies]);
      reruns.push(...work.reruns);
      for (const why of work.unpinned) unpinned.add(why);
    }
    if (control.cancelled) return cancelled;
    for (const { kept } of outputs) {
      if (kept.kind === "tail") endPhase(kept, end);
    }
    trials = Math.min(end * blockTrials, program.trials);
    if (looks?.trials.includes(trials)) {
      await order.readAll();
      if (control.cancelled) return cancelled;
      if (await looks.enough(trials, counted())) break;
    }
    for (const { kept } of outputs) {
      if (kept.kind === "tail" && tail !== undefined && end < blocks) raiseThreshold(kept, tail, end);
    }
    first = end;
  }
  await order.readAll();
  if (control.cancelled) return cancelled;
  const tallies = counted();
  requireWhole(firstTrials(program, trials), order, tallies);
  for (const each of new Set([runner, replayer])) each?.close();
  return { trials, tallies, reruns, unpinned };
}

/**
 * Runs blocks in the calling thread; `order` reads them along, where its ring has fewer slots than there are blocks, or
 * where a checkpoint takes them.
 */
async function runHere(
  runner: BlockRunner,
  order: TrialOrder | undefined,
  checkpoint: Checkpoint | undefined,
): Promise<void> {
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
