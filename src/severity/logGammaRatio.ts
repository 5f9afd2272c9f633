import { math } from "../kernel.js";

/** log Gamma(a + b) - log Gamma(a) for a > 0 and a + b > 0, without the cancellation of the two for large a. */
export function logGammaRatio(a: number, b: number): number {
  const sum = a + b;
  if (Math.min(a, sum) < 16) return math.logGamma(sum) - math.logGamma(a);
  // The difference of two Stirling series (Abramowitz & Stegun 6.1.41).
  return (a - 0.5) * math.log1p(b / a) + b * (math.log(sum) - 1) + (stirling(sum) - stirling(a));
}

function stirling(x: number): number {
  const y = 1 / (x * x);
  return (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * (1 / 1188 - (y * 691) / 360360))))) / x;
}

/** log of y^a e^-y / Gamma(a), a > 0, y > 0: small where the terms of it, taken one by one, are large. */
export function logGammaKernel(a: number, y: number): number {
  if (y === 0 || y === Infinity) return -Infinity;
  if (a < 16) return a * math.log(y) - y - math.logGamma(a);
  return 0.5 * math.log(a) - halfLog2Pi - stirling(a) - deviance(a, y);
}

const halfLog2Pi = 0.9189385332046728;

/** y - a - a log(y / a), the deviance of Loader (2000), without cancellation where y is near a. */
function deviance(a: number, y: number): number {
  const v = (y - a) / a;
  return Math.abs(v) < 0.2 ? a * logDefect(v) : y - a - a * math.log(y / a);
}

/** v - log(1 + v) >= 0, without cancellation where v is near 0. */
export function logDefect(v: number): number {
  if (!(Math.abs(v) < 0.2)) return v - math.log1p(v);
  // log(1 + v) = 2 artanh(r) with r = v / (2 + v), and v - 2r = r v.
  const r = v / (2 + v);
  const square = r * r;
  let series = 0;
  for (let n = 17; n >= 3; n -= 2) series = series * square + 1 / n;
  return r * (v - 2 * square * series);
}
