import { math } from "../kernel.js";
import { logDefect, logGammaKernel } from "../severity/logGammaRatio.js";
import { type CountLaw, countKind, type ParametricCounts } from "../tables/countLaw.js";
import type { Density } from "../tables/panels.js";

/**
 * The density of a sum of N gamma(alpha, 1) claims where there is one, N of a parametric law:
 * f(x) = sum over n of P(N = n) x^(n alpha - 1) e^-x / Gamma(n alpha) (for Poisson counts a Tweedie law; Dunn & Smyth
 * 2005, doi 10.1007/s11222-005-4070-y). It integrates to P(N > 0).
 *
 * The terms are summed around the largest one, at a reference claim; near it each is that of the reference times
 * a power of one number, so the sum is a polynomial. Where the terms form a bell of many counts, every k-th of them is
 * taken k times: a sum of such a function and its integral agree beyond double precision once the steps are a third of
 * its standard deviation (Trefethen & Weideman 2014, doi 10.1137/130932132).
 */
export function sumDensity(law: ParametricCounts, alpha: number): (x: number) => number {
  const logCounts = new Map<number, number>();
  const logCount = (n: number): number => {
    let value = logCounts.get(n);
    if (value === undefined) {
      value = math.logPmf(countKind[law.kind], law.a, law.b, n);
      logCounts.set(n, value);
    }
    return value;
  };
  let reference: Reference | undefined;
  return (x) => {
    if (!(x > 0)) return 0;
    if (reference === undefined || !(x >= reference.from && x <= reference.to)) {
      reference = makeReference(logCount, alpha, x, reference?.mode ?? 1);
    }
    return sumAt(reference, alpha, x);
  };
}

export function isParametric(law: CountLaw): law is ParametricCounts {
  return law.kind in countKind;
}

/** The law of a sum of N > 0 gamma(alpha, scale) claims, as panels are made of it. */
export function sumLaw(counts: ParametricCounts, alpha: number, scale: number): Density {
  const density = sumDensity(counts, alpha);
  const some = -math.expm1(math.logPmf(countKind[counts.kind], counts.a, counts.b, 0));
  const middle = (meanCount(counts) / some) * alpha;
  const beyond = (x: number): boolean => !(x * density(x) > some * Math.min(1, alpha) * negligible);
  let [low, high] = [middle, middle];
  for (let factor = 0.99; low > 1e-300 && !beyond(low); factor *= factor) low *= factor;
  for (let factor = 1.01; !beyond(high); factor *= 1.1) high *= factor;
  return {
    density: (x) => density(x / scale) / (some * scale),
    support: [0, Infinity],
    middle: middle * scale,
    ends: [low * scale, high * scale],
  };
}

export function meanCount({ kind, a, b }: ParametricCounts): number {
  return kind === "poisson" ? a : a * b;
}

/** 2^-72: the density of the logarithm where what lies beyond is less than 2^-68. It is a power of x of at least alpha. */
const negligible = 2.1e-22;

interface Reference {
  /** The claim of which the terms are, and the claims for which they are enough. */
  readonly x: number;
  readonly from: number;
  readonly to: number;
  /** The count of the largest term. */
  readonly mode: number;
  readonly first: number;
  readonly step: number;
  /** P(N = n) times the density of x from the first count on, by steps. */
  readonly terms: Float64Array;
}

/** Terms below exp(-50) of the largest are left out; the standard deviations by which the bell may move meanwhile. */
const left = 50;
const moves = 3;
const stepsInDeviation = 3;

function makeReference(logCount: (n: number) => number, alpha: number, x: number, near: number): Reference {
  const term = (n: number): number => (n < 1 ? -Infinity : logCount(n) + logGammaKernel(n * alpha, x));
  const mode = largest(term, near);
  const top = term(mode);
  const far = Math.max(1, Math.floor(Math.sqrt(mode) / 2));
  const curvature = (2 * top - term(mode + far) - term(mode - far)) / (far * far);
  const deviation = curvature < Infinity ? 1 / Math.sqrt(curvature) : 1;
  // Next to the least or the largest count there is no bell: every count is taken.
  const bell = mode > 14 * deviation && term(mode + Math.ceil(14 * deviation)) > -Infinity;
  const step = bell ? Math.max(1, Math.floor(deviation / stepsInDeviation)) : 1;
  const room = Math.ceil((moves * deviation) / step);
  const below: number[] = [];
  for (let n = mode - step, more = room; n >= 1 && more > 0; n -= step) {
    const value = term(n);
    below.push(value);
    if (!(value > top - left)) more--;
  }
  const above: number[] = [];
  for (let n = mode, more = room; more > 0; n += step) {
    const value = term(n);
    above.push(value);
    if (value === -Infinity) break;
    if (!(value > top - left)) more--;
  }
  const first = mode - step * below.length;
  const whole = first === 1 && step === 1;
  const reach = Math.min(0.5, (moves * deviation) / mode);
  return {
    ...{ x, from: whole ? x / 1e6 : x * (1 - reach), to: x * (1 + reach) },
    ...{ mode, first, step },
    terms: Float64Array.from([...below.reverse(), ...above], (value) => (step * math.exp(value)) / x),
  };
}

/** The count at which a log-concave function is largest, sought from a count near it. */
function largest(term: (n: number) => number, near: number): number {
  let [n, step] = [near, 1];
  let here = term(n);
  // Ever longer steps uphill, then ever shorter ones.
  for (let direction = term(n + 1) > here ? 1 : -1, growing = true; ; ) {
    const next = Math.max(1, n + direction * step);
    const there = next === n ? -Infinity : term(next);
    if (there > here) {
      [n, here] = [next, there];
      if (growing) step *= 2;
      continue;
    }
    growing = false;
    if (step === 1 && term(n + 1) <= here && (n === 1 || term(n - 1) <= here)) return n;
    direction = term(n + 1) > here ? 1 : -1;
    step = Math.max(1, Math.floor(step / 2));
  }
}

function sumAt({ x: from, first, step, terms }: Reference, alpha: number, x: number): number {
  const d = (x - from) / from;
  const log = d > -0.5 ? math.log1p(d) : math.log(x / from);
  const ratio = math.exp(step * alpha * log);
  /** log of x^(shape - 1) e^-x, less that of the reference. */
  const power = (shape: number): number =>
    Math.abs(d) < 0.2 ? (shape - 1 - from) * d - (shape - 1) * logDefect(d) : (shape - 1) * log - (x - from);
  let sum = 0;
  if (ratio <= 1) {
    for (let j = terms.length - 1; j >= 0; j--) sum = sum * ratio + terms[j]!;
    return sum * math.exp(power(first * alpha));
  }
  const inverse = 1 / ratio;
  for (let j = 0; j < terms.length; j++) sum = sum * inverse + terms[j]!;
  return sum * math.exp(power((first + step * (terms.length - 1)) * alpha));
}
