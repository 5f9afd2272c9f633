import { ActuarialError } from "../errors.js";
import { blockTrials } from "../kernel.js";
import { orderStatistics } from "../measures/orderStatistics.js";
import type { KeptTail } from "./program.js";
import type { TailPlan } from "./tailPlan.js";
import { TailState } from "./tailState.js";

/** After a phase, whose blocks end at `end`: sums up what it kept, and closes the gaps that a lost thread left in the pool. */
export function endPhase(kept: KeptTail, end: number): void {
  const state = new TailState(kept.state);
  let size = 0;
  let equal = 0;
  for (let block = 0; block < end; block++) {
    const count = kept.counts[block]!;
    if (count < 0) throw new ActuarialError("ERR_WORKER_LOST", `the tail of block ${block} is missing`);
    size += count;
    equal += kept.equals[block]!;
  }
  state.equal = equal;
  if (size < state.size) drop(kept, state, state.threshold, end);
}

/** Between phases: raises the threshold to what the losses so far allow, and drops from the pool what is not above. */
export function raiseThreshold(kept: KeptTail, plan: TailPlan, end: number): void {
  const state = new TailState(kept.state);
  const { size, threshold } = state;
  const rank = plan.thresholdRank(Math.min(plan.trials, end * blockTrials));
  // The rank falls on an atom at the threshold, or there are too few losses yet to have one.
  if (rank > size) return;
  const raised = orderStatistics(kept.pool.subarray(0, size), [size - rank + 1])[0]!;
  if (raised > threshold) state.raise(raised, drop(kept, state, raised, end));
}

/** Moves together the losses of the pool that are above a threshold; how many are equal to it, the dropped ones among them. */
function drop({ pool, starts, counts, equals }: KeptTail, state: TailState, threshold: number, end: number): number {
  // In the pool's order, so that nothing is overwritten before it was read.
  const order = Uint32Array.from({ length: end }, (_, block) => block).sort((a, b) => starts[a]! - starts[b]!);
  let to = 0;
  let equal = 0;
  for (const block of order) {
    const from = starts[block]!;
    const past = from + counts[block]!;
    starts[block] = to;
    // Those equal to a lower threshold lie below this one.
    if (threshold > state.threshold) equals[block] = 0;
    for (let at = from; at < past; at++) {
      const loss = pool[at]!;
      if (loss > threshold) pool[to++] = loss;
      else if (loss === threshold) equals[block]!++;
    }
    counts[block] = to - starts[block]!;
    equal += equals[block]!;
  }
  state.size = to;
  return equal;
}
