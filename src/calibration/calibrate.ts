import * as check from "../check.js";
import { allottedProcessors } from "../hardware/allottedProcessors.js";
import { parallelism } from "../hardware/parallelism.js";
import { warmUp } from "../simulation/lifecycle.js";
import { calibrationFormat, ownKey, type StoredCalibration } from "../speed/calibrationFile.js";
import { keepCalibration, learnSpeed } from "../speed/knownSpeed.js";
import { type Calibration, calibrationOf } from "./calibration.js";
import { findingsOf, speedOf } from "./findings.js";
import { Measurement } from "./measurement.js";
import { leastRounds } from "./settle.js";
import { Stopwatch } from "./stopwatch.js";

export interface CalibrateOptions {
  /** Milliseconds that it may take, from 500 to 600,000; default 3000. Seven rounds are made even where they take longer. */
  readonly budgetMs?: number;
  /** Keeps what was found for later processes, in the user's cache; default true. */
  readonly save?: boolean;
  readonly signal?: AbortSignal;
  /** Told after each round: how many there were, and how many milliseconds are over. */
  readonly onProgress?: (progress: { readonly rounds: number; readonly elapsedMs: number }) => void;
}

const budget: check.Rule = {
  text: "a number of milliseconds from 500 to 600000",
  holds: (x) => x >= 500 && x <= 600_000,
};

/** Of a round: a slice is what the run of one cost case takes. */
const slicesPerRound = 30;
const [shortest, longest] = [1e6, 20e6];
/** Below this, other programs had so much of the processors that nothing is believed. */
const leastShare = 0.6;

/**
 * Measures how fast this machine is, as far as a decision needs it: the pieces of a trial, what a run takes beside them,
 * from which work on threads pay, and how much of it they shorten. A figure that differs from the built-in one by more than
 * 5 % in six of seven rounds takes its place, at once in this process and for 30 days in later ones of the same library,
 * Node, processor and quota. On a machine that other programs keep busy nothing is taken. It never changes a loss.
 *
 * Nothing else should run in the process meanwhile.
 * @throws ActuarialError ERR_PARAMETER, ERR_UNKNOWN_KEY, ERR_STORAGE where the cache cannot be written; all as rejections,
 * as is the signal's reason
 */
export async function calibrate(options: CalibrateOptions = {}): Promise<Calibration> {
  const { budgetMs, save, signal, onProgress } = read(options);
  signal?.throwIfAborted();
  const { threads } = parallelism();
  const began = performance.now();
  await warmUp({ workers: threads });
  const pilot = new Measurement(new Stopwatch(allottedProcessors(), signal), threads);
  await pilot.round(0, shortest);
  const watch = new Stopwatch(allottedProcessors(), signal);
  const measurement = new Measurement(watch, threads);
  const usual = Math.min(longest, Math.max(shortest, (budgetMs * 1e6) / (leastRounds * slicesPerRound)));
  let rounds = 0;
  for (let last = 0; rounds < leastRounds || performance.now() - began + last < budgetMs; rounds++) {
    const started = performance.now();
    // A machine that is slower than this reckons with, or busy, still has its rounds.
    await measurement.round(rounds, started - began < budgetMs ? usual : shortest);
    last = performance.now() - started;
    onProgress?.({ rounds: rounds + 1, elapsedMs: performance.now() - began });
  }
  const contended = !(watch.share >= leastShare);
  const findings = findingsOf(measurement.readings, contended);
  const [key, date, speed] = [ownKey(), new Date().toISOString(), speedOf(findings)];
  const kept: StoredCalibration = { format: calibrationFormat, key, date, speed };
  if (!contended) learnSpeed(kept);
  const saved = save && !contended && (await keepCalibration(kept));
  return calibrationOf({ date, machine: key, rounds, processorShare: watch.share, contended, findings, saved });
}

type Read = Omit<CalibrateOptions, "budgetMs" | "save"> & Required<Pick<CalibrateOptions, "budgetMs" | "save">>;

function read(options: unknown): Read {
  const given = check.record("calibrate", options, ["budgetMs", "save", "signal", "onProgress"]);
  const { signal, onProgress } = given;
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    check.fail("calibrate: signal", "an AbortSignal", signal);
  }
  if (onProgress !== undefined && typeof onProgress !== "function") {
    check.fail("calibrate: onProgress", "a function", onProgress);
  }
  return {
    budgetMs: given.budgetMs === undefined ? 3000 : check.number("calibrate: budgetMs", given.budgetMs, budget),
    save: given.save === undefined ? true : check.boolean("calibrate: save", given.save),
    ...(signal && { signal }),
    ...(onProgress && { onProgress: onProgress as NonNullable<Read["onProgress"]> }),
  };
}
