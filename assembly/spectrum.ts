// What is done to a spectrum value by value: complex functions, two numbers at a time. Values are pairs of doubles; `count`
// of them are rounded up to an even number, so an array has room for one more.
//
// Functions are those of the distance from 1, expm1 and log1p, because a generating function near 1 is what the tail of
// a law comes from. Their errors are a few units of the last place of the result's modulus.

import { exp } from "./special/elementary";
import { logPair, multiplyAdd } from "./special/pairs";

/** 2^52 + 2^51: added to a small integer it leaves the integer in the low bits, and back. */
const INTEGERS: f64 = 6755399441055744;
const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
/** pi / 2 in three parts, the first two of 33 bits, so that multiples up to 2^20 of them are exact. */
const QUARTER_HIGH: f64 = 1.5707963267341256;
const QUARTER_MIDDLE: f64 = 6.077100506303966e-11;
const QUARTER_LOW: f64 = 2.0222662487959506e-21;
const PI: f64 = 3.141592653589793;

/** sin x for |x| <= pi / 4 by Taylor's series, given x^2: the next term is below 2^-60. */
@inline
export function sinSeries(x: v128, square: v128): v128 {
  let sum = multiplyAdd(f64x2.splat(1.0 / 355687428096000), square, -1.0 / 1307674368000);
  sum = multiplyAdd(sum, square, 1.0 / 6227020800);
  sum = multiplyAdd(sum, square, -1.0 / 39916800);
  sum = multiplyAdd(sum, square, 1.0 / 362880);
  sum = multiplyAdd(sum, square, -1.0 / 5040);
  sum = multiplyAdd(sum, square, 1.0 / 120);
  sum = multiplyAdd(sum, square, -1.0 / 6);
  return f64x2.add(x, f64x2.mul(f64x2.mul(x, square), sum));
}

/** cos x for |x| <= pi / 4, given x^2. */
@inline
export function cosSeries(square: v128): v128 {
  let sum = multiplyAdd(f64x2.splat(1.0 / 20922789888000), square, -1.0 / 87178291200);
  sum = multiplyAdd(sum, square, 1.0 / 479001600);
  sum = multiplyAdd(sum, square, -1.0 / 3628800);
  sum = multiplyAdd(sum, square, 1.0 / 40320);
  sum = multiplyAdd(sum, square, -1.0 / 720);
  sum = multiplyAdd(sum, square, 1.0 / 24);
  sum = multiplyAdd(sum, square, -0.5);
  return multiplyAdd(sum, square, 1);
}

/** exp(r) - 1 for |r| <= log(2) / 2 by its series. */
@inline
function expm1Series(r: v128): v128 {
  let sum = multiplyAdd(f64x2.splat(1.0 / 87178291200), r, 1.0 / 6227020800);
  sum = multiplyAdd(sum, r, 1.0 / 479001600);
  sum = multiplyAdd(sum, r, 1.0 / 39916800);
  sum = multiplyAdd(sum, r, 1.0 / 3628800);
  sum = multiplyAdd(sum, r, 1.0 / 362880);
  sum = multiplyAdd(sum, r, 1.0 / 40320);
  sum = multiplyAdd(sum, r, 1.0 / 5040);
  sum = multiplyAdd(sum, r, 1.0 / 720);
  sum = multiplyAdd(sum, r, 1.0 / 120);
  sum = multiplyAdd(sum, r, 1.0 / 24);
  sum = multiplyAdd(sum, r, 1.0 / 6);
  sum = multiplyAdd(sum, r, 0.5);
  return f64x2.add(r, f64x2.mul(f64x2.mul(r, r), sum));
}

/** 2^n for lanes of integers n, -1022 to 1023. */
@inline
function powerOfTwo(n: v128): v128 {
  return i64x2.shl(i64x2.add(f64x2.add(n, f64x2.splat(INTEGERS)), i64x2.splat(1023)), 52);
}

/** The integer n nearest to x / log 2. */
@inline
function wholeOctaves(x: v128): v128 {
  return f64x2.nearest(f64x2.mul(x, f64x2.splat(1.4426950408889634)));
}

/** x - n log 2, at most log(2) / 2. */
@inline
function octaveRest(x: v128, n: v128): v128 {
  return f64x2.sub(f64x2.sub(x, f64x2.mul(n, f64x2.splat(LN2_HIGH))), f64x2.mul(n, f64x2.splat(LN2_LOW)));
}

/** The integer n nearest to x / (pi / 2). */
@inline
function wholeQuarters(x: v128): v128 {
  return f64x2.nearest(f64x2.mul(x, f64x2.splat(0.6366197723675814)));
}

/** x - n pi / 2, at most pi / 4. */
@inline
function quarterRest(x: v128, n: v128): v128 {
  let angle = f64x2.sub(x, f64x2.mul(n, f64x2.splat(QUARTER_HIGH)));
  angle = f64x2.sub(angle, f64x2.mul(n, f64x2.splat(QUARTER_MIDDLE)));
  return f64x2.sub(angle, f64x2.mul(n, f64x2.splat(QUARTER_LOW)));
}

/** What has a power of two in the range of doubles. */
@inline
function moderate(x: v128): v128 {
  return f64x2.pmin(f64x2.splat(700), f64x2.pmax(f64x2.splat(-700), x));
}

/**
 * exp(z) - 1, |Re z| up to 700 and |Im z| up to 2^20. With half the angle, 1 - cos y = 2 sin(y/2)^2 does not cancel:
 * expm1(x) cos y - 2 sin(y/2)^2 + i exp(x) sin y.
 */
export function spectrumExpm1(at: usize, count: u32): void {
  const one = f64x2.splat(1);
  for (const end = at + (<usize>count << 4); at < end; at += 32) {
    const low = v128.load(at);
    const high = v128.load(at, 16);
    const x = moderate(v128.shuffle<f64>(low, high, 0, 2));
    const half = f64x2.mul(f64x2.splat(0.5), v128.shuffle<f64>(low, high, 1, 3));

    const n = wholeOctaves(x);
    const power = powerOfTwo(n);
    const grown = f64x2.add(f64x2.sub(power, one), f64x2.mul(power, expm1Series(octaveRest(x, n))));

    const quarters = wholeQuarters(half);
    const angle = quarterRest(half, quarters);
    const square = f64x2.mul(angle, angle);
    const s = sinSeries(angle, square);
    const c = cosSeries(square);
    // Odd quarters exchange the two. Signs matter in their product alone, which changes it with each quarter.
    const bits = i64x2.shl(f64x2.add(quarters, f64x2.splat(INTEGERS)), 63);
    const odd = i64x2.shr_s(bits, 63);
    const sine = v128.bitselect(c, s, odd);
    const versine = f64x2.mul(f64x2.splat(2), f64x2.mul(sine, sine));
    const product = v128.xor(f64x2.mul(f64x2.splat(2), f64x2.mul(s, c)), bits);

    const real = f64x2.sub(f64x2.mul(grown, f64x2.sub(one, versine)), versine);
    const imaginary = f64x2.mul(f64x2.add(grown, one), product);
    v128.store(at, v128.shuffle<f64>(real, imaginary, 0, 2));
    v128.store(at, v128.shuffle<f64>(real, imaginary, 1, 3), 16);
  }
}

/** exp(z - shift) of a real shift, to relative accuracy; |Re z - shift| up to 700 and |Im z| up to 2^20. */
export function spectrumExp(at: usize, count: u32, shift: f64): void {
  const one = f64x2.splat(1);
  for (const end = at + (<usize>count << 4); at < end; at += 32) {
    const low = v128.load(at);
    const high = v128.load(at, 16);
    const x = moderate(f64x2.sub(v128.shuffle<f64>(low, high, 0, 2), f64x2.splat(shift)));
    const y = v128.shuffle<f64>(low, high, 1, 3);

    const n = wholeOctaves(x);
    const grown = f64x2.mul(powerOfTwo(n), f64x2.add(one, expm1Series(octaveRest(x, n))));

    const quarters = wholeQuarters(y);
    const angle = quarterRest(y, quarters);
    const square = f64x2.mul(angle, angle);
    const s = sinSeries(angle, square);
    const c = cosSeries(square);
    const bits = f64x2.add(quarters, f64x2.splat(INTEGERS));
    const odd = i64x2.shr_s(i64x2.shl(bits, 63), 63);
    // Quarters 0 to 3 turn (cos, sin) to (c, s), (-s, c), (-c, -s), (s, -c).
    const sinSign = i64x2.shl(i64x2.shr_u(bits, 1), 63);
    const cosSign = v128.xor(sinSign, i64x2.shl(bits, 63));
    const real = f64x2.mul(grown, v128.xor(v128.bitselect(s, c, odd), cosSign));
    const imaginary = f64x2.mul(grown, v128.xor(v128.bitselect(c, s, odd), sinSign));
    v128.store(at, v128.shuffle<f64>(real, imaginary, 0, 2));
    v128.store(at, v128.shuffle<f64>(real, imaginary, 1, 3), 16);
  }
}

/** atan t for |t| <= tan(pi / 16) by its series; the next term is below 2^-60 of it. */
@inline
function atanSeries(t: v128): v128 {
  const square = f64x2.mul(t, t);
  let sum = multiplyAdd(f64x2.splat(1.0 / 25), square, -1.0 / 23);
  sum = multiplyAdd(sum, square, 1.0 / 21);
  sum = multiplyAdd(sum, square, -1.0 / 19);
  sum = multiplyAdd(sum, square, 1.0 / 17);
  sum = multiplyAdd(sum, square, -1.0 / 15);
  sum = multiplyAdd(sum, square, 1.0 / 13);
  sum = multiplyAdd(sum, square, -1.0 / 11);
  sum = multiplyAdd(sum, square, 1.0 / 9);
  sum = multiplyAdd(sum, square, -1.0 / 7);
  sum = multiplyAdd(sum, square, 1.0 / 5);
  sum = multiplyAdd(sum, square, -1.0 / 3);
  return f64x2.add(t, f64x2.mul(f64x2.mul(t, square), sum));
}

/** tan of half the angle whose tangent is t. */
@inline
function halved(t: v128): v128 {
  const one = f64x2.splat(1);
  return f64x2.div(t, f64x2.add(one, f64x2.sqrt(f64x2.add(one, f64x2.mul(t, t)))));
}

/** log(1 + z), the principal value; at z = -1 a large negative number. |z| up to 1e150. */
export function spectrumLog1p(at: usize, count: u32): void {
  for (const end = at + (<usize>count << 4); at < end; at += 32) {
    const low = v128.load(at);
    const high = v128.load(at, 16);
    const x = v128.shuffle<f64>(low, high, 0, 2);
    const y = v128.shuffle<f64>(low, high, 1, 3);
    const one = f64x2.splat(1);
    const shifted = f64x2.add(one, x);
    const yy = f64x2.mul(y, y);
    const norm = f64x2.add(f64x2.mul(shifted, shifted), yy);

    // log(1 + u) = log v + (u - (v - 1)) / v, v the rounded 1 + u; far from 1, where it is well known, v is the norm.
    const u = f64x2.add(f64x2.mul(x, f64x2.add(x, f64x2.splat(2))), yy);
    const rounded = f64x2.add(one, u);
    const near = v128.and(f64x2.gt(u, f64x2.splat(-0.5)), f64x2.lt(u, f64x2.splat(1)));
    const v = f64x2.pmax(f64x2.splat(1e-300), v128.bitselect(rounded, norm, near));
    const rest = v128.and(near, f64x2.div(f64x2.sub(u, f64x2.sub(rounded, one)), rounded));
    const real = f64x2.mul(f64x2.splat(0.5), f64x2.add(logPair(v), rest));

    const size = f64x2.abs(shifted);
    const tangent = f64x2.div(y, f64x2.add(f64x2.add(f64x2.sqrt(norm), size), f64x2.splat(1e-300)));
    const right = f64x2.mul(f64x2.splat(8), atanSeries(halved(halved(tangent))));
    const straight = v128.or(f64x2.splat(PI), v128.and(y, i64x2.splat(i64.MIN_VALUE)));
    const imaginary = v128.bitselect(f64x2.sub(straight, right), right, f64x2.lt(shifted, f64x2.splat(0)));
    v128.store(at, v128.shuffle<f64>(real, imaginary, 0, 2));
    v128.store(at, v128.shuffle<f64>(real, imaginary, 1, 3), 16);
  }
}

/** a z + b. */
export function spectrumAffine(at: usize, count: u32, a: f64, b: f64): void {
  const factor = f64x2.splat(a);
  const term = f64x2.replace_lane(f64x2.splat(0), 0, b);
  for (const end = at + (<usize>count << 4); at < end; at += 16) {
    v128.store(at, f64x2.add(f64x2.mul(v128.load(at), factor), term));
  }
}

export function spectrumMultiply(at: usize, by: usize, count: u32): void {
  const signs = f64x2.replace_lane(f64x2.splat(1), 0, -1);
  for (const end = at + (<usize>count << 4); at < end; at += 16, by += 16) {
    const z = v128.load(at);
    const imaginary = f64x2.mul(v128.load64_splat(by, 8), signs);
    const product = f64x2.mul(v128.shuffle<f64>(z, z, 1, 0), imaginary);
    v128.store(at, f64x2.add(f64x2.mul(z, v128.load64_splat(by)), product));
  }
}

/** z + factor * (the value of `other`). */
export function spectrumAdd(at: usize, other: usize, count: u32, factor: f64): void {
  const by = f64x2.splat(factor);
  for (const end = at + (<usize>count << 4); at < end; at += 16, other += 16) {
    v128.store(at, f64x2.add(v128.load(at), f64x2.mul(v128.load(other), by)));
  }
}

export function spectrumReciprocal(at: usize, count: u32): void {
  for (const end = at + (<usize>count << 4); at < end; at += 16) {
    const real = f64.load(at);
    const imaginary = f64.load(at, 8);
    const norm = real * real + imaginary * imaginary;
    f64.store(at, real / norm);
    f64.store(at, -imaginary / norm, 8);
  }
}

/** The polynomial with these `terms` real coefficients, the constant one first, by Horner's rule. */
export function spectrumPolynomial(at: usize, count: u32, coefficients: usize, terms: u32): void {
  const top = coefficients + (<usize>terms << 3);
  for (const end = at + (<usize>count << 4); at < end; at += 32) {
    const low = v128.load(at);
    const high = v128.load(at, 16);
    const x = v128.shuffle<f64>(low, high, 0, 2);
    const y = v128.shuffle<f64>(low, high, 1, 3);
    let real = f64x2.splat(0);
    let imaginary = f64x2.splat(0);
    for (let c = top - 8; c >= coefficients; c -= 8) {
      const next = f64x2.add(f64x2.sub(f64x2.mul(real, x), f64x2.mul(imaginary, y)), v128.load64_splat(c));
      imaginary = f64x2.add(f64x2.mul(real, y), f64x2.mul(imaginary, x));
      real = next;
    }
    v128.store(at, v128.shuffle<f64>(real, imaginary, 0, 2));
    v128.store(at, v128.shuffle<f64>(real, imaginary, 1, 3), 16);
  }
}

/** Multiplies the j-th of `count` doubles by exp(shift + rate j), which is a moderate number; rate is small. */
export function tilt(at: usize, count: u32, rate: f64, shift: f64): void {
  const step = exp(rate);
  for (let j: u32 = 0; j < count; ) {
    let factor = exp(shift + rate * <f64>j);
    for (const end = min(count, j + 16); j < end; j++) {
      const value = at + (<usize>j << 3);
      f64.store(value, f64.load(value) * factor);
      factor *= step;
    }
  }
}
