import { betweenLobatto, interpolate, lobatto } from "./interpolate.js";

/** Numbers of a curve: the coefficients of a polynomial of degree 7, lowest first. */
export const curveNumbers = 8;

/**
 * What a curve may be off at a count, as a logarithm: 2^-40, and for large counts what the rounding of a mean about n
 * does to a Poisson probability. No run of 1e13 draws could see it.
 */
function tolerance(n: number): number {
  return Math.max(9.094947017729282e-13, 3.552713678800501e-15 * Math.sqrt(n));
}

const fewProbed = 40;

/** log pmf over `width` consecutive counts as a polynomial in t, which runs from -1 at the first to 1 at the last. */
export interface CountCurve {
  readonly coefficients: Float64Array;
  /** No value of the polynomial on [-1, 1] is above or below. */
  readonly highest: number;
  readonly lowest: number;
}

/**
 * The curve of f over the counts from `first` on, two of them or more; undefined where f is not finite, or bends more
 * than a polynomial of degree 7 can follow.
 */
export function countCurve(f: (n: number) => number, first: number, width: number): CountCurve | undefined {
  const curve = curveThrough(f, first, width);
  if (curve === undefined) return undefined;
  const allowed = tolerance(first + width);
  for (const offset of probes(width)) {
    const error = Math.abs(curveAt(curve.coefficients, offset, width) - f(first + offset));
    if (!(error <= allowed)) return undefined;
  }
  return curve;
}

/** The polynomial through f at eight counts, or at all where there are fewer; undefined where f is not finite. */
export function curveThrough(f: (n: number) => number, first: number, width: number): CountCurve | undefined {
  const offsets = nodes(width);
  const values = new Float64Array(offsets.length);
  for (let i = 0; i < offsets.length; i++) {
    const value = f(first + offsets[i]!);
    if (!(value > -Infinity && value < Infinity)) return undefined;
    values[i] = value;
  }
  const coefficients = interpolate(
    offsets.map((offset) => argument(offset, width)),
    values,
    curveNumbers,
  );
  return { coefficients, ...bounds(coefficients) };
}

/** The value of a polynomial at the count `offset` of its stretch. */
export function curveAt(coefficients: Float64Array, offset: number, width: number): number {
  const t = argument(offset, width);
  let value = 0;
  for (let k = curveNumbers - 1; k >= 0; k--) value = value * t + coefficients[k]!;
  return value;
}

function argument(offset: number, width: number): number {
  return (2 * offset) / (width - 1) - 1;
}

/** Where to look at the error: between neighbouring nodes, and in a short stretch everywhere. */
function probes(width: number): readonly number[] {
  if (width > fewProbed) return betweenLobatto.map((gap) => Math.round(gap * (width - 1)));
  const known = nodes(width);
  return Array.from({ length: width }, (_, offset) => offset).filter((offset) => !known.includes(offset));
}

function nodes(width: number): number[] {
  const offsets: number[] = [];
  for (const place of lobatto) {
    const offset = Math.round(place * (width - 1));
    if (offset !== offsets[offsets.length - 1]) offsets.push(offset);
  }
  return offsets;
}

/** The sum of a polynomial in t over the counts of its stretch. */
function curveSum(coefficients: Float64Array, width: number): number {
  // Sums of even powers of -reach, -reach + 2, ..., reach; odd powers cancel.
  const [w, r] = [width * width, width - 1];
  const second = (w - 1) / 3;
  const fourth = ((w - 1) * (3 * w - 7)) / 15;
  const sixth = ((w - 1) * ((3 * w - 18) * w + 31)) / 21;
  const q = 1 / (r * r);
  const [c0, , c2, , c4, , c6] = coefficients as unknown as number[];
  return width * (c0! + q * (c2! * second + q * (c4! * fourth + q * c6! * sixth)));
}

// A polynomial on an interval lies between its least and largest Bernstein coefficient there. Those on [-1, 1] of the
// powers of t are sums over the powers of s = (1 + t) / 2; row k of the matrix gives the k-th coefficient.
const bernstein: readonly (readonly number[])[] = Array.from({ length: curveNumbers }, (_, k) =>
  Array.from({ length: curveNumbers }, (_, power) => {
    // t^power = sum over j of C(power, j) (2 s)^j (-1)^(power - j), and s^j contributes C(k, j) / C(7, j).
    let sum = 0;
    for (let j = 0, scale = 1; j <= Math.min(power, k); j++, scale *= 2) {
      const sign = (power - j) % 2 === 0 ? 1 : -1;
      sum += (sign * scale * choose(power, j) * choose(k, j)) / choose(curveNumbers - 1, j);
    }
    return sum;
  }),
);

function choose(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i++) value = (value * (n - k + i)) / i;
  return value;
}

function bounds(coefficients: Float64Array): { highest: number; lowest: number } {
  let [highest, lowest] = [-Infinity, Infinity];
  for (const row of bernstein) {
    let value = 0;
    for (let power = 0; power < curveNumbers; power++) value += row[power]! * coefficients[power]!;
    highest = Math.max(highest, value);
    lowest = Math.min(lowest, value);
  }
  return { highest, lowest };
}

/** Counts of a stretch that are summed one by one, and into how many pieces a longer one is cut. */
const fewCounts = 64;
const pieces = 8;

/** The sum of f over the counts from `first` on, where log f is a polynomial that spans little. */
export function smoothSum(f: (n: number) => number, first: number, width: number): number {
  let sum = 0;
  if (width <= fewCounts) {
    for (let n = first; n < first + width; n++) sum += f(n);
    return sum;
  }
  for (let i = 0; i < pieces; i++) {
    const from = Math.floor((i * width) / pieces);
    const size = Math.floor(((i + 1) * width) / pieces) - from;
    sum += curveSum(curveThrough(f, first + from, size)!.coefficients, size);
  }
  return sum;
}
