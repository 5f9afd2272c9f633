// The linear passes of which exact selection is made: keep what lies in a window, count around a value, count leading
// digits. Values come in blocks of doubles; where 32 of them are tested at once, up to 31 are left for a plain loop.
//
// Room: a function that keeps values writes up to 64 bytes past the last one kept and reads 8 past the last one given.
// `to` may equal `from`: nothing is overwritten before it was read, for a value never moves up.

import { orderedKey } from "./orderedKey";

// @ts-ignore: decorator
@inline
const BATCH: i32 = 32;

/** One bit of each of 16 lanes that are all ones or all zeros. */
// @ts-ignore: decorator
@inline
function pack(a: v128, b: v128, c: v128, d: v128, e: v128, f: v128, g: v128, h: v128): u32 {
  const low = i16x8.narrow_i32x4_s(v128.shuffle<i32>(a, b, 0, 2, 4, 6), v128.shuffle<i32>(c, d, 0, 2, 4, 6));
  const high = i16x8.narrow_i32x4_s(v128.shuffle<i32>(e, f, 0, 2, 4, 6), v128.shuffle<i32>(g, h, 0, 2, 4, 6));
  return i8x16.bitmask(i8x16.narrow_i16x8_s(low, high));
}

// @ts-ignore: decorator
@inline
function atMost16(from: usize, bound: v128): u32 {
  return pack(
    f64x2.le(v128.load(from), bound),
    f64x2.le(v128.load(from, 16), bound),
    f64x2.le(v128.load(from, 32), bound),
    f64x2.le(v128.load(from, 48), bound),
    f64x2.le(v128.load(from, 64), bound),
    f64x2.le(v128.load(from, 80), bound),
    f64x2.le(v128.load(from, 96), bound),
    f64x2.le(v128.load(from, 112), bound),
  );
}

// @ts-ignore: decorator
@inline
function atLeast16(from: usize, bound: v128): u32 {
  return pack(
    f64x2.ge(v128.load(from), bound),
    f64x2.ge(v128.load(from, 16), bound),
    f64x2.ge(v128.load(from, 32), bound),
    f64x2.ge(v128.load(from, 48), bound),
    f64x2.ge(v128.load(from, 64), bound),
    f64x2.ge(v128.load(from, 80), bound),
    f64x2.ge(v128.load(from, 96), bound),
    f64x2.ge(v128.load(from, 112), bound),
  );
}

/** Bit i: value i of 32 is at most the bound. A NaN is not. */
// @ts-ignore: decorator
@inline
function atMost32(from: usize, bound: v128): u32 {
  return atMost16(from, bound) | (atMost16(from + 128, bound) << 16);
}

/** Bit i: value i of 32 is at least the bound. A NaN is not. */
// @ts-ignore: decorator
@inline
function atLeast32(from: usize, bound: v128): u32 {
  return atLeast16(from, bound) | (atLeast16(from + 128, bound) << 16);
}

/** A batch of which more are kept is copied pair by pair, and so are those behind it until no more than LEAST are. */
// @ts-ignore: decorator
@inline
const MOST: u32 = 8;
// @ts-ignore: decorator
@inline
const LEAST: u32 = 4;

// @ts-ignore: decorator
@inline
function copyFirst(from: usize, bits: u32, to: usize): u32 {
  store<f64>(to, load<f64>(from + (<usize>ctz(bits) << 3)));
  return bits & (bits - 1);
}

/** Copies the values whose bits are set, MOST at most, to `to` in order; so many copies are made in any case. */
// @ts-ignore: decorator
@inline
function copyFew(from: usize, bits: u32, to: usize): void {
  bits = copyFirst(from, bits, to);
  bits = copyFirst(from, bits, to + 8);
  bits = copyFirst(from, bits, to + 16);
  bits = copyFirst(from, bits, to + 24);
  bits = copyFirst(from, bits, to + 32);
  bits = copyFirst(from, bits, to + 40);
  bits = copyFirst(from, bits, to + 48);
  copyFirst(from, bits, to + 56);
}

/**
 * Writes those of two values that are not to be dropped, and returns where they end. No branch: two lanes are written
 * in any case, the second also in place of the first where that one is dropped.
 */
// @ts-ignore: decorator
@inline
function copyPair(pair: v128, drop: v128, to: usize): usize {
  v128.store(to, v128.bitselect(v128.shuffle<i64>(pair, pair, 1, 1), pair, drop));
  return to + 16 - (<usize>popcnt(i64x2.bitmask(drop)) << 3);
}

// @ts-ignore: decorator
@inline
function copyPairAbove(from: usize, lows: v128, to: usize): usize {
  const pair = v128.load(from);
  return copyPair(pair, f64x2.le(pair, lows), to);
}

// @ts-ignore: decorator
@inline
function copyPairBetween(from: usize, lows: v128, highs: v128, to: usize): usize {
  const pair = v128.load(from);
  return copyPair(pair, v128.or(f64x2.le(pair, lows), f64x2.ge(pair, highs)), to);
}

/** Keeps the values that are not at most `low`, in order; returns how many. A NaN is kept; a NaN `low` keeps all. */
export function compactAbove(from: usize, n: i32, low: f64, to: usize): i32 {
  const start = to;
  const end = from + (<usize>n << 3);
  const lows = f64x2.splat(low);
  let many = false;
  for (const whole = from + (<usize>(n & -BATCH) << 3); from < whole; from += BATCH << 3) {
    if (!many) {
      const bits = ~atMost32(from, lows);
      const kept = popcnt(bits);
      if (kept <= MOST) {
        copyFew(from, bits, to);
        to += <usize>kept << 3;
        continue;
      }
    }
    const before = to;
    for (let at = from, past = from + (BATCH << 3); at < past; at += 64) {
      to = copyPairAbove(at, lows, to);
      to = copyPairAbove(at + 16, lows, to);
      to = copyPairAbove(at + 32, lows, to);
      to = copyPairAbove(at + 48, lows, to);
    }
    many = to - before > <usize>(LEAST << 3);
  }
  for (; from < end; from += 8) {
    const x = load<f64>(from);
    store<f64>(to, x);
    to += x <= low ? 0 : 8;
  }
  return <i32>((to - start) >> 3);
}

/**
 * Keeps the values strictly between `low` and `high`, in order; returns how many, and adds to the double at `atMostLow`
 * how many are at most `low`. A NaN is kept; a NaN bound excludes nothing.
 */
export function compactBetween(from: usize, n: i32, low: f64, high: f64, to: usize, atMostLow: usize): i32 {
  const start = to;
  const end = from + (<usize>n << 3);
  const lows = f64x2.splat(low);
  const highs = f64x2.splat(high);
  let lower = 0;
  let many = false;
  for (const whole = from + (<usize>(n & -BATCH) << 3); from < whole; from += BATCH << 3) {
    const low32 = atMost32(from, lows);
    const bits = ~(low32 | atLeast32(from, highs));
    const kept = popcnt(bits);
    lower += popcnt(low32);
    many = kept > (many ? LEAST : MOST);
    if (!many) {
      copyFew(from, bits, to);
      to += <usize>kept << 3;
      continue;
    }
    for (let at = from, past = from + (BATCH << 3); at < past; at += 16) to = copyPairBetween(at, lows, highs, to);
  }
  for (; from < end; from += 8) {
    const x = load<f64>(from);
    store<f64>(to, x);
    lower += <i32>(x <= low);
    to += <i32>(x <= low) | <i32>(x >= high) ? 0 : 8;
  }
  store<f64>(atMostLow, load<f64>(atMostLow) + <f64>lower);
  return <i32>((to - start) >> 3);
}

/** How many values are at most the bound. */
export function countAtMost(from: usize, n: i32, bound: f64): i32 {
  const end = from + (<usize>n << 3);
  const bounds = f64x2.splat(bound);
  let found = 0;
  for (const whole = from + (<usize>(n & -BATCH) << 3); from < whole; from += BATCH << 3) {
    found += popcnt(atMost32(from, bounds));
  }
  for (; from < end; from += 8) found += <i32>(load<f64>(from) <= bound);
  return found;
}

/** How many values are at least the bound. */
export function countAtLeast(from: usize, n: i32, bound: f64): i32 {
  const end = from + (<usize>n << 3);
  const bounds = f64x2.splat(bound);
  let found = 0;
  for (const whole = from + (<usize>(n & -BATCH) << 3); from < whole; from += BATCH << 3) {
    found += popcnt(atLeast32(from, bounds));
  }
  for (; from < end; from += 8) found += <i32>(load<f64>(from) >= bound);
  return found;
}

/** The index of the first NaN, or -1. */
export function indexOfNaN(from: usize, n: i32): i32 {
  const start = from;
  const end = from + (<usize>n << 3);
  for (const whole = from + (<usize>(n & -8) << 3); from < whole; from += 64) {
    const a = v128.load(from);
    const b = v128.load(from, 16);
    const c = v128.load(from, 32);
    const d = v128.load(from, 48);
    const ab = v128.or(f64x2.ne(a, a), f64x2.ne(b, b));
    if (v128.any_true(v128.or(ab, v128.or(f64x2.ne(c, c), f64x2.ne(d, d))))) break;
  }
  for (; from < end; from += 8) {
    const x = load<f64>(from);
    if (x !== x) return <i32>((from - start) >> 3);
  }
  return -1;
}

/**
 * Counts the 16-bit digits that start at bit `shift` (48, 32, 16 or 0) of the ordered keys, among values whose higher
 * digits are `prefix`; adds to the 65,536 doubles at `counts`.
 */
export function countDigits(from: usize, n: i32, prefix: u64, shift: i32, counts: usize): void {
  for (const end = from + (<usize>n << 3); from < end; from += 8) {
    const key = orderedKey(load<f64>(from)) >> <u64>shift;
    if (key >> 16 != prefix) continue;
    const count = counts + (<usize>(key & 0xffff) << 3);
    store<f64>(count, load<f64>(count) + 1);
  }
}

/** Widens n single-precision numbers to doubles. */
export function widen(from: usize, n: i32, to: usize): void {
  const end = from + (<usize>n << 2);
  for (const whole = from + (<usize>(n & -2) << 2); from < whole; from += 8, to += 16) {
    v128.store(to, f64x2.promote_low_f32x4(v128.load64_zero(from)));
  }
  if (from < end) store<f64>(to, <f64>load<f32>(from));
}

/** Rounds n doubles to single precision; beyond the largest, to infinity. */
export function narrow(from: usize, n: i32, to: usize): void {
  const end = from + (<usize>n << 3);
  for (const whole = from + (<usize>(n & -2) << 3); from < whole; from += 16, to += 8) {
    v128.store64_lane(to, f32x4.demote_f64x2_zero(v128.load(from)), 0);
  }
  if (from < end) store<f32>(to, <f32>load<f64>(from));
}
