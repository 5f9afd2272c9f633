import { math } from "../kernel.js";
import type { SeverityPart } from "../tables/part.js";
import { centralMoments, powerLayer } from "../tables/quadrature.js";

/** The probability of an interval under a law, and the law given that X is in it, which exists if mass > 0. */
export interface Restriction {
  readonly mass: number;
  readonly law: () => SeverityLaw;
}

export interface GammaLaw {
  readonly alpha: number;
  readonly theta: number;
}

/**
 * What a family says of one law, its parameters bound. Only the first seven are required; what is left out is derived
 * by quadrature, so a closed form is worth giving where it is faster without being less accurate. `completeLaw` sees to
 * the ends of the support: the functions of x are called inside it only, those of a probability strictly inside (0, 1),
 * and those of k, d and limit with positive, finite values, unless said otherwise.
 */
export interface LawDescription {
  readonly support: readonly [number, number];
  /** E[X^k] is finite iff k is below this. */
  readonly momentsBelow: number;
  /** Of the continuous part; called at both ends of the support too. */
  readonly density: (x: number) => number;
  /** P(X > x), to relative accuracy. */
  readonly survival: (x: number) => number;
  /** P(X <= x), to relative accuracy. */
  readonly cdf: (x: number) => number;
  /** The least x with cdf(x) >= p. */
  readonly quantile: (p: number) => number;
  /** The least x with survival(x) <= s. */
  readonly survivalQuantile: (s: number) => number;
  /** The moments are called where they are finite only. */
  readonly mean?: () => number;
  readonly variance?: () => number;
  readonly skewness?: () => number;
  readonly moment?: (k: number) => number;
  /** E[min(X, d)]; NaN or Infinity where the closed form overflows, and quadrature takes over. */
  readonly limitedMean?: (d: number) => number;
  /** E[min(X, d)^k]; the same. */
  readonly limitedMoment?: (k: number, d: number) => number;
  /** E[min(max(X - attachment, 0), limit)], to relative accuracy; attachment 0 and limit Infinity are possible. */
  readonly layer?: (attachment: number, limit: number) => number;
  readonly parts?: () => SeverityPart[];
  /** How far off a probability may be that the density gives, where it is derived and known no better; default 0. */
  readonly accuracy?: number;
  /** Where the law is a gamma law, which: the plan draws a sum of n of them as one gamma(n * alpha, theta). */
  readonly gamma?: GammaLaw;
  /** Given lower < X <= upper, where the law is not simply one continuous piece. */
  readonly restricted?: (lower: number, upper: number) => Restriction;
}

/** A law whose functions take every number that makes sense: any x, p and s from 0 to 1, k and d >= 0 or Infinity. */
export interface SeverityLaw {
  readonly support: readonly [number, number];
  readonly momentsBelow: number;
  readonly density: (x: number) => number;
  readonly survival: (x: number) => number;
  readonly cdf: (x: number) => number;
  readonly quantile: (p: number) => number;
  readonly survivalQuantile: (s: number) => number;
  readonly mean: () => number;
  readonly variance: () => number;
  readonly skewness: () => number;
  readonly moment: (k: number) => number;
  readonly limitedMean: (d: number) => number;
  readonly limitedMoment: (k: number, d: number) => number;
  readonly layer: (attachment: number, limit: number) => number;
  readonly parts: () => readonly SeverityPart[];
  readonly accuracy: number;
  readonly gamma: GammaLaw | undefined;
  readonly restricted: ((lower: number, upper: number) => Restriction) | undefined;
}

export function completeLaw(given: LawDescription): SeverityLaw {
  const [low, high] = given.support;
  const { momentsBelow } = given;

  const within = (x: number): number => Math.min(high, Math.max(low, x));
  const density = (x: number): number => (x < low || x > high || x === Infinity ? 0 : given.density(x));
  const survival = (x: number): number => (x < low ? 1 : x >= high ? 0 : Math.min(1, given.survival(x)));
  const cdf = (x: number): number => (x < low ? 0 : x >= high ? 1 : Math.min(1, given.cdf(x)));
  const quantile = (p: number): number => (p <= 0 ? low : p >= 1 ? high : within(given.quantile(p)));
  const survivalQuantile = (s: number): number => (s <= 0 ? high : s >= 1 ? low : within(given.survivalQuantile(s)));
  const continuous = { support: given.support, momentsBelow, survival, cdf, quantile, survivalQuantile };

  const mean = once(() => (momentsBelow <= 1 ? Infinity : (given.mean?.() ?? powerLayer(continuous, 1, 0, Infinity))));
  const central = once(() => centralMoments(continuous, mean()));

  function variance(): number {
    // A mean that no double holds leaves nothing to take a variance about.
    if (momentsBelow <= 2 || mean() === Infinity) return Infinity;
    return given.variance?.() ?? central().second;
  }

  function skewness(): number {
    if (momentsBelow <= 3) return momentsBelow <= 2 ? NaN : Infinity;
    if (given.skewness) return given.skewness();
    const { second, third } = central();
    return third / (second * Math.sqrt(second));
  }

  function moment(k: number): number {
    if (k === 0) return 1;
    if (k === 1) return mean();
    if (k >= momentsBelow) return Infinity;
    return given.moment?.(k) ?? powerLayer(continuous, k, 0, Infinity);
  }

  function limitedMean(d: number): number {
    if (d <= low) return d;
    if (d >= high) return mean();
    if (survival(d) === 1) return d;
    const closed = given.limitedMean?.(d) ?? given.layer?.(0, d);
    const sound = closed !== undefined && closed >= 0 && closed < Infinity;
    // A quadrature of next to nothing may end below 0.
    return Math.max(0, Math.min(d, sound ? closed : powerLayer(continuous, 1, 0, d)));
  }

  function limitedMoment(k: number, d: number): number {
    if (k === 0) return 1;
    if (k === 1) return limitedMean(d);
    if (d <= low) return math.pow(d, k);
    if (d >= high) return moment(k);
    const closed = given.limitedMoment?.(k, d);
    return closed !== undefined && closed < Infinity ? closed : powerLayer(continuous, k, 0, d);
  }

  function layer(attachment: number, limit: number): number {
    if (limit === 0 || attachment >= high) return 0;
    if (attachment + limit <= low) return limit;
    if (limit === Infinity && mean() === Infinity) return Infinity;
    // No double between them: the survival function is constant, and formulas may divide by less than they can.
    const above = survival(attachment);
    if (above === 0) return 0;
    if (survival(attachment + limit) === above) return limit * above;
    if (given.layer) return given.layer(attachment, limit);
    if (attachment === 0) return limitedMean(limit);
    if (given.limitedMean) {
      // Where the layer is most of what is below its top, the difference loses two bits at most.
      const top = limitedMean(attachment + limit);
      const difference = top - limitedMean(attachment);
      if (difference > top / 4 && difference < Infinity) return difference;
    }
    return powerLayer(continuous, 1, attachment, limit);
  }

  const parts = once(
    () =>
      given.parts?.() ?? [
        { kind: "continuous" as const, weight: 1, quantile, survivalQuantile, density, accuracy: given.accuracy ?? 0 },
      ],
  );
  return {
    ...{ support: given.support, momentsBelow, density, survival, cdf, quantile, survivalQuantile },
    ...{ mean, variance, skewness, moment, limitedMean, limitedMoment, layer, parts },
    ...{ accuracy: given.accuracy ?? 0, gamma: given.gamma, restricted: given.restricted },
  };
}

/** f with its first result kept. */
function once<T>(f: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => {
    kept ??= { value: f() };
    return kept.value;
  };
}
