import { blockTrials } from "../kernel.js";
import { orderStatistics } from "../measures/orderStatistics.js";
import type { KeptTail } from "./program.js";
import type { TailPlan } from "./tailPlan.js";
import { TailState } from "./tailState.js";

/** After a phase: raises the threshold to what the losses so far allow, and drops from the pool what is not above. */
export function raiseThreshold(kept: KeptTail, plan: TailPlan, end: number): void {
  const state = new TailState(kept.state);
  const { size, threshold } = state;
  const rank = plan.thresholdRank(Math.min(plan.trials, end * blockTrials));
  // The rank falls on an atom at the threshold, or there are too few losses yet to have one.
  if (rank > size) return;
  const raised = orderStatistics(kept.pool.subarray(0, size), [size - rank + 1])[0]!;
  if (raised > threshold) drop(kept, state, raised, end);
}

function drop({ pool, starts, counts }: KeptTail, state: TailState, threshold: number, end: number): void {
  // In the pool's order, so that nothing is overwritten before it was read.
  const order = Uint32Array.from({ length: end }, (_, block) => block).sort((a, b) => starts[a]! - starts[b]!);
  let to = 0;
  let equal = 0;
  for (const block of order) {
    const from = starts[block]!;
    const past = from + counts[block]!;
    starts[block] = to;
    for (let at = from; at < past; at++) {
      const loss = pool[at]!;
      if (loss > threshold) pool[to++] = loss;
      else if (loss === threshold) equal++;
    }
    counts[block] = to - starts[block]!;
  }
  state.size = to;
  state.raise(threshold, equal);
}
