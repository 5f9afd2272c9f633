// The density of a sum of N gamma(alpha, 1) claims, N of a law that special/countLaws.ts knows:
// f(x) = sum over n of P(N = n) x^(n alpha - 1) e^-x / Gamma(n alpha) (for Poisson counts a Tweedie law; Dunn & Smyth
// 2005, doi 10.1007/s11222-005-4070-y). It integrates to P(N > 0).
//
// The terms are summed around the largest one, at a reference claim; near it each is that of the reference times a power
// of one number, so the sum is a polynomial. Where the terms form a bell of many counts, every k-th of them is taken k
// times: a sum of such a function and its integral agree beyond double precision once the steps are a third of its
// standard deviation (Trefethen & Weideman 2014, doi 10.1137/130932132).

import { logPmf } from "../special/countLaws";
import { exp, log, log1p } from "../special/elementary";
import { logGammaKernel } from "../special/gammaKernel";

/** Terms below exp(-50) of the largest are left out; the standard deviations by which the bell may move meanwhile. */
const LEFT: f64 = 50;
const MOVES: f64 = 3;
const STEPS_IN_DEVIATION: f64 = 3;
/** Terms on either side of the largest: more than the plan tries. */
const MOST_TERMS: i32 = 8192;

let kind: i32 = 0;
let a: f64 = 0;
let b: f64 = 0;
let alpha: f64 = 0;

/** The reference claim, and the claims for which its terms are enough. */
let reference: f64 = 0;
let from: f64 = 0;
let to: f64 = 0;
/** The count of the largest term, that of the first, and how far they are apart. */
let mode: f64 = 0;
let first: f64 = 0;
let step: f64 = 0;
/** P(N = n) times the density of the reference, from the first count on. */
let room: usize = 0;
let terms: usize = 0;
let termsEnd: usize = 0;

/** Bytes of the room that terms need. */
export function sumDensityRoom(): i32 {
  return 2 * MOST_TERMS * 8;
}

export function beginSumDensity(countKind: i32, countA: f64, countB: f64, shape: f64, termsRoom: usize): void {
  kind = countKind;
  a = countA;
  b = countB;
  alpha = shape;
  room = termsRoom;
  mode = 1;
  from = Infinity;
  to = -Infinity;
}

export function sumDensity(x: f64): f64 {
  if (!(x > 0)) return 0;
  if (!(x >= from && x <= to)) makeReference(x);
  return sumAt(x);
}

/** Log of a term at x, times x. */
function term(n: f64, x: f64): f64 {
  return n < 1 ? -Infinity : logPmf(kind, a, b, n) + logGammaKernel(n * alpha, x);
}

function makeReference(x: f64): void {
  mode = largest(x, mode);
  const top = term(mode, x);
  const far = Math.max(1, Math.floor(Math.sqrt(mode) / 2));
  const curvature = (2 * top - term(mode + far, x) - term(mode - far, x)) / (far * far);
  const deviation = curvature < Infinity ? 1 / Math.sqrt(curvature) : 1;
  // Next to the least or the largest count there is no bell: every count is taken.
  const bell = mode > 14 * deviation && term(mode + Math.ceil(14 * deviation), x) > -Infinity;
  step = bell ? Math.max(1, Math.floor(deviation / STEPS_IN_DEVIATION)) : 1;
  const spare = Math.ceil((MOVES * deviation) / step);
  const middle = room + (<usize>MOST_TERMS << 3);
  terms = middle;
  termsEnd = middle;
  first = mode;
  let more = spare;
  for (let n = mode - step; n >= 1 && more > 0 && terms > room; n -= step) {
    const value = term(n, x);
    terms -= 8;
    first = n;
    store<f64>(terms, (step * exp(value)) / x);
    if (!(value > top - LEFT)) more--;
  }
  more = spare;
  for (let n = mode; more > 0 && termsEnd < middle + (<usize>MOST_TERMS << 3); n += step) {
    const value = term(n, x);
    store<f64>(termsEnd, (step * exp(value)) / x);
    termsEnd += 8;
    if (value == -Infinity) break;
    if (!(value > top - LEFT)) more--;
  }
  const whole = first == 1 && step == 1;
  const reach = Math.min(0.5, (MOVES * deviation) / mode);
  reference = x;
  from = whole ? x / 1e6 : x * (1 - reach);
  to = x * (1 + reach);
}

/** The count at which a log-concave function is largest, sought from a count near it. */
function largest(x: f64, near: f64): f64 {
  let n = near;
  let stride: f64 = 1;
  let here = term(n, x);
  // Ever longer steps uphill, then ever shorter ones.
  let direction: f64 = term(n + 1, x) > here ? 1 : -1;
  let growing = true;
  while (true) {
    const next = Math.max(1, n + direction * stride);
    const there = next == n ? -Infinity : term(next, x);
    if (there > here) {
      n = next;
      here = there;
      if (growing) stride *= 2;
      continue;
    }
    growing = false;
    // Stated so that NaN ends it.
    if (stride == 1 && !(term(n + 1, x) > here) && (n == 1 || !(term(n - 1, x) > here))) return n;
    direction = term(n + 1, x) > here ? 1 : -1;
    stride = Math.max(1, Math.floor(stride / 2));
  }
}

function sumAt(x: f64): f64 {
  const d = (x - reference) / reference;
  const logRatio = d > -0.5 ? log1p(d) : log(x / reference);
  const ratio = exp(step * alpha * logRatio);
  let sum: f64 = 0;
  if (ratio <= 1) {
    for (let at = termsEnd - 8; at >= terms; at -= 8) sum = sum * ratio + load<f64>(at);
    return sum * exp(power(first * alpha, x, d, logRatio));
  }
  const inverse = 1 / ratio;
  for (let at = terms; at < termsEnd; at += 8) sum = sum * inverse + load<f64>(at);
  const last = first + step * (<f64>((termsEnd - terms) >> 3) - 1);
  return sum * exp(power(last * alpha, x, d, logRatio));
}

/** Log of x^(shape - 1) e^-x, less that of the reference. */
function power(shape: f64, x: f64, d: f64, logRatio: f64): f64 {
  return Math.abs(d) < 0.2
    ? (shape - 1 - reference) * d - (shape - 1) * logDefect(d)
    : (shape - 1) * logRatio - (x - reference);
}

/** v - log(1 + v) >= 0 for |v| < 0.2, without cancellation: log(1 + v) = 2 artanh(r), r = v / (2 + v), and v - 2r = r v. */
function logDefect(v: f64): f64 {
  const r = v / (2 + v);
  const square = r * r;
  let series: f64 = 0;
  for (let n: f64 = 17; n >= 3; n -= 2) series = series * square + 1 / n;
  return r * (v - 2 * square * series);
}
