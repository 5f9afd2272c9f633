// Counts doubles into bins of equal relative width, as fine as memory allows, for runs that keep no losses. A bin is
// the leading bits of an ordered key (orderedKey.ts): sign, exponent and BIN_BITS of the mantissa. Only integers, least and
// largest are kept, which do not depend on the order in which values come.

import { orderedKey } from "./orderedKey";

/** Bins in an octave, as a power of two: a bin is at most 2^-BIN_BITS wide, relative to its values. */
const BIN_BITS: i32 = 10;
/** A bin is 32 bytes: how many values as i64, their sum as i64 in units above the bin's start, least, -largest. */
const BIN_SHIFT: i32 = 5;

/**
 * Adds n values to a sketch: a table of 4096 addresses of pages, one for each leading 12 bits of the key, 0 where there
 * is none. Of the bits below the bin's, `digits` are summed. Returns how many values were added: all, or those before
 * one whose page is missing.
 */
export function tally(from: usize, n: i32, pages: usize, digits: i32): i32 {
  const drop = <u64>(52 - BIN_BITS - digits);
  const mask = (<u64>1 << <u64>digits) - 1;
  for (let i = 0; i < n; i++, from += 8) {
    const x = load<f64>(from);
    const key = orderedKey(x);
    const page = <usize>load<u32>(pages + (<usize>(key >> 52) << 2));
    if (page == 0) return i;
    const bin = page + ((<usize>(key >> (52 - BIN_BITS)) & ((1 << BIN_BITS) - 1)) << BIN_SHIFT);
    const one = i64x2.replace_lane(i64x2.splat(1), 1, <i64>((key >> drop) & mask));
    v128.store(bin, i64x2.add(v128.load(bin), one));
    const ends = f64x2.replace_lane(f64x2.splat(x), 1, -x);
    v128.store(bin, f64x2.pmin(v128.load(bin, 16), ends), 16);
  }
  return n;
}
