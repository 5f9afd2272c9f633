import type { Values } from "./values.js";

/**
 * A range of values that holds certain ranks, by the word of a sample. The range is open at both ends, so that an atom
 * there (many equal values, such as the years without a loss) costs no memory; NaN is no bound. Where the sample shows
 * a bound more than once, the atom itself may be what is looked for, and is counted.
 */
export interface Window {
  readonly low: number;
  readonly high: number;
  readonly lowIsAtom: boolean;
  readonly highIsAtom: boolean;
  readonly ranks: readonly number[];
  /** How many values it will hold, roughly. */
  readonly expected: number;
}

/** Standard deviations between a rank and the ends of its window; one in 370 misses, which costs time alone. */
const margin = 3;

/**
 * A sorted sample whose size makes sampling, one pass and the search inside a window cost about the same: the window's
 * share falls with the root of the sample's size. One value is taken from each of equal strata, at a place in it that
 * varies (multiples of the golden ratio), so that no period in the data lines up with it.
 */
export function sortedSample(values: Pick<Values, "count" | "pickCost" | "pick">): Float64Array {
  const { count, pickCost } = values;
  let size = 128;
  while (size * size * size < (count / pickCost) * (count / pickCost)) size *= 2;
  const stratum = count / size;
  const indices = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const turns = i * 0.6180339887498949;
    indices[i] = Math.floor((i + turns - Math.floor(turns)) * stratum);
  }
  return values.pick(indices).sort();
}

/**
 * A window for ascending ranks among values that lie between two bounds, as if these were spread evenly: true enough
 * where a sample drew the bounds close together. Undefined where it would hold most of the values.
 */
export function windowWithin(low: number, high: number, count: number, ranks: readonly number[]): Window | undefined {
  const slack = margin * Math.sqrt(count / 4) + count / 32;
  const first = Math.max(ranks[0]! - slack, 0);
  const last = Math.min(ranks.at(-1)! + slack, count);
  const width = (high - low) / count;
  if (!(last - first < count / 2 && width > 0 && width < Infinity)) return undefined;
  return {
    low: low + width * first,
    high: last < count ? low + width * last : high,
    lowIsAtom: false,
    highIsAtom: false,
    ranks,
    expected: last - first,
  };
}

/** Where in the sorted sample a rank lies, give or take the margin: from 0-based `low` to `high`, perhaps outside. */
function bracket(size: number, count: number, rank: number): { low: number; high: number } {
  const q = rank / count;
  const center = q * size;
  const width = margin * Math.sqrt(size * q * (1 - q)) + 2;
  return { low: Math.floor(center - width), high: Math.ceil(center + width) };
}

function isTwice(sample: Float64Array, index: number): boolean {
  const value = sample[index];
  return value !== undefined && (value === sample[index - 1] || value === sample[index + 1]);
}

function windowBetween(
  sample: Float64Array,
  count: number,
  low: number,
  high: number,
  ranks: readonly number[],
): Window {
  return {
    low: sample[low] ?? NaN,
    high: sample[high] ?? NaN,
    lowIsAtom: isTwice(sample, low),
    highIsAtom: isTwice(sample, high),
    ranks,
    expected: (count * (Math.min(high, sample.length) - Math.max(low, 0))) / sample.length,
  };
}

/** Windows for ascending ranks; those that would overlap are one. */
export function windowsFor(sample: Float64Array, count: number, ranks: readonly number[]): Window[] {
  const windows: Window[] = [];
  let pending: { low: number; high: number; ranks: number[] } | undefined;
  const close = () => {
    if (pending) windows.push(windowBetween(sample, count, pending.low, pending.high, pending.ranks));
  };
  for (const rank of ranks) {
    const { low, high } = bracket(sample.length, count, rank);
    if (pending && low <= pending.high) {
      pending.high = Math.max(pending.high, high);
      pending.ranks.push(rank);
    } else {
      close();
      pending = { low, high, ranks: [rank] };
    }
  }
  close();
  return windows;
}

/** The window of all that lies above the lowest of ascending ranks; with no ranks, of next to nothing. */
export function windowAbove(sample: Float64Array, count: number, ranks: readonly number[]): Window {
  const low = ranks.length > 0 ? bracket(sample.length, count, ranks[0]!).low : sample.length - 1;
  return windowBetween(sample, count, low, sample.length, ranks);
}

/** The window that holds all values. */
export function everything(count: number, ranks: readonly number[]): Window {
  return { low: NaN, high: NaN, lowIsAtom: false, highIsAtom: false, ranks, expected: count };
}
