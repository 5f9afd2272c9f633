import { atomOf, type Collected, capacity, collect, isInside } from "./collect.js";
import { radixSelect } from "./radixSelect.js";
import type { Scratch } from "./scratch.js";
import { region, type Values } from "./values.js";
import { sortedSample, type Window, windowsFor, windowWithin } from "./windows.js";

/** So few values are sorted at once. */
const sortable = 512;

/** What a selection works with, and where its answers go. */
export interface Search {
  readonly scratch: Scratch;
  /** Values that may be held in memory at a time. */
  readonly room: number;
  readonly found: (rank: number, value: number) => void;
}

/**
 * The values of ascending ranks (1 is the least), exact for any data without NaN. A sample gives each rank a window;
 * one pass counts what is below and keeps what is inside; the same is done with what was kept, until so little is left
 * that it is sorted (after Floyd & Rivest 1975, doi 10.1145/360680.360691, but the values are not moved). The counts
 * decide, never the sample: a rank that its window missed is found digit by digit, whatever the data.
 */
export function selectRanks(search: Search, values: Values, ranks: readonly number[]): void {
  if (ranks.length === 0) return;
  if (values.count <= sortable) {
    sortAll(search, values, ranks);
    return;
  }
  const windows = windowsFor(sortedSample(values), values.count, ranks);
  const expected = windows.reduce((sum, window) => sum + window.expected, 0);
  if (expected > values.count / 2 && values.count <= search.room) sortAll(search, values, ranks);
  else searchWindows(search, values, windows);
}

/** Finds ascending ranks of values that lie in a window. */
function searchWithin(search: Search, values: Values, { low, high }: Window, ranks: readonly number[]): void {
  const { scratch, room } = search;
  const window = values.count > sortable && ranks.length > 0 && windowWithin(low, high, values.count, ranks);
  const [found] = window ? collect(scratch, values, [window], room) : [];
  if (found && ranks.every((rank) => isInside(found, rank))) resolve(search, values, [found]);
  else selectRanks(search, values, ranks);
}

/** Finds the ranks of the windows, in as many passes as memory asks for. */
export function searchWindows(search: Search, values: Values, windows: readonly Window[]): void {
  for (const batch of batches(windows, search.room)) {
    search.scratch.within(() => resolve(search, values, collect(search.scratch, values, batch, search.room)));
  }
}

/** Finds the ranks of windows that were collected from these values. */
export function resolve(search: Search, values: Values, collected: readonly Collected[]): void {
  const { scratch, found } = search;
  for (const it of collected) {
    const below = it.atMostLow;
    const inside = it.window.ranks.filter((rank) => isInside(it, rank));
    scratch.within(() =>
      searchWithin(
        { ...search, found: (rank, value) => found(rank + below, value) },
        region(scratch, it.address, it.kept),
        it.window,
        inside.map((rank) => rank - below),
      ),
    );
    const missed = it.window.ranks.filter((rank) => {
      if (isInside(it, rank)) return false;
      const atom = atomOf(it, rank);
      if (atom !== undefined) found(rank, atom);
      return atom === undefined;
    });
    searchDigits(search, values, missed);
  }
}

/**
 * Finds ascending ranks whatever the data: the first and the last digit by digit, and the others in the window between
 * these two, which cannot be missed and holds no more values than there are ranks between.
 */
export function searchDigits(search: Search, values: Values, ranks: readonly number[]): void {
  const [first, last] = [ranks[0], ranks.at(-1)];
  if (first === undefined || last === undefined) return;
  const inner = ranks.slice(1, -1);
  const bounds = { lowIsAtom: true, highIsAtom: true, expected: last - first };
  if (inner.length > 0 && capacity({ low: NaN, high: NaN, ranks: inner, ...bounds }) > search.room) {
    const half = ranks.length >> 1;
    searchDigits(search, values, ranks.slice(0, half));
    searchDigits(search, values, ranks.slice(half));
    return;
  }
  const low = radixSelect(search.scratch, values, first);
  const high = last === first ? low : radixSelect(search.scratch, values, last);
  search.found(first, low);
  search.found(last, high);
  if (inner.length > 0) searchWindows(search, values, [{ low, high, ranks: inner, ...bounds }]);
}

function sortAll(search: Search, values: Values, ranks: readonly number[]): void {
  const sorted = values.copy().sort();
  for (const rank of ranks) search.found(rank, sorted[rank - 1]!);
}

/** Windows that fit into memory together; one that does not fit at all is left to overflow. */
function batches(windows: readonly Window[], room: number): Window[][] {
  const result: Window[][] = [];
  let left = -1;
  for (const window of windows) {
    const needed = Math.min(capacity(window), room);
    if (needed > left) {
      result.push([]);
      left = room;
    }
    result.at(-1)!.push(window);
    left -= needed;
  }
  return result;
}
