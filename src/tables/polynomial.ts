/** Polynomials in t on [-1, 1], as arrays of coefficients, lowest degree first. */

/** Coefficients of an interpolating polynomial. */
export const terms = 16;

/** cos((2j + 1) pi / 32) for j from 0 to 7: the Chebyshev points of one sign. */
const positiveCosines = [
  0.9951847266721969, 0.9569403357322088, 0.881921264348355, 0.773010453362737, 0.6343932841636455, 0.47139673682599764,
  0.2902846772544624, 0.0980171403295606,
];
/** The Chebyshev points, at which `interpolate` wants its values. */
export const cosines: readonly number[] = [...positiveCosines, ...positiveCosines.map((t) => -t).reverse()];

/** Row k: the Chebyshev polynomial of degree k at the points. */
const chebyshev: Float64Array[] = [];
/** Row k: its coefficients, whole numbers. */
const monomials: Float64Array[] = [];
for (let k = 0; k < terms; k++) {
  const [last, before] = [chebyshev[k - 1], chebyshev[k - 2]];
  chebyshev.push(Float64Array.from(cosines, (t, j) => (k === 0 ? 1 : k === 1 ? t : 2 * t * last![j]! - before![j]!)));
  const row = new Float64Array(terms);
  if (k < 2) row[k] = 1;
  else for (let i = 0; i < terms; i++) row[i] = 2 * (monomials[k - 1]![i - 1] ?? 0) - monomials[k - 2]![i]!;
  monomials.push(row);
}

/** The polynomial through the values at the points, and a bound of what it is anywhere on [-1, 1]. */
export function interpolate(values: readonly number[]): { coefficients: Float64Array; bound: number } {
  const coefficients = new Float64Array(terms);
  let bound = 0;
  for (let k = 0; k < terms; k++) {
    let sum = 0;
    for (let j = 0; j < terms; j++) sum += values[j]! * chebyshev[k]![j]!;
    const weight = sum / (k === 0 ? terms : terms / 2);
    bound += Math.abs(weight);
    for (let i = k; i >= 0; i -= 2) coefficients[i] = coefficients[i]! + weight * monomials[k]![i]!;
  }
  return { coefficients, bound };
}

export function evaluate(coefficients: Float64Array, t: number): number {
  let value = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) value = value * t + coefficients[k]!;
  return value;
}
