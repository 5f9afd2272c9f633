/**
 * Maximum likelihood of a generalized Pareto tail with xi > 0, for excesses over a threshold.
 *
 * In tau = xi / theta the likelihood of xi has its maximum at xi = mean of log(1 + tau * y), so one number is left to
 * search (Grimshaw 1993, doi 10.2307/1269663): by golden section on log tau, between the scales of the data.
 */
export function fitGeneralizedPareto(excesses: readonly number[]): { xi: number; theta: number } {
  const n = excesses.length;
  const xiOf = (tau: number): number => excesses.reduce((sum, y) => sum + Math.log1p(tau * y), 0) / n;
  const logLikelihood = (logTau: number): number => {
    const tau = Math.exp(logTau);
    const xi = xiOf(tau);
    return -n * (Math.log(xi / tau) + 1 + xi);
  };
  const golden = (Math.sqrt(5) - 1) / 2;
  const largest = Math.max(...excesses);
  let [low, high] = [Math.log(1e-3 / largest), Math.log(1e3 / largest)];
  while (high - low > 1e-9) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    if (logLikelihood(left) > logLikelihood(right)) high = right;
    else low = left;
  }
  const tau = Math.exp((low + high) / 2);
  const xi = xiOf(tau);
  return { xi, theta: xi / tau };
}
