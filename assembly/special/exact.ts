// What rounding lost, as a double of its own; exact unless something overflows or becomes subnormal.

/** (a + b) - sum, where sum is a + b rounded. Knuth, The Art of Computer Programming 2, 4.2.2. */
@inline
export function sumError(a: f64, b: f64, sum: f64): f64 {
  const t = sum - a;
  return a - (sum - t) + (b - t);
}

/** a * b - product, where product is a * b rounded, for factors below 1e300. Dekker 1971, doi 10.1007/BF01397083. */
export function productError(a: f64, b: f64, product: f64): f64 {
  const aHigh = highHalf(a);
  const bHigh = highHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** The leading 26 bits, so that a product of two halves is exact; all of x where the multiplication would overflow. */
@inline
function highHalf(x: f64): f64 {
  const shifted = x * 134217729;
  return abs(shifted) < Infinity ? shifted - (shifted - x) : x;
}
