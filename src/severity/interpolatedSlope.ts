import { math } from "../kernel.js";
import { fallOf } from "./fallOf.js";
import { firstWhere } from "./firstWhere.js";
import type { SeverityLaw } from "./law.js";

const degree = 16;
const deepest = 12;
/** Of a density: what its numeric slope is good for, and its rounding where the survival function is 1 - p. */
const slopeError = 1e-10;
const roundingOverP = 1e-13;
/** Probabilities below which slopes are noise, on the lower side and at a finite upper end, and in a tail without end. */
const leastBelow = 1e-10;
const leastAbove = 1e-40;
/** Nearer to an end of the support, relative to it, the digits of its distance are used up. */
const resolved = 1e-9;
const least = 1e-300;
/** How far beyond its pieces, on the logarithmic scale, a density goes on as a power. */
const mostBeyond = 30;

// Chebyshev-Lobatto points cos(j pi / degree), by halving the angle and then the recurrence.
const step = Math.sqrt(0.5 + Math.sqrt(0.5 + Math.sqrt(0.5) / 2) / 2);
const nodes = [1, step];
for (let j = 2; j <= degree; j++) nodes.push(2 * step * nodes[j - 1]! - nodes[j - 2]!);

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly values: readonly number[];
}

/**
 * The density of a law of which only the survival function is known, smooth enough to be tabulated: the logarithm of
 * distance times slope (fallOf.ts), interpolated over pieces of the logarithm of the distance from an end of the support.
 * Pieces meet. Where slopes are noise, next to the ends of the support, the density goes on as the power that it is there.
 */
export function interpolatedSlope(law: SeverityLaw): (x: number) => number {
  const [low, high] = law.support;
  const middle = law.quantile(0.5);
  const slope = (x: number): number => fallOf(law.survival, x, low, high);
  const noise = (x: number): number => slopeError + roundingOverP / law.cdf(x);
  const fromLow = scaleFrom(low, middle);

  const first = Math.max(law.quantile(leastBelow), low + resolved * low);
  const lower = interpolant(fromLow, slope, fromLow.logOf(first), 0, noise);
  if (high === Infinity) {
    const end = law.survivalQuantile(leastAbove);
    const upper = interpolant(fromLow, slope, 0, fromLow.logOf(end), () => slopeError);
    return (x) => (x > end ? slope(x) : x < middle ? lower(x) : upper(x));
  }
  const fromHigh = scaleFrom(high, middle);
  const last = Math.min(law.survivalQuantile(leastBelow), high - resolved * high);
  const upper = interpolant(fromHigh, slope, fromHigh.logOf(last), 0, () => slopeError);
  return (x) => (x < middle ? lower(x) : upper(x));
}

/** The logarithm u of the distance from an end of the support over that of the middle: exact near that, where a law may be narrow. */
interface Scale {
  readonly unit: number;
  readonly logOf: (x: number) => number;
  readonly at: (u: number) => number;
}

function scaleFrom(end: number, middle: number): Scale {
  const signed = middle - end;
  return {
    unit: Math.abs(signed),
    logOf: (x) => {
      const relative = (x - middle) / signed;
      return Math.abs(relative) < 0.5 ? math.log1p(relative) : math.log((x - end) / signed);
    },
    at: (u) => (Math.abs(u) < 0.5 ? middle + signed * math.expm1(u) : end + signed * math.exp(u)),
  };
}

/** exp of the pieces of log(slope * distance), over the distance. */
function interpolant(
  scale: Scale,
  slope: (x: number) => number,
  from: number,
  to: number,
  error: (x: number) => number,
): (x: number) => number {
  const f = (u: number): number => math.log(Math.max(slope(scale.at(u)) * math.exp(u) * scale.unit, least));
  const pieces: Piece[] = [];
  function divide(a: number, b: number, depth: number): void {
    const piece = { from: a, to: b, values: nodes.map((t) => f(a + ((b - a) * (1 + t)) / 2)) };
    const good = (part: number): boolean => {
      const u = a + (b - a) * part;
      return Math.abs(barycentric(piece, u) - f(u)) <= error(scale.at(u));
    };
    if (depth === deepest || (good(0.03) && good(0.46) && good(0.83))) {
      pieces.push(piece);
      return;
    }
    divide(a, (a + b) / 2, depth + 1);
    divide((a + b) / 2, b, depth + 1);
  }
  divide(from, to, 0);

  const begin = pieces[0]!;
  const short = (begin.to - begin.from) / 16;
  const power = (barycentric(begin, from + short) - barycentric(begin, from)) / short;
  return (x) => {
    const u = Math.max(scale.logOf(x), from - mostBeyond);
    const piece = pieces[firstWhere(pieces.length - 1, (i) => u <= pieces[i]!.to)]!;
    const value = u < from ? barycentric(begin, from) + power * (u - from) : barycentric(piece, u);
    return math.exp(value - u) / scale.unit;
  };
}

/** Lagrange's interpolation in its barycentric form (Berrut & Trefethen 2004, doi 10.1137/S0036144502417715). */
function barycentric({ from, to, values }: Piece, u: number): number {
  const t = (u - from - (to - u)) / (to - from);
  let above = 0;
  let below = 0;
  for (let j = 0; j <= degree; j++) {
    const distance = t - nodes[j]!;
    if (distance === 0) return values[j]!;
    const weight = (j % 2 === 0 ? 1 : -1) / (j === 0 || j === degree ? 2 * distance : distance);
    above += weight * values[j]!;
    below += weight;
  }
  return above / below;
}
