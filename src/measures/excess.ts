import type { LossSource } from "./lossSource.js";
import { blockLength, Scratch } from "./scratch.js";
import { mergeSpread, noSpread, type Spread, unscaled } from "./spread.js";
import { lossArray } from "./values.js";

/** Losses above a threshold whose excesses are summed together. */
const excessBlock = 16_384;

/** Doubles that the kernel's blockExcess writes. */
const excessFields = 5;

/**
 * For each threshold t, the spread of the excesses min(x, most) - t of the losses x above t. It is computed in blocks of 16,384
 * of those losses in trial order, hence depends on nothing but their sequence: a run that kept only a tail gives the same
 * bits as one that kept everything.
 */
export function tailExcess(losses: LossSource, thresholds: readonly number[], most: number = Infinity): Spread[] {
  return Scratch.use((scratch) => {
    const values = lossArray(scratch, losses);
    const room = blockLength + excessBlock;
    const out = scratch.allocate(excessFields);
    const parts = thresholds.map((threshold) => ({
      threshold,
      buffer: scratch.allocate(room),
      held: 0,
      excess: noSpread,
    }));
    values.forEachBlock((from, length) => {
      for (const part of parts) {
        const { threshold, buffer, held } = part;
        part.held += scratch.kernel.exports.compactAbove(from, length, threshold, buffer + 8 * held);
        if (most < Infinity) cut(scratch.doubles(buffer + 8 * held, part.held - held), most);
        const whole = part.held - (part.held % excessBlock);
        if (whole === 0) continue;
        part.excess = addExcess(scratch, part.excess, buffer, whole, threshold, out);
        scratch.doubles(buffer, room).copyWithin(0, whole, part.held);
        part.held -= whole;
      }
    });
    return parts.map((part) => addExcess(scratch, part.excess, part.buffer, part.held, part.threshold, out));
  });
}

/**
 * Keeps, in place and in order, those of the values in the scratch that lie above the threshold, and spreads their
 * excesses while they are in the cache; how many are kept is the spread's count.
 */
export function keepExcess(scratch: Scratch, address: number, count: number, threshold: number): Spread {
  return scratch.within(() => {
    const { exports } = scratch.kernel;
    const out = scratch.allocate(excessFields);
    let excess = noSpread;
    let kept = 0;
    for (let start = 0; start < count; start += blockLength) {
      const length = Math.min(blockLength, count - start);
      kept += exports.compactAbove(address + 8 * start, length, threshold, address + 8 * kept);
      const whole = start + length < count ? kept - (kept % excessBlock) : kept;
      excess = addExcess(scratch, excess, address + 8 * excess.count, whole - excess.count, threshold, out);
    }
    return excess;
  });
}

function cut(values: Float64Array, most: number): void {
  for (let i = 0; i < values.length; i++) if (values[i]! > most) values[i] = most;
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
  for (let start = 0; start < count; start += excessBlock) {
    const length = Math.min(excessBlock, count - start);
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
