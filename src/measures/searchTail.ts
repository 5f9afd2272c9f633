import { atomOf, type Collected, isInside } from "./collect.js";
import { keepExcess } from "./excess.js";
import { type Search, selectRanks } from "./selectRanks.js";
import type { Spread } from "./spread.js";
import { region } from "./values.js";

/**
 * Finds the ranks of a collected tail in ascending groups. After each group the tail shrinks to what lies above, still
 * in trial order, so that higher levels cost less and the excess above a value is read off what is left. A rank that
 * the tail does not reach is not reported.
 */
export function searchTail(
  search: Search,
  tail: Collected,
  excessRanks: ReadonlySet<number>,
  foundExcess: (rank: number, excess: Spread) => void,
): void {
  const { scratch } = search;
  const count = tail.atMostLow + tail.kept;
  const reached = tail.window.ranks.filter((rank) => isInside(tail, rank) || atomOf(tail, rank) !== undefined);
  let kept = tail.kept;
  let threshold = tail.window.low;
  for (const group of neighbours(reached, count)) {
    const below = count - kept;
    const values = new Map<number, number>();
    // What was cut off last is the answer for a rank inside it: that rank is not below the one it was cut off at.
    for (const rank of group) if (rank <= below) values.set(rank, threshold);
    selectRanks(
      { ...search, found: (rank, value) => void values.set(rank + below, value) },
      region(scratch, tail.address, kept),
      group.filter((rank) => rank > below).map((rank) => rank - below),
    );
    for (const [rank, value] of values) search.found(rank, value);
    for (const rank of group.filter((rank) => excessRanks.has(rank))) {
      threshold = values.get(rank)!;
      const excess = keepExcess(scratch, tail.address, kept, threshold);
      kept = excess.count;
      foundExcess(rank, excess);
    }
    const highest = values.get(group.at(-1)!)!;
    if (threshold >= highest) continue;
    kept = scratch.kernel.exports.compactAbove(tail.address, kept, highest, tail.address);
    threshold = highest;
  }
}

/** Ascending ranks in groups that are close together, measured by what lies above them. */
function neighbours(ranks: readonly number[], count: number): number[][] {
  const groups: number[][] = [];
  let last = 0;
  for (const rank of ranks) {
    if (groups.length === 0 || rank > last) {
      groups.push([]);
      last = rank + (count - rank) / 8;
    }
    groups.at(-1)!.push(rank);
  }
  return groups;
}
