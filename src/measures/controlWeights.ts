import type { ControlCells } from "./controlCells.js";

/**
 * Weights under which a sample of a control S has its exact probability in each cell, and its exact mean there. They are
 * control variates: a weighted mean of f is the regression estimate of E f on 1{S > q} and (S - q)+ at every cut q and on
 * S, for those span the functions that are linear in each cell, and the regression falls apart into one for each cell. As
 * weights they serve every measure at once, quantiles too (Hesterberg & Nelson 1998, doi 10.1287/mnsc.44.9.1295; Deville &
 * Sarndal 1992, doi 10.1080/01621459.1992.10475217, for weights by calibration).
 */
export function controlWeights({ control, cells, cellOf, unit }: ControlCells): Float64Array {
  const trials = control.length;
  const base = cells.map(({ count, probability }) => (trials * probability) / count);
  const slope = cells.map(({ shift, used, variance }) => (used > 0 ? (used * shift) / variance : 0));
  const weights = new Float64Array(trials);
  for (let i = 0; i < trials; i++) {
    const k = cellOf[i]!;
    const off = control[i]! * unit - cells[k]!.mean;
    // Where a weight is 0, rounding may leave it below.
    weights[i] = Math.max(0, base[k]! * (1 + slope[k]! * off));
  }
  return weights;
}
