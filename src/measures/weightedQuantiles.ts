import { type Losses, pickFrom, pickingCost } from "./lossSource.js";
import { sortedSample } from "./windows.js";

/** More pivots cost more to search than they save in sorting. */
const mostPivots = 2048;

/** Ascending losses of a bucket, and the weight up to each of them, from the least of all on. */
interface Sorted {
  readonly losses: Float64Array;
  readonly through: Float64Array;
}

/**
 * Weighted order statistics, exact. Pivots from a sample cut the losses into buckets, each pivot a bucket of its own, so
 * that an atom needs no sorting; a bucket that a quantile falls into is sorted when it is asked for. Weights are summed in
 * trial order within a bucket, or in order of size, so the bits do not depend on what was asked before.
 */
export class WeightedQuantiles {
  readonly #losses: Losses;
  readonly #weights: Float64Array;
  readonly #pivots: Float64Array;
  /** Bucket of each trial: 2 j lies below pivot j and above the one before, 2 j + 1 is at it. */
  readonly #buckets: Uint16Array;
  /** Trials in each bucket, and the weight of it and of all before. */
  readonly #counts: Float64Array;
  readonly #through: Float64Array;
  readonly #sorted = new Map<number, Sorted>();

  /** `weights` have mean 1. Neither array may change afterwards; losses hold no NaN. */
  constructor(losses: Losses, weights: Float64Array) {
    this.#losses = losses;
    this.#weights = weights;
    this.#pivots = pivotsOf(losses);
    const pivots = this.#pivots;
    const count = 2 * pivots.length + 1;
    this.#buckets = new Uint16Array(losses.length);
    this.#counts = new Float64Array(count);
    this.#through = new Float64Array(count);
    for (let i = 0; i < losses.length; i++) {
      const bucket = bucketOf(pivots, losses[i]!);
      this.#buckets[i] = bucket;
      this.#counts[bucket]!++;
      this.#through[bucket]! += weights[i]!;
    }
    for (let b = 1; b < count; b++) this.#through[b]! += this.#through[b - 1]!;
  }

  /**
   * For each of some weights, the least loss above which there is no more weight than that; the largest loss where all have
   * more. With weights of 1, n - k of them is the loss of rank k.
   */
  lossesBelow(weightsAbove: readonly number[]): number[] {
    const buckets = weightsAbove.map((most) => this.#bucketBelow(most));
    this.#sort(buckets.filter((bucket) => bucket % 2 === 0));
    return weightsAbove.map((most, i) => {
      const bucket = buckets[i]!;
      if (bucket % 2 === 1) return this.#pivots[(bucket - 1) / 2]! + 0;
      const { losses, through } = this.#sorted.get(bucket)!;
      const at = first(losses.length - 1, (j) => this.#weights.length - through[j]! <= most);
      return losses[at]! + 0;
    });
  }

  /** The first bucket that is not empty and beyond which there is no more weight than that, or the last one. */
  #bucketBelow(most: number): number {
    const total = this.#weights.length;
    const last = this.#counts.findLastIndex((count) => count > 0);
    const reached = first(last, (b) => total - this.#through[b]! <= most);
    return this.#counts[reached]! > 0 ? reached : this.#counts.findIndex((count, b) => b > reached && count > 0);
  }

  /** Makes buckets sorted, in one pass over the losses. */
  #sort(buckets: readonly number[]): void {
    const missing = new Map<number, { trials: number[] }>();
    for (const bucket of buckets) if (!this.#sorted.has(bucket)) missing.set(bucket, { trials: [] });
    if (missing.size === 0) return;
    for (let i = 0; i < this.#buckets.length; i++) missing.get(this.#buckets[i]!)?.trials.push(i);
    for (const [bucket, { trials }] of missing) {
      trials.sort((a, b) => this.#losses[a]! - this.#losses[b]! || a - b);
      const through = new Float64Array(trials.length);
      let sum = bucket === 0 ? 0 : this.#through[bucket - 1]!;
      trials.forEach((trial, j) => {
        sum += this.#weights[trial]!;
        through[j] = sum;
      });
      this.#sorted.set(bucket, { losses: Float64Array.from(trials, (trial) => this.#losses[trial]!), through });
    }
  }
}

/** Distinct values of a sorted sample. */
function pivotsOf(losses: Losses): Float64Array {
  const pick = (indices: Float64Array): Float64Array => pickFrom(losses, indices);
  const sample = sortedSample({ count: losses.length, pickCost: pickingCost(losses), pick });
  const stride = Math.max(1, sample.length / mostPivots);
  return sample.filter((value, i) => i % stride === 0 && !(i >= stride && value === sample[i - stride]));
}

function bucketOf(pivots: Float64Array, loss: number): number {
  let [low, high] = [0, pivots.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (pivots[middle]! < loss) low = middle + 1;
    else high = middle;
  }
  return low < pivots.length && pivots[low] === loss ? 2 * low + 1 : 2 * low;
}

/** The first index up to `last` at which a condition holds that holds from there on; `last` where it holds at none. */
function first(last: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, last];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
