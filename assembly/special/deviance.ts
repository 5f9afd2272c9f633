/**
 * Half the Poisson deviance, x log(x / m) + m - x >= 0, for x >= 0 and m > 0: what separates the Poisson probability of
 * x at mean m from that at its own mean x. Loader, Fast and Accurate Computation of Binomial Probabilities (2000), bd0.
 */
export function deviance(x: f64, m: f64): f64 {
  return devianceAt(x, m, x - m);
}

/**
 * The same with d = x - m given. Only d carries the digits that matter near x = m, so a caller whose m is a rounded
 * product passes the exact difference, and m need only be right to a few ulp.
 *
 * With v = d / (x + m), log(x / m) = 2 atanh(v) and the deviance is d v + 2 x (atanh(v) - v), without cancellation.
 */
export function devianceAt(x: f64, m: f64, d: f64): f64 {
  const v = d / (x + m);
  if (!(abs(v) < 0.4)) return x > 0 ? x * logRatio(x, m) - d : m;
  const square = v * v;
  let series: f64 = 0;
  for (let k: f64 = abs(v) < 0.1 ? 17 : 41; k >= 3; k -= 2) series = series * square + 1 / k;
  return v * (d + 2 * x * square * series);
}

@inline
function logRatio(x: f64, m: f64): f64 {
  const ratio = x / m;
  // Only a subnormal or an overflowed quotient is worse than the difference of the logarithms.
  return ratio > 1e-300 && ratio < Infinity ? NativeMath.log(ratio) : NativeMath.log(x) - NativeMath.log(m);
}
