import { ActuarialError } from "../errors.js";
import { memoryBudget } from "../hardware/memoryBudget.js";
import type { Overrides } from "../hardware/overrides.js";
import { blockTrials } from "../kernel.js";
import { momentFields } from "../measures/moments.js";
import type { Plan } from "../plan/plan.js";
import { writerBytes } from "../storage/stretch.js";
import { outputCount, passes, slotsOf, type Wanted } from "./allocate.js";
import { reusable } from "./arrays.js";
import { memoryLeft } from "./memoryLeft.js";
import type { RunOptions } from "./options.js";
import { planTail, type TailPlan } from "./tailPlan.js";
import { lookTrials } from "./until.js";

// Measured as resident memory (test/long/memory.test.ts), upwards: an estimate that is too low ends the process.

/** A kernel's own memory, without tables. */
const kernelBytes = 520_000;
/** A thread of the pool beside its kernels. */
export const bytesPerThread = 12_000_000;
/** Beside its losses, any run takes about this, with compiled code and tables of one component: it is not counted. */
const usualBytes = 12_000_000;
/** Selecting order statistics holds up to this share of the losses, in double precision. */
const measuringShare = 0.3;
/** Of losses that are only counted: the octaves of a law of medium spread, and the bins of one (measures/tally.ts). */
const octaves = 40;
const octaveBytes = 32_768;
/** Of each trial that has a weight: that, what it was made of, and its place when weighted losses are put in order. */
const weightingBytes = 8 + 9 + 2;
/** What a result holds of an output whose losses were only counted. */
const sketchBytes = 4_000_000;

/** What a run needs of memory, in bytes. */
export interface Need {
  /** With the calling thread alone. */
  readonly alone: number;
  /** Of a thread that takes part, beside what it takes as a thread. */
  readonly each: number;
  /** The arrays that runs hand on to each other: how many there are of a size. */
  readonly arrays: ReadonlyMap<number, number>;
}

export type Asked = Wanted & Pick<RunOptions, "levels" | "until">;

/** What the result of a run holds for as long as it is not released. */
interface Held {
  readonly outputs: number;
  /** Losses that each output keeps, the bytes of their array, and what there is beside it. */
  readonly losses: number;
  readonly array: number;
  readonly beside: number;
}

export function heldBy(plan: Plan, run: Asked, tail: TailPlan | undefined = tailFor(run)): Held {
  const losses = run.keep === "losses" ? run.trials : (tail?.capacity ?? 0);
  const index = tail === undefined ? 0 : 16 * Math.ceil(run.trials / blockTrials);
  return {
    outputs: outputCount(plan, run),
    losses,
    array: losses * (run.storage === "float32" ? 4 : 8),
    beside: index + (run.keep === "none" ? sketchBytes : 0),
  };
}

/** What a run needs; `tail` where its tail is planned already. */
export function needOf(plan: Plan, run: Asked, tail: TailPlan | undefined = tailFor(run)): Need {
  const held = heldBy(plan, run, tail);
  const { outputs, losses, array } = held;
  const slots = slotsOf(plan, run);
  const passing = passes(run) ? slots * blockTrials * 8 : 0;
  const moments = slots * momentFields * 8;
  const tables = plan.components.reduce((sum, component) => sum + plan.table(component).byteLength, 0);
  const each = kernelBytes + tables + outputs * keeperBytes(run);
  const writer = run.checkpoint ? writerBytes(outputs, run.storage === "float32", run.checkpoint.everyTrials) : 0;
  const weighting = run.varianceReduction === undefined ? 0 : weightingBytes * run.trials;
  const measuring = weighting + measuringShare * 8 * losses;
  const beside = tables + each + 4 * slots + outputs * (moments + held.beside) + measuring;
  return {
    alone: Math.ceil(outputs * (array + passing) + writer + Math.max(0, beside - usualBytes)),
    each,
    arrays: new Map([array, passing, moments].filter((bytes) => bytes > 0).map((bytes) => [bytes, outputs])),
  };
}

export function tailFor(
  { keep, trials, levels, until }: Pick<Asked, "keep" | "trials" | "levels" | "until">,
  caution?: number,
): TailPlan | undefined {
  if (keep !== "tail") return undefined;
  return planTail(trials, Math.min(...levels), caution, until === undefined ? [] : lookTrials(trials));
}

/** What a run needs with `threads` threads, `running` of which are up already; one is the calling thread. */
export function bytesOf({ alone, each }: Need, threads: number, running: number): number {
  return threads === 1 ? alone : alone + (threads - 1) * each + Math.max(0, threads - running) * bytesPerThread;
}

/** Bytes that a run may take: what it says, or the environment, or most of what there is. */
export function memoryAllowed(asked: number | undefined, given: Overrides, { alone, arrays }: Need): number {
  return memoryBudget(asked, given, reusable(arrays), () => memoryLeft(alone));
}

/** How many threads, at least one, `limit` bytes are enough for. */
export function threadsThatFit(need: Need, limit: number, running: number): number {
  let [enough, tooMany] = [1, 1025];
  while (tooMany - enough > 1) {
    const threads = Math.floor((enough + tooMany) / 2);
    if (bytesOf(need, threads, running) <= limit) enough = threads;
    else tooMany = threads;
  }
  return enough;
}

/**
 * Refuses a run that needs more than there is, before anything is allocated: a shared array larger than memory can be
 * made, and touching it ends the process.
 * @throws ActuarialError ERR_TOO_LARGE with the bytes needed, the bytes there, and the first change of options that fits
 */
export function admit(plan: Plan, run: Asked, need: Need, memoryLimit: number): void {
  if (need.alone <= memoryLimit) return;
  throw new ActuarialError(
    "ERR_TOO_LARGE",
    `${run.trials} trials need ${need.alone} bytes, available are ${memoryLimit}; ${remedy(plan, run, memoryLimit)}`,
  );
}

function remedy(plan: Plan, run: Asked, memoryLimit: number): string {
  const bytes = (change: Partial<Asked>): number => needOf(plan, { ...run, ...change }).alone;
  const weighted = run.varianceReduction !== undefined;
  // What gives up least comes first: a tail has the same bits, single precision is rounded, a sketch has an error.
  const changes: (readonly [Partial<Asked>, boolean])[] = [
    [{ keep: "tail" }, run.keep === "losses" && !weighted],
    [{ storage: "float32" }, run.storage === "float64"],
    [{ keep: "none" }, run.keep !== "none" && !weighted],
  ];
  for (const [change, differs] of changes) {
    const needed = bytes(change);
    if (!differs || !(needed <= memoryLimit)) continue;
    const [option, value] = Object.entries(change)[0]!;
    return `with ${option}: ${JSON.stringify(value)} they need ${needed}`;
  }
  const trials = mostTrials(run.trials, (fewer) => bytes({ trials: fewer }) <= memoryLimit);
  return trials > 0 ? `there is room for ${trials} trials` : "not even one trial fits; raise memoryLimit";
}

/** The most trials below `trials` that fit, to three digits. */
export function mostTrials(trials: number, fits: (trials: number) => boolean): number {
  let [low, high] = [0, trials];
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  let step = 1;
  while (low / step >= 1000) step *= 10;
  const rounded = Math.floor(low / step) * step;
  return rounded > 0 && fits(rounded) ? rounded : low;
}

/** What a thread holds of an output before it hands it over. */
function keeperBytes({ keep, storage }: Pick<Wanted, "keep" | "storage">): number {
  const singles = storage === "float32" ? 4 * blockTrials : 0;
  if (keep === "losses" || keep === "file") return singles;
  if (keep === "tail") return 16 * blockTrials + 2 * singles;
  // The bins, a copy that is handed over, and one that was.
  return 12 * blockTrials + 3 * octaves * octaveBytes;
}
