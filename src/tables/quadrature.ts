import { math } from "../kernel.js";
import { gaussKronrod } from "./gaussKronrod.js";

/** What the integrals below need to know of a continuous law. Its functions take any number. */
export interface ContinuousLaw {
  readonly support: readonly [number, number];
  /** E[X^k] is finite iff k is below this. */
  readonly momentsBelow: number;
  readonly survival: (x: number) => number;
  readonly cdf: (x: number) => number;
  readonly quantile: (p: number) => number;
  readonly survivalQuantile: (s: number) => number;
}

// Every integrand here is positive and evaluated to relative accuracy, so that each integral has relative accuracy too,
// however far out or narrow the layer is.

const step = 4;
const deepestBody = 40;
const deepestTail = 744;
const negligible = 1e-17;
/** Of the sum so far: how far the two rules of a panel may differ. What they return is far nearer than that. */
const tolerated = 1e-14;

/**
 * The integral of f over `width` from `from`, in the variable log(x - origin): an interval that spans hundreds of orders
 * of magnitude is smooth in it, and a narrow one is as good as untransformed. From the origin itself, the logarithm is
 * cut where e^-cut of the width is left.
 */
export function integrate(
  f: (x: number) => number,
  origin: number,
  from: number,
  width: number,
  allowed = 0,
  cut = 50,
): number {
  if (!(width > 0)) return 0;
  const distance = from - origin;
  // How much the rounding of x matters on an interval across which f may fall to nothing.
  const rounding = (1e-15 * (from + width)) / width;
  if (distance > 0) {
    const ratio = width / distance;
    // Next to nothing on the logarithmic scale, where a ratio may even be subnormal.
    if (ratio < 1e-6) return width * gaussKronrod((t) => f(from + width * t), 0, 1, allowed / width, rounding);
    const length = ratio < Infinity ? math.log1p(ratio) : math.log(width) - math.log(distance);
    return gaussKronrod((u) => stretched(f, origin, from, distance, u), 0, length, allowed, rounding);
  }
  const least = width * math.exp(-cut);
  const rest = least > 0 ? f(origin + least) * least : 0;
  return rest + gaussKronrod((u) => stretched(f, origin, origin + width, width, u), -cut, 0, allowed, rounding);
}

// f(x) dx/du at the x whose distance from the origin is e^u times the anchor's.
function stretched(f: (x: number) => number, origin: number, anchor: number, distance: number, u: number): number {
  const now = u < 700 ? distance * math.exp(u) : math.exp(u + math.log(distance));
  const value = f(Math.abs(u) < 0.5 ? anchor + distance * math.expm1(u) : origin + now);
  return value === 0 ? 0 : value * now;
}

/**
 * Finite quantiles, ascending, that cut the law above `from` into panels across which the probability below (in the
 * body) or above (in the tail) changes by a factor e^4 at most. Some may repeat or be below `from`: those to skip.
 */
function* ladder(law: ContinuousLaw, from: number): Generator<number> {
  const above = law.survival(from);
  if (above > 0.5) {
    for (let depth = deepestBody; depth > 0; depth -= step) yield law.quantile(math.exp(-depth));
    yield law.quantile(0.5);
  }
  const start = 1 - math.log(Math.min(above, 0.5));
  for (let depth = start; depth < deepestTail; depth += step) {
    const x = law.survivalQuantile(math.exp(-depth));
    if (!(x < Infinity)) return;
    yield x;
  }
}

// k * y^(k - 1) * probability, where the power alone may overflow.
function weighted(probability: number, k: number, y: number): number {
  if (k === 1 || probability === 0) return probability;
  const power = math.pow(y, k - 1);
  if (power < Infinity) return k * power * probability;
  return k * math.exp((k - 1) * math.log(y) + math.log(probability));
}

/**
 * The integral of k * (x - origin)^(k - 1) * S(x) over `width` from `from`, which lies inside the support;
 * origin <= from. Beyond the last rung a law with finite `momentsBelow` goes on as the power of x that this means.
 */
function upperMoment(law: ContinuousLaw, k: number, origin: number, from: number, width: number): number {
  const low = law.support[0];
  const room = Math.min(width, law.support[1] - from);
  const end = from + room;
  const cut = 50 / Math.min(1, k);
  const f = k === 1 ? law.survival : (x: number): number => weighted(law.survival(x), k, x - origin);
  let sum = 0;
  let start = from;
  for (const x of ladder(law, from)) {
    if (x >= end) break;
    if (x <= start) continue;
    // Up to the first rung, as a rule, the law has no mass to speak of: the survival function is 1.
    const flat = start === low && (k === 1 || start === origin) && law.cdf(x) < 1e-17;
    const panel = flat ? math.pow(x - start, k) : integrate(f, low, start, x - start, sum * tolerated, cut);
    sum += panel;
    start = x;
    if (panel < sum * negligible && law.momentsBelow === Infinity) return sum;
  }
  if (end < Infinity) {
    // The rest of the width, not end - start: where the layer is narrow and high up, `end` has lost digits.
    return sum + integrate(f, low, start, room - (start - from), sum * tolerated, cut);
  }
  if (law.momentsBelow === Infinity) return sum;
  return sum + (weighted(law.survival(start), k, start - origin) * (start - origin)) / (law.momentsBelow - k);
}

/** E[(c - X)^k; X < c], from c down, so that what is negligible comes last. */
function lowerMoment(law: ContinuousLaw, k: number, c: number): number {
  const low = law.support[0];
  const f = (x: number): number => weighted(law.cdf(x), k, c - x);
  let sum = 0;
  let end = c;
  for (const x of [...ladder(law, low)].reverse()) {
    if (x >= end) continue;
    const panel = integrate(f, low, x, end - x, sum * tolerated);
    sum += panel;
    end = x;
    if (panel < sum * negligible) return sum;
  }
  return sum + integrate(f, low, low, end - low, sum * tolerated);
}

/** The integral of k x^(k - 1) S(x) from `from` over `width`: the layer's mean for k = 1, E[X^k] from 0 over Infinity. */
export function powerLayer(law: ContinuousLaw, k: number, from: number, width: number): number {
  const low = law.support[0];
  const below = Math.min(low - from, width);
  if (!(below > 0)) return upperMoment(law, k, 0, from, width);
  const certain = k === 1 ? below : math.pow(from + below, k) - math.pow(from, k);
  return below < width ? certain + upperMoment(law, k, 0, low, width - below) : certain;
}

/** Variance and third central moment, from one-sided moments about a point c near the mean. */
export function centralMoments(law: ContinuousLaw, c: number): { second: number; third: number } {
  const upper = (k: number): number => (k < law.momentsBelow ? upperMoment(law, k, c, c, Infinity) : Infinity);
  const shift = upper(1) - lowerMoment(law, 1, c);
  const second = Math.max(0, upper(2) + lowerMoment(law, 2, c) - shift * shift);
  const third = upper(3) - lowerMoment(law, 3, c) - 3 * shift * second - shift * shift * shift;
  return { second, third };
}
