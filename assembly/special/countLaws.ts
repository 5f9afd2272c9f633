import { deviance } from "./deviance";
import { productError } from "./exact";
import { HALF_LOG_2PI, logGamma, stirlingError } from "./gamma";
import { logSplit } from "./split";

/** Poisson, mean a. */
const POISSON: i32 = 0;
/** Binomial, a trials of probability b. */
const BINOMIAL: i32 = 1;
/** Negative binomial, P(0) = (1 + b)^-a and mean a b. */
const NEGATIVE_BINOMIAL: i32 = 2;

/** Of so small a share of all counts the digits are lost: the least normal double. */
const LEAST_SHARE: f64 = 2.2250738585072014e-308;

/**
 * log P(N = n) for the law `kind` of the list above; -Infinity where n is no possible count, NaN for parameters outside
 * their domain (a number of trials is whole). Loader's saddle-point form (2000): what is summed is small where the
 * probability is not, so a mean of 1e12 costs no digits.
 */
export function logPmf(kind: i32, a: f64, b: f64, n: f64): f64 {
  if (!(a >= 0) || a == Infinity || n != n) return NaN;
  if (kind == BINOMIAL && !(b >= 0 && b <= 1 && a == floor(a))) return NaN;
  if (kind == NEGATIVE_BINOMIAL && !(b >= 0 && b < Infinity)) return NaN;
  if (n < 0 || n == Infinity || n != floor(n)) return -Infinity;
  if (kind == POISSON) return logPoisson(a, n);
  if (kind == BINOMIAL) return logBinomial(a, b, n);
  return kind == NEGATIVE_BINOMIAL ? logNegativeBinomial(a, b, n) : NaN;
}

function logPoisson(lambda: f64, n: f64): f64 {
  if (n == 0) return -lambda;
  if (lambda == 0) return -Infinity;
  return -stirlingError(n) - deviance(n, lambda) - 0.5 * NativeMath.log(n) - HALF_LOG_2PI;
}

function logBinomial(m: f64, q: f64, n: f64): f64 {
  if (n > m) return -Infinity;
  if (n == 0) return m == 0 ? 0 : m * NativeMath.log1p(-q);
  if (n == m) return m * NativeMath.log(q);
  if (q == 0 || q == 1) return -Infinity;
  const mean = m * q;
  return logSplit(n, m - n, mean, m * (1 - q), n - mean - productError(m, q, mean));
}

function logNegativeBinomial(r: f64, beta: f64, n: f64): f64 {
  if (n == 0) return r == 0 ? 0 : -r * NativeMath.log1p(beta);
  if (r == 0 || beta == 0) return -Infinity;
  // Beyond what the split can multiply: Gamma(n + r) / n! is n^(r - 1) in all digits.
  if (r < LEAST_SHARE * n) {
    return (r - 1) * NativeMath.log(n) - logGamma(r) - r * NativeMath.log1p(beta) - n * NativeMath.log1p(1 / beta);
  }
  // n successes beside r failures, each of n + r a success with probability beta / (1 + beta).
  const mean = r * beta;
  const failure = 1 / (1 + beta);
  const sum = n + r;
  const d = (n - mean - productError(r, beta, mean)) * failure;
  return logSplit(n, r, sum * beta * failure, sum * failure, d) + NativeMath.log(r / sum);
}
