import { fork } from "node:child_process";
import { once } from "node:events";
import type { TermsOptions } from "lundberg";
import type { Law } from "../dist/bench/laws.js";

export type { Law };

export interface Book {
  readonly frequency: Law;
  readonly severity: Law;
  readonly terms?: TermsOptions;
}

/** What a process is to do, time after time. */
export type Task =
  | { readonly book: Book }
  | { readonly sample: Law }
  /** A law of `trials` points, a power of two. */
  | { readonly transform: { readonly lambda: number } }
  | { readonly select: { readonly file: string; readonly levels: readonly number[] } };

/** Nanoseconds of one run. `processor` counts all threads of the process: compilers of the engine, workers. */
export interface Times {
  readonly wall: number;
  readonly processor: number;
}

export interface Measures {
  readonly var: readonly number[];
  readonly tvar: readonly number[];
}

/** What came of it: the first run of the process first, its model and tables made anew in each. */
export interface Outcome {
  readonly runs: readonly Times[];
  readonly mean?: number;
  readonly standardDeviation?: number;
  readonly measures?: Measures;
  readonly probabilities?: readonly number[];
  /** Bytes of the process before the first run, and the most until its end. */
  readonly memory: { readonly before: number; readonly peak: number };
}

export interface Orders {
  readonly trials: number;
  /** Threads of each run: its length is the number of runs. */
  readonly workers: readonly number[];
  /** Whether the pool is warm and the model's plan and tables are made before the first run, and kept. */
  readonly warm?: boolean;
}

/** Carries out a task in a fresh process. It runs plain JavaScript, so that no loader of TypeScript is in its times. */
export async function runLundberg(task: Task, orders: Orders): Promise<Outcome> {
  const child = fork(new URL("./lundbergProcess.mjs", import.meta.url), [JSON.stringify({ ...task, ...orders })], {
    execArgv: [],
  });
  // "disconnect" comes after the last message, where "exit" may come before it.
  const [message] = await Promise.race([
    once(child, "message"),
    once(child, "disconnect").then(() => {
      throw new Error(`lundberg's process ended without a result: ${JSON.stringify(task)}`);
    }),
  ]);
  return message as Outcome;
}
