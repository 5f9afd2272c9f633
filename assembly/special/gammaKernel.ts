import { deviance } from "./deviance";
import { HALF_LOG_2PI, logGamma, stirlingError } from "./gamma";

/** From here on the terms of log Gamma, taken one by one, are larger than what they leave. */
const LARGE: f64 = 16;

/** log Gamma(a + b) - log Gamma(a) for a > 0 and a + b > 0, without the cancellation of the two for large a. */
export function logGammaRatio(a: f64, b: f64): f64 {
  const sum = a + b;
  if (Math.min(a, sum) < LARGE) return logGamma(sum) - logGamma(a);
  // The difference of two Stirling series (Abramowitz & Stegun 6.1.41).
  const errors = stirlingError(sum) - stirlingError(a);
  return (a - 0.5) * NativeMath.log1p(b / a) + b * (NativeMath.log(sum) - 1) + errors;
}

/** log of y^a e^-y / Gamma(a), a > 0, y > 0: small where the terms of it, taken one by one, are large. */
export function logGammaKernel(a: f64, y: f64): f64 {
  if (y == 0 || y == Infinity) return -Infinity;
  if (a < LARGE) return a * NativeMath.log(y) - y - logGamma(a);
  return 0.5 * NativeMath.log(a) - HALF_LOG_2PI - stirlingError(a) - deviance(a, y);
}
