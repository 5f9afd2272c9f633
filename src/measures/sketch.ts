import { binBits, binFields, digitsFor, type Tally } from "./tally.js";

/** Losses of a sketch that lie close together: between `least` and `largest`, both of which came up. */
export interface Bin {
  readonly count: number;
  /** Losses in the bins below. */
  readonly below: number;
  readonly least: number;
  readonly largest: number;
  /** Bounds of the mean, as sums are of leading digits; apart by 2^-20 of a bin where there are 2^33 trials. */
  readonly meanLow: number;
  readonly meanHigh: number;
}

/** A tally's bins that hold losses, ascending. */
export function binsOf(tally: Tally, trials: number): Bin[] {
  const ulpsPerDigit = Number(1n << BigInt(52 - binBits - digitsFor(trials)));
  const bins: Bin[] = [];
  let below = 0;
  for (const page of [...tally.keys()].sort((a, b) => a - b)) {
    const fields = tally.get(page)!;
    for (let at = 0; at < fields.length; at += binFields) {
      const count = fields[at]!;
      if (count === 0) continue;
      const [sum, least, largest] = [fields[at + 1]!, fields[at + 2]! + 0, 0 - fields[at + 3]!];
      const start = startOf(page, at / binFields);
      // In a bin doubles are evenly spaced, so that a digit is worth the same everywhere.
      const unit = (startOf(page, at / binFields, 1n) - start) * ulpsPerDigit;
      const clamp = (mean: number): number => Math.min(Math.max(mean, least), largest);
      const [meanLow, meanHigh] = [clamp(start + (sum / count) * unit), clamp(start + (sum / count + 1) * unit)];
      bins.push({ count, below, least, largest, meanLow, meanHigh });
      below += count;
    }
  }
  return bins;
}

/** The double whose ordered key (assembly/orderedKey.ts) lies `offset` above the least of a bin. */
function startOf(page: number, bin: number, offset = 0n): number {
  const key = (BigInt(page) << 52n) + (BigInt(bin) << BigInt(52 - binBits)) + offset;
  const sign = 1n << 63n;
  const bits = key >= sign ? key ^ sign : BigInt.asUintN(64, ~key);
  return new Float64Array(BigUint64Array.of(bits).buffer)[0]!;
}
