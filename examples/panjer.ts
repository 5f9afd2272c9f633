/**
 * The distribution of an annual loss without simulation: Panjer's recursion (1981, doi 10.1017/S0515036100006796) for a
 * negative binomial number of claims whose amounts stand on a grid. Here it is the independent second opinion.
 */
export function panjer(frequency: { r: number; beta: number }, severity: readonly number[], points: number): number[] {
  const { r, beta } = frequency;
  const a = beta / (1 + beta);
  const b = (r - 1) * a;
  const start = (1 - beta * (severity[0]! - 1)) ** -r;
  const aggregate = [start];
  for (let s = 1; s < points; s++) {
    let sum = 0;
    for (let x = 1; x <= Math.min(s, severity.length - 1); x++) {
      sum += (a + (b * x) / s) * severity[x]! * aggregate[s - x]!;
    }
    aggregate.push(sum / (1 - a * severity[0]!));
  }
  return aggregate;
}

/**
 * A claim's payment on the grid 0, step, 2 step, ... up to `limit`, with the mean kept: each point gets the second
 * difference of the limited mean around it. `limitedMean(d)` is E min(payment, d).
 */
export function discretise(limitedMean: (d: number) => number, step: number, limit: number): number[] {
  const last = Math.round(limit / step);
  const at = Array.from({ length: last + 1 }, (_, i) => limitedMean(i * step) / step);
  return at.map((here, i) => {
    if (i === 0) return 1 - at[1]!;
    return i === last ? here - at[i - 1]! : 2 * here - at[i - 1]! - at[i + 1]!;
  });
}

/** VaR (the least loss with cdf >= p) and TVaR of probabilities on a grid; their sum must have reached 1. */
export function measures(aggregate: readonly number[], step: number, p: number): { valueAtRisk: number; tail: number } {
  let cdf = 0;
  let index = 0;
  while (cdf + aggregate[index]! < p - 1e-12) cdf += aggregate[index++]!;
  let above = 0;
  for (let i = index + 1; i < aggregate.length; i++) above += (i - index) * step * aggregate[i]!;
  return { valueAtRisk: index * step, tail: index * step + above / (1 - p) };
}
