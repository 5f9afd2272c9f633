// Polynomials in t on [-1, 1]: TERMS coefficients, lowest degree first. src/tables/polynomial.ts makes them.

export const TERMS: i32 = 16;
const LAST: usize = <usize>(TERMS - 1) << 3;

export function evaluate(coefficients: usize, t: f64): f64 {
  let value: f64 = 0;
  for (let at = coefficients + LAST; at >= coefficients; at -= 8) value = value * t + load<f64>(at);
  return value;
}

/** The integral from -1 to t. */
export function integral(coefficients: usize, t: f64): f64 {
  let value: f64 = 0;
  let before: f64 = 0;
  for (let k = TERMS - 1; k >= 0; k--) {
    const term = load<f64>(coefficients + (<usize>k << 3)) / <f64>(k + 1);
    value = value * t + term;
    before = term - before;
  }
  return value * t + before;
}

/** A polynomial has no more sign changes than its degree. */
const MOST_CHANGES: i32 = TERMS - 1;
const PLACES: usize = memory.data(MOST_CHANGES * 8);
/** Below this an interval is not halved again: 20 halvings of [-1, 1]. */
const NARROW: f64 = 2e-6;
const BERNSTEIN: usize = memory.data(24 * TERMS * 8);

let first: i32 = 0;
let sign: i32 = 0;
let changes: i32 = 0;

/**
 * Finds where the polynomial changes its sign on [-1, 1]; values within `level` count as 0. Between the places the sign
 * is proved: the coefficients in Bernstein's basis on an interval, of which the polynomial is an average, have it. Where
 * they do not agree the interval is halved. Returns the sign that comes first, -1, 0 or 1.
 */
export function findSignChanges(coefficients: usize, level: f64): i32 {
  first = 0;
  sign = 0;
  changes = 0;
  toBernstein(coefficients, BERNSTEIN);
  look(BERNSTEIN, -1, 1, level);
  return first;
}

/** Of the last search: how many there were, and where, ascending, each to 2^-20. */
export function signChanges(): i32 {
  return changes;
}

export function signChange(i: i32): f64 {
  return load<f64>(PLACES + (<usize>i << 3));
}

function look(bernstein: usize, from: f64, to: f64, level: f64): void {
  let low = Infinity;
  let high = -Infinity;
  for (let at = bernstein; at <= bernstein + LAST; at += 8) {
    const b = load<f64>(at);
    if (b < low) low = b;
    if (b > high) high = b;
  }
  const proved = low >= -level || high <= level;
  if (!proved && to - from > NARROW) {
    const middle = (from + to) / 2;
    const left = bernstein + LAST + 8;
    halve(bernstein, left);
    look(left, from, middle, level);
    look(bernstein, middle, to, level);
    return;
  }
  const here = proved ? (low >= -level ? (high > level ? 1 : 0) : -1) : signOf(load<f64>(bernstein + LAST));
  if (here == 0 || here == sign) return;
  if (sign == 0) {
    first = here;
  } else if (changes < MOST_CHANGES) {
    store<f64>(PLACES + (<usize>changes << 3), proved ? from : to);
    changes++;
  }
  sign = here;
}

function signOf(x: f64): i32 {
  return x > 0 ? 1 : x < 0 ? -1 : 0;
}

/** De Casteljau's division of an interval in the middle: the right half stays where the whole was. */
function halve(bernstein: usize, left: usize): void {
  for (let i = 0; i < TERMS; i++, left += 8) {
    store<f64>(left, load<f64>(bernstein));
    for (let at = bernstein; at < bernstein + LAST - (<usize>i << 3); at += 8) {
      store<f64>(at, (load<f64>(at) + load<f64>(at, 8)) / 2);
    }
  }
}

/** Coefficients in Bernstein's basis on [-1, 1]: those in powers of s = (t + 1) / 2 first. */
function toBernstein(coefficients: usize, out: usize): void {
  memory.copy(out, coefficients, LAST + 8);
  const end = out + LAST;
  // Horner's scheme again and again: coefficients in powers of t + 1, then of s.
  for (let low = out; low <= end; low += 8) {
    for (let at = end - 8; at >= low; at -= 8) store<f64>(at, load<f64>(at) - load<f64>(at, 8));
  }
  // Divided by the binomial coefficients they are the forward differences of the Bernstein coefficients.
  let power: f64 = 1;
  let binomial: f64 = 1;
  for (let k = 0; k < TERMS; k++, power *= 2) {
    if (k > 0) binomial = (binomial * <f64>(TERMS - k)) / <f64>k;
    const at = out + (<usize>k << 3);
    store<f64>(at, (load<f64>(at) * power) / binomial);
  }
  for (let low = end; low > out; low -= 8) {
    for (let at = low; at <= end; at += 8) store<f64>(at, load<f64>(at) + load<f64>(at - 8));
  }
}
