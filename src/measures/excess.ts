import { blockLength, Scratch } from "./scratch.js";
import { mergeSpread, noSpread, type Spread, spreadBlock, unscaled } from "./spread.js";
import { type LossSource, lossArray } from "./values.js";

/** Doubles that the kernel's blockExcess writes. */
const excessFields = 5;

/**
 * For each threshold t, the spread of the excesses x - t of the losses x above t. It is computed in blocks of 4096 of
 * those losses in trial order, hence depends on nothing but their sequence: a run that kept only a tail gives the same
 * bits as one that kept everything.
 */
export function tailExcess(losses: LossSource, thresholds: readonly number[]): Spread[] {
  return Scratch.use((scratch) => {
    const values = lossArray(scratch, losses);
    const room = blockLength + spreadBlock;
    const out = scratch.allocate(excessFields);
    const parts = thresholds.map((threshold) => ({
      threshold,
      buffer: scratch.allocate(room),
      held: 0,
      excess: noSpread,
    }));
    values.forEachBlock((from, length) => {
      for (const part of parts) {
        const { threshold, buffer } = part;
        part.held += scratch.kernel.exports.compactAbove(from, length, threshold, buffer + 8 * part.held);
        const whole = part.held - (part.held % spreadBlock);
        if (whole === 0) continue;
        part.excess = addExcess(scratch, part.excess, buffer, whole, threshold, out);
        scratch.doubles(buffer, room).copyWithin(0, whole, part.held);
        part.held -= whole;
      }
    });
    return parts.map((part) => addExcess(scratch, part.excess, part.buffer, part.held, part.threshold, out));
  });
}

/** The spread of the excesses of `count` values in the scratch, all of them above the threshold. */
export function excessOf(scratch: Scratch, address: number, count: number, threshold: number): Spread {
  return scratch.within(() => addExcess(scratch, noSpread, address, count, threshold, scratch.allocate(excessFields)));
}

function addExcess(
  scratch: Scratch,
  excess: Spread,
  address: number,
  count: number,
  threshold: number,
  out: number,
): Spread {
  const fields = scratch.doubles(out, excessFields);
  for (let start = 0; start < count; start += spreadBlock) {
    const length = Math.min(spreadBlock, count - start);
    scratch.kernel.exports.blockExcess(address + 8 * start, length, threshold, out);
    const block = { count: length, sum: fields[1]!, m2: fields[2]!, exponent: fields[4]! };
    excess = mergeSpread(excess, block);
  }
  return excess;
}

/** The sum of x - t over the losses x above t. */
export function excessSum(excess: Spread): number {
  return unscaled(excess.sum, excess.exponent);
}
