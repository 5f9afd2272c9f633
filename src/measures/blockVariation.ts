import type { Losses } from "./lossSource.js";
import { spreadBlock } from "./spread.js";
import type { TailErrors, Variation } from "./variation.js";

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

  /** `weights` have mean 1; at least two blocks are needed for an error to be known. */
  constructor(weights: Float64Array) {
    const blocks = Math.ceil(weights.length / spreadBlock);
    this.degrees = blocks - 1;
    this.#weights = weights;
    this.#blockWeights = new Float64Array(blocks);
    for (let i = 0; i < weights.length; i++) this.#blockWeights[Math.floor(i / spreadBlock)]! += weights[i]!;
  }

  tailErrors(losses: Losses, threshold: number, unit: number): TailErrors {
    const weights = this.#weights;
    const origin = threshold * unit;
    const shares = new Float64Array(this.#blockWeights.length);
    const excesses = new Float64Array(this.#blockWeights.length);
    for (let b = 0; b < shares.length; b++) {
      const end = Math.min((b + 1) * spreadBlock, losses.length);
      let [share, excess] = [0, 0];
      for (let i = b * spreadBlock; i < end; i++) {
        const loss = losses[i]!;
        if (!(loss > threshold)) continue;
        share += weights[i]!;
        excess += weights[i]! * (loss * unit - origin);
      }
      shares[b] = share;
      excesses[b] = excess;
    }
    return { share: this.#error(shares), excess: this.#error(excesses) };
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
