import type { ControlCells, SampledCell } from "./controlCells.js";
import type { Losses } from "./lossSource.js";
import type { TailErrors, Variation } from "./variation.js";

/** Sums over the trials of one cell of a function f, its square, and its product with the control less the cell's mean. */
interface Sums {
  readonly one: Float64Array;
  readonly two: Float64Array;
  readonly cross: Float64Array;
}

/**
 * The variation of means under controlWeights: what is left of f's variance in each cell once its regression on the
 * control is taken out. Cells add up as strata do, because the weights hold each at its probability. How far the control's
 * law may be off counts as a standard error of its own.
 */
export class ControlVariation implements Variation {
  readonly degrees: number;
  readonly #cells: ControlCells;

  constructor(cells: ControlCells) {
    this.#cells = cells;
    this.degrees = Math.max(1, cells.control.length - 2 * cells.cells.length);
  }

  tailErrors(losses: Losses, threshold: number, unit: number): TailErrors {
    const { share, excess } = this.#sums(losses, threshold, unit);
    return { share: Math.sqrt(this.#left(share)), excess: Math.sqrt(this.#left(excess)) };
  }

  gains(losses: Losses, threshold: number, unit: number): TailErrors {
    const { share, excess } = this.#sums(losses, threshold, unit);
    return {
      share: this.#plain(share) / this.#left(share),
      excess: this.#plain(excess) / this.#left(excess),
    };
  }

  #sums(losses: Losses, threshold: number, unit: number): { share: Sums; excess: Sums } {
    const { control, cells, cellOf, unit: controlUnit } = this.#cells;
    const [share, excess] = [sumsOf(cells.length), sumsOf(cells.length)];
    const means = Float64Array.from(cells, ({ mean }) => mean);
    const origin = threshold * unit;
    for (let i = 0; i < losses.length; i++) {
      const loss = losses[i]!;
      if (!(loss > threshold)) continue;
      const k = cellOf[i]!;
      const off = control[i]! * controlUnit - means[k]!;
      const over = loss * unit - origin;
      share.one[k]!++;
      share.cross[k]! += off;
      excess.one[k]! += over;
      excess.two[k]! += over * over;
      excess.cross[k]! += over * off;
    }
    share.two.set(share.one);
    return { share, excess };
  }

  #left({ one, two, cross }: Sums): number {
    const { cells, cuts } = this.#cells;
    let [left, off] = [0, 0];
    cells.forEach((cell, k) => {
      const { count, probability, variance, shift, used, error } = cell;
      const mean = one[k]! / count;
      const slope = used > 0 ? cross[k]! / count / variance : 0;
      const explained = used * (2 - used) * slope * slope * variance;
      const residual = Math.max(0, two[k]! / count - mean * mean - explained);
      // Of a regression line's value away from the mean of what it was drawn through.
      const away = used > 0 ? (used * used * shift * shift) / variance : 0;
      left += (probability * probability * residual * (1 + away)) / freedom(cell);
      off += probability * used * Math.abs(slope) * error;
      if (k > 0) off += cuts[k - 1]!.error * Math.abs(mean - one[k - 1]! / cells[k - 1]!.count);
    });
    return left + off * off;
  }

  /** Of the mean of independent trials. */
  #plain({ one, two }: Sums): number {
    const { cells, control } = this.#cells;
    const mean = (sums: Float64Array): number =>
      cells.reduce((sum, { count, probability }, k) => sum + (probability * sums[k]!) / count, 0);
    const first = mean(one);
    return Math.max(0, mean(two) - first * first) / control.length;
  }
}

function sumsOf(cells: number): Sums {
  return { one: new Float64Array(cells), two: new Float64Array(cells), cross: new Float64Array(cells) };
}

function freedom({ count, used }: SampledCell): number {
  return Math.max(1, count - (used > 0 ? 2 : 1));
}
