import type { ClaimTerms } from "./perClaim.js";

const bits = new DataView(new ArrayBuffer(8));

function adjacent(x: number, step: 1n | -1n): number {
  bits.setFloat64(0, x);
  bits.setBigInt64(0, bits.getBigInt64(0) + step);
  return bits.getFloat64(0);
}

// Below this the product with the trend may be subnormal, where many claims share one trended amount.
const SMALLEST_NORMAL = 2.2250738585072014e-308;

/**
 * The largest ground-up claim that pays nothing, so that P(payment > 0) is the severity's survival there, atoms
 * included: rounding is monotone, so trend * x > threshold holds for the doubles above it and for no other.
 */
export function groundUpThreshold(terms: ClaimTerms): number {
  const { trend, threshold } = terms;
  let x = threshold / trend;
  if (trend === 1 || !(threshold >= SMALLEST_NORMAL && threshold < Infinity)) return x;
  // The quotient and the product are each within half a unit of the last place: a few steps at most.
  while (trend * x > threshold) x = adjacent(x, -1n);
  for (let next = adjacent(x, 1n); trend * next <= threshold; next = adjacent(next, 1n)) x = next;
  return x;
}
