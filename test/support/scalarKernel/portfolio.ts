import { createHash } from "node:crypto";
import type { Plan } from "../../../dist/plan/plan.js";
import { drawChunk, type Trial } from "./chunk.js";
import { readComponent } from "./component.js";
import type { Largest } from "./largest.js";
import { Stream, streamKey } from "./stream.js";

/** `weight`: what a trial counts for, where strata of largest claims are drawn. */
export type Trials = Readonly<Record<keyof Trial | "weight", Float64Array>>;

const blockTrials = 4096;

/**
 * What a simulation draws, said as plainly as possible: the plan's tables, read and drawn from one number at a time,
 * in one thread. The kernel and the threads must give the same numbers bit for bit.
 */
export function scalarTrials(plan: Plan, trials: number, seed: bigint): Trials {
  const zeros = (): Float64Array => new Float64Array(trials);
  const [loss, groundUp, claimCount, largestClaim] = [zeros(), zeros(), zeros(), zeros()];
  const weight = zeros().fill(1);
  for (const planned of plan.components) {
    const component = readComponent(plan.table(planned));
    const key = streamKey(seed, planned.name);
    const largestKey = streamKey(seed, planned.name, "largest");
    const largest: Largest[] = [];
    for (let block = 0; component.largest && block * blockTrials < trials; block++) {
      largest.push(...component.largest(new Stream(largestKey, block)));
    }
    for (const [i, each] of largest.slice(0, trials).entries()) weight[i]! *= each.weight;
    // A chunk has a stream of its own and is drawn whole, also where the trials end inside.
    for (let first = 0; first < trials; first += component.chunk) {
      const drawn = drawChunk(component, new Stream(key, first / component.chunk), largest.slice(first));
      for (const [i, trial] of drawn.slice(0, trials - first).entries()) {
        loss[first + i]! += trial.loss;
        groundUp[first + i]! += trial.groundUp;
        claimCount[first + i]! += trial.claimCount;
        largestClaim[first + i] = Math.max(largestClaim[first + i]!, trial.largestClaim);
      }
    }
  }
  return { loss, groundUp, claimCount, largestClaim, weight };
}

/** SHA-256 of losses as little-endian doubles. */
export function scalarHash(losses: Float64Array): string {
  const bytes = new DataView(new ArrayBuffer(8 * losses.length));
  for (const [i, loss] of losses.entries()) bytes.setFloat64(8 * i, loss, true);
  return createHash("sha256").update(bytes).digest("hex");
}
