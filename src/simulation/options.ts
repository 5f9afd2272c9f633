import * as check from "../check.js";
import { ActuarialError } from "../errors.js";

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
  /** Threads, 1 to 1024; 1 runs in the calling thread. Default "auto". Never changes a result. */
  readonly workers?: number | "auto";
  /** Levels that the result's table lists; default 0.9, 0.95, 0.99, 0.995, 0.999. */
  readonly levels?: readonly number[];
  /** Keeps each component's losses too, for `result.component(name)`. */
  readonly components?: boolean;
  /** Computes the hash of the losses right away instead of when it is first read. */
  readonly hash?: boolean;
  /** Rejects with the signal's reason once it aborts. */
  readonly signal?: AbortSignal;
  /** Called a few times a second while the run is under way, and once at its end. */
  readonly onProgress?: (progress: Progress) => void;
  /** Bytes that the run's arrays may take; default is what the process can still get. */
  readonly memoryLimit?: number;
  /** Expected claims drawn beyond which a component is refused; default 1e13. */
  readonly claimLimit?: number;
  /** Only "losses" for now. */
  readonly keep?: "losses";
  /** Only "float64" for now. */
  readonly storage?: "float64";
}

export interface RunOptions {
  readonly trials: number;
  readonly seed: bigint;
  readonly workers: number | "auto";
  readonly levels: readonly number[];
  readonly components: boolean;
  readonly hash: boolean;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  readonly memoryLimit: number | undefined;
  readonly claimLimit: number;
}

const supported = [
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
] as const;
/** Options that the public surface names and this version does not have. */
const notYet = ["outputs", "checkpoint", "until", "numaPolicy", "profile"] as const;

const defaultLevels = [0.9, 0.95, 0.99, 0.995, 0.999];
const workerCount: check.Rule = {
  text: 'an integer from 1 to 1024 or "auto"',
  holds: (x) => x >= 1 && x <= 1024 && Number.isInteger(x),
};

/** Reads the options of `simulate`, refusing whatever breaks its rule or cannot be honoured. */
export function runOptions(options: unknown): RunOptions {
  const given = check.record("simulate", options, [...supported, ...notYet]);
  for (const key of notYet) if (given[key] !== undefined) unsupported(key, given[key]);
  only("keep", given.keep, ["losses"], ["tail", "none"]);
  only("storage", given.storage, ["float64"], ["float32"]);
  const { signal, onProgress } = given;
  if (signal !== undefined && !(signal instanceof AbortSignal))
    check.fail("simulate: signal", "an AbortSignal", signal);
  if (onProgress !== undefined && typeof onProgress !== "function") {
    check.fail("simulate: onProgress", "a function", onProgress);
  }
  return {
    trials: check.number("simulate: trials", given.trials, check.positiveCount),
    seed: check.seed("simulate: seed", given.seed),
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
  };
}

function levels(value: unknown): Float64Array {
  const read = check.numbers("simulate: levels", value, check.openProbability);
  if (read.length === 0) check.fail("simulate: levels", "a non-empty array of levels", value);
  return read;
}

function only(key: string, value: unknown, here: readonly string[], later: readonly string[]): void {
  if (value === undefined || here.includes(value as string)) return;
  if (later.includes(value as string)) unsupported(key, value);
  check.oneOf(`simulate: ${key}`, value, [...here, ...later]);
}

function unsupported(key: string, value: unknown): never {
  throw new ActuarialError("ERR_UNSUPPORTED", `simulate: ${key} ${check.show(value)} is not supported by this version`);
}
