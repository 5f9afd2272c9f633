import { TEMME, TEMME_ROWS, TEMME_TERMS } from "../tables/temme";
import { deviance } from "./deviance";
import { polynomial } from "./fit";
import { gammaFunction, logGamma1p, stirlingError } from "./gamma";
import { scaledErfc } from "./normal";

const TWO_PI: f64 = 6.283185307179586;
const EPSILON: f64 = 1.1102230246251565e-16;
/** Of a larger shape the standard deviation is below 1e-20 of the mean: at the next double the law is over. */
export const NARROW_SHAPE: f64 = 1e40;

/** From this shape on Temme's expansion serves the neighbourhood of x = a, and Stirling's formula the leading term. */
const LARGE_SHAPE: f64 = 20;

/** P(a, x), the distribution function of Gamma(a): relative accuracy for a > 0 and x >= 0, NaN outside. */
export function gammaP(a: f64, x: f64): f64 {
  return gammaTail(a, x, false);
}

/** Q(a, x) = 1 - P(a, x), the survival function of Gamma(a), of the same accuracy. */
export function gammaQ(a: f64, x: f64): f64 {
  return gammaTail(a, x, true);
}

function gammaTail(a: f64, x: f64, upper: bool): f64 {
  if (!(a > 0 && x >= 0)) return NaN;
  if (x == 0 || x == Infinity) return (x == 0) == upper ? 1 : 0;
  if (a > NARROW_SHAPE) return x < a == upper ? 1 : 0;
  return incompleteGamma(a, x, upper);
}

/** x^a exp(-x) / Gamma(a + 1), which is the density of Gamma(a) times x / a; 0 < x < Infinity. */
export function gammaTerm(a: f64, x: f64): f64 {
  if (a < LARGE_SHAPE) {
    // The power of a rounded logarithm would lose digits in both tails. exp(-x) is halved to outlast a large power.
    if (x > 1500) return 0;
    const half = NativeMath.exp(-0.5 * x);
    return (NativeMath.pow(x, a) / gammaFunction(a + 1)) * half * half;
  }
  return NativeMath.exp(-deviance(a, x) - stirlingError(a)) / sqrt(TWO_PI * a);
}

/**
 * P(a, x), or Q(a, x) if `upper`, for 0 < x < Infinity. The plane is divided so that whichever of the two is computed
 * first is not near 1, and no branch needs more than some hundred steps: DiDonato & Morris 1986,
 * doi 10.1145/22721.23109.
 */
export function incompleteGamma(a: f64, x: f64, upper: bool): f64 {
  if (a < 1 && x < 1) return smallShape(a, x, upper);
  if (a >= LARGE_SHAPE && abs(x - a) < 0.3 * a) return nearMean(a, x, upper);
  if (x < max<f64>(a, 1)) {
    const lower = gammaTerm(a, x) * lowerSeries(a, x);
    return upper ? 1 - lower : lower;
  }
  const tail = a * gammaTerm(a, x) * upperFraction(a, x);
  return upper ? tail : 1 - tail;
}

/**
 * a < 1 and x < 1, where P may be so near 1 that Q has to come first: with u = log(x^a / Gamma(a + 1)) and
 * s = x / (a + 1) - x^2 / (2! (a + 2)) + ..., P = exp(u) (1 - a s) and Q = -expm1(u) + exp(u) a s.
 */
function smallShape(a: f64, x: f64, upper: bool): f64 {
  let power = x;
  let series = x / (a + 1);
  for (let n: f64 = 2; abs(power) > EPSILON * x; n += 1) {
    power *= -x / n;
    series += power / (a + n);
  }
  const logGamma = logGamma1p(a);
  if (!upper) return NativeMath.pow(x, a) * NativeMath.exp(-logGamma) * (1 - a * series);
  const u = a * NativeMath.log(x) - logGamma;
  return NativeMath.exp(u) * a * series - NativeMath.expm1(u);
}

/** 1 + x / (a + 1) + x^2 / ((a + 1) (a + 2)) + ...: DLMF 8.11.4. */
function lowerSeries(a: f64, x: f64): f64 {
  let power: f64 = 1;
  let sum: f64 = 1;
  for (let b = a + 1; power > EPSILON * sum; b += 1) {
    power *= x / b;
    sum += power;
  }
  return sum;
}

/**
 * Legendre's continued fraction 1 / (x + 1 - a - 1 (1 - a) / (x + 3 - a - 2 (2 - a) / ...)), DLMF 8.9.2, summed by
 * the differences of its convergents, each from the one before: q is the ratio of successive denominators, and a
 * numerator c_n changes the difference by -c_n q_{n-1} q_n.
 */
function upperFraction(a: f64, x: f64): f64 {
  let b = x + 1 - a;
  let q = 1 / b;
  let difference = q;
  let sum = q;
  for (let n: f64 = 1; n < 1000 && abs(difference) > EPSILON * sum; n += 1) {
    const c = n * (a - n);
    b += 2;
    const next = 1 / (b + c * q);
    difference *= -c * q * next;
    sum += difference;
    q = next;
  }
  return sum;
}

/**
 * Temme's uniform expansion, 1979, doi 10.1137/0510071; DLMF 8.12.3, 8.12.4, 8.12.7. With y^2 = deviance(a, x) and
 * eta^2 / 2 = y^2 / a, the tail away from a is exp(-y^2) (erfcx(y) / 2 +- series / sqrt(2 pi a)).
 */
function nearMean(a: f64, x: f64, upper: bool): f64 {
  const square = deviance(a, x);
  const y = sqrt(square);
  const above = x >= a;
  const eta = (above ? y : -y) * sqrt(2 / a);
  const series = temmeSeries(eta, a) / sqrt(TWO_PI * a);
  const tail = NativeMath.exp(-square) * (0.5 * scaledErfc(y) + (above ? series : -series));
  return above == upper ? tail : 1 - tail;
}

/** The sum of c_k(eta) / a^k, by as many rows as a needs for 2^-53. */
function temmeSeries(eta: f64, a: f64): f64 {
  let row = a < 100 ? TEMME_ROWS : a < 10000 ? 7 : 4;
  let result: f64 = 0;
  while (row-- > 0) {
    const start = (row * (2 * TEMME_TERMS + 1 - row)) >> 1;
    result = result / a + polynomial(TEMME + (start << 3), TEMME_TERMS - row, eta);
  }
  return result;
}
