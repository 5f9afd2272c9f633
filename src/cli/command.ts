import type { Flags, FlagValues } from "./flags.js";

/** What a command is given when it runs. */
export interface Invocation<F extends Flags> {
  /** What is not a flag: as many words as `operands` names, and then one of `actions`, if any. */
  readonly operands: readonly string[];
  readonly flags: FlagValues<F>;
  /**
   * What aborts on Ctrl-C, from the call on. Before it, Ctrl-C ends the process at once, even while a file that is a pipe
   * is waited for.
   */
  readonly interrupt: () => AbortSignal;
}

/** What a command prints, and that it failed though it did what it was asked to. */
export interface Outcome {
  readonly text: string;
  readonly failed: boolean;
}

/**
 * A command: one file in src/cli/commands and one line in its index. `run` imports the library when it is called, so that
 * help and mistaken flags come at once, and returns what goes to standard output, or that and whether it failed.
 */
export interface Command<F extends Flags = Flags> {
  readonly summary: string;
  /** Names of the words that it needs. */
  readonly operands: readonly string[];
  /** Words of which one may follow. */
  readonly actions?: readonly string[];
  readonly flags: F;
  readonly run: (invocation: Invocation<F>) => Promise<string | Outcome>;
}

/** A command whose `run` knows the types of its flags. */
export function command<F extends Flags>(declaration: Command<F>): Command {
  return declaration as unknown as Command;
}
