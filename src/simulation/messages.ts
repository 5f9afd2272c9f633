import type { ErrorCode } from "../errors.js";
import type { Tally } from "../measures/tally.js";
import type { Program } from "./program.js";

export interface Job {
  readonly id: number;
  readonly program: Program;
}

/** Sent once for every job, when the worker touches the job's arrays no more. */
export interface Answer {
  readonly id: number;
  readonly error?: { readonly code: ErrorCode; readonly message: string } | undefined;
  /** What the worker counted of each output, where losses are only counted. */
  readonly tallies?: readonly Tally[];
}
