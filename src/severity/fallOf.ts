const levels = 8;
const mostHalvings = 60;

/**
 * -S'(x) at an x inside (low, high) for a smooth survival function S: Richardson's extrapolation of central differences,
 * at the level where the estimated error is least (Ridders 1982, doi 10.1016/S0141-1195(82)80057-0). The first step is
 * the longest across which neither tail changes by more than a quarter; some ten digits are right where S itself is to
 * the last.
 */
export function fallOf(survival: (x: number) => number, x: number, low: number, high: number): number {
  const here = survival(x);
  if (here === 0) return 0;
  const room = Math.min(x - low, high - x);
  let step = room / 2;
  for (let i = 0; i < mostHalvings; i++, step /= 2) {
    const difference = survival(x - step) - survival(x + step);
    if (!(difference > Math.min(here, 1 - here) / 4)) break;
  }
  let best = 0;
  let least = Infinity;
  let before: number[] = [];
  for (let level = 0; level < levels; level++, step /= 2) {
    // The distance that the arguments have after rounding.
    const [left, right] = [x - step, x + step];
    const row = [(survival(left) - survival(right)) / (right - left)];
    for (let k = 1, power = 4; k <= level; k++, power *= 4) {
      row.push(row[k - 1]! + (row[k - 1]! - before[k - 1]!) / (power - 1));
      const error = Math.max(Math.abs(row[k]! - row[k - 1]!), Math.abs(row[k]! - before[k - 1]!));
      if (error < least) [best, least] = [row[k]!, error];
    }
    before = row;
  }
  return Math.max(0, best);
}
