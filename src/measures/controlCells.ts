import { type ControlCell, type ControlCut, type ControlLaw, withTrials } from "./controlLaw.js";
import type { Losses } from "./lossSource.js";
import { exponentFor, scaled, spreadBlock } from "./spread.js";

/** Of the sampling error of a cell's mean: how far the exact one may be off and still be of use. */
const tolerated = 0.1;

/** What a sample of a control has in one cell, in its own amounts times `unit`. */
export interface SampledCell {
  readonly count: number;
  readonly probability: number;
  readonly mean: number;
  /** With divisor `count`. */
  readonly variance: number;
  /** How far the exact mean lies above the sample's. */
  readonly shift: number;
  /** The share of the shift that is made up for, up to 1: as much as leaves no weight below 0. */
  readonly used: number;
  /** How far the exact mean may be off. */
  readonly error: number;
}

/** Trials sorted into the cells of a control's exact law. */
export class ControlCells {
  readonly control: Losses;
  readonly cells: readonly SampledCell[];
  /** Between them. */
  readonly cuts: readonly ControlCut[];
  /** The cell of each trial. */
  readonly cellOf: Uint8Array;
  /** Keeps squares of amounts in the range of doubles. */
  readonly unit: number;

  /** `control`: its amount in each trial; it must not change afterwards. At most 256 cells. */
  constructor(control: Losses, given: ControlLaw) {
    this.control = control;
    this.cellOf = new Uint8Array(control.length);
    const law = withTrials(given, this.#place(given.cuts));
    if (law.cuts.length < given.cuts.length) this.#place(law.cuts);
    let size = 0;
    for (let i = 0; i < control.length; i++) size = Math.max(size, Math.abs(control[i]!));
    this.unit = scaled(1, exponentFor(size));
    this.cuts = law.cuts;
    this.cells = this.#sample(law);
  }

  #place(cuts: readonly ControlCut[]): Float64Array {
    const counts = new Float64Array(cuts.length + 1);
    const sorted = Float64Array.from(cuts, ({ at }) => at);
    for (let i = 0; i < this.control.length; i++) {
      const amount = this.control[i]!;
      let [low, high] = [0, sorted.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (sorted[middle]! < amount) low = middle + 1;
        else high = middle;
      }
      this.cellOf[i] = low;
      counts[low]!++;
    }
    return counts;
  }

  #sample({ cells }: ControlLaw): SampledCell[] {
    const { control, cellOf, unit } = this;
    const [counts, sums] = [new Float64Array(cells.length), new Float64Array(cells.length)];
    const least = new Float64Array(cells.length).fill(Infinity);
    const largest = new Float64Array(cells.length).fill(-Infinity);
    eachBlock(control.length, (start, end) => {
      const block = new Float64Array(cells.length);
      for (let i = start; i < end; i++) {
        const [k, amount] = [cellOf[i]!, control[i]! * unit];
        counts[k]!++;
        block[k]! += amount;
        if (amount < least[k]!) least[k] = amount;
        if (amount > largest[k]!) largest[k] = amount;
      }
      for (let k = 0; k < block.length; k++) sums[k]! += block[k]!;
    });
    const means = sums.map((sum, k) => sum / counts[k]!);
    const squares = new Float64Array(cells.length);
    eachBlock(control.length, (start, end) => {
      const block = new Float64Array(cells.length);
      for (let i = start; i < end; i++) {
        const k = cellOf[i]!;
        const off = control[i]! * unit - means[k]!;
        block[k]! += off * off;
      }
      for (let k = 0; k < block.length; k++) squares[k]! += block[k]!;
    });
    return cells.map((cell, k) => {
      const [count, mean] = [counts[k]!, means[k]!];
      const variance = least[k] === largest[k] ? 0 : squares[k]! / count;
      const shift = usable(cell, unit, variance / count) ? cell.mean * unit - mean : 0;
      // 1 + used shift (amount - mean) / variance is a trial's weight in its cell.
      const lowest = Math.max(shift * (mean - least[k]!), shift * (mean - largest[k]!)) / variance;
      const used = shift === 0 ? 0 : lowest > 1 ? 1 / lowest : 1;
      const error = used > 0 ? cell.error * unit : 0;
      return { count, probability: cell.probability, mean, variance, shift, used, error };
    });
  }
}

function usable({ mean, error }: ControlCell, unit: number, variance: number): boolean {
  return !Number.isNaN(mean) && variance > 0 && error * unit <= tolerated * Math.sqrt(variance);
}

function eachBlock(count: number, step: (start: number, end: number) => void): void {
  for (let start = 0; start < count; start += spreadBlock) step(start, Math.min(start + spreadBlock, count));
}
