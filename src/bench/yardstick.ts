import type { Quantity, Surroundings } from "./measurement.js";
import { processorTime } from "./measurement.js";

const words = 1_000_000;
const seed = 0x9e3779b9;
/** Keeps the loop's result alive, so that no compiler leaves the loop out. */
let last = seed;

/**
 * A loop of plain JavaScript that no version of the library changes: what it takes longer in a later report is the
 * machine's doing. The words are those of xorshift (Marsaglia 2003, doi 10.18637/jss.v008.i14).
 */
export function yardstick(surroundings: Surroundings): Quantity {
  return {
    series: "plain JavaScript",
    at: 0,
    label: "a fixed loop of plain JavaScript",
    unit: "ns per step",
    warmUps: 5,
    sample: processorTime(words, surroundings, () => {
      let word = last | 1;
      for (let i = 0; i < words; i++) {
        word ^= word << 13;
        word ^= word >>> 17;
        word ^= word << 5;
      }
      last = word;
    }),
  };
}
