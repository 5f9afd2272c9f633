// Sums of a few doubles, in one order wherever they are taken.

/** Eight doubles of ones, then eight of zeros: from 64 - 8 r on they let the first r through. */
const MASKS: usize = memory.data<u64>([
  0xffffffffffffffff, 0xffffffffffffffff, 0xffffffffffffffff, 0xffffffffffffffff,
  0xffffffffffffffff, 0xffffffffffffffff, 0xffffffffffffffff, 0xffffffffffffffff,
  0, 0, 0, 0, 0, 0, 0, 0,
]);

/** Four of the eight doubles from `at` on in each lane, those that `mask` lets through. */
@inline
function eight(at: usize, mask: usize): v128 {
  const a = v128.and(v128.load(at), v128.load(mask));
  const b = v128.and(v128.load(at, 16), v128.load(mask, 16));
  const c = v128.and(v128.load(at, 32), v128.load(mask, 32));
  const d = v128.and(v128.load(at, 48), v128.load(mask, 48));
  return f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
}

/** The sum of `bytes` of doubles, eight at a time in a fixed order; no branch on how many there are of the last eight. */
@inline
export function sumOf(at: usize, bytes: usize): f64 {
  let sum = f64x2.splat(0);
  while (bytes > 64) {
    sum = f64x2.add(sum, eight(at, MASKS));
    at += 64;
    bytes -= 64;
  }
  sum = f64x2.add(sum, eight(at, MASKS + 64 - bytes));
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** The same of those doubles that are below `bound`. */
@inline
export function sumBelow(at: usize, bytes: usize, bound: f64): f64 {
  const bounds = f64x2.splat(bound);
  let sum = f64x2.splat(0);
  for (; bytes > 64; at += 64, bytes -= 64) sum = f64x2.add(sum, eightBelow(at, MASKS, bounds));
  sum = f64x2.add(sum, eightBelow(at, MASKS + 64 - bytes, bounds));
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

@inline
function below(at: usize, mask: usize, bounds: v128): v128 {
  const values = v128.load(at);
  return v128.and(v128.and(values, v128.load(mask)), f64x2.lt(values, bounds));
}

@inline
function eightBelow(at: usize, mask: usize, bounds: v128): v128 {
  const a = below(at, mask, bounds);
  const b = below(at + 16, mask + 16, bounds);
  const c = below(at + 32, mask + 32, bounds);
  const d = below(at + 48, mask + 48, bounds);
  return f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
}
