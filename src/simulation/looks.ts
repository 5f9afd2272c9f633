import type { Tally } from "../measures/tally.js";
import type { Plan } from "../plan/plan.js";
import { type Drawn, measuresOf } from "./drawn.js";
import type { Warning } from "./execution.js";
import { firstTrials } from "./firstTrials.js";
import { holdsTail } from "./tail.js";
import { lookTrials, type Reached, reachedBy, type Until, untilText } from "./until.js";

/**
 * The looks of a run that stops once it has enough. What is looked at is what a run of so many trials would report, to
 * the same bits, so where it stops is decided by the same things as the losses are.
 */
export class Looks {
  /** After how many trials; the last is the end of the run, whatever is found there. */
  readonly trials: readonly number[];
  readonly #until: Until;
  readonly #plan: Plan;
  readonly #whole: Omit<Drawn, "tallies">;
  #reached: Reached = { value: Number.NaN, relativeError: Infinity };

  constructor(until: Until, plan: Plan, whole: Omit<Drawn, "tallies">) {
    const { trials } = whole.program;
    this.trials = [...lookTrials(trials), trials];
    this.#until = until;
    this.#plan = plan;
    this.#whole = whole;
  }

  /** Whether the first `trials` trials, which were all read, are enough. */
  async enough(trials: number, tallies: readonly Tally[]): Promise<boolean> {
    const { tail, checkpoint } = this.#whole;
    const program = firstTrials(this.#whole.program, trials);
    // A tail that lacks something cannot be measured: the run ends here, and is repeated.
    if (tail !== undefined && !holdsTail(program, tail)) return true;
    if (program.output.kept.kind === "file") await checkpoint!.secure();
    this.#reached = reachedBy(
      this.#until,
      measuresOf({ ...this.#whole, program, tallies }, program.output, this.#plan),
    );
    return this.#met;
  }

  get #met(): boolean {
    return this.#reached.relativeError <= this.#until.relativeError;
  }

  /** Why the run ended after `trials` trials. */
  reasons(trials: number): string[] {
    const most = this.trials.at(-1)!;
    const ended = trials < most ? `stopped after ${trials} of at most ${most} trials` : `all ${most} trials`;
    return [`${ended}: ${untilText(this.#until, this.#reached)}`];
  }

  warnings(trials: number): Warning[] {
    if (this.#met) return [];
    return [{ code: "UNTIL_NOT_MET", message: `after ${trials} trials ${untilText(this.#until, this.#reached)}` }];
  }
}
