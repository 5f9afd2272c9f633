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

/** Sum of x - origin. */
// @ts-ignore: decorator
@inline
function sumOf(from: usize, n: i32, origin: f64): f64 {
  const end = from + (<usize>n << 3);
  const origins = f64x2.splat(origin);
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (const whole = from + (<usize>(n & -8) << 3); from < whole; from += 64) {
    a = f64x2.add(a, f64x2.sub(v128.load(from), origins));
    b = f64x2.add(b, f64x2.sub(v128.load(from, 16), origins));
    c = f64x2.add(c, f64x2.sub(v128.load(from, 32), origins));
    d = f64x2.add(d, f64x2.sub(v128.load(from, 48), origins));
  }
  let sum = total(a, b, c, d);
  for (; from < end; from += 8) sum += load<f64>(from) - origin;
  return sum;
}

/** Writes the count, sum and central sums of (x - origin) * 2^(-256 e), one value after another: for rare amounts. */
function scaledSums(from: usize, n: i32, origin: f64, e: i32, out: usize): void {
  const end = from + (<usize>n << 3);
  const factor = e > 3 ? reinterpret<f64>(<u64>1 << 50) : reinterpret<f64>(<u64>(1023 - 256 * e) << 52);
  let sum: f64 = 0;
  for (let at = from; at < end; at += 8) sum += (load<f64>(at) - origin) * factor;
  const mean = sum / <f64>n;
  let m2: f64 = 0;
  let m3: f64 = 0;
  for (let at = from; at < end; at += 8) {
    const d = (load<f64>(at) - origin) * factor - mean;
    m2 += d * d;
    m3 += d * d * d;
  }
  store<f64>(out, <f64>n);
  store<f64>(out, sum, 8);
  store<f64>(out, m2, 16);
  store<f64>(out, m3, 24);
  store<f64>(out, <f64>e, 32);
}

/**
 * Writes five doubles at `out` about the excesses y = x - origin >= 0: how many there are, their sum, the sum of
 * (y - mean)^2, a number of no meaning, and the exponent of these sums.
 */
export function blockExcess(from: usize, n: i32, origin: f64, out: usize): void {
  const sum = sumOf(from, n, origin);
  const e = exponentFor(sum);
  if (e != 0) {
    scaledSums(from, n, origin, e, out);
    return;
  }
  const end = from + (<usize>n << 3);
  const center = origin + sum / <f64>n;
  const centers = f64x2.splat(center);
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (const whole = from + (<usize>(n & -8) << 3); from < whole; from += 64) {
    const d0 = f64x2.sub(v128.load(from), centers);
    const d1 = f64x2.sub(v128.load(from, 16), centers);
    const d2 = f64x2.sub(v128.load(from, 32), centers);
    const d3 = f64x2.sub(v128.load(from, 48), centers);
    a = f64x2.add(a, f64x2.mul(d0, d0));
    b = f64x2.add(b, f64x2.mul(d1, d1));
    c = f64x2.add(c, f64x2.mul(d2, d2));
    d = f64x2.add(d, f64x2.mul(d3, d3));
  }
  let m2 = total(a, b, c, d);
  for (; from < end; from += 8) {
    const y = load<f64>(from) - center;
    m2 += y * y;
  }
  store<f64>(out, <f64>n);
  store<f64>(out, sum, 8);
  store<f64>(out, m2, 16);
  store<f64>(out, 0, 32);
}

/**
 * Writes eight doubles at `out` about y = x - origin, for an origin >= 0: how many there are, their sum, the sums of
 * (y - mean)^2 and (y - mean)^3, the exponent of these three, how many y are above 0, the least and the largest.
 *
 * Additions, least and largest share two of a processor's units, so the first pass does without what it can: the origin
 * is subtracted from the sum, and a double is above one that is not negative where its bits are the larger integer.
 */
export function blockMoments(from: usize, n: i32, origin: f64, out: usize): void {
  const end = from + (<usize>n << 3);
  const whole = from + (<usize>(n & -8) << 3);
  const origins = f64x2.splat(origin);
  let least = f64x2.splat(Infinity);
  let most = f64x2.splat(-Infinity);
  let above = i64x2.splat(0);
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  let at = from;
  for (; at < whole; at += 64) {
    const x0 = v128.load(at);
    const x1 = v128.load(at, 16);
    const x2 = v128.load(at, 32);
    const x3 = v128.load(at, 48);
    a = f64x2.add(a, x0);
    b = f64x2.add(b, x1);
    c = f64x2.add(c, x2);
    d = f64x2.add(d, x3);
    least = f64x2.pmin(least, f64x2.pmin(f64x2.pmin(x0, x1), f64x2.pmin(x2, x3)));
    most = f64x2.pmax(most, f64x2.pmax(f64x2.pmax(x0, x1), f64x2.pmax(x2, x3)));
    above = i64x2.sub(above, i64x2.add(i64x2.gt_s(x0, origins), i64x2.gt_s(x1, origins)));
    above = i64x2.sub(above, i64x2.add(i64x2.gt_s(x2, origins), i64x2.gt_s(x3, origins)));
  }
  let sum = total(a, b, c, d);
  let low = min(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1));
  let high = max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
  let positive = <i32>(i64x2.extract_lane(above, 0) + i64x2.extract_lane(above, 1));
  for (; at < end; at += 8) {
    const x = load<f64>(at);
    sum += x;
    low = min(low, x);
    high = max(high, x);
    positive += <i32>(x > origin);
  }
  sum -= <f64>n * origin;
  low -= origin;
  high -= origin;
  store<f64>(out, <f64>positive, 40);
  store<f64>(out, low, 48);
  store<f64>(out, high, 56);

  const size = max(abs(low), abs(high));
  const e = exponentFor(size);
  if (e != 0 && size != 0) {
    scaledSums(from, n, origin, e, out);
    return;
  }
  const center = origin + sum / <f64>n;
  const centers = f64x2.splat(center);
  let m2a = f64x2.splat(0);
  let m2b = m2a;
  let m2c = m2a;
  let m2d = m2a;
  let m3a = m2a;
  let m3b = m2a;
  let m3c = m2a;
  let m3d = m2a;
  for (at = from; at < whole; at += 64) {
    const d0 = f64x2.sub(v128.load(at), centers);
    const d1 = f64x2.sub(v128.load(at, 16), centers);
    const d2 = f64x2.sub(v128.load(at, 32), centers);
    const d3 = f64x2.sub(v128.load(at, 48), centers);
    const s0 = f64x2.mul(d0, d0);
    const s1 = f64x2.mul(d1, d1);
    const s2 = f64x2.mul(d2, d2);
    const s3 = f64x2.mul(d3, d3);
    m2a = f64x2.add(m2a, s0);
    m2b = f64x2.add(m2b, s1);
    m2c = f64x2.add(m2c, s2);
    m2d = f64x2.add(m2d, s3);
    m3a = f64x2.add(m3a, f64x2.mul(s0, d0));
    m3b = f64x2.add(m3b, f64x2.mul(s1, d1));
    m3c = f64x2.add(m3c, f64x2.mul(s2, d2));
    m3d = f64x2.add(m3d, f64x2.mul(s3, d3));
  }
  let m2 = total(m2a, m2b, m2c, m2d);
  let m3 = total(m3a, m3b, m3c, m3d);
  for (; at < end; at += 8) {
    const y = load<f64>(at) - center;
    m2 += y * y;
    m3 += y * y * y;
  }
  store<f64>(out, <f64>n);
  store<f64>(out, sum, 8);
  store<f64>(out, m2, 16);
  store<f64>(out, m3, 24);
  store<f64>(out, <f64>e, 32);
}
