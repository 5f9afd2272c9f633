import { batches } from "./batches.js";
import type { Component } from "./component.js";
import { drawCount } from "./counts.js";
import type { Largest } from "./largest.js";
import type { Stream } from "./stream.js";
import { sumOf } from "./sumOf.js";
import type { Terms } from "./terms.js";

/** A trial's loss, and what it shows beside where a draw is a ground-up claim: assembly/outputs.ts. */
export interface Trial {
  readonly loss: number;
  readonly groundUp: number;
  readonly claimCount: number;
  readonly largestClaim: number;
}

const empty: Trial = { loss: 0, groundUp: 0, claimCount: 0, largestClaim: 0 };
const unchanged: Terms = (amount) => amount;

/** The trials of a chunk; `largest` has the largest claim of each where that was drawn first. */
export function drawChunk(component: Component, stream: Stream, largest: readonly Largest[] = []): Trial[] {
  const { chunk, counts, counted, draw, gaps } = component;
  const { drawTerms = unchanged, groupTerms = unchanged, trialTerms = unchanged } = component;
  if (counts === undefined && gaps === undefined) {
    return draw(stream, chunk).map((sum) => ({ ...empty, loss: drawTerms(sum) }));
  }
  const trials: Trial[] = [];
  let [group, trial] = [empty, empty];
  for (const batch of batches(component, stream)) {
    const count = batch.reduce((sum, part) => sum + part.draws, 0);
    const claims = draw(stream, count);
    const payments = claims.map(drawTerms);
    let from = 0;
    for (const { skipped = 0, draws, endsGroup, endsTrial } of batch) {
      for (let i = 0; i < skipped; i++) trials.push(empty);
      const paid = payments.slice(from, from + draws);
      group = {
        loss: group.loss + sumBelow(largest[trials.length], paid, stream),
        groundUp: group.groundUp + sumOf(claims.slice(from, from + draws)),
        claimCount: group.claimCount + draws,
        largestClaim: Math.max(group.largestClaim, ...paid),
      };
      from += draws;
      if (endsGroup) {
        const countedLoss = counted === undefined ? 0 : counted.amount * drawCount(counted.counts, stream);
        trial = {
          loss: trial.loss + groupTerms(group.loss + countedLoss + (largest[trials.length]?.claim ?? 0)),
          groundUp: trial.groundUp + group.groundUp,
          claimCount: trial.claimCount + group.claimCount,
          largestClaim: Math.max(trial.largestClaim, group.largestClaim),
        };
        group = empty;
      }
      if (endsTrial) {
        trials.push({ ...trial, loss: trialTerms(trial.loss) });
        trial = empty;
      }
    }
  }
  return trials;
}

/** What payments add beside the largest: those below it, and of those that are equal the ones that come later. */
function sumBelow(largest: Largest | undefined, paid: readonly number[], stream: Stream): number {
  if (largest === undefined) return sumOf(paid);
  const { claim, later } = largest;
  const below = sumOf(paid.map((payment) => (payment < claim ? payment : 0)));
  if (!(later > 0)) return below;
  const ties = paid.filter((payment) => payment === claim && stream.uniform() < later);
  return below + ties.reduce((sum, payment) => sum + payment, 0);
}
