import type { LossSource } from "./lossSource.js";
import { Scratch } from "./scratch.js";
import { lossArray } from "./values.js";

/**
 * The mean of ((x - mean) / deviation)^4, 3 of a normal law, by which the standard deviation knows its own error. In
 * trial order, a block at a time, so that it depends on nothing but the losses.
 */
export function meanFourthPower(losses: LossSource, mean: number, deviation: number): number {
  return Scratch.use((scratch) => {
    const values = lossArray(scratch, losses);
    let sum = 0;
    values.forEachBlock((from, length) => {
      const block = scratch.doubles(from, length);
      let part = 0;
      for (let i = 0; i < length; i++) {
        const z = (block[i]! - mean) / deviation;
        part += z * z * (z * z);
      }
      sum += part;
    });
    return sum / values.count;
  });
}
