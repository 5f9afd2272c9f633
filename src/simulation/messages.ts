import type { ErrorCode } from "../errors.js";
import type { Tally } from "../measures/tally.js";
import type { Seat } from "./placement.js";
import type { Program } from "./program.js";

export interface Job {
  readonly id: number;
  readonly program: Program;
  /** ledger.ts */
  readonly ledger: SharedArrayBuffer;
  /** Blocks that another thread was lost with, in ascending order: they come first. */
  readonly again: readonly number[];
  readonly seat: Seat;
}

/** What a worker has counted of each output, where losses are only counted: all of its first `taken` stretches. */
export interface Counted {
  readonly id: number;
  readonly done: false;
  readonly tallies: readonly Tally[];
  readonly taken: number;
}

/** Sent once for every job, when the worker touches the job's arrays no more. */
export interface Answer {
  readonly id: number;
  readonly done: true;
  readonly error?: { readonly code: ErrorCode; readonly message: string } | undefined;
  readonly tallies: readonly Tally[];
  /** Why the worker could not go to its seat. */
  readonly unpinned?: string | undefined;
}
