import { math } from "../kernel.js";
import { firstWhere } from "./firstWhere.js";
import { completeLaw, type LawDescription } from "./law.js";

/**
 * The law of atoms: values ascending and distinct, with weights > 0 of any sum. Probabilities are sums of weights over
 * their total, so that with integer weights cdf(x) is the double nearest to the fraction, and quantile(cdf(x)) is x.
 */
export function pointsLaw(values: Float64Array, weights: Float64Array): LawDescription {
  const n = values.length;
  // atOrBelow[i] is the weight of the first i values, above[i] that of the others.
  const atOrBelow = new Float64Array(n + 1);
  const above = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) atOrBelow[i + 1] = atOrBelow[i]! + weights[i]!;
  for (let i = n; i > 0; i--) above[i - 1] = above[i]! + weights[i - 1]!;
  const total = atOrBelow[n]!;

  /** How many values are at or below x. */
  const rank = (x: number): number => firstWhere(n, (i) => values[i]! > x);

  /** The weighted mean of f over the values of these ranks. */
  function average(f: (x: number) => number, from = 0, to = n): number {
    let sum = 0;
    let lost = 0;
    for (let i = from; i < to; i++) {
      const term = weights[i]! * f(values[i]!);
      const next = sum + term;
      lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
      sum = next;
    }
    if (Math.abs(sum) < Infinity) return (sum + lost) / total;
    // The products overflow where the average need not.
    let scaled = 0;
    for (let i = from; i < to; i++) {
      const share = weights[i]! / total;
      if (share > 0) scaled += share * f(values[i]!);
    }
    return scaled;
  }

  const mean = (): number => average((x) => x);
  const variance = (): number => {
    const m = mean();
    return average((x) => (x - m) * (x - m));
  };

  return {
    support: [values[0]!, values[n - 1]!],
    momentsBelow: Infinity,
    density: () => 0,
    survival: (x) => above[rank(x)]! / total,
    cdf: (x) => atOrBelow[rank(x)]! / total,
    quantile: (p) => values[firstWhere(n - 1, (i) => atOrBelow[i + 1]! / total >= p)]!,
    survivalQuantile: (s) => values[firstWhere(n - 1, (i) => above[i + 1]! / total <= s)]!,
    mean,
    variance,
    skewness: () => {
      const m = mean();
      const v = variance();
      return average((x) => (x - m) * (x - m) * (x - m)) / (v * Math.sqrt(v));
    },
    moment: (k) => average((x) => math.pow(x, k)),
    limitedMoment: (k, d) => average((x) => math.pow(Math.min(x, d), k)),
    layer: (attachment, limit) => average((x) => Math.min(x - attachment, limit), rank(attachment)),
    parts: () => [{ kind: "points", weight: 1, values, weights: weights.map((w) => w / total) }],
    restricted: (lower, upper) => {
      const from = rank(lower);
      const to = rank(upper);
      const mass = average(() => 1, from, to);
      return { mass, law: () => completeLaw(pointsLaw(values.subarray(from, to), weights.subarray(from, to))) };
    },
  };
}
