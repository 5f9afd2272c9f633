import { blockTrials } from "../kernel.js";
import type { Losses } from "../measures/lossSource.js";
import { momentFields } from "../measures/moments.js";
import { reuse } from "../monitoring/reuse.js";
import { drawsLargestFirst } from "../plan/component.js";
import type { Plan } from "../plan/plan.js";
import { streamKey } from "../tables/stream.js";
import { acquire, acquireSingles, recycle } from "./arrays.js";
import type { Keep, RunOptions } from "./options.js";
import { type Placement, scattered, sharesOf } from "./placement.js";
import { type BesideLosses, Control, type Kept, type Output, outputsOf, type Program } from "./program.js";
import type { TailPlan } from "./tailPlan.js";
import { TailState } from "./tailState.js";

/** What decides the arrays of a run. */
export type Wanted = Pick<
  RunOptions,
  "trials" | "seed" | "components" | "storage" | "hash" | "outputs" | "checkpoint" | "varianceReduction"
> & {
  /** "file": they are in the checkpoint alone. */
  readonly keep: Keep | "file";
  /** Components whose losses are kept during the run for their sum, asked for or not. */
  readonly control?: ReadonlySet<string>;
};

/** Slots of a ring that only moments pass through: a mebibyte. */
const momentSlots = 16_384;
/** Bytes of the rings that losses pass through on their way to a hash. */
const passingBytes = 16_777_216;

/** A run's program with its arrays. */
export function allocate(
  plan: Plan,
  run: Wanted,
  workers: number,
  tail: TailPlan | undefined,
  { layout, seats }: Pick<Placement, "layout" | "seats"> = scattered(workers),
): Program {
  const blocks = Math.ceil(run.trials / blockTrials);
  const slots = slotsOf(plan, run);
  const output = (): Output => ({
    moments: acquire(slots * momentFields, layout),
    passing: passes(run) ? acquire(slots * blockTrials, layout) : undefined,
    kept: keptOf(run, blocks, tail, layout),
  });
  reuse.tables.uses += plan.components.length;
  const beside = (): BesideLosses[] => run.outputs.map((name) => ({ name, output: output() }));
  const components = plan.components.map((component) => ({
    name: component.name,
    numbers: plan.table(component),
    key: streamKey(run.seed, component.name),
    largestKey: drawsLargestFirst(component) ? streamKey(run.seed, component.name, "largest") : undefined,
    chunk: component.chunk,
    output: run.components || run.control?.has(component.name) ? output() : undefined,
    beside: run.components ? beside() : [],
  }));
  // Few enough that no thread waits for another at the end or for a slot, enough that the counter is not contended.
  const take = Math.max(1, Math.min(16, Math.floor(blocks / (workers * 16)), Math.floor(slots / (workers * 4))));
  return {
    trials: run.trials,
    components,
    output: output(),
    beside: beside(),
    weights: plan.weighted ? acquire(run.trials) : undefined,
    single: run.storage === "float32",
    laps: new Int32Array(new SharedArrayBuffer(4 * slots)),
    control: new SharedArrayBuffer(Control.bytes(sharesOf(seats).length)),
    take,
    seats,
  };
}

/** Gives back what only the run itself needed, or everything. */
export function recycleProgram(program: Program, everything: boolean): void {
  for (const { moments, passing, kept } of outputsOf(program)) {
    recycle(moments);
    if (passing !== undefined) recycle(passing);
    if (everything) recycleKept(kept);
  }
  if (everything && program.weights !== undefined) recycle(program.weights);
}

export function recycleKept(kept: Kept): void {
  if (kept.kind === "losses") recycle(kept.losses);
  else if (kept.kind === "tail") recycle(kept.pool);
}

/** Losses that are kept are hashed when that is asked for, and written from where they are. */
export function passes({ keep, hash, checkpoint }: Wanted): boolean {
  return (hash || checkpoint !== undefined) && keep !== "losses";
}

/** The portfolio's losses, and whatever else is written of each trial. */
export function outputCount(plan: Plan, run: Wanted): number {
  const asked = (run.components ? 1 + plan.components.length : 1) * (1 + run.outputs.length);
  return run.components ? asked : asked + (run.control?.size ?? 0);
}

/** A run that keeps something of every block has a slot for each. */
export function slotsOf(plan: Plan, run: Wanted): number {
  const outputs = outputCount(plan, run);
  const most = passes(run)
    ? Math.max(16, Math.floor(passingBytes / (8 * blockTrials * outputs)))
    : run.keep === "none" || run.keep === "file"
      ? momentSlots
      : Infinity;
  return Math.min(Math.ceil(run.trials / blockTrials), most);
}

function keptOf({ keep, trials, storage }: Wanted, blocks: number, tail: TailPlan | undefined, layout: string): Kept {
  const make = storage === "float32" ? acquireSingles : acquire;
  const array = (length: number): Losses => make(length, layout);
  if (keep === "losses") return { kind: keep, losses: array(trials) };
  if (keep === "file") return { kind: keep };
  if (tail === undefined) return { kind: "none", trials };
  const state = new SharedArrayBuffer(TailState.bytes);
  new TailState(state).raise(-Infinity, 0);
  return {
    kind: "tail",
    pool: array(tail.capacity),
    starts: new Float64Array(new SharedArrayBuffer(8 * blocks)),
    counts: new Int32Array(new SharedArrayBuffer(4 * blocks)).fill(-1),
    equals: new Int32Array(new SharedArrayBuffer(4 * blocks)),
    state,
  };
}
