// Policy terms as arithmetic. What they mean is written in src/terms; here they are five or three numbers.

const THRESHOLD: usize = 8;
const DEDUCT: usize = 16;
const LIMIT: usize = 24;
const SHARE: usize = 32;

/**
 * Turns `count` claims at `claims` into payments, in place: t = trend * x, then share * min(t - deduct, limit) where
 * t > threshold and 0 elsewhere. The record at `terms` is trend, threshold, deduct, limit, share. One claim behind an
 * odd count is changed too; the buffer has room for it.
 */
export function applyClaimTerms(terms: usize, claims: usize, count: i32): void {
  const trend = f64x2.splat(load<f64>(terms));
  const threshold = f64x2.splat(load<f64>(terms, THRESHOLD));
  const deduct = f64x2.splat(load<f64>(terms, DEDUCT));
  const limit = f64x2.splat(load<f64>(terms, LIMIT));
  const share = f64x2.splat(load<f64>(terms, SHARE));
  const end = claims + (<usize>count << 3);
  for (let at = claims; at < end; at += 16) {
    const x = f64x2.mul(v128.load(at), trend);
    const pays = f64x2.gt(x, threshold);
    const capped = f64x2.pmin(f64x2.sub(x, deduct), limit);
    v128.store(at, v128.and(f64x2.mul(capped, share), pays));
  }
}

/** share * min(max(sum - deductible, 0), limit); the record at `terms` is deductible, limit, share. */
@inline
export function applyAggregateTerms(terms: usize, sum: f64): f64 {
  // Scalar choices would be branches, which a random sum makes expensive.
  const excess = f64x2.pmax(f64x2.splat(0), f64x2.splat(sum - load<f64>(terms)));
  const retained = f64x2.pmin(f64x2.splat(load<f64>(terms, 8)), excess);
  return f64x2.extract_lane(retained, 0) * load<f64>(terms, 16);
}
