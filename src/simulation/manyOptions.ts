import * as check from "../check.js";
import { ActuarialError } from "../errors.js";
import { optionNames, type Progress, type RunOptions, runOptions, type SimulateOptions } from "./options.js";

/** The options of `simulate`, for every model; a checkpoint belongs to one run. */
export interface EachOptions extends Omit<SimulateOptions, "seed" | "onProgress" | "checkpoint"> {
  /**
   * One seed for all models, drawn and recorded when absent, or a function of a model's index. With one seed, components
   * of the same name in different models are drawn from the same stream: models are compared on the same years, and their
   * losses must not be added. `(index) => 2026 + index` makes them independent.
   */
  readonly seed?: number | bigint | ((index: number) => number | bigint);
}

export interface ManyOptions extends EachOptions {
  /** Called a few times a second while the runs are under way, and once at their end; trials are those of all models. */
  readonly onProgress?: (progress: Progress) => void;
}

/** Options that were read. */
export interface Asked {
  /** Opens messages: the name of the function that was called. */
  readonly where: string;
  /** Without a signal of its own, and without progress. */
  readonly run: RunOptions;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  readonly seedOf: (index: number) => bigint;
}

const ofEach = optionNames.filter((key) => key !== "onProgress");

/** @throws ActuarialError ERR_PARAMETER, ERR_UNKNOWN_KEY; ERR_UNSUPPORTED for a checkpoint */
export function readManyOptions(where: string, options: unknown, progress: boolean): Asked {
  const given = check.record(where, options, progress ? optionNames : ofEach);
  const { seed } = given;
  if (given.checkpoint !== undefined) {
    const message = `${where}: checkpoint belongs to one run; simulate the models one by one to have one of each`;
    throw new ActuarialError("ERR_UNSUPPORTED", message);
  }
  const run = runOptions({ ...given, seed: typeof seed === "function" ? undefined : seed });
  const { signal, onProgress } = run;
  return {
    ...{ where, signal, onProgress },
    run: { ...run, signal: undefined, onProgress: undefined },
    seedOf:
      typeof seed === "function"
        ? (index) => {
            const chosen: unknown = seed(index);
            if (chosen === undefined) check.fail(`${where}: seed(${index})`, "an integer >= 0 and below 2^64", chosen);
            return check.seed(`${where}: seed(${index})`, chosen);
          }
        : () => run.seed,
  };
}
