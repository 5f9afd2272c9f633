// Fourier transform of real sequences, and back. Between the two the spectrum stays in bit-reversed order, in which
// everything that is done to it value by value is as good as in any other: no permutation is ever made.
//
// Seen as polynomials: a block is a residue modulo x^2m - s^2 and is split into those modulo x^m - s and x^m + s, down to
// values (Bernstein 2001, "Multidigit multiplication for mathematicians"). The root s of a block depends on its number
// alone, so one table in bit-reversed order serves every length, inner loops have constant roots, and a block that fits
// the cache is finished before the next one is touched. Two levels at a time, radix 4.

import { cosSeries, sinSeries } from "./spectrum";

const PI: f64 = 3.141592653589793;
/** Complex numbers of a block that is transformed level by level, 64 KiB; larger ones are split first. */
const CACHED: u32 = 4096;

@inline
function times(z: v128, real: v128, imaginary: v128): v128 {
  return f64x2.add(f64x2.mul(z, real), f64x2.mul(v128.shuffle<f64>(z, z, 1, 0), imaginary));
}

/** (-b, b), with which `times` multiplies by the imaginary part b. */
@inline
function crossed(b: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(b), 0, -b);
}

@inline
function timesI(z: v128): v128 {
  return f64x2.mul(v128.shuffle<f64>(z, z, 1, 0), crossed(1));
}

@inline
function conjugate(z: v128): v128 {
  return f64x2.mul(z, f64x2.replace_lane(f64x2.splat(1), 1, -1));
}

@inline
function reversed(n: u32): u32 {
  n = ((n >> 1) & 0x55555555) | ((n & 0x55555555) << 1);
  n = ((n >> 2) & 0x33333333) | ((n & 0x33333333) << 2);
  n = ((n >> 4) & 0x0f0f0f0f) | ((n & 0x0f0f0f0f) << 4);
  return bswap<u32>(n);
}

/** The first `count` roots exp(pi i f), f the bits of the index read behind the point in reverse: 0, 1/2, 1/4, 3/4, ... */
export function makeRoots(roots: usize, count: u32): void {
  for (let b: u32 = 0; b < count; b++) {
    const f = <f64>reversed(b) * 2.3283064365386963e-10;
    // The nearest multiple of pi / 2 comes off exactly, so the series see pi / 4 at most.
    const quarter = nearest(2 * f);
    const angle = f64x2.splat(PI * (f - 0.5 * quarter));
    const square = f64x2.mul(angle, angle);
    const sine = f64x2.extract_lane(sinSeries(angle, square), 0);
    const cosine = f64x2.extract_lane(cosSeries(square), 0);
    const at = roots + (<usize>b << 4);
    f64.store(at, quarter === 0 ? cosine : quarter === 1 ? -sine : -cosine);
    f64.store(at, quarter === 0 ? sine : quarter === 1 ? cosine : -sine, 8);
  }
}

/** The four quarters of block b, each of m numbers, become four blocks. */
@inline
function split4(at: usize, m: usize, roots: usize, b: usize): void {
  const first = roots + (b << 4);
  const second = roots + (b << 5);
  const sr = f64.load(first);
  const si = f64.load(first, 8);
  const tr = f64.load(second);
  const ti = f64.load(second, 8);
  const ur = sr * tr - si * ti;
  const ui = sr * ti + si * tr;
  const s = f64x2.splat(sr), sx = crossed(si);
  const t = f64x2.splat(tr), tx = crossed(ti);
  const u = f64x2.splat(ur), ux = crossed(ui);
  const quarter = m << 4;
  for (const end = at + quarter; at < end; at += 16) {
    const one = at + quarter, two = one + quarter, three = two + quarter;
    const a = v128.load(at);
    const b1 = times(v128.load(one), t, tx);
    const b2 = times(v128.load(two), s, sx);
    const b3 = times(v128.load(three), u, ux);
    const even = f64x2.add(a, b2);
    const odd = f64x2.sub(a, b2);
    const sum = f64x2.add(b1, b3);
    const difference = timesI(f64x2.sub(b1, b3));
    v128.store(at, f64x2.add(even, sum));
    v128.store(one, f64x2.sub(even, sum));
    v128.store(two, f64x2.add(odd, difference));
    v128.store(three, f64x2.sub(odd, difference));
  }
}

/** split4 undone, times 4. */
@inline
function join4(at: usize, m: usize, roots: usize, b: usize): void {
  const first = roots + (b << 4);
  const second = roots + (b << 5);
  const sr = f64.load(first);
  const si = -f64.load(first, 8);
  const tr = f64.load(second);
  const ti = -f64.load(second, 8);
  const ur = sr * tr - si * ti;
  const ui = sr * ti + si * tr;
  const s = f64x2.splat(sr), sx = crossed(si);
  const t = f64x2.splat(tr), tx = crossed(ti);
  const u = f64x2.splat(ur), ux = crossed(ui);
  const quarter = m << 4;
  for (const end = at + quarter; at < end; at += 16) {
    const one = at + quarter, two = one + quarter, three = two + quarter;
    const u0 = v128.load(at), u1 = v128.load(one), u2 = v128.load(two), u3 = v128.load(three);
    const even = f64x2.add(u0, u1);
    const odd = f64x2.add(u2, u3);
    const sum = f64x2.sub(u0, u1);
    const difference = timesI(f64x2.sub(u3, u2));
    v128.store(at, f64x2.add(even, odd));
    v128.store(one, times(f64x2.add(sum, difference), t, tx));
    v128.store(two, times(f64x2.sub(even, odd), s, sx));
    v128.store(three, times(f64x2.sub(sum, difference), u, ux));
  }
}

/** Block b of `size` numbers, a power of two, down to values. */
function forward(at: usize, size: u32, roots: usize, b: usize): void {
  if (size > CACHED) {
    split4(at, size >> 2, roots, b);
    for (let i: u32 = 0; i < 4; i++) forward(at + (<usize>(i * (size >> 2)) << 4), size >> 2, roots, (b << 2) + i);
    return;
  }
  let blocks: u32 = 1;
  let m = size;
  for (; m >= 4; m >>= 2, blocks <<= 2) {
    for (let i: u32 = 0; i < blocks; i++) split4(at + (<usize>(i * m) << 4), m >> 2, roots, b * blocks + i);
  }
  if (m === 1) return;
  for (let i: u32 = 0; i < blocks; i++) {
    const pair = at + (<usize>i << 5);
    const root = roots + ((b * blocks + i) << 4);
    const low = v128.load(pair);
    const high = times(v128.load(pair, 16), v128.load64_splat(root), crossed(f64.load(root, 8)));
    v128.store(pair, f64x2.add(low, high));
    v128.store(pair, f64x2.sub(low, high), 16);
  }
}

/** `forward` undone, times `size`. */
function backward(at: usize, size: u32, roots: usize, b: usize): void {
  if (size > CACHED) {
    for (let i: u32 = 0; i < 4; i++) backward(at + (<usize>(i * (size >> 2)) << 4), size >> 2, roots, (b << 2) + i);
    join4(at, size >> 2, roots, b);
    return;
  }
  let m: u32 = 1;
  // A length that is no power of four has one level of pairs, the last one down.
  if ((ctz(size) & 1) === 1) {
    const pairs = size >> 1;
    for (let i: u32 = 0; i < pairs; i++) {
      const pair = at + (<usize>i << 5);
      const root = roots + ((b * pairs + i) << 4);
      const low = v128.load(pair);
      const high = v128.load(pair, 16);
      v128.store(pair, f64x2.add(low, high));
      v128.store(pair, times(f64x2.sub(low, high), v128.load64_splat(root), crossed(-f64.load(root, 8))), 16);
    }
    m = 2;
  }
  for (; m < size; m <<= 2) {
    const blocks = size / (m << 2);
    for (let i: u32 = 0; i < blocks; i++) join4(at + (<usize>(i * (m << 2)) << 4), m, roots, b * blocks + i);
  }
}

/**
 * `points` >= 4 reals, a power of two, become the points / 2 + 1 complex values of their spectrum that say all: sums of
 * x[j] exp(2 pi i j k / points), k = 0 .. points / 2 - 1 in bit-reversed order, and behind them that of k = points / 2.
 * `roots` holds points / 2 of them.
 *
 * Even and odd reals are the two parts of half as many complex numbers; the spectrum of these at k and at -k gives those of
 * both, and -k stands in the mirror image of k's place between two powers of two.
 */
export function transform(at: usize, points: u32, roots: usize): void {
  const size = points >> 1;
  forward(at, size, roots, 0);
  const half = f64x2.splat(0.5);
  for (let start: u32 = 2; start < size; start <<= 1) {
    const middle = start + (start >> 1);
    for (let p = start; p < middle; p++) {
      const here = at + (<usize>p << 4);
      const there = at + (<usize>(3 * start - 1 - p) << 4);
      const root = roots + (<usize>p << 4);
      const z = v128.load(here);
      const mirrored = conjugate(v128.load(there));
      const even = f64x2.mul(half, f64x2.add(z, mirrored));
      const turned = timesI(f64x2.mul(half, f64x2.sub(mirrored, z)));
      const odd = times(turned, v128.load64_splat(root), crossed(f64.load(root, 8)));
      v128.store(here, f64x2.add(even, odd));
      v128.store(there, conjugate(f64x2.sub(even, odd)));
    }
  }
  const real = f64.load(at);
  const imaginary = f64.load(at, 8);
  const last = at + (<usize>size << 4);
  f64.store(at, real + imaginary);
  f64.store(at, 0, 8);
  f64.store(last, real - imaginary);
  f64.store(last, 0, 8);
}

/** The reals of a spectrum as `transform` leaves it, in its place. */
export function transformBack(at: usize, points: u32, roots: usize): void {
  const size = points >> 1;
  // Halves are made here, and the sums are divided by their number at once: both are powers of two.
  const scale = f64x2.splat(0.5 / <f64>size);
  for (let start: u32 = 2; start < size; start <<= 1) {
    const middle = start + (start >> 1);
    for (let p = start; p < middle; p++) {
      const here = at + (<usize>p << 4);
      const there = at + (<usize>(3 * start - 1 - p) << 4);
      const root = roots + (<usize>p << 4);
      const x = v128.load(here);
      const mirrored = conjugate(v128.load(there));
      const even = f64x2.mul(scale, f64x2.add(x, mirrored));
      const odd = f64x2.mul(scale, f64x2.sub(x, mirrored));
      const turned = timesI(times(odd, v128.load64_splat(root), crossed(-f64.load(root, 8))));
      v128.store(here, f64x2.add(even, turned));
      v128.store(there, conjugate(f64x2.sub(even, turned)));
    }
  }
  const first = f64.load(at);
  const last = f64.load(at + (<usize>size << 4));
  const factor = 0.5 / <f64>size;
  f64.store(at, factor * (first + last));
  f64.store(at, factor * (first - last), 8);
  v128.store(at, f64x2.mul(v128.load(at, 16), f64x2.splat(2 * factor)), 16);
  backward(at, size, roots, 0);
}
