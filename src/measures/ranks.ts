import { math } from "../kernel.js";

/** Where a level falls among n ordered losses. */
export interface LevelRank {
  /** VaR is the loss of this rank; 1 is the least. */
  readonly rank: number;
  /** n * p, an integer where p's decimals make it one. */
  readonly position: number;
}

const epsilon = 2.220446049250313e-16; // 2^-52

/**
 * VaR at p is the loss of rank ceil(n * p). p means its shortest decimal: 0.55 * 100 is 55, though the nearest doubles
 * multiply to 55.00000000000001; so a product within n * 2^-52 of an integer is that integer.
 */
export function rankAtLevel(count: number, p: number): LevelRank {
  const product = count * p;
  const nearest = Math.round(product);
  const isInteger = nearest < count && Math.abs(product - nearest) <= count * epsilon;
  const position = isInteger ? nearest : product;
  return { rank: Math.min(Math.max(Math.ceil(position), 1), count), position };
}

/** The loss of return period T has rank n - floor(n / T): it is exceeded in at most one of T years. */
export function rankAtReturnPeriod(count: number, years: number): number {
  return Math.max(count - Math.floor(count / years), 1);
}

/** Each side of a 95 % interval is wrong at most this often. */
export const sideError = 0.025;

/** The normal quantile at 0.975. */
export const normal975 = 1.959963984540054;

/**
 * Ranks whose losses enclose the p-quantile with probability 95 % at least, whatever the law, for the number B of
 * losses at most the quantile is binomial(n, p) (at least that many where there are atoms): `low` is the largest rank
 * with P(B < low) <= 0.025, 0 if there is none; `high` the least with P(B >= high) <= 0.025, n + 1 if there is none.
 * Exact, by the incomplete beta function, from a start by Cornish & Fisher's expansion. David & Nagaraja, Order
 * Statistics, 3rd ed. (2003), 7.1.
 */
export function intervalRanks(count: number, p: number): { low: number; high: number } {
  const below = (rank: number) => (rank < 1 ? 0 : math.betaIComplement(rank, count - rank + 1, p));
  const atLeast = (rank: number) => (rank > count ? 0 : math.betaI(rank, count - rank + 1, p));
  const center = count * p + ((normal975 * normal975 - 1) * (1 - 2 * p)) / 6 + 0.5;
  const width = normal975 * Math.sqrt(count * p * (1 - p));

  let low = Math.min(Math.max(Math.floor(center - width), 0), count);
  while (below(low) > sideError) low--;
  while (low < count && below(low + 1) <= sideError) low++;

  let high = Math.min(Math.max(Math.ceil(center + width), 1), count + 1);
  while (atLeast(high) > sideError) high++;
  while (high > 1 && atLeast(high - 1) <= sideError) high--;
  return { low, high };
}
