import { math } from "../kernel.js";

// Forms that many families share, each continuous where the textbook's formula divides 0 by 0, and each right where one
// of its intermediate values would overflow or underflow although the result does not.

const smallestNormal = 2.2250738585072014e-308;
const logLargest = 709;

/** log(1 + x / theta), x >= 0. */
export function log1pRatio(x: number, theta: number): number {
  const ratio = x / theta;
  return ratio < Infinity ? math.log1p(ratio) : math.log(x) - math.log(theta);
}

/** (x / theta)^power, x >= 0. */
export function powRatio(x: number, theta: number, power: number): number {
  const ratio = x / theta;
  if ((ratio >= smallestNormal && ratio < Infinity) || x === 0) return math.pow(ratio, power);
  return math.exp(power * (math.log(x) - math.log(theta)));
}

/** theta * (e^t - 1). */
export function scaledExpm1(theta: number, t: number): number {
  return t < logLargest ? theta * math.expm1(t) : math.exp(t + math.log(theta));
}

/** theta times the integral of e^(c u) du from 0 to length: theta * (e^(c length) - 1) / c, and theta * length at c = 0. */
export function scaledExponential(theta: number, c: number, length: number): number {
  const t = c * length;
  if (c === 0 || Math.abs(t) < 1e-17) return theta * length;
  return t < logLargest ? (theta * math.expm1(t)) / c : math.exp(t + math.log(theta) - math.log(c));
}

/** log(1 + xi x / theta) / xi, and x / theta where xi = 0; Infinity where xi x / theta is at or below -1. */
export function log1pOver(xi: number, x: number, theta: number): number {
  const t = xi * (x / theta);
  if (xi === 0 || Math.abs(t) < 1e-17) return x / theta;
  if (t < 1) return math.log1p(Math.max(t, -1)) / xi;
  return (t < Infinity ? math.log1p(t) : math.log(xi) + math.log(x) - math.log(theta)) / xi;
}

/** theta^k * e^logRatio, where one factor alone may leave the range of doubles. */
export function scaledMoment(theta: number, k: number, logRatio: number): number {
  const power = math.pow(theta, k);
  const ratio = math.exp(logRatio);
  const both = power >= smallestNormal && ratio >= smallestNormal && power < Infinity && ratio < Infinity;
  return both ? power * ratio : math.exp(k * math.log(theta) + logRatio);
}
