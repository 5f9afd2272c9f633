import type { AnnualMeasures } from "../measures/annualMeasures.js";
import { LossMeasures } from "../measures/measures.js";
import { SketchMeasures } from "../measures/sketchMeasures.js";
import type { Tally } from "../measures/tally.js";
import { WeightedMeasures } from "../measures/weightedMeasures.js";
import type { Plan } from "../plan/plan.js";
import type { Checkpoint } from "../storage/checkpoint.js";
import { type Output, outputsOf, type Program } from "./program.js";
import { tailOf } from "./tail.js";
import type { TailPlan } from "./tailPlan.js";
import type { TrialOrder } from "./trialOrder.js";
import type { Weighting } from "./weighting.js";

/** What is known of losses before they are looked at. */
export type Law = Pick<Plan, "mean" | "tailIndex" | "bounded">;

/** Trials that were drawn, and read in their order: all of a run, or its first ones. */
export interface Drawn {
  readonly program: Program;
  readonly order: TrialOrder;
  readonly tail: TailPlan | undefined;
  /** Of each output, where losses were only counted. */
  readonly tallies: readonly Tally[];
  readonly checkpoint: Checkpoint | undefined;
  /** Numbers that a measure of losses in a file may hold at a time. */
  readonly room: number;
  /** What trials count for, the same in every output. */
  readonly weighting?: Weighting | undefined;
}

/** The measures of one of the program's outputs. */
export function measuresOf(
  { program, order, tail, tallies, checkpoint, room, weighting }: Drawn,
  output: Output,
  law: Law,
): AnnualMeasures {
  // A law with every moment but no bound can still have a tail like a power at these losses, as a lognormal law of
  // large sigma has: its index counts as unknown and is estimated.
  const tailIndex = law.tailIndex === Infinity && !law.bounded ? Number.NaN : law.tailIndex;
  const { trials } = program;
  const index = outputsOf(program).indexOf(output);
  const moments = order.moments(index);
  const { kept } = output;
  switch (kept.kind) {
    case "losses":
      return weighting === undefined
        ? new LossMeasures(kept.losses, moments, { tailIndex })
        : new WeightedMeasures(kept.losses, moments, { ...weighting, tailIndex });
    case "file":
      return new LossMeasures(checkpoint!.stream(index, trials), moments, { tailIndex, room });
    case "none":
      return new SketchMeasures(tallies[index]!, moments, { trials, tailIndex });
    case "tail": {
      const { losses, floor } = tailOf(kept);
      return new LossMeasures(losses, moments, { tailIndex, trials, floor, leastRank: tail!.needs(trials).leastRank });
    }
  }
}
