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

/** The integral from -1 to t. */
export function integral(coefficients: Float64Array, t: number): number {
  let value = 0;
  let before = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) {
    value = value * t + coefficients[k]! / (k + 1);
    before = coefficients[k]! / (k + 1) - before;
  }
  return value * t + before;
}

/**
 * Where the polynomial changes its sign on [-1, 1], ascending, each to 2^-20; values within `level` count as 0. Between
 * the places the sign is proved: the coefficients in Bernstein's basis on an interval, of which the polynomial is an
 * average, have it. Where they do not agree the interval is halved.
 */
export function signChanges(coefficients: Float64Array, level: number): { sign: number; places: number[] } {
  const places: number[] = [];
  let first = 0;
  let sign = 0;
  const look = (bernstein: Float64Array, from: number, to: number): void => {
    let low = Infinity;
    let high = -Infinity;
    for (const b of bernstein) {
      if (b < low) low = b;
      if (b > high) high = b;
    }
    const here = low >= -level ? (high > level ? 1 : 0) : high <= level ? -1 : undefined;
    if (here === undefined && to - from > 2e-6) {
      const [left, right] = halves(bernstein);
      look(left, from, (from + to) / 2);
      look(right, (from + to) / 2, to);
      return;
    }
    const now = here ?? Math.sign(bernstein[bernstein.length - 1]!);
    if (now === 0 || now === sign) return;
    if (sign !== 0) places.push(here === undefined ? to : from);
    else first = now;
    sign = now;
  };
  look(toBernstein(coefficients), -1, 1);
  return { sign: first, places };
}

/** De Casteljau's division of an interval in the middle. */
function halves(bernstein: Float64Array): [Float64Array, Float64Array] {
  const n = bernstein.length;
  const right = bernstein.slice();
  const left = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    left[i] = right[0]!;
    for (let j = 0; j < n - 1 - i; j++) right[j] = (right[j]! + right[j + 1]!) / 2;
  }
  return [left, right];
}

/** Coefficients in Bernstein's basis on [-1, 1]: those in powers of s = (t + 1) / 2 first. */
function toBernstein(coefficients: Float64Array): Float64Array {
  const n = coefficients.length;
  const shifted = coefficients.slice();
  // Horner's scheme again and again: coefficients in powers of t + 1, then of s.
  for (let k = 0; k < n; k++) for (let i = n - 2; i >= k; i--) shifted[i] = shifted[i]! - shifted[i + 1]!;
  for (let k = 0, power = 1; k < n; k++, power *= 2) shifted[k] = shifted[k]! * power;
  // Divided by the binomial coefficients they are the forward differences of the Bernstein coefficients.
  for (let k = 1, binomial = 1; k < n; k++) {
    binomial = (binomial * (n - k)) / k;
    shifted[k] = shifted[k]! / binomial;
  }
  for (let k = n - 1; k > 0; k--) for (let i = k; i < n; i++) shifted[i] = shifted[i]! + shifted[i - 1]!;
  return shifted;
}
