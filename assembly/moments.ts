// Sums of a block of values about its own mean, in two passes, to be merged in trial order (Chan, Golub & LeVeque 1983,
// doi 10.1080/00031305.1983.10483115). There are eight partial sums, value i in sum i mod 8, so that the bits are fixed.
//
// Sums are those of values times 2^(-256 e) with an exponent e that keeps squares and cubes of amounts near the ends of
// the double range from overflowing or vanishing: 0 for amounts from 2^-128 to 2^128, and lowest, -3, for zeros.

/** What one lane group holds at the end: (a + b) + (c + d), then its two lanes. */
// @ts-ignore: decorator
@inline
function total(a: v128, b: v128, c: v128, d: v128): f64 {
  const sum = f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** The exponent that suits amounts of this size. */
// @ts-ignore: decorator
@inline
function exponentFor(size: f64): i32 {
  return max((<i32>((reinterpret<u64>(size) >> 52) & 0x7ff) - 1023 + 128) >> 8, -3);
}

/** 2^(-256 e), exactly. */
// @ts-ignore: decorator
@inline
function factorOf(e: i32): f64 {
  return e > 3 ? reinterpret<f64>(<u64>1 << 50) : reinterpret<f64>(<u64>(1023 - 256 * e) << 52);
}

/** Sum of (x - origin) * factor. */
function sumOf(from: usize, n: i32, origin: f64, factor: f64): f64 {
  const end = from + (<usize>n << 3);
  const origins = f64x2.splat(origin);
  const factors = f64x2.splat(factor);
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (const whole = from + (<usize>(n & -8) << 3); from < whole; from += 64) {
    a = f64x2.add(a, f64x2.mul(f64x2.sub(v128.load(from), origins), factors));
    b = f64x2.add(b, f64x2.mul(f64x2.sub(v128.load(from, 16), origins), factors));
    c = f64x2.add(c, f64x2.mul(f64x2.sub(v128.load(from, 32), origins), factors));
    d = f64x2.add(d, f64x2.mul(f64x2.sub(v128.load(from, 48), origins), factors));
  }
  let sum = total(a, b, c, d);
  for (; from < end; from += 8) sum += (load<f64>(from) - origin) * factor;
  return sum;
}

/**
 * Writes four doubles at `out` about the excesses y = x - origin >= 0: how many there are, their sum, the sum of
 * (y - mean)^2, and the exponent of these two.
 */
export function blockExcess(from: usize, n: i32, origin: f64, out: usize): void {
  let sum = sumOf(from, n, origin, 1);
  const e = exponentFor(sum);
  const factor = factorOf(e);
  if (e != 0) sum = sumOf(from, n, origin, factor);

  const end = from + (<usize>n << 3);
  const mean = sum / <f64>n;
  const origins = f64x2.splat(origin);
  const factors = f64x2.splat(factor);
  const means = f64x2.splat(mean);
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (const whole = from + (<usize>(n & -8) << 3); from < whole; from += 64) {
    const y0 = f64x2.sub(f64x2.mul(f64x2.sub(v128.load(from), origins), factors), means);
    const y1 = f64x2.sub(f64x2.mul(f64x2.sub(v128.load(from, 16), origins), factors), means);
    const y2 = f64x2.sub(f64x2.mul(f64x2.sub(v128.load(from, 32), origins), factors), means);
    const y3 = f64x2.sub(f64x2.mul(f64x2.sub(v128.load(from, 48), origins), factors), means);
    a = f64x2.add(a, f64x2.mul(y0, y0));
    b = f64x2.add(b, f64x2.mul(y1, y1));
    c = f64x2.add(c, f64x2.mul(y2, y2));
    d = f64x2.add(d, f64x2.mul(y3, y3));
  }
  let m2 = total(a, b, c, d);
  for (; from < end; from += 8) {
    const y = (load<f64>(from) - origin) * factor - mean;
    m2 += y * y;
  }
  store<f64>(out, <f64>n);
  store<f64>(out, sum, 8);
  store<f64>(out, m2, 16);
  store<f64>(out, <f64>e, 24);
}

/**
 * Writes eight doubles at `out` about y = x - origin: how many y there are, their sum, the sums of (y - mean)^2 and
 * (y - mean)^3, the exponent of these three, how many y are above 0, the least and the largest.
 */
export function blockMoments(from: usize, n: i32, origin: f64, out: usize): void {
  const end = from + (<usize>n << 3);
  const whole = from + (<usize>(n & -8) << 3);
  const origins = f64x2.splat(origin);
  const zero = f64x2.splat(0);
  let least = f64x2.splat(Infinity);
  let most = f64x2.splat(-Infinity);
  let above = i64x2.splat(0);
  let a = zero;
  let b = zero;
  let c = zero;
  let d = zero;
  let at = from;
  for (; at < whole; at += 64) {
    const y0 = f64x2.sub(v128.load(at), origins);
    const y1 = f64x2.sub(v128.load(at, 16), origins);
    const y2 = f64x2.sub(v128.load(at, 32), origins);
    const y3 = f64x2.sub(v128.load(at, 48), origins);
    a = f64x2.add(a, y0);
    b = f64x2.add(b, y1);
    c = f64x2.add(c, y2);
    d = f64x2.add(d, y3);
    least = f64x2.pmin(least, f64x2.pmin(f64x2.pmin(y0, y1), f64x2.pmin(y2, y3)));
    most = f64x2.pmax(most, f64x2.pmax(f64x2.pmax(y0, y1), f64x2.pmax(y2, y3)));
    above = i64x2.sub(above, i64x2.add(f64x2.gt(y0, zero), f64x2.gt(y1, zero)));
    above = i64x2.sub(above, i64x2.add(f64x2.gt(y2, zero), f64x2.gt(y3, zero)));
  }
  let sum = total(a, b, c, d);
  let low = min(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1));
  let high = max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
  let positive = <i32>(i64x2.extract_lane(above, 0) + i64x2.extract_lane(above, 1));
  for (; at < end; at += 8) {
    const y = load<f64>(at) - origin;
    sum += y;
    low = min(low, y);
    high = max(high, y);
    positive += <i32>(y > 0);
  }

  const e = exponentFor(max(abs(low), abs(high)));
  const factor = factorOf(e);
  if (e != 0) sum = sumOf(from, n, origin, factor);

  const mean = sum / <f64>n;
  const means = f64x2.splat(mean);
  const factors = f64x2.splat(factor);
  let m2a = zero;
  let m2b = zero;
  let m2c = zero;
  let m2d = zero;
  let m3a = zero;
  let m3b = zero;
  let m3c = zero;
  let m3d = zero;
  for (at = from; at < whole; at += 64) {
    const y0 = f64x2.sub(f64x2.mul(f64x2.sub(v128.load(at), origins), factors), means);
    const y1 = f64x2.sub(f64x2.mul(f64x2.sub(v128.load(at, 16), origins), factors), means);
    const y2 = f64x2.sub(f64x2.mul(f64x2.sub(v128.load(at, 32), origins), factors), means);
    const y3 = f64x2.sub(f64x2.mul(f64x2.sub(v128.load(at, 48), origins), factors), means);
    const s0 = f64x2.mul(y0, y0);
    const s1 = f64x2.mul(y1, y1);
    const s2 = f64x2.mul(y2, y2);
    const s3 = f64x2.mul(y3, y3);
    m2a = f64x2.add(m2a, s0);
    m2b = f64x2.add(m2b, s1);
    m2c = f64x2.add(m2c, s2);
    m2d = f64x2.add(m2d, s3);
    m3a = f64x2.add(m3a, f64x2.mul(s0, y0));
    m3b = f64x2.add(m3b, f64x2.mul(s1, y1));
    m3c = f64x2.add(m3c, f64x2.mul(s2, y2));
    m3d = f64x2.add(m3d, f64x2.mul(s3, y3));
  }
  let m2 = total(m2a, m2b, m2c, m2d);
  let m3 = total(m3a, m3b, m3c, m3d);
  for (; at < end; at += 8) {
    const y = (load<f64>(at) - origin) * factor - mean;
    m2 += y * y;
    m3 += y * y * y;
  }

  store<f64>(out, <f64>n);
  store<f64>(out, sum, 8);
  store<f64>(out, m2, 16);
  store<f64>(out, m3, 24);
  store<f64>(out, <f64>e, 32);
  store<f64>(out, <f64>positive, 40);
  store<f64>(out, low, 48);
  store<f64>(out, high, 56);
}
