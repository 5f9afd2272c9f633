import { math } from "../kernel.js";
import { invertTail } from "./invertTail.js";
import { mostStandard, type PowerTail, type StandardLaw } from "./standardLaw.js";

const logMost = 667.7496069685933;

/**
 * The odds Z = B / (1 - B) of a Beta(tau, alpha) variable B, density in proportion to z^(tau - 1) (1 + z)^-(tau + alpha):
 * the standard law of the transformed beta family. 1 / Z is the same with tau and alpha exchanged, so whatever is true
 * of one tail is said once and serves both.
 */
export function betaOdds(tau: number, alpha: number): StandardLaw {
  const lower = towardsZero(tau, alpha);
  const upper = towardsZero(alpha, tau);
  return {
    term: term(tau, alpha),
    cdf: (z) => below(tau, alpha, z),
    survival: (z) => below(alpha, tau, 1 / z),
    quantile: (p) => inverse(tau, alpha, lower, upper, p),
    survivalQuantile: (s) => 1 / inverse(alpha, tau, upper, lower, s),
    logMoment: (j) => (j > -tau && j < alpha ? math.logGammaRatio(tau, j) + math.logGammaRatio(alpha, -j) : Infinity),
    tilted: (j) => betaOdds(tau + j, alpha - j),
    lower,
    upper,
  };
}

/** P(Z <= z) for small z: z^a / (a B(a, b)). */
function towardsZero(a: number, b: number): PowerTail {
  return { power: a, log: math.logGammaRatio(b, a) - math.logGamma(a + 1) };
}

/** P(Z <= z) of the odds of Beta(a, b). */
function below(a: number, b: number, z: number): number {
  if (a === 1) return -math.expm1(-b * math.log1p(z));
  if (b === 1) return math.exp(-a * math.log1p(1 / z));
  // The smaller of B and 1 - B has the digits.
  return z <= 1 ? math.betaI(a, b, z / (1 + z)) : math.betaIComplement(b, a, 1 / (1 + z));
}

function term(a: number, b: number): (z: number) => number {
  if (a === 1) return (z) => b * (z / (1 + z)) * math.exp(-b * math.log1p(z));
  if (b === 1) return (z) => (a / (1 + z)) * math.exp(-a * math.log1p(1 / z));
  const sum = a + b;
  // B^a (1 - B)^b / B(a, b) as a quotient of terms of gamma laws, each without cancellation.
  const constant = math.logGammaKernel(sum, sum);
  return (z) => {
    const whole = math.logGammaKernel(a, sum * (z / (1 + z))) + math.logGammaKernel(b, sum / (1 + z));
    return math.exp(whole - constant);
  };
}

/** The z with P(Z <= z) = p of the odds of Beta(a, b), or 0 or Infinity where that is out of range. */
function inverse(a: number, b: number, lower: PowerTail, upper: PowerTail, p: number): number {
  if (a === 1) return math.expm1(-math.log1p(-p) / b);
  if (b === 1) return 1 / math.expm1(-math.log(p) / a);
  // 1 - p is exact.
  if (p > 0.5) return 1 / inverse(b, a, upper, lower, 1 - p);
  // A lower bound: the density is below that of the power.
  const least = (math.log(p) - lower.log) / a;
  if (least < -logMost) return 0;
  if (math.log1p(-p) < upper.log - b * logMost) return Infinity;
  const tail = {
    probability: (z: number) => below(a, b, z),
    upper: false,
    term: term(a, b),
    slope: (z: number) => (a - b * z) / (1 + z),
  };
  return invertTail(tail, p, Math.min(mostStandard, Math.max(math.exp(least), approximate(a, b, p))));
}

/** From the normal quantile, for a and b above 1: Carter 1947; Abramowitz & Stegun 26.5.22. */
function approximate(a: number, b: number, p: number): number {
  if (!(a > 1 && b > 1)) return 0;
  const y = math.normalQuantile(p);
  const third = (y * y - 3) / 6;
  const s = 1 / (2 * a - 1);
  const t = 1 / (2 * b - 1);
  const h = 2 / (s + t);
  const w = (y * Math.sqrt(Math.max(0, h + third))) / h + (t - s) * (third + 5 / 6 - 2 / (3 * h));
  return (a / b) * math.exp(2 * w);
}
