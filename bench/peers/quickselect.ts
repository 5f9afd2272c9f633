import { type RiskMeasure, rank, tailMean } from "./riskMeasures.js";

/** By quickselect in place, each level inside the tail of the level below it. Levels ascend. */
export function byQuickselect(losses: Float64Array, levels: readonly number[]): RiskMeasure[] {
  const ranks = levels.map((level) => rank(losses.length, level));
  let from = 0;
  for (const k of ranks) {
    select(losses, k - 1, from, losses.length - 1);
    from = k;
  }
  const measures: RiskMeasure[] = [];
  let sum = 0;
  let summed = losses.length;
  for (let i = levels.length - 1; i >= 0; i--) {
    while (summed > ranks[i]!) sum += losses[--summed]!;
    const valueAtRisk = losses[ranks[i]! - 1]!;
    measures.unshift({
      level: levels[i]!,
      var: valueAtRisk,
      tvar: tailMean(sum, valueAtRisk, losses.length, levels[i]!),
    });
  }
  return measures;
}

/** Puts the value of order k at index k of low..high, smaller ones before it, larger ones after (Hoare 1961, doi 10.1145/366622.366647). */
function select(values: Float64Array, k: number, low: number, high: number): void {
  while (low < high) {
    const pivot = medianOfThree(values[low]!, values[(low + high) >>> 1]!, values[high]!);
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i <= j) {
        const value = values[i]!;
        values[i++] = values[j]!;
        values[j--] = value;
      }
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else return;
  }
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
