import type { Losses } from "./lossSource.js";
import { spreadBlock } from "./spread.js";
import type { TailErrors, Variation } from "./variation.js";

/** Of each block the weight of the losses above a threshold, of their excesses, and of the squares of these. */
interface BlockSums {
  readonly unit: number;
  readonly shares: Float64Array;
  readonly excesses: Float64Array;
  readonly squares: Float64Array;
}

/**
 * The variation of weighted means where blocks of 4096 trials are independent randomisations of one experiment, whatever
 * the trials inside one do to each other, as where strata are drawn block by block. The mean is that of a ratio, sum of
 * weight times value over sum of weights, so a block's part in it is its sum less the mean times its weight
 * (Cochran 1977, Sampling Techniques, 3rd ed., 6.4).
 */
export class BlockVariation implements Variation {
  readonly degrees: number;
  readonly #weights: Float64Array;
  readonly #blockWeights: Float64Array;
  readonly #known = new WeakMap<Losses, Map<number, BlockSums>>();

  /** `weights` have mean 1; at least two blocks are needed for an error to be known. */
  constructor(weights: Float64Array) {
    const blocks = Math.ceil(weights.length / spreadBlock);
    this.degrees = blocks - 1;
    this.#weights = weights;
    this.#blockWeights = new Float64Array(blocks);
    for (let i = 0; i < weights.length; i++) this.#blockWeights[Math.floor(i / spreadBlock)]! += weights[i]!;
  }

  tailErrors(losses: Losses, threshold: number, unit: number): TailErrors {
    const { shares, excesses } = this.#sums(losses, threshold, unit);
    return { share: this.#error(shares), excess: this.#error(excesses) };
  }

  gains(losses: Losses, threshold: number, unit: number): TailErrors {
    const { shares, excesses, squares } = this.#sums(losses, threshold, unit);
    const trials = losses.length;
    const mean = (sums: Float64Array): number => sums.reduce((a, b) => a + b, 0) / trials;
    const [share, excess] = [mean(shares), mean(excesses)];
    const plain = { share: share - share * share, excess: mean(squares) - excess * excess };
    const [ofShare, ofExcess] = [this.#error(shares), this.#error(excesses)];
    return { share: plain.share / trials / (ofShare * ofShare), excess: plain.excess / trials / (ofExcess * ofExcess) };
  }

  /** The sums of these losses, kept: a gain is asked for where an error was. */
  #sums(losses: Losses, threshold: number, unit: number): BlockSums {
    const known = this.#known.get(losses) ?? new Map<number, BlockSums>();
    this.#known.set(losses, known);
    const sums = known.get(threshold);
    if (sums?.unit === unit) return sums;
    const made = this.#sum(losses, threshold, unit);
    known.set(threshold, made);
    return made;
  }

  #sum(losses: Losses, threshold: number, unit: number): BlockSums {
    const weights = this.#weights;
    const origin = threshold * unit;
    const shares = new Float64Array(this.#blockWeights.length);
    const excesses = new Float64Array(this.#blockWeights.length);
    const squares = new Float64Array(this.#blockWeights.length);
    for (let b = 0; b < shares.length; b++) {
      const end = Math.min((b + 1) * spreadBlock, losses.length);
      let [share, excess, square] = [0, 0, 0];
      for (let i = b * spreadBlock; i < end; i++) {
        const loss = losses[i]!;
        if (!(loss > threshold)) continue;
        const over = loss * unit - origin;
        share += weights[i]!;
        excess += weights[i]! * over;
        square += weights[i]! * over * over;
      }
      shares[b] = share;
      excesses[b] = excess;
      squares[b] = square;
    }
    return { unit, shares, excesses, squares };
  }

  #error(sums: Float64Array): number {
    const trials = this.#weights.length;
    const mean = sums.reduce((a, b) => a + b, 0) / trials;
    const squares = sums.reduce((total, sum, b) => {
      const off = sum - mean * this.#blockWeights[b]!;
      return total + off * off;
    }, 0);
    return Math.sqrt((squares / this.degrees) * sums.length) / trials;
  }
}
