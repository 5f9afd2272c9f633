// The coefficients of Temme's expansion from its recurrence, in exact fractions. With mu = lambda - 1 and
// eta^2 / 2 = mu - log(1 + mu): c_0 = 1/mu - 1/eta, and c_k = c_{k-1}' / eta + (-1)^k g_k / mu, where g_k is the one
// number that lets the pole at eta = 0 cancel (DLMF 8.12.9 - 8.12.11).
import { ratio, toDouble } from "./fixedPoint.mjs";
import { reduce } from "./fit.mjs";

const ROWS = 11;
const TERMS = 16;

const add = ([a, b], [c, d]) => reduce(a * d + b * c, b * d);
const times = ([a, b], [c, d]) => reduce(a * c, b * d);
const over = (x, n) => times(x, [1n, BigInt(n)]);
const minus = ([a, b]) => [-a, b];

/** Row k has TERMS - k coefficients. */
export function temmeCoefficients() {
  const length = TERMS + 2 * ROWS;
  // mu = eta + mu_2 eta^2 + ... from mu mu' = eta (1 + mu).
  const mu = [[0n, 1n], [1n, 1n]];
  for (let n = 2; n <= length + 1; n++) {
    let rest = mu[n - 1];
    for (let i = 2; i < n; i++) rest = add(rest, minus(times(mu[i], times([BigInt(n + 1 - i), 1n], mu[n + 1 - i]))));
    mu[n] = over(rest, n + 1);
  }
  // eta / mu = 1 + pole_1 eta + ...
  const pole = [[1n, 1n]];
  for (let n = 1; n <= length; n++) {
    let rest = [0n, 1n];
    for (let i = 1; i <= n; i++) rest = add(rest, minus(times(mu[i + 1], pole[n - i])));
    pole[n] = rest;
  }
  const rows = [pole.slice(1)];
  while (rows.length < ROWS) {
    const c = rows[rows.length - 1];
    rows.push(c.slice(2).map((coefficient, n) => add(times([BigInt(n + 2), 1n], coefficient), minus(times(c[1], pole[n + 1])))));
  }
  return rows.map((row, k) => row.slice(0, TERMS - k).map(([numerator, denominator]) => toDouble(ratio(numerator, denominator))));
}
