import { mergeSpread, noSpread, type Spread, stepUp, unscaled } from "./spread.js";

/** Doubles that the kernel's blockMoments writes for a block of trials: the fields of Moments in this order. */
export const momentFields = 8;

/** What is known of some losses after they have gone by; m3 is the sum of (x - mean)^3, scaled as in Spread. */
export interface Moments extends Spread {
  readonly m3: number;
  readonly positive: number;
  readonly least: number;
  readonly largest: number;
}

export const noMoments: Moments = { ...noSpread, m3: 0, positive: 0, least: Infinity, largest: -Infinity };

/** What blockMoments wrote, from index `start` on. */
export function readMoments(fields: Float64Array, start = 0): Moments {
  return {
    count: fields[start]!,
    sum: fields[start + 1]!,
    m2: fields[start + 2]!,
    m3: fields[start + 3]!,
    exponent: fields[start + 4]!,
    positive: fields[start + 5]!,
    least: fields[start + 6]!,
    largest: fields[start + 7]!,
  };
}

/** The moments of two stretches of losses, `a` before `b`; m3 after Pebay 2008 (doi 10.2172/1028931). */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const merged = mergeSpread(a, b);
  const { count, exponent } = merged;
  const [upA, upB] = [exponent - a.exponent, exponent - b.exponent];
  const [shareA, shareB] = [a.count / count, b.count / count];
  const delta = stepUp(b.sum, 1, upB) / b.count - stepUp(a.sum, 1, upA) / a.count;
  const between = delta * delta * delta * a.count * shareB * (shareA - shareB);
  const within = 3 * delta * (shareA * stepUp(b.m2, 2, upB) - shareB * stepUp(a.m2, 2, upA));
  return {
    ...merged,
    m3: stepUp(a.m3, 3, upA) + stepUp(b.m3, 3, upB) + between + within,
    positive: a.positive + b.positive,
    least: Math.min(a.least, b.least),
    largest: Math.max(a.largest, b.largest),
  };
}

export interface MomentMeasures {
  readonly mean: number;
  /** Of the mean: standardDeviation / sqrt(n). */
  readonly standardError: number;
  /** With divisor n - 1; NaN for a single loss. */
  readonly standardDeviation: number;
  /** m3 / m2^1.5 with divisor n in both; NaN where all losses are equal. */
  readonly skewness: number;
  /** The share of losses above 0. */
  readonly probabilityOfLoss: number;
}

/** The measures of the losses' moments; with an infinite loss the mean and the deviation are infinite. */
export function momentMeasures(moments: Moments): MomentMeasures {
  const { count, sum, m2, m3, exponent, positive, least, largest } = moments;
  const probabilityOfLoss = positive / count;
  const rootCount = Math.sqrt(count);
  if (!(least > -Infinity && largest < Infinity)) {
    const mean = least > -Infinity ? Infinity : largest < Infinity ? -Infinity : NaN;
    return { mean, standardError: Infinity, standardDeviation: Infinity, skewness: NaN, probabilityOfLoss };
  }
  // Equal losses have no spread, though the rounding of their sum may give them one.
  const equal = least === largest;
  const standardDeviation = equal && count > 1 ? 0 : unscaled(Math.sqrt(m2 / (count - 1)), exponent);
  return {
    mean: equal ? least : unscaled(sum / count, exponent),
    standardError: standardDeviation / rootCount,
    standardDeviation,
    skewness: equal ? NaN : m3 / count / ((m2 / count) * Math.sqrt(m2 / count)),
    probabilityOfLoss,
  };
}
