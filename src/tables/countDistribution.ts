import { math } from "../kernel.js";
import { type CountCell, countCells } from "./countCells.js";
import { countCurve, curveAt, smoothSum } from "./countCurve.js";
import type { ProbabilityCounts } from "./countLaw.js";

/** Below this share of a sum of falling terms, the next ones do not change it. */
const negligible = 1e-18;

/** Counts without a probability, beyond which a lower tail is taken to be over; and before one that has any is found. */
const mostEmpty = 64;
const mostEmptyAbove = 4096;

/**
 * P(N <= n) as a function of integers n >= 0: the sum of the probabilities, cell by cell of the sampler's own cells,
 * those of many counts by their curves. Positive terms from below, so the lower tail has relative accuracy. The cells
 * are made when the function is first called.
 */
export function countDistribution(law: ProbabilityCounts): (n: number) => number {
  let made: { readonly cells: readonly CountCell[]; readonly below: Float64Array } | undefined;
  const { pmf, first, last } = law;

  function make(): NonNullable<typeof made> {
    const cells = countCells(law, false);
    const below = new Float64Array(cells.length + 1);
    below[0] = first > 0 ? lowerTail(pmf, first - 1) : 0;
    for (let i = 0; i < cells.length; i++) below[i + 1] = below[i]! + sumOf(cells[i]!, cells[i]!.width);
    return { cells, below };
  }

  return (n) => {
    if (n >= last) return 1;
    if (n < first) return lowerTail(pmf, n);
    made ??= make();
    const { cells, below } = made;
    let [low, high] = [0, cells.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (cells[middle]!.first > n) high = middle;
      else low = middle + 1;
    }
    if (low === 0) return 0;
    const cell = cells[low - 1]!;
    const part = n - cell.first + 1;
    return Math.min(1, part < cell.width ? below[low - 1]! + sumOf(cell, part) : below[low]!);
  };
}

/** The probability of the first `size` counts of a cell. */
function sumOf({ width, hat, curve }: CountCell, size: number): number {
  return curve === undefined ? hat : hat * smoothSum((n) => math.exp(curveAt(curve, n, width)), 0, size);
}

/** The probability of n and all below it, where the law is in its lower tail: in ever wider stretches downwards. */
export function lowerTail(pmf: (n: number) => number, n: number): number {
  const logPmf = (k: number): number => math.log(pmf(k));
  let [sum, wanted, empty] = [0, 1, 0];
  for (let end = n; end >= 0; ) {
    let width = Math.min(wanted, end + 1);
    let found = width > 1 ? countCurve(logPmf, end - width + 1, width) : undefined;
    while (found === undefined && width > 1) {
      width = Math.floor(width / 2);
      found = width > 1 ? countCurve(logPmf, end - width + 1, width) : undefined;
    }
    const [curve, size] = [found?.coefficients, width];
    const part =
      curve === undefined ? pmf(end) : smoothSum((offset) => math.exp(curveAt(curve, offset, size)), 0, size);
    sum += part;
    // Sums of clusters may leave counts out between others, and 0 may stand far from all.
    if (part <= negligible * sum && ++empty > (sum > 0 ? mostEmpty : mostEmptyAbove)) {
      return end > width ? sum + pmf(0) : sum;
    }
    end -= width;
    wanted = 2 * width;
  }
  return sum;
}
