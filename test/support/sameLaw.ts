import { Bins } from "./bins.js";
import type { Finding } from "./finding.js";
import { binomialLimits, chiSquareLimit, zLimit } from "./limits.js";
import { twoSample } from "./twoSample.js";

/**
 * Two independent samples of what should be one law: distance of the distribution functions, chi-square over cells between
 * quantiles of the first, how the largest values of both are divided between them, and the means, where the law has a
 * variance. Samples count as they are: atoms have to agree to the last bit.
 */
export function sameLaw(a: Float64Array, b: Float64Array, cells = 200): Finding[] {
  const [n, m] = [a.length, b.length];
  const ascending = a.slice().sort();
  const edges = [
    ...new Set(Array.from({ length: cells - 1 }, (_, i) => ascending[Math.floor(((i + 1) * n) / cells)]!)),
  ];
  const [inA, inB] = [a, b].map((sample) => {
    const bins = new Bins(edges);
    bins.add(sample);
    return bins.counts;
  });
  let square = 0;
  let used = 0;
  inA!.forEach((count, i) => {
    const both = count + inB![i]!;
    if (both === 0) return;
    used++;
    square += (Math.sqrt(m / n) * count - Math.sqrt(n / m) * inB![i]!) ** 2 / both;
  });
  const found: Finding[] = [{ ...twoSample(ascending, b), statistic: "Kolmogorov-Smirnov, two samples" }];
  if (used > 1) {
    found.push({
      statistic: `chi-square, two samples, ${used} cells`,
      value: square,
      low: 0,
      high: chiSquareLimit(used - 1),
    });
  }
  for (const share of [1e-2, 1e-3, 1e-4]) {
    const edge = ascending[n - 1 - Math.floor(share * n)]!;
    const [above, others] = [countAbove(a, edge), countAbove(b, edge)];
    // Given how many they are together, the first sample's part is hypergeometric, which is no wider than binomial.
    const [low, high] = binomialLimits(above + others, n / (n + m));
    found.push({ statistic: `count above ${edge}`, value: above, low, high });
  }
  found.push(meanFinding(a, b));
  return found;
}

function countAbove(sample: Float64Array, edge: number): number {
  let count = 0;
  for (let i = 0; i < sample.length; i++) if (sample[i]! > edge) count++;
  return count;
}

function meanFinding(a: Float64Array, b: Float64Array): Finding {
  const [[mean, square], [other, otherSquare]] = [errorOfMean(a), errorOfMean(b)];
  const error = Math.sqrt(square + otherSquare);
  return { statistic: "E S", value: error === 0 ? mean - other : (mean - other) / error, low: -zLimit, high: zLimit };
}

function errorOfMean(sample: Float64Array): [mean: number, squaredError: number] {
  const n = sample.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += sample[i]!;
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (sample[i]! - mean) ** 2;
  return [mean, squares / n / n];
}
