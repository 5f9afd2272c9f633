import type { Component } from "./component.js";
import { countsInTurn, drawCount } from "./counts.js";
import type { Stream } from "./stream.js";

/** Draws of one group. */
export interface Part {
  /** Trials without loss before it, where such trials are skipped and a trial begins here. */
  readonly skipped: number | undefined;
  readonly draws: number;
  readonly endsGroup: boolean;
  readonly endsTrial: boolean;
}

/** A batch is full when it has so many draws, or so many segments that say where they belong. */
const most = 1024;

/**
 * The groups of a chunk's trials in batches. A batch's counts and gaps are drawn before its draws, and a group that is
 * too long for what room is left goes on in the next one, its sum in parts.
 */
export function* batches(component: Component, stream: Stream): Generator<Part[]> {
  let batch: Part[] = [];
  let [draws, segments] = [0, 0];
  for (const group of groupsOf(component, stream)) {
    let { skipped, draws: left } = group;
    do {
      const taken = Math.min(left, most - draws);
      left -= taken;
      const whole = left === 0;
      batch.push({ skipped, draws: taken, endsGroup: whole && group.endsGroup, endsTrial: whole && group.endsTrial });
      draws += taken;
      // Skipped trials are a segment, even none of them; and so are draws whose number had to be drawn.
      segments += (skipped === undefined ? 0 : 1) + (component.counts === undefined ? 0 : 1);
      skipped = undefined;
      if (draws === most || segments >= most) {
        yield batch;
        batch = [];
        [draws, segments] = [0, 0];
      }
    } while (left > 0);
  }
  yield batch;
}

/** The groups of a chunk's trials. A trial without any is a part without draws, and so are skipped trials at the end. */
function* groupsOf({ chunk, groups, counts, gaps }: Component, stream: Stream): Generator<Part> {
  const nextGap = gaps === undefined ? () => undefined : gaps(stream);
  const nextCount = counts === undefined ? () => 1 : countsInTurn(counts, stream);
  for (let left = chunk; left > 0; left--) {
    const gap = nextGap();
    let skipped = gap && Math.min(gap, left);
    left -= skipped ?? 0;
    if (left === 0) {
      yield { skipped, draws: 0, endsGroup: false, endsTrial: false };
      return;
    }
    const count = groups === undefined ? 1 : drawCount(groups, stream);
    if (count === 0) yield { skipped, draws: 0, endsGroup: false, endsTrial: true };
    for (let i = 1; i <= count; i++, skipped = undefined) {
      yield { skipped, draws: nextCount(), endsGroup: true, endsTrial: i === count };
    }
  }
}
