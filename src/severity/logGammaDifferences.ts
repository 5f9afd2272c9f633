import { math } from "../kernel.js";

// With L(e) = log Gamma(1 + e), the law of T^e for a standard exponential T has the logarithmic moments L(e), L(2e),
// L(3e). Its shape depends on their second and third differences alone, which vanish like e^2 and e^3.

/** zeta(n) - 1 for n = 2, 3, ..., 21. */
const zetaLess1: readonly number[] = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853, 0.0004941886041194645,
  0.0002460865533080483, 0.00012271334757848915, 6.124813505870483e-5, 3.058823630702049e-5, 1.528225940865187e-5,
  7.637197637899763e-6, 3.81729326499984e-6, 1.908212716553939e-6, 9.539620338727962e-7, 4.769329867878064e-7,
];
const seriesBelow = 0.1;

// From log Gamma(1 + e) = e - log(1 + e) - euler e + sum of (-1)^n (zeta(n) - 1) e^n / n (Abramowitz & Stegun 6.1.33):
// the logarithms combine to one, and what is linear in e drops out.
function series(e: number, multiplier: (twoToN: number, threeToN: number) => number): number {
  let sum = 0;
  let power = -e;
  let two = 2;
  let three = 3;
  for (const [i, zeta] of zetaLess1.entries()) {
    power *= -e;
    two *= 2;
    three *= 3;
    sum += (zeta * multiplier(two, three) * power) / (i + 2);
  }
  return sum;
}

/** L(2e) - 2 L(e), e >= 0. */
export function secondDifference(e: number): number {
  if (e > seriesBelow) return math.logGamma(1 + 2 * e) - 2 * math.logGamma(1 + e);
  return math.log1p((e * e) / (1 + 2 * e)) + series(e, (two) => two - 2);
}

/** L(3e) - 3 L(2e) + 3 L(e), e >= 0. */
export function thirdDifference(e: number): number {
  if (e > seriesBelow) return math.logGamma(1 + 3 * e) - 3 * math.logGamma(1 + 2 * e) + 3 * math.logGamma(1 + e);
  const ratio = (e * e * e * (2 + 3 * e)) / ((1 + 3 * e) * (1 + e) * (1 + e) * (1 + e));
  return math.log1p(-ratio) + series(e, (two, three) => three - 3 * two + 3);
}
