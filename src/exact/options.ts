import * as check from "../check.js";
import { memoryBudget } from "../hardware/memoryBudget.js";

export interface SolveOptions {
  /** Levels that the grid is made for and the table lists; default 0.9, 0.95, 0.99, 0.995, 0.999. */
  readonly levels?: readonly number[];
  /** Relative error bound of mean, VaR and TVaR at the levels for which the grid is refined; default 1e-6. */
  readonly relativeError?: number;
  /** Points of the finer grid, a power of two from 2^8 to 2^22; by default as many as relativeError takes, up to 2^20. */
  readonly points?: number;
  /**
   * Bytes that the law may take, beyond 12 MB that any takes. Default is LUNDBERG_MEMORY_LIMIT, or nine tenths of what the
   * process can still get.
   */
  readonly memoryLimit?: number;
  /** Rejects with the signal's reason once it aborts. */
  readonly signal?: AbortSignal;
}

/** Checked options of a solution. */
export interface GridOptions {
  readonly levels: readonly number[];
  readonly relativeError: number;
  readonly points: number | undefined;
  readonly memoryLimit: number;
  readonly signal: AbortSignal | undefined;
}

const pointsRule: check.Rule = {
  text: "a power of two from 256 to 4194304",
  holds: (x) => x >= 256 && x <= 4_194_304 && Number.isInteger(x) && (x & (x - 1)) === 0,
};

export const defaultLevels: readonly number[] = [0.9, 0.95, 0.99, 0.995, 0.999];

/** Reads the options of `solve`. */
export function readSolveOptions(options: unknown = {}): GridOptions {
  const { levels, relativeError, points, memoryLimit, signal } = check.record("solve", options, [
    "levels",
    "relativeError",
    "points",
    "memoryLimit",
    "signal",
  ]);
  if (signal !== undefined && !(signal instanceof AbortSignal)) check.fail("solve: signal", "an AbortSignal", signal);
  const read = check.numbers("solve: levels", levels ?? defaultLevels, check.openProbability);
  if (read.length === 0) check.fail("solve: levels", "a non-empty array of levels", levels);
  return {
    levels: Array.from(read),
    relativeError: check.number("solve: relativeError", relativeError ?? 1e-6, check.openProbability),
    points: points === undefined ? undefined : check.number("solve: points", points, pointsRule),
    memoryLimit: memoryBudget(
      memoryLimit === undefined ? undefined : check.number("solve: memoryLimit", memoryLimit, check.positiveOrInfinite),
    ),
    signal,
  };
}
