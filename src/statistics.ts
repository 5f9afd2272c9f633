/** Rounds in short: their median, and the quartiles that show how far they differ. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export function spread(values: readonly number[]): Spread {
  return { median: quantile(values, 0.5), low: quantile(values, 0.25), high: quantile(values, 0.75) };
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Linear between order statistics. */
function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}

/** Chance that the interval of `medianInterval` misses the median, at most. */
const mostMissed = 0.05;

/**
 * Order statistics between which the median lies, whatever the law: the j-th and the j-th from the end miss it with
 * probability 2 P(Binomial(n, 1/2) < j). Of 7 values these are the least and the largest (missed once in 64); fewer than
 * 6 have none that is good enough, and get the least and the largest too. David & Nagaraja, Order Statistics, section 7.1.
 */
export function medianInterval(values: readonly number[]): { readonly low: number; readonly high: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  let term = 1;
  for (let i = 0; i < n; i++) term /= 2;
  let missed = 2 * term;
  let j = 1;
  while (j < n / 2) {
    term *= (n - j + 1) / j;
    if (missed + 2 * term > mostMissed) break;
    missed += 2 * term;
    j++;
  }
  return { low: sorted[j - 1]!, high: sorted[n - j]! };
}
