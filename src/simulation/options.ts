import * as check from "../check.js";
import { ActuarialError } from "../errors.js";
import { type NumaPolicy, numaPolicies } from "../hardware/numa.js";
import { type Overrides, overrides, type ProfileName } from "../hardware/overrides.js";
import { type OutputName, outputNames } from "../kernel.js";
import { sameDigits } from "../measures/tally.js";
import { checkPath } from "../storage/filePath.js";
import { ResultCache, usualCache } from "./resultCache.js";
import { settingsOf } from "./settings.js";
import { readUntil, type Until } from "./until.js";

export interface Progress {
  readonly done: number;
  readonly trials: number;
  readonly elapsedMs: number;
  /** Milliseconds that the rest will take at the speed so far. */
  readonly etaMs: number;
}

export interface SimulateOptions {
  /** Simulated years: an integer from 1 on. */
  readonly trials: number;
  /** An integer from 0 to 2^64 - 1; drawn and recorded in the result when absent. */
  readonly seed?: number | bigint;
  /**
   * Threads, 1 to 1024; 1 runs in the calling thread. Default is the environment's LUNDBERG_WORKERS, or "auto": by the
   * cores, quota and memory of this process and the work there is. Never changes a result.
   */
  readonly workers?: number | "auto";
  /** Levels that the result's table lists; default 0.9, 0.95, 0.99, 0.995, 0.999. */
  readonly levels?: readonly number[];
  /** Keeps each component's losses too, for `result.component(name)`. */
  readonly components?: boolean;
  /** Computes the hash of the losses during the run; without it, only keep "losses" has one, when it is first read. */
  readonly hash?: boolean;
  /** Rejects with the signal's reason once it aborts. */
  readonly signal?: AbortSignal;
  /** Called a few times a second while the run is under way, and once at its end. */
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Bytes that the run may take: its arrays, tables, threads and measures, beyond 12 MB that any run takes. Default is
   * LUNDBERG_MEMORY_LIMIT, or nine tenths of what the process can still get. Fewer threads run where that is not enough.
   */
  readonly memoryLimit?: number;
  /** Expected claims drawn beyond which a component is refused; default 1e13. */
  readonly claimLimit?: number;
  /**
   * What is kept of the losses; it never changes them. "losses", the default: all. "tail": what VaR and TVaR at and above
   * the lowest of `levels` need, exactly. "none": moments, and a sketch whose error is inside low and high.
   */
  readonly keep?: Keep;
  /**
   * "float32" rounds the losses to single precision, which halves what they take; what is measured and hashed are the
   * rounded ones. Default "float64".
   */
  readonly storage?: "float64" | "float32";
  /**
   * What else is shown of the same years, of the portfolio and with `components` of each component. "groundUp": the sum of
   * the ground-up claims, before every term. "claimCount": how many they are. "largestClaim": the largest payment for one
   * claim, before aggregate terms. The draws are then the same whatever the terms are; without outputs they are other
   * draws of the same law.
   */
  readonly outputs?: readonly OutputName[];
  /**
   * Keeps the losses in a file as they are drawn, and goes on from what an earlier run of the same model left there. The
   * seed is then the file's; `trials` may be more than before. With keep "losses" they may be more than memory holds: they
   * are then measured from the file. `everyTrials`: after how many trials they are secured; default is once a second.
   */
  readonly checkpoint?: { readonly path: string; readonly everyTrials?: number };
  /**
   * Where the threads are on a machine with several NUMA nodes; never changes a result. "auto": spread over the nodes and
   * pinned there, each node with trials of its own. "interleave": the same, and all take trials from one row. "local": all on
   * the node with the most room. "off": where the system puts them. Default is LUNDBERG_NUMA, or "auto".
   */
  readonly numaPolicy?: NumaPolicy;
  /** Sets the options that `profiles` lists under this name, but for those given here; default is LUNDBERG_PROFILE. */
  readonly profile?: ProfileName;
  /**
   * Gives trials weights under which every measure varies less. "controlVariates": from the exact law of the components
   * that `solve` can do; the losses and their hash stay as they are. "largestClaim": heavy tails of Poisson claims are drawn
   * by strata of the year's largest claim, from 65,536 trials on and without outputs; the losses are others. With keep
   * "losses", and without a checkpoint. `execution.reasons` says what was gained; docs/accuracy.md what it is good for.
   */
  readonly varianceReduction?: VarianceReduction;
  /**
   * Ends the run once half the width of a measure's 95 % interval is at most `relativeError` of the measure. Looked at
   * after 65,536 trials and whenever they have doubled; `trials` is then the most that are drawn, for which memory is
   * counted. Where the run ends depends on what decides its losses and on what is kept of them; a run of so many trials
   * has the same result.
   */
  readonly until?: Until;
  /**
   * Gives the measures that are known of the same run, where the seed is given too, in place of drawing it once more; and
   * keeps those of a run that is drawn. A cache that `createCache` made, or `true` for one in the user's cache folder.
   */
  readonly cache?: ResultCache | boolean;
}

export { type OutputName, outputNames };

export type Keep = "losses" | "tail" | "none";

export const varianceReductions = ["controlVariates", "largestClaim"] as const;
export type VarianceReduction = (typeof varianceReductions)[number];

export interface RunOptions {
  readonly trials: number;
  readonly seed: bigint;
  /** Not drawn here. */
  readonly seedIsGiven: boolean;
  readonly workers: number | "auto";
  readonly levels: readonly number[];
  readonly components: boolean;
  readonly hash: boolean;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  readonly memoryLimit: number | undefined;
  readonly claimLimit: number;
  readonly keep: Keep;
  readonly storage: "float64" | "float32";
  readonly outputs: readonly OutputName[];
  readonly checkpoint: CheckpointOptions | undefined;
  readonly numaPolicy: NumaPolicy;
  /** What decided options that the caller left open. */
  readonly reasons: readonly string[];
  readonly varianceReduction: VarianceReduction | undefined;
  readonly until: Until | undefined;
  readonly cache: ResultCache | undefined;
}

interface CheckpointOptions {
  readonly path: string;
  readonly everyTrials: number | undefined;
}

/** Names of the options that are read. */
export const optionNames = [
  "trials",
  "seed",
  "workers",
  "levels",
  "components",
  "hash",
  "signal",
  "onProgress",
  "memoryLimit",
  "claimLimit",
  "keep",
  "storage",
  "outputs",
  "checkpoint",
  "numaPolicy",
  "profile",
  "varianceReduction",
  "until",
  "cache",
] as const;

const defaultLevels = [0.9, 0.95, 0.99, 0.995, 0.999];
export const workerCount: check.Rule = {
  text: 'an integer from 1 to 1024 or "auto"',
  holds: (x) => x >= 1 && x <= 1024 && Number.isInteger(x),
};

/** Reads the options of `simulate` and what is set in place of those not given, refusing whatever breaks its rule or cannot be honoured. */
export function runOptions(options: unknown, environment: Overrides = overrides()): RunOptions {
  const asked = check.record("simulate", options, optionNames);
  const settings = settingsOf(asked, environment);
  const given: typeof asked = { ...settings.options, ...asked };
  const { signal, onProgress } = given;
  if (signal !== undefined && !(signal instanceof AbortSignal))
    check.fail("simulate: signal", "an AbortSignal", signal);
  if (onProgress !== undefined && typeof onProgress !== "function") {
    check.fail("simulate: onProgress", "a function", onProgress);
  }
  const read: RunOptions = {
    trials: check.number("simulate: trials", given.trials, check.positiveCount),
    seed: check.seed("simulate: seed", given.seed),
    seedIsGiven: given.seed !== undefined,
    workers:
      given.workers === undefined || given.workers === "auto"
        ? "auto"
        : check.number("simulate: workers", given.workers, workerCount),
    levels: given.levels === undefined ? defaultLevels : [...levels(given.levels)],
    components: given.components === undefined ? false : check.boolean("simulate: components", given.components),
    hash: given.hash === undefined ? false : check.boolean("simulate: hash", given.hash),
    signal,
    onProgress: onProgress as RunOptions["onProgress"],
    memoryLimit:
      given.memoryLimit === undefined
        ? undefined
        : check.number("simulate: memoryLimit", given.memoryLimit, check.positiveOrInfinite),
    claimLimit:
      given.claimLimit === undefined
        ? 1e13
        : check.number("simulate: claimLimit", given.claimLimit, check.positiveOrInfinite),
    keep: given.keep === undefined ? "losses" : check.oneOf("simulate: keep", given.keep, ["losses", "tail", "none"]),
    storage:
      given.storage === undefined ? "float64" : check.oneOf("simulate: storage", given.storage, ["float64", "float32"]),
    outputs: given.outputs === undefined ? [] : readOutputs("simulate", given.outputs),
    checkpoint: given.checkpoint === undefined ? undefined : checkpointOptions(given.checkpoint),
    numaPolicy:
      given.numaPolicy === undefined ? "auto" : check.oneOf("simulate: numaPolicy", given.numaPolicy, numaPolicies),
    reasons: settings.reasons,
    varianceReduction: readReduction("simulate", given.varianceReduction),
    until: given.until === undefined ? undefined : readUntil("simulate: until", given.until),
    cache: given.cache === undefined || given.cache === false ? undefined : readCache(given.cache),
  };
  if (read.varianceReduction !== undefined) admitWeights(read);
  requireKept(read);
  return read;
}

/** 16 blocks of 4096 trials: errors come from how these differ, and of fewer nobody can tell. */
const leastStratified = 65_536;

/** Weights belong to losses in memory: a tail or a sketch has no place for them, and a file of losses none either. */
function admitWeights({ varianceReduction, keep, checkpoint, until, trials }: RunOptions): void {
  const where = `simulate: varianceReduction ${check.show(varianceReduction)}`;
  if (keep !== "losses") {
    throw new ActuarialError("ERR_UNSUPPORTED", `${where} needs keep "losses", got ${check.show(keep)}`);
  }
  if (checkpoint !== undefined) {
    throw new ActuarialError("ERR_UNSUPPORTED", `${where} cannot be combined with a checkpoint`);
  }
  if (until !== undefined) {
    throw new ActuarialError("ERR_UNSUPPORTED", `${where} cannot be combined with until`);
  }
  if (varianceReduction === "largestClaim" && !(trials >= leastStratified)) {
    check.fail("simulate: trials", `at least ${leastStratified} with varianceReduction "largestClaim"`, trials);
  }
}

/** What `until` looks at must be kept, and counted as a run of fewer trials counts it. */
function requireKept({ until, keep, levels, trials }: RunOptions): void {
  const lowest = Math.min(...levels);
  if (keep === "tail" && until?.level !== undefined && !(until.level >= lowest)) {
    check.fail("simulate: until.level", `at least ${lowest}, the lowest of levels, with keep "tail"`, until.level);
  }
  if (keep === "none" && until !== undefined && !(trials <= sameDigits)) {
    check.fail("simulate: trials", `at most ${sameDigits} with until and keep "none"`, trials, "ERR_UNSUPPORTED");
  }
}

function readCache(value: unknown): ResultCache {
  if (value === true) return usualCache();
  return value instanceof ResultCache
    ? value
    : check.fail("simulate: cache", "true, false or a cache of createCache", value);
}

function checkpointOptions(value: unknown): CheckpointOptions {
  const { path, everyTrials } = check.record("simulate: checkpoint", value, ["path", "everyTrials"]);
  return {
    path: checkPath("simulate: checkpoint.path", path),
    everyTrials:
      everyTrials === undefined
        ? undefined
        : check.number("simulate: checkpoint.everyTrials", everyTrials, check.positiveCount),
  };
}

export function readReduction(where: string, value: unknown): VarianceReduction | undefined {
  return value === undefined ? undefined : check.oneOf(`${where}: varianceReduction`, value, varianceReductions);
}

/** The outputs that are asked for, each once and in the kernel's order. */
export function readOutputs(where: string, value: unknown): OutputName[] {
  if (!Array.isArray(value)) check.fail(`${where}: outputs`, `an array of ${outputNames.join(", ")}`, value);
  const asked = value.map((name, i) => check.oneOf(`${where}: outputs[${i}]`, name, outputNames));
  return outputNames.filter((name) => asked.includes(name));
}

function levels(value: unknown): Float64Array {
  const read = check.numbers("simulate: levels", value, check.openProbability);
  if (read.length === 0) check.fail("simulate: levels", "a non-empty array of levels", value);
  return read;
}
