import { type LossSource, lossPieces } from "../measures/lossSource.js";
import { type KeptTail, outputsOf, type Program } from "./program.js";
import type { TailPlan } from "./tailPlan.js";
import { TailState } from "./tailState.js";

/** What a finished run kept of its largest losses. */
export interface Tail {
  /** In trial order. */
  readonly losses: LossSource;
  /** What is known of the losses next below those: how many are equal to what. */
  readonly floor: { readonly value: number; readonly count: number };
}

/** Whether every tail of a program has what is needed of it. */
export function holdsTail(program: Program, tail: TailPlan): boolean {
  const { needed } = tail.needs(program.trials);
  return outputsOf(program).every(({ kept }) => {
    if (kept.kind !== "tail") return true;
    const { size, equal } = new TailState(kept.state);
    return size <= kept.pool.length && size + equal >= needed;
  });
}

export function tailOf({ pool, starts, counts, state }: KeptTail): Tail {
  const { size, equal, threshold } = new TailState(state);
  return { losses: lossPieces(pool.subarray(0, size), starts, counts), floor: { value: threshold, count: equal } };
}
