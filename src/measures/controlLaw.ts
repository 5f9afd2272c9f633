/**
 * What is known exactly of a control: its probability in each cell between two cuts, the upper one included, and its mean
 * there. The first cell and the last are open, so there is one cell more than cuts.
 */
export interface ControlLaw {
  /** Ascending. */
  readonly cuts: readonly ControlCut[];
  readonly cells: readonly ControlCell[];
}

export interface ControlCut {
  readonly at: number;
  /** How far the probability of more than this may be off. */
  readonly error: number;
}

export interface ControlCell {
  readonly probability: number;
  /** NaN where it is not to be used, as where the cell is one amount or its variance infinite. */
  readonly mean: number;
  /** How far the mean may be off. */
  readonly error: number;
}

/** Trials that a cell has at least; one of fewer joins its neighbour. */
const fewest = 10;

/** The law on larger cells, so that each has its trials; `counts` are those of its cells. */
export function withTrials(law: ControlLaw, counts: ArrayLike<number>): ControlLaw {
  const cuts: ControlCut[] = [];
  const cells: ControlCell[] = [];
  let count = 0;
  law.cells.forEach((cell, k) => {
    cells.push(cells.length > cuts.length ? together(cells.pop()!, cell) : cell);
    count += counts[k]!;
    if (count < fewest || k === law.cuts.length) return;
    cuts.push(law.cuts[k]!);
    count = 0;
  });
  if (count < fewest && cells.length > 1) {
    cuts.pop();
    const last = cells.pop()!;
    cells.push(together(cells.pop()!, last));
  }
  return { cuts, cells };
}

function together(a: ControlCell, b: ControlCell): ControlCell {
  const probability = a.probability + b.probability;
  const mean = (a.probability * a.mean + b.probability * b.mean) / probability;
  return { probability, mean, error: Math.max(a.error, b.error) };
}
