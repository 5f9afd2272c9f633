import { math } from "../kernel.js";
import type { ContinuousPart } from "./part.js";

/**
 * Quantile functions as polynomials, for the kernel (assembly/claims.ts has the layout and the sources).
 *
 * A cell interpolates at the seven Chebyshev-Lobatto points of its interval, so that neighbouring cells meet. Where the
 * quantile grows too fast for that, an octave interpolates its logarithm. The number of cells of an octave is the
 * power of two at which the error, seen between the points, stays inside the bound below.
 */
const octaves = 65;
const cellNumbers = 8;
const mostCellBits = 9;

/** Error of the probability at a claim: 2^-48, and in the upper tail 2^-32 of the tail itself. */
const tolerance = 3.552713678800501e-15;
const upperTailTolerance = 2.3283064365386963e-10;
/** Nothing is asked below the rounding of a claim and of its quantile function: 2^-49, relative. */
const roundingTolerance = 1.7763568394002505e-15;
/** Claims below are flushed to 0, claims above to Infinity: the ends of the number range are not worth cells. */
const smallest = 1e-290;
const largest = 1e300;

// Chebyshev-Lobatto points cos(j pi / 6), descending from 1, and points between them to look at the error.
const nodes = [-1, -Math.sqrt(3) / 2, -0.5, 0, 0.5, Math.sqrt(3) / 2, 1];
const probes = [-0.95, -0.27, 0.71];

interface Octave {
  logarithmic: boolean;
  cells: Float64Array;
  /** Largest error in units of what is allowed. */
  worst: number;
}

export interface InversionTable {
  readonly numbers: Float64Array;
  /** Largest interpolation error that was seen, in units of the bound; at most 1 where the bound holds. */
  readonly worst: number;
}

export function inversionTable(part: ContinuousPart): InversionTable {
  const built: Octave[] = [];
  for (const half of ["lower", "upper"] as const) {
    const quantile = half === "lower" ? (s: number) => part.quantile(s) : (s: number) => part.survivalQuantile(s);
    const tail = half === "lower" ? Infinity : upperTailTolerance;
    // s = 2^-65 at the mantissa 1 of the first octave; the last one holds s = 1/2 alone.
    let scale = 2.710505431213761e-20;
    let bits = 0;
    for (let i = 1; i < octaves; i++, scale *= 2) {
      const made = octave(quantile, (x) => part.density(x), scale, Math.min(tolerance, tail * scale), bits);
      built.push(made);
      // The next octave is likely to want as many cells, or a few less.
      bits = Math.max(0, 30 - Math.clz32(made.cells.length / cellNumbers));
    }
    built.push({ logarithmic: false, cells: Float64Array.of(1, quantile(0.5), 0, 0, 0, 0, 0, 0), worst: 0 });
  }
  const header = 8 * Math.ceil((2 * built.length) / 8);
  const numbers = new Float64Array(built.reduce((sum, { cells }) => sum + cells.length, header));
  const integers = new Uint32Array(numbers.buffer);
  let at = header;
  let worst = 0;
  built.forEach((each, i) => {
    integers[4 * i] = 52 - (31 - Math.clz32(each.cells.length / cellNumbers));
    integers[4 * i + 1] = at * 8;
    integers[4 * i + 2] = each.logarithmic ? 1 : 0;
    numbers.set(each.cells, at);
    at += each.cells.length;
    worst = Math.max(worst, each.worst);
  });
  return { numbers, worst };
}

type Curve = (s: number) => number;

function octave(quantile: Curve, density: Curve, scale: number, allowed: number, fewestBits: number): Octave {
  let best: Octave | undefined;
  for (const logarithmic of [false, true]) {
    for (let bits = fewestBits; bits <= mostCellBits; ) {
      const made = interpolate(quantile, density, scale, allowed, bits, logarithmic);
      if (best === undefined || made.worst < best.worst) best = made;
      if (made.worst <= 1) return made;
      // Degree 6: halving the cells divides the error by 128.
      bits += Math.max(1, Math.ceil(math.log(made.worst) / 4.85));
      if (!logarithmic && bits > 5) break;
    }
  }
  return best!;
}

function interpolate(
  quantile: Curve,
  density: Curve,
  scale: number,
  allowed: number,
  bits: number,
  logarithmic: boolean,
): Octave {
  let count = 1;
  for (let i = 0; i < bits; i++) count *= 2;
  const half = 0.5 / count;
  const cells = new Float64Array(count * cellNumbers);
  const values = new Float64Array(nodes.length);
  let worst = 0;
  let edge = quantile(scale);
  for (let i = 0; i < count; i++) {
    const centre = 1 + (2 * i + 1) * half;
    const at = (point: number): number => (centre + half * point) * scale;
    values[0] = edge;
    for (let j = 1; j < nodes.length; j++) values[j] = quantile(at(nodes[j]!));
    edge = values[6]!;
    const cell = cells.subarray(i * cellNumbers, (i + 1) * cellNumbers);
    cell[0] = centre;
    const low = Math.min(values[0]!, edge);
    const high = Math.max(values[0]!, edge);
    if (high < smallest || high > largest || (low < smallest && logarithmic)) {
      cell[1] = high > largest ? (logarithmic ? 1000 : Infinity) : logarithmic ? -1000 : 0;
      continue;
    }
    if (logarithmic) for (let j = 0; j < nodes.length; j++) values[j] = math.log(values[j]!);
    const coefficients = monomials(values);
    for (const point of probes) {
      const exact = quantile(at(point));
      const approximate = evaluate(coefficients, point);
      const x = logarithmic ? math.exp(approximate) : approximate;
      const error = Math.abs(x - exact);
      if (error === 0) continue;
      const excused = roundingTolerance * (logarithmic ? exact * Math.max(1, Math.abs(approximate)) : exact);
      // Four times: the probes need not meet the largest error.
      const seen = Math.min((4 * error * density(exact)) / allowed, error / excused);
      if (!(seen <= worst)) worst = Number.isNaN(seen) ? Infinity : seen;
    }
    for (let k = 0, unit = 1; k < nodes.length; k++, unit /= half) cell[k + 1] = coefficients[k]! * unit;
  }
  return { logarithmic, cells, worst };
}

/** Coefficients, lowest degree first, of the polynomial through the values at the nodes: divided differences, expanded. */
function monomials(values: Float64Array): Float64Array {
  const differences = values.slice();
  const n = nodes.length;
  for (let order = 1; order < n; order++) {
    for (let j = n - 1; j >= order; j--) {
      differences[j] = (differences[j]! - differences[j - 1]!) / (nodes[j]! - nodes[j - order]!);
    }
  }
  const result = new Float64Array(n);
  for (let j = n - 1; j >= 0; j--) {
    for (let k = n - 1; k > 0; k--) result[k] = result[k - 1]! - nodes[j]! * result[k]!;
    result[0] = differences[j]! - nodes[j]! * result[0]!;
  }
  return result;
}

function evaluate(coefficients: Float64Array, point: number): number {
  let value = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) value = value * point + coefficients[k]!;
  return value;
}
