import type { LossSource } from "./lossSource.js";
import { type Moments, mergeMoments, momentFields, noMoments, readMoments } from "./moments.js";
import { Scratch } from "./scratch.js";
import { spreadBlock } from "./spread.js";
import { lossArray } from "./values.js";

/** The moments of losses in trial order, in blocks of 4096 trials: the bits that a run reports. */
export function lossMoments(losses: LossSource): Moments {
  return Scratch.use((scratch) => {
    const values = lossArray(scratch, losses);
    const out = scratch.allocate(momentFields);
    const fields = scratch.doubles(out, momentFields);
    let moments = noMoments;
    values.forEachBlock((from, length) => {
      for (let start = 0; start < length; start += spreadBlock) {
        scratch.kernel.exports.blockMoments(from + 8 * start, Math.min(spreadBlock, length - start), 0, out);
        moments = mergeMoments(moments, readMoments(fields));
      }
    });
    return moments;
  });
}
