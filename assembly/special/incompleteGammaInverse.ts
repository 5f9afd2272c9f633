import { NARROW_SHAPE, gammaTerm, incompleteGamma } from "./incompleteGamma";
import { logGamma, logGamma1p } from "./gamma";
import { normalQuantile } from "./normal";

const MAX_STEPS: i32 = 40;
const SMALLEST_NORMAL: f64 = 2.2250738585072014e-308;

/** The x with P(a, x) = p, for a > 0 and p in [0, 1]; NaN outside. May underflow to 0 for small a. */
export function gammaPInverse(a: f64, p: f64): f64 {
  if (!(a > 0 && p >= 0 && p <= 1)) return NaN;
  if (p == 0 || p == 1) return p == 0 ? 0 : Infinity;
  if (a > NARROW_SHAPE) return a;
  return p <= 0.5 ? solve(a, p, false) : solve(a, 1 - p, true);
}

/** The x with Q(a, x) = q, for a > 0 and q in [0, 1]; NaN outside. */
export function gammaQInverse(a: f64, q: f64): f64 {
  if (!(a > 0 && q >= 0 && q <= 1)) return NaN;
  if (q == 0 || q == 1) return q == 0 ? Infinity : 0;
  if (a > NARROW_SHAPE) return a;
  return q <= 0.5 ? solve(a, q, true) : solve(a, 1 - q, false);
}

/**
 * The x whose lower (or upper) tail is `target` <= 1/2 (1 - p is exact above 1/2). The density of t = log x is
 * log-concave, so the logarithm of either tail is a concave function of t: Newton's steps on it cannot cycle, and
 * Halley's, which use that the density of t has the logarithmic derivative a - x, reach a double in two or three.
 */
function solve(a: f64, target: f64, upper: bool): f64 {
  let x = a < 1 ? startSmall(a, target, upper) : startLarge(a, target, upper);
  for (let i = 0; i < MAX_STEPS && x > 0; i++) {
    const tail = incompleteGamma(a, x, upper);
    const term = gammaTerm(a, x);
    // Tails below the smallest normal number have lost their digits, and with large a their density too: the start is
    // better than any step from there.
    if (target < SMALLEST_NORMAL && term < SMALLEST_NORMAL) break;
    const slope = ((upper ? -a : a) * term) / tail;
    const newton = -NativeMath.log(tail / target) / slope;
    const halley = newton / max<f64>(0.5, 1 + 0.5 * newton * (a - x - slope));
    // NaN where the tail underflowed: then x is too far out on that side.
    const step = halley == halley ? min<f64>(1, max<f64>(-8, halley)) : upper ? -0.5 : 0.5;
    x += x * NativeMath.expm1(step);
    // The next step would be of the order of a step^3.
    if (step * step * (a + 1) < 1e-11) break;
  }
  return x;
}

/**
 * a < 1. Near 0, P(a, x) = x^a / Gamma(a + 1) (1 - a x / (a + 1) + ...); from about 1/2 on, the upper tail
 * Q(a, x) = x^(a-1) exp(-x) / Gamma(a) (1 - (1 - a) / (1 + x) + ...).
 */
function startSmall(a: f64, target: f64, upper: bool): f64 {
  const logLower = upper ? NativeMath.log1p(-target) : NativeMath.log(target);
  const x = NativeMath.exp((logLower + logGamma1p(a)) / a);
  if (x < 0.5) return x * NativeMath.exp(x / (a + 1));
  const y = -NativeMath.log(upper ? target : 1 - target) - logGamma(a);
  return y - (1 - a) * NativeMath.log(y) - NativeMath.log(1 + (1 - a) / (1 + y));
}

/**
 * a >= 1. Temme 1992, doi 10.1090/S0025-5718-1992-1122079-8: eta sqrt(a) is about the normal quantile z, and
 * better by log(eta / (lambda - 1)) / (eta a).
 */
function startLarge(a: f64, target: f64, upper: bool): f64 {
  const z = normalQuantile(target);
  const eta = (upper ? -z : z) / sqrt(a);
  // The correction's limit at 0 is -1 / (3 a); its quotient of small numbers is not needed there.
  const correction = abs(eta) < 1e-3 ? -1.0 / 3 : NativeMath.log(eta / (lambdaOf(eta) - 1)) / eta;
  return a * lambdaOf(eta + correction / a);
}

/** The lambda with lambda - 1 - log lambda = eta^2 / 2 on the side of eta's sign, to some per cent or better. */
function lambdaOf(eta: f64): f64 {
  const half = 0.5 * eta * eta;
  if (eta > 2) return half + 1 + NativeMath.log(half + 1 + NativeMath.log(half + 1));
  if (eta < -2) {
    const lead = NativeMath.exp(-1 - half);
    return lead * (1 + lead);
  }
  return 1 + eta * (1 + eta * (1.0 / 3 + eta * (1.0 / 36 + eta * (-1.0 / 270 + eta / 4320))));
}
