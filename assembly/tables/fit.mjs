// Polynomials for the smooth parts of special functions: Chebyshev interpolation at 160-digit precision, cut where the
// dropped coefficients no longer reach a double. The functions themselves are here too.
import { cosine, divide, exponential, logarithm, multiply, ONE, PI, ratio, squareRoot, sum } from "./fixedPoint.mjs";
import { fraction, subtract, times } from "./fraction.mjs";

const NODES = 48;
// cos((j + 1/2) pi k / NODES) by whole multiples of pi / (2 NODES).
const COSINES = Array.from({ length: 4 * NODES }, (_, i) =>
  cosine((PI * BigInt(i > 2 * NODES ? 4 * NODES - i : i)) / BigInt(2 * NODES)),
);

/**
 * Coefficients, constant first, of a polynomial in s on [-1, 1] that follows f(middle + half * s). Its degree is the
 * least that leaves less than 2^-57 of the function's size, so rounding dominates.
 */
export function fit(f, low, high) {
  const middle = (low + high) / 2n;
  const half = (high - low) / 2n;
  const values = Array.from({ length: NODES }, (_, j) => f(middle + multiply(half, COSINES[2 * j + 1])));
  const chebyshev = Array.from({ length: NODES }, (_, k) => {
    const dot = values.reduce(
      (total, value, j) => total + multiply(value, COSINES[((2 * j + 1) * k) % (4 * NODES)]),
      0n,
    );
    return (dot * (k ? 2n : 1n)) / BigInt(NODES);
  });
  const size = (x) => (x < 0n ? -x : x);
  let dropped = 0n;
  let degree = NODES - 1;
  for (; degree > 0; degree--) {
    dropped += size(chebyshev[degree]);
    if (dropped > size(chebyshev[0]) >> 57n) break;
  }
  if (degree > NODES - 8) throw new Error(`the function is too rough for ${NODES} nodes`);
  return inPowers(chebyshev.slice(0, degree + 1));
}

function inPowers(chebyshev) {
  let previous = [ONE];
  let current = [0n, ONE];
  const result = chebyshev.map(() => 0n);
  for (const c of chebyshev) {
    previous.forEach((p, i) => {
      result[i] += multiply(c, p);
    });
    const next = [0n, ...current.map((p) => 2n * p)];
    previous.forEach((p, i) => {
      next[i] -= p;
    });
    [previous, current] = [current, next];
  }
  return result;
}

/** Bernoulli numbers B_0, B_2, ... by the Akiyama-Tanigawa triangle. */
function bernoulli(count) {
  const numbers = [];
  const row = [];
  for (let m = 0; m < 2 * count; m++) {
    row[m] = fraction(1n, BigInt(m + 1));
    for (let j = m; j > 0; j--) row[j - 1] = times(j, subtract(row[j - 1], row[j]));
    if (m % 2 === 0) numbers.push(row[0]);
  }
  return numbers;
}

const BERNOULLI = bernoulli(64);
const LN_2PI = logarithm(2n * PI);

/** log Gamma(x + 1) - (x + 1/2) log x + x - log(2 pi) / 2 for x > 0: Stirling's series beyond 60, shifted from below. */
export function stirlingError(x) {
  let result = 0n;
  for (; x < 60n * ONE; x += ONE) result += multiply(x + ONE / 2n, logarithm(divide(x + ONE, x))) - ONE;
  const square = multiply(x, x);
  let power = x;
  for (let k = 1; k < BERNOULLI.length; k++) {
    const [numerator, denominator] = BERNOULLI[k];
    result += divide(ratio(numerator, denominator * BigInt(2 * k * (2 * k - 1))), power);
    power = multiply(power, square);
  }
  return result;
}

/** log Gamma(1 + x) for x > -1. */
export function logGamma1p(x) {
  const y = x + 2n * ONE;
  const stirling = multiply(y + ONE / 2n, logarithm(y)) - y + LN_2PI / 2n + stirlingError(y);
  return stirling - logarithm(multiply(x + ONE, y));
}

const TWO_OVER_ROOT_PI = divide(2n * ONE, squareRoot(PI));

/** exp(x^2) erf(x) = 2 / sqrt(pi) * (x + 2 x^3 / 3 + 4 x^5 / 15 + ...). */
function scaledErf(x) {
  const square = 2n * multiply(x, x);
  let term = x;
  const series = sum((k) => {
    if (k > 0) term = multiply(term, square) / BigInt(2 * k + 1);
    return term;
  });
  return multiply(TWO_OVER_ROOT_PI, series);
}

export const erf = (x) => multiply(scaledErf(x), exponential(-multiply(x, x)));

/** exp(x^2) erfc(x), x >= 0: the difference keeps 90 digits below 12; from there the asymptotic series has 60. */
export function erfcx(x) {
  const square = multiply(x, x);
  if (x < 12n * ONE) return exponential(square) - scaledErf(x);
  let term = divide(TWO_OVER_ROOT_PI / 2n, x);
  let result = term;
  for (let k = 1; k < 140; k++) {
    term = -divide(term * BigInt(2 * k - 1), 2n * square);
    result += term;
  }
  return result;
}
