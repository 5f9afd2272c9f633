// Real numbers as BigInt multiples of 2^-512 (about 154 digits). Slow and exact in its ways: the same bits from every
// Node version, which Math.exp and its kin do not promise. Errors are some units of 2^-512 a call.

const BITS = 512n;
export const ONE = 1n << BITS;

/** The fixed-point value nearest below numerator / denominator; both BigInt or safe integers. */
export const ratio = (numerator, denominator = 1) => (BigInt(numerator) << BITS) / BigInt(denominator);
export const multiply = (x, y) => (x * y) >> BITS;
export const divide = (x, y) => (x << BITS) / y;

export function squareRoot(x) {
  const target = x << BITS;
  let root = 1n << BigInt((target.toString(2).length >> 1) + 1);
  for (;;) {
    const next = (root + target / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** Sum of term(k) for k = 0, 1, ... until the terms vanish. */
export function sum(term) {
  let total = 0n;
  for (let k = 0; ; k++) {
    const t = term(k);
    if (t === 0n || t === -1n) return total;
    total += t;
  }
}

/** atanh(x) for small x. */
function inverseTanh(x) {
  const square = multiply(x, x);
  let power = x;
  return sum((k) => {
    const t = power / BigInt(2 * k + 1);
    power = multiply(power, square);
    return t;
  });
}

const SHIFTS = 24;
const LN_2 = 2n * inverseTanh(ratio(1, 3));
// log(1 + 2^-j): the factors that carry any mantissa to within 2^-SHIFTS of 2.
const LN_FACTORS = Array.from({ length: SHIFTS + 1 }, (_, j) => 2n * inverseTanh(ratio(1, (1n << BigInt(j + 1)) + 1n)));

export function logarithm(x) {
  const exponent = BigInt(x.toString(2).length) - 1n - BITS;
  let mantissa = exponent >= 0n ? x >> exponent : x << -exponent;
  let result = exponent * LN_2;
  for (let j = 1; j <= SHIFTS; j++) {
    const grown = mantissa + (mantissa >> BigInt(j));
    if (grown <= 2n * ONE) {
      mantissa = grown;
      result -= LN_FACTORS[j];
    }
  }
  return result + LN_2 + 2n * inverseTanh(divide(mantissa - 2n * ONE, mantissa + 2n * ONE));
}

export function exponential(x) {
  const whole = x / LN_2;
  const reduced = (x - whole * LN_2) >> 16n;
  let term = ONE;
  let result = sum((k) => {
    if (k > 0) term = multiply(term, reduced) / BigInt(k);
    return term;
  });
  for (let i = 0; i < 16; i++) result = multiply(result, result);
  return whole >= 0n ? result << whole : result >> -whole;
}

/** Machin's formula. */
export const PI = (() => {
  const inverseTangent = (n) => {
    let power = ratio(1, n);
    return sum((k) => {
      const t = power / BigInt(2 * k + 1);
      power /= BigInt(n * n);
      return k % 2 ? -t : t;
    });
  };
  return 4n * (4n * inverseTangent(5) - inverseTangent(239));
})();

export function cosine(x) {
  const square = multiply(x, x);
  let term = ONE;
  return sum((k) => {
    if (k > 0) term = -multiply(term, square) / BigInt(2 * k * (2 * k - 1));
    return term;
  });
}

/** The nearest double, ties to even; no value here is subnormal. */
export function toDouble(x) {
  if (x < 0n) return -toDouble(-x);
  const excess = BigInt(x.toString(2).length - 53);
  if (x === 0n || excess <= 0n) return Number(x) * 2 ** -Number(BITS);
  let integer = x >> excess;
  const rest = x - (integer << excess);
  const half = 1n << (excess - 1n);
  if (rest > half || (rest === half && integer & 1n)) integer++;
  return Number(integer) * 2 ** Number(excess - BITS);
}
