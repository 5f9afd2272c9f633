import { math } from "../kernel.js";
import { normal975, sideError } from "./ranks.js";
import { type Spread, unscaled } from "./spread.js";

/** An estimate with its 95 % interval; NaN ends where there is none. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** sqrt(a^2 + b^2) for a, b >= 0, without overflow. */
function rootSumOfSquares(a: number, b: number): number {
  const largest = Math.max(a, b);
  if (!(largest > 0 && largest < Infinity)) return largest;
  const [x, y] = [a / largest, b / largest];
  return largest * Math.sqrt(x * x + y * y);
}

/** The standard deviation, divisor count - 1, of `count` values of which all but the excesses are 0. */
function deviationWithZeros(excess: Spread, count: number): number {
  const { sum, m2, exponent } = excess;
  const zeros = count - excess.count;
  const between = excess.count > 0 ? (sum / excess.count) * (sum / count) * zeros : 0;
  return unscaled(Math.sqrt((m2 + between) / (count - 1)), exponent);
}

/**
 * TVaR at the level of `position` = n * p: [sum of the n - k largest + (k - n p) VaR] / (n - n p), k the rank of VaR
 * (Acerbi & Tasche 2002, doi 10.1016/S0378-4266(02)00283-2). The n - k largest are at least VaR and hold every loss
 * above it, so their sum is (n - k) VaR plus the sum of (x - VaR)+, and the whole is VaR + sum of (x - VaR)+ / (n - n p).
 */
export function tvarOf(value: number, excess: Spread, count: number, position: number): number {
  if (!(value > -Infinity && value < Infinity)) return value;
  return value + unscaled(excess.sum / (count - position), excess.exponent);
}

/**
 * TVaR with the interval of Manistre & Hancock 2005 (North American Actuarial Journal 9(2), doi
 * 10.1080/10920277.2005.10596207): the variance is [s^2 + p (TVaR - VaR)^2] / (n (1 - p)), s^2 that of the n - k
 * largest losses. It is laid about the logarithm, as the error is a factor rather than an amount where tails are heavy;
 * about the value itself where that is not above 0. There is none (NaN) with fewer than two losses in the tail.
 */
export function tvarInterval(
  value: number,
  excess: Spread,
  count: number,
  { rank, position }: { rank: number; position: number },
): Interval {
  const tvar = tvarOf(value, excess, count, position);
  const tail = count - rank;
  if (!(tail >= 2 && tvar < Infinity)) return { value: tvar, low: NaN, high: NaN };
  const gap = Math.sqrt(position / count) * (tvar - value);
  const error = rootSumOfSquares(deviationWithZeros(excess, tail), gap) / Math.sqrt(count - position);
  return errorInterval(tvar, error, normal975);
}

function aroundLogarithm(value: number, error: number, quantile: number = normal975): Interval {
  const factor = math.exp((quantile * error) / value);
  return { value, low: value / factor, high: value * factor };
}

function around(value: number, error: number, quantile: number = normal975): Interval {
  return { value, low: value - quantile * error, high: value + quantile * error };
}

/** An estimate above 0 laid about its logarithm, any other about itself; `quantile` is that of its error's law at 0.975. */
export function errorInterval(value: number, error: number, quantile: number): Interval {
  return value > 0 ? aroundLogarithm(value, error, quantile) : around(value, error, quantile);
}

/** An estimate that cannot be below 0, about itself. */
export function positiveInterval(value: number, error: number, quantile: number): Interval {
  const { low, high } = around(value, error, quantile);
  return { value, low: Math.max(low, 0), high };
}

/**
 * The 0.975-quantile of Student's t law: P(|T| > t) is the incomplete beta function at degrees / (degrees + t^2) with
 * degrees / 2 and 1/2 (Abramowitz & Stegun 26.7.1). NaN with no degree of freedom.
 */
export function student975(degrees: number): number {
  if (!(degrees > 0)) return Number.NaN;
  if (!(degrees < 1e9)) return normal975;
  const at = solve((x) => math.betaI(degrees / 2, 0.5, x) <= 2 * sideError);
  return Math.sqrt((degrees * (1 - at)) / at);
}

/** E(S - d)+ from the excesses over d, with a normal interval by its own standard error, cut at 0. */
export function stopLossInterval(excess: Spread, count: number): Interval {
  const value = unscaled(excess.sum / count, excess.exponent);
  return positiveInterval(value, deviationWithZeros(excess, count) / Math.sqrt(count), normal975);
}

/**
 * A standard deviation s of n values by their mean fourth power in units of s: the variance of s^2 is
 * s^4 (fourthPower - (n - 3) / (n - 1)) / n (Cramer 1946, Mathematical Methods of Statistics, 27.4), and half its relative
 * error is that of s. Laid about the logarithm.
 */
export function deviationInterval(value: number, fourthPower: number, count: number): Interval {
  if (!(value > 0)) return { value, low: value, high: value };
  const excess = Math.max(0, fourthPower - (count - 3) / (count - 1));
  return aroundLogarithm(value, (value * Math.sqrt(excess / count)) / 2);
}

/**
 * The probability of an event that came up in `hits` of `count` trials, with the exact interval of Clopper & Pearson
 * 1934 (doi 10.1093/biomet/26.4.404): at its low end so many hits or more come up in 2.5 %, at its high end so few or
 * fewer.
 */
export function probabilityInterval(hits: number, count: number): Interval {
  const low = hits === 0 ? 0 : solve((p) => math.betaI(hits, count - hits + 1, p) <= sideError);
  const high = hits === count ? 1 : solve((p) => math.betaIComplement(hits + 1, count - hits, p) > sideError);
  return { value: hits / count, low, high };
}

/** Where a condition that holds at 0 and fails at 1 stops to hold, to the last bit but one. */
function solve(holds: (p: number) => boolean): number {
  let [low, high] = [0, 1];
  for (;;) {
    const middle = (low + high) / 2;
    // Halving the distance to 0 would take a thousand steps; no count of trials has ends below 2^-60.
    if (!(middle > low && middle < high) || high - low <= 2.220446049250313e-16 * high || high < 8.7e-19) return middle;
    if (holds(middle)) low = middle;
    else high = middle;
  }
}
