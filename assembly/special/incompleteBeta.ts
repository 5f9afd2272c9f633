import { excess, logSplit } from "./countLaws";
import { logGamma1p, stirlingError } from "./gamma";

const EPSILON: f64 = 1.1102230246251565e-16;
/** Beyond what any a, b to 1e12 need, and what keeps a call from hanging. */
const MAX_STEPS: f64 = 1e8;

/**
 * I_x(a, b), the distribution function of Beta(a, b), for a, b > 0: relative accuracy. 0 below x = 0, 1 above 1.
 * The continued fraction takes about sqrt(max(a, b)) steps near the mean, so 1e12 costs milliseconds.
 */
export function betaI(a: f64, b: f64, x: f64): f64 {
  if (!(a > 0 && b > 0) || x != x) return NaN;
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  return isLower(a, b, x) ? incompleteBeta(a, b, x, 1 - x, excess(a, b, x), false) : incompleteBeta(b, a, 1 - x, x, -excess(a, b, x), true);
}

/** 1 - I_x(a, b), the survival function of Beta(a, b), of the same accuracy. */
export function betaIComplement(a: f64, b: f64, x: f64): f64 {
  if (!(a > 0 && b > 0) || x != x) return NaN;
  if (x <= 0 || x >= 1) return x <= 0 ? 1 : 0;
  return isLower(a, b, x) ? incompleteBeta(a, b, x, 1 - x, excess(a, b, x), true) : incompleteBeta(b, a, 1 - x, x, -excess(a, b, x), false);
}

/** Where the continued fraction of I_x(a, b) converges at once; elsewhere that of its mirror image does. */
@inline
function isLower(a: f64, b: f64, x: f64): bool {
  return x * (a + b + 2) <= a + 1;
}

/** I_x(a, b), or its complement, below the switch above; y = 1 - x and d = a - (a + b) x. */
function incompleteBeta(a: f64, b: f64, x: f64, y: f64, d: f64, complement: bool): f64 {
  if (complement && a < 1) return smallComplement(a, b, x);
  const sum = a + b;
  const power = NativeMath.exp(logSplit(a, b, sum * x, sum * y, d)) * a * (b / sum);
  const lower = power * fraction(a, b, x, y, d);
  return complement ? 1 - lower : lower;
}

/**
 * The fraction of DLMF 8.17.22 contracted to every other convergent (Didonato & Morris 1992, doi 10.1145/131766.131776):
 * I_x(a, b) = x^a (1 - x)^b / B(a, b) * 1 / (beta_0 + alpha_1 / (beta_1 + ...)). Summed as in incompleteGamma.ts.
 */
function fraction(a: f64, b: f64, x: f64, y: f64, d: f64): f64 {
  let q = (a + 1) / (a * (d + 1));
  let difference = q;
  let sum = q;
  for (let n: f64 = 1; n < MAX_STEPS && abs(difference) > EPSILON * sum; n += 1) {
    const e = a + (2 * n - 1);
    const shared = (n * (b - n) * x) / e;
    const alpha = (((a + n - 1) * (a + b + n - 1)) / e) * x * shared;
    const beta = n + shared + ((a + n) * (d + 1 + n * (1 + y))) / (e + 2);
    const next = 1 / (beta + alpha * q);
    difference *= -alpha * q * next;
    sum += difference;
    q = next;
  }
  return sum;
}

/**
 * 1 - I_x(a, b) for a < 1, where I may be near 1: with u = log(x^a / (a B(a, b))) and the series
 * s = (1 - b) x / (a + 1) + (1 - b) (2 - b) x^2 / (2! (a + 2)) + ... of DLMF 8.17.7, I = exp(u) (1 + a s).
 */
function smallComplement(a: f64, b: f64, x: f64): f64 {
  let power: f64 = 1;
  let series: f64 = 0;
  for (let n: f64 = 1; n < MAX_STEPS && abs(power) > EPSILON * abs(series); n += 1) {
    power *= ((n - b) / n) * x;
    series += power / (a + n);
  }
  const u = a * NativeMath.log(x) + logGammaIncrease(b, a) - logGamma1p(a);
  return -NativeMath.expm1(u) - NativeMath.exp(u) * a * series;
}

/** log(Gamma(b + a) / Gamma(b)) for 0 < a < 1, relative accuracy also for tiny a. */
function logGammaIncrease(b: f64, a: f64): f64 {
  // The product of b / (b + a) over b, b + 1, ..., less 1.
  let shift: f64 = 0;
  for (; b < 10; b += 1) {
    const factor = -a / (b + a);
    shift += factor + shift * factor;
  }
  const sum = a + b;
  const stirling = (b - 0.5) * NativeMath.log1p(a / b) + a * (NativeMath.log(sum) - 1);
  return stirling + (stirlingError(sum) - stirlingError(b)) + NativeMath.log1p(shift);
}
