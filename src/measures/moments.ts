import { noSpread, type Spread, stepUp, unscaled } from "./spread.js";

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

/** Whether what blockMoments wrote is of finite losses with a finite sum. */
export function areFinite(fields: Float64Array, start: number): boolean {
  return fields[start + 1]! < Infinity && fields[start + 7]! < Infinity;
}

/**
 * The moments of two stretches of losses, `a` before `b`. Merged block by block in trial order, the result does not
 * depend on who computed which block. Pebay 2008 (doi 10.2172/1028931).
 */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  if (a.exponent < b.exponent) return mergeMoments(rescaled(a, b.exponent), b);
  if (b.exponent < a.exponent) return mergeMoments(a, rescaled(b, a.exponent));
  const count = a.count + b.count;
  const shareA = a.count / count;
  const shareB = b.count / count;
  const delta = b.sum / b.count - a.sum / a.count;
  const between = delta * delta * a.count * shareB;
  return {
    count,
    sum: a.sum + b.sum,
    m2: a.m2 + b.m2 + between,
    m3: a.m3 + b.m3 + delta * between * (shareA - shareB) + 3 * delta * (shareA * b.m2 - shareB * a.m2),
    exponent: a.exponent,
    positive: a.positive + b.positive,
    least: Math.min(a.least, b.least),
    largest: Math.max(a.largest, b.largest),
  };
}

function rescaled(moments: Moments, exponent: number): Moments {
  const { count, sum, m2, m3, positive, least, largest } = moments;
  const steps = exponent - moments.exponent;
  const [one, two, three] = [stepUp(sum, 1, steps), stepUp(m2, 2, steps), stepUp(m3, 3, steps)];
  return { count, sum: one, m2: two, m3: three, exponent, positive, least, largest };
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
