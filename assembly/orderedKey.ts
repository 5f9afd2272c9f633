/**
 * A double's bits as an unsigned integer in the same order: -Infinity lowest, both zeros one key.
 */
// @ts-ignore: decorator
@inline
export function orderedKey(x: f64): u64 {
  const bits = reinterpret<i64>(x + 0.0);
  return <u64>(bits ^ ((bits >> 63) | i64.MIN_VALUE));
}
