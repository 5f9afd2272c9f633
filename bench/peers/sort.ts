import { type RiskMeasure, rank, tailMean } from "./riskMeasures.js";

/** By Float64Array.prototype.sort, in place. Levels ascend. */
export function bySort(losses: Float64Array, levels: readonly number[]): RiskMeasure[] {
  losses.sort();
  const measures: RiskMeasure[] = [];
  let sum = 0;
  let summed = losses.length;
  for (const level of levels.toReversed()) {
    const k = rank(losses.length, level);
    while (summed > k) sum += losses[--summed]!;
    const valueAtRisk = losses[k - 1]!;
    measures.unshift({ level, var: valueAtRisk, tvar: tailMean(sum, valueAtRisk, losses.length, level) });
  }
  return measures;
}
