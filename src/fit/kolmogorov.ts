import { math } from "../kernel.js";

/** Up to this many values, a matrix of Durbin's is raised to their number. */
const mostExact = 100;
/**
 * Tails in which both deviations reach d at once so rarely that they may be counted twice: by a part of the order of the
 * square of the probability.
 */
const rare = 1e-3;
const rareEnough = 0.1;

/**
 * P(D >= d) of the Kolmogorov-Smirnov statistic of n independent values of a continuous law: up to 100 values to 1e-9; beyond
 * to 2e-4, and where it is below 0.1 to 2e-4 of itself.
 */
export function kolmogorovSurvival(n: number, d: number): number {
  if (!(d > 0.5 / n)) return 1;
  if (d >= 1) return 0;
  const tail = 2 * oneSided(n, d);
  if (d >= 0.5) return tail;
  const exact = n <= mostExact && Number.isInteger(n);
  if (tail < (exact ? rare : rareEnough)) return tail;
  if (exact) return Math.min(1, Math.max(0, 1 - durbin(n, d)));
  // Vrbik 2018, doi 10.32513/tbilisi/1538532035: the first corrections to the limit.
  const root = Math.sqrt(n);
  const t = root * d + 1 / (6 * root) + (root * d - 1) / (4 * n);
  return limitSurvival(t);
}

/** P(D+ >= d) by the formula of Birnbaum & Tingey (1951, doi 10.1214/aoms/1177729550): positive terms only. */
function oneSided(n: number, d: number): number {
  let sum = 0;
  for (let j = 0; j <= n * (1 - d); j++) {
    const rest = 1 - d - j / n;
    if (!(rest > 0)) break;
    const choose = math.logGamma(n + 1) - math.logGamma(j + 1) - math.logGamma(n - j + 1);
    sum += math.exp(choose + (n - j) * math.log(rest) + (j - 1) * math.log(d + j / n));
  }
  return d * sum;
}

/** P(D < d) exactly: n! / n^n times the middle of the n-th power of a matrix (Durbin 1973, doi 10.1137/1.9781611970586). */
function durbin(n: number, d: number): number {
  const k = Math.floor(n * d) + 1;
  const h = k - n * d;
  const m = 2 * k - 1;
  const inverseFactorial = [1];
  const powers = [1];
  for (let i = 1; i <= m; i++) {
    inverseFactorial.push(inverseFactorial[i - 1]! / i);
    powers.push(powers[i - 1]! * h);
  }
  const matrix = Array.from({ length: m }, (_, i) =>
    Array.from({ length: m }, (_, j) => (i - j + 1 < 0 ? 0 : inverseFactorial[i - j + 1]!)),
  );
  for (let i = 0; i < m; i++) {
    matrix[i]![0]! -= powers[i + 1]! * inverseFactorial[i + 1]!;
    matrix[m - 1]![m - 1 - i]! -= powers[i + 1]! * inverseFactorial[i + 1]!;
  }
  if (h > 0.5) {
    let power = 1;
    for (let i = 0; i < m; i++) power *= 2 * h - 1;
    matrix[m - 1]![0]! += power * inverseFactorial[m]!;
  }
  // Row k - 1 of the power, times j / n at each of n steps: n! / n^n without overflow.
  let row: number[] = Array.from({ length: m }, (_, j) => (j === k - 1 ? 1 : 0));
  for (let step = 1; step <= n; step++) {
    row = row.map((_, j) => (step / n) * row.reduce((sum, x, i) => sum + x * matrix[i]![j]!, 0));
  }
  return row[k - 1]!;
}

// P(K > t) of Kolmogorov's limit law.
function limitSurvival(t: number): number {
  let sum = 0;
  for (let k = 1, sign = 1; k <= 100; k++, sign = -sign) {
    const term = math.exp(-2 * k * k * t * t);
    sum += sign * term;
    if (term < 1e-17) break;
  }
  return Math.min(1, Math.max(0, 2 * sum));
}
