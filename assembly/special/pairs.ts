// Logarithm and exponential of two numbers at a time, for the kernel's inner loops: within two units of the last place
// on the arguments named, with the same operations in both lanes.

const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
/** 2^52 + 2^51: added to a small integer it leaves the integer in the low bits, and back. */
const INTEGERS: f64 = 6755399441055744;
const INTEGER_BITS: i64 = 0x4338000000000000;

@inline
export function multiplyAdd(a: v128, b: v128, c: f64): v128 {
  return f64x2.add(f64x2.mul(a, b), f64x2.splat(c));
}

/** log x for normal x > 0: x = 2^k m, m in [sqrt(1/2), sqrt 2), and log m = 2 artanh((m - 1) / (m + 1)) by its series. */
@inline
export function logPair(x: v128): v128 {
  // Adding 1 - sqrt(1/2) in the exponent's scale moves the binade's seam to sqrt(1/2).
  const shifted = i64x2.add(x, i64x2.splat(0x3ff0000000000000 - 0x3fe6a09e667f3bcd));
  const k = i64x2.sub(i64x2.shr_u(shifted, 52), i64x2.splat(1023));
  const m = i64x2.sub(x, i64x2.shl(k, 52));
  const exponent = f64x2.sub(i64x2.add(k, i64x2.splat(INTEGER_BITS)), f64x2.splat(INTEGERS));
  const one = f64x2.splat(1);
  const s = f64x2.div(f64x2.sub(m, one), f64x2.add(m, one));
  const z = f64x2.mul(s, s);
  // 2 / (2 j + 1), even and odd powers of z apart, so that half the steps wait for each other. z is at most 0.0295, so
  // the next term is below 2^-56 of the first.
  const z2 = f64x2.mul(z, z);
  let even = multiplyAdd(f64x2.splat(2.0 / 19), z2, 2.0 / 15);
  let odd = multiplyAdd(f64x2.splat(2.0 / 21), z2, 2.0 / 17);
  even = multiplyAdd(even, z2, 2.0 / 11);
  odd = multiplyAdd(odd, z2, 2.0 / 13);
  even = multiplyAdd(even, z2, 2.0 / 7);
  odd = multiplyAdd(odd, z2, 2.0 / 9);
  even = multiplyAdd(even, z2, 2.0 / 3);
  odd = multiplyAdd(odd, z2, 2.0 / 5);
  const series = f64x2.add(even, f64x2.mul(odd, z));
  const rest = f64x2.mul(f64x2.mul(series, z), s);
  const low = f64x2.add(rest, f64x2.mul(exponent, f64x2.splat(LN2_LOW)));
  return f64x2.add(f64x2.mul(exponent, f64x2.splat(LN2_HIGH)), f64x2.add(f64x2.add(s, s), low));
}

/** exp x for x <= 0; 0 from about -745 down. exp(0) is 1. */
@inline
export function expPair(x: v128): v128 {
  // Below, both powers of two would leave their range; the result is 0 long before.
  const bounded = f64x2.pmax(f64x2.splat(-1400), x);
  const n = f64x2.nearest(f64x2.mul(bounded, f64x2.splat(1.4426950408889634)));
  const high = f64x2.sub(bounded, f64x2.mul(n, f64x2.splat(LN2_HIGH)));
  const r = f64x2.sub(high, f64x2.mul(n, f64x2.splat(LN2_LOW)));
  // 1 / j!, even and odd powers apart; |r| is at most 0.3466, so the next term is below 2^-54.
  const r2 = f64x2.mul(r, r);
  let even = multiplyAdd(f64x2.splat(1.0 / 479001600), r2, 1.0 / 3628800);
  let odd = multiplyAdd(f64x2.splat(1.0 / 6227020800), r2, 1.0 / 39916800);
  even = multiplyAdd(even, r2, 1.0 / 40320);
  odd = multiplyAdd(odd, r2, 1.0 / 362880);
  even = multiplyAdd(even, r2, 1.0 / 720);
  odd = multiplyAdd(odd, r2, 1.0 / 5040);
  even = multiplyAdd(even, r2, 1.0 / 24);
  odd = multiplyAdd(odd, r2, 1.0 / 120);
  even = multiplyAdd(even, r2, 0.5);
  odd = multiplyAdd(odd, r2, 1.0 / 6);
  even = f64x2.mul(even, r2);
  odd = f64x2.add(f64x2.mul(f64x2.mul(odd, r2), r), r);
  const series = f64x2.add(f64x2.splat(1), f64x2.add(odd, even));
  // 2^n as a product of two powers, each a normal number; what they make together may underflow.
  const power = i64x2.sub(f64x2.add(n, f64x2.splat(INTEGERS)), i64x2.splat(INTEGER_BITS));
  const half = i64x2.shr_s(power, 1);
  const bias = i64x2.splat(1023);
  const first = i64x2.shl(i64x2.add(half, bias), 52);
  const second = i64x2.shl(i64x2.add(i64x2.sub(power, half), bias), 52);
  return f64x2.mul(f64x2.mul(series, first), second);
}

/** For tests: exp (or log) of the two doubles at `from`, to `to`. */
export function pairs(logarithm: bool, from: usize, to: usize): void {
  v128.store(to, logarithm ? logPair(v128.load(from)) : expPair(v128.load(from)));
}
