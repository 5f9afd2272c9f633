// The coefficients of Temme's expansion from its recurrence, in exact fractions. With mu = lambda - 1 and
// eta^2 / 2 = mu - log(1 + mu): c_0 = 1/mu - 1/eta, and c_k = c_{k-1}' / eta + (-1)^k g_k / mu, where g_k is the one
// number that lets the pole at eta = 0 cancel (DLMF 8.12.9 - 8.12.11).
import { ratio, toDouble } from "./fixedPoint.mjs";
import { fraction, multiply, over, subtract, times } from "./fraction.mjs";

const ROWS = 11;
const TERMS = 16;

/** Row k has TERMS - k coefficients. */
export function temmeCoefficients() {
  const length = TERMS + 2 * ROWS;
  // mu = eta + mu_2 eta^2 + ... from mu mu' = eta (1 + mu).
  const mu = [fraction(0n), fraction(1n)];
  for (let n = 2; n <= length + 1; n++) {
    let rest = mu[n - 1];
    for (let i = 2; i < n; i++) rest = subtract(rest, times(n + 1 - i, multiply(mu[i], mu[n + 1 - i])));
    mu[n] = over(rest, n + 1);
  }
  // eta / mu = 1 + pole_1 eta + ...
  const pole = [fraction(1n)];
  for (let n = 1; n <= length; n++) {
    pole[n] = fraction(0n);
    for (let i = 1; i <= n; i++) pole[n] = subtract(pole[n], multiply(mu[i + 1], pole[n - i]));
  }
  const rows = [pole.slice(1)];
  while (rows.length < ROWS) {
    const [, residue, ...rest] = rows[rows.length - 1];
    rows.push(rest.map((c, n) => subtract(times(n + 2, c), multiply(residue, pole[n + 1]))));
  }
  return rows.map((row, k) => row.slice(0, TERMS - k).map((c) => toDouble(ratio(...c))));
}
