import * as check from "../check.js";
import { overrides } from "../hardware/overrides.js";
import { parallelism } from "../hardware/parallelism.js";
import { blockTrials } from "../kernel.js";
import type { Plan } from "../plan/plan.js";
import { knownSpeed } from "../speed/knownSpeed.js";
import { chooseWorkers } from "./chooseWorkers.js";
import { bytesOf, memoryAllowed, mostTrials, needOf, threadsThatFit } from "./memory.js";
import { type RunOptions, runOptions, type SimulateOptions } from "./options.js";
import { predictMs } from "./predict.js";
import { type Suggestion, suggestionOf, type Way } from "./suggestion.js";

/** Options of a run that are settled. */
type Settled = Pick<
  SimulateOptions,
  "workers" | "keep" | "storage" | "levels" | "components" | "outputs" | "memoryLimit" | "claimLimit"
>;

/** What a run must do, and which of its options are settled; the others are chosen. */
export interface SuggestOptions extends Settled {
  /** Left out, they are as many as `targetMs` allows. */
  readonly trials?: number;
  /** Milliseconds that a run may take. */
  readonly targetMs?: number;
  readonly targetTrialsPerSecond?: number;
}

type Kept = Pick<RunOptions, "keep" | "storage">;

/** What gives up least comes first: a tail has the same bits, single precision is rounded, a sketch has an error. */
const kinds: readonly Kept[] = [
  { keep: "losses", storage: "float64" },
  { keep: "tail", storage: "float64" },
  { keep: "losses", storage: "float32" },
  { keep: "tail", storage: "float32" },
  { keep: "none", storage: "float64" },
  { keep: "none", storage: "float32" },
];

const settled = ["workers", "keep", "storage", "levels", "components", "outputs", "memoryLimit", "claimLimit"] as const;
const targets = ["trials", "targetMs", "targetTrialsPerSecond"] as const;
/** Where trials are left open, no more are looked for. */
const mostOpen = 1e15;

/**
 * Options that meet a target and give up as little as can be: all losses in double precision before what needs less memory,
 * no more threads than the target needs. Where none meets it, the nearest, and how far off that is. Times are those of runs
 * on threads that are up and with tables that are made, as predicted by the speed of this machine where it is calibrated.
 * @throws ActuarialError ERR_PARAMETER, ERR_UNKNOWN_KEY, and ERR_TOO_LARGE where `trials` are beyond `claimLimit`
 */
export function suggest(usual: Plan, options: unknown): Suggestion {
  const given = check.record("suggest", options, [...targets, ...settled]);
  const { trials, targetMs, perSecond } = readTargets(given);
  const passed = Object.fromEntries(settled.flatMap((key) => (given[key] === undefined ? [] : [[key, given[key]]])));
  const run = runOptions({ ...passed, trials: trials ?? 1, seed: 0 });
  const plan = run.outputs.length > 0 ? usual.withOutputs() : usual;
  const allowedMs = (count: number): number => Math.min(targetMs, (count / perSecond) * 1000);
  const wayWith = (kept: Kept, count: number): Way => wayOf(plan, { ...run, ...kept, trials: count }, allowedMs(count));
  /** The most trials that there is time for. */
  const mostInTime = (kept: Kept): number =>
    mostTrials(mostOpen, (count) => draws(plan, count) <= run.claimLimit && wayWith(kept, count).ms <= targetMs);
  const ways = kinds
    .filter(({ keep, storage }) => keep === (passed.keep ?? keep) && storage === (passed.storage ?? storage))
    .map((kept) => wayWith(kept, trials ?? Math.max(1, mostInTime(kept))));
  plan.admit({ ...run, trials: ways[0]!.trials });
  const way = ways.find(({ fits }) => fits) ?? ways.reduce((least, each) => (each.bytes < least.bytes ? each : least));
  const late = way.ms > allowedMs(way.trials);
  return suggestionOf({
    ...{ way, first: ways[0]!, passed, allowedMs: allowedMs(way.trials) },
    inTime: late && targetMs < Infinity ? mostInTime(way) : undefined,
  });
}

/** Of the component that has most of them. */
function draws(plan: Plan, trials: number): number {
  return Math.max(...plan.components.map(({ drawsPerTrial }) => drawsPerTrial)) * trials;
}

function readTargets(given: { readonly [K in (typeof targets)[number]]?: unknown }): {
  readonly trials: number | undefined;
  readonly targetMs: number;
  readonly perSecond: number;
} {
  const { trials, targetMs, targetTrialsPerSecond } = given;
  if (trials === undefined && targetMs === undefined) {
    check.fail("suggest: trials", `${check.positiveCount.text} where there is no targetMs`, trials);
  }
  return {
    trials: trials === undefined ? undefined : check.number("suggest: trials", trials, check.positiveCount),
    targetMs: targetMs === undefined ? Infinity : check.number("suggest: targetMs", targetMs, check.positive),
    perSecond:
      targetTrialsPerSecond === undefined
        ? 0
        : check.number("suggest: targetTrialsPerSecond", targetTrialsPerSecond, check.positive),
  };
}

/** A kind of run on the fewest threads that meet the time, or on those that come nearest. */
function wayOf(plan: Plan, run: RunOptions, allowedMs: number): Way {
  const { speed } = knownSpeed();
  const [given, need] = [overrides(), needOf(plan, run)];
  const limit = memoryAllowed(run.memoryLimit, given, need);
  // As though no thread were up: what the run takes in another process is not more.
  const room = threadsThatFit(need, limit, 0);
  const means = { parallelism: parallelism(), up: 0, room, free: limit - need.alone };
  const usual = chooseWorkers(run, plan, given, means).workers;
  const times = workerCounts(run, room).map((workers) => ({ workers, ms: predictMs(plan, run, workers, speed) }));
  const open = run.workers === "auto" && given.workers === undefined;
  const inTime = times.find(({ ms }) => ms <= allowedMs);
  const quickest = times.reduce((a, b) => (b.ms < a.ms ? b : a));
  const workers = !open || allowedMs === Infinity ? usual : (inTime ?? quickest).workers;
  const { trials, keep, storage } = run;
  return {
    ...{ trials, keep, storage, workers, limit },
    ms: predictMs(plan, run, workers, speed),
    bytes: bytesOf(need, workers, 0),
    fits: need.alone <= limit,
  };
}

function workerCounts({ trials, workers }: RunOptions, room: number): number[] {
  const asked = workers === "auto" ? (overrides().workers ?? parallelism().threads) : workers;
  const most = Math.min(asked, Math.ceil(trials / blockTrials), room);
  return workers === "auto" ? Array.from({ length: most }, (_, i) => i + 1) : [most];
}
