import {
  LOG_GAMMA,
  LOG_GAMMA_PIECES,
  LOG_GAMMA_TERMS,
  STIRLING,
  STIRLING_PIECES,
  STIRLING_TERMS,
} from "../tables/fits";
import { piecewise } from "./fit";

const ROOT_2PI: f64 = 2.5066282746310007;
/** log(2 pi) / 2. */
export const HALF_LOG_2PI: f64 = 0.9189385332046728;

/** log Gamma(x) for x > 0, to about an ulp, relative also near its zeros 1 and 2. Infinity at 0, NaN below. */
export function logGamma(x: f64): f64 {
  if (x < 0.5) return x > 0 ? logGamma1p(x) - NativeMath.log(x) : x == 0 ? Infinity : NaN;
  if (x <= 2.5) return logGamma1p(x - 1);
  if (x < 10) {
    let product: f64 = 1;
    for (; x > 2.5; product *= x) x -= 1;
    return NativeMath.log(product) + logGamma1p(x - 1);
  }
  return x < Infinity ? (x - 0.5) * (NativeMath.log(x) - 1) + (stirlingError(x) + (HALF_LOG_2PI - 0.5)) : x;
}

/** log Gamma(1 + x) for x from -1/2 to 3/2. The table holds it divided by its zeros, a function that hardly varies. */
export function logGamma1p(x: f64): f64 {
  return x * (x - 1) * piecewise(LOG_GAMMA, LOG_GAMMA_PIECES, LOG_GAMMA_TERMS, 0.5 * (x + 0.5));
}

/** Gamma(x) for real x. NaN at the poles 0, -1, -2, ...; Infinity from 171.63 on; exact at 1, 2, ... to 22!. */
export function gammaFunction(x: f64): f64 {
  if (!(x < 0.5)) return x < 20 ? gammaProduct(x) : gammaStirling(x);
  let whole = nearest<f64>(x);
  const rest = x - whole;
  if (!(abs(rest) > 0)) return NaN;
  if (whole == 0) return NativeMath.exp(logGamma1p(x)) / x;
  if (x < -200) return 0;
  // Where Gamma(-x) overflows, Gamma(x) may be a normal number still: step up first. The sums are exact.
  let divisor: f64 = 1;
  for (; x < -165; x += 1, whole += 1) divisor *= x;
  // Gamma(x) Gamma(-x) = -pi / (x sin(pi x)), and pi rest / sin(pi rest) = Gamma(1 + rest) Gamma(1 - rest).
  const sine = NativeMath.exp(-logGamma1p(rest) - logGamma1p(-rest)) * rest;
  const sign: f64 = i32(whole) & 1 ? 1 : -1;
  return sign / (sine * x * gammaFunction(-x)) / divisor;
}

/** By the recurrence from [1/2, 3/2], for x from 1/2 to 20: x - 1, x - 2, ... are exact. */
function gammaProduct(x: f64): f64 {
  let product: f64 = 1;
  for (; x > 1.5; product *= x) x -= 1;
  return product * NativeMath.exp(logGamma1p(x - 1));
}

/** x^(x - 1/2) in two halves, because the whole overflows before Gamma(x) does. NaN for NaN. */
function gammaStirling(x: f64): f64 {
  if (x > 172) return Infinity;
  const power = NativeMath.pow(x, 0.5 * x - 0.25);
  return power * NativeMath.exp(-x) * (ROOT_2PI * NativeMath.exp(stirlingError(x))) * power;
}

/**
 * What Stirling's formula lacks: logGamma(x + 1) - (x + 1/2) log x + x - log(2 pi) / 2 for x >= 0, about 1 / (12 x);
 * Infinity at 0. Loader 2000.
 */
export function stirlingError(x: f64): f64 {
  if (x < 1) return logGamma1p(x) - (x + 0.5) * NativeMath.log(x) + x - HALF_LOG_2PI;
  const w = 1 / x;
  return w * piecewise(STIRLING, STIRLING_PIECES, STIRLING_TERMS, w);
}
