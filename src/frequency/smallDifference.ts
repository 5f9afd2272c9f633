import { math } from "../kernel.js";

/** x - log(1 + x), x >= 0, to relative accuracy. */
export function lessLog1p(x: number): number {
  if (x > 0.2) return x - math.log1p(x);
  return alternating(x, (k) => 1 / k);
}

/** s x - ((1 + x)^s - 1), x >= 0, 0 < s < 1, to relative accuracy. */
export function lessPower(x: number, s: number): number {
  if (x > 0.2) return s * x - math.expm1(s * math.log1p(x));
  // -(-1)^k C(s, k) is positive for k >= 2, and the next one is (k - s) / (k + 1) of it.
  let coefficient = (s * (1 - s)) / 2;
  return alternating(x, (k) => {
    const now = coefficient;
    coefficient *= (k - s) / (k + 1);
    return now;
  });
}

/** The sum over k >= 2 of (-1)^k c(k) x^k, 0 <= x <= 0.2, where c falls. */
function alternating(x: number, c: (k: number) => number): number {
  let [sum, power] = [0, x * x];
  for (let k = 2; k < 30; k++) {
    sum += c(k) * power;
    power *= -x;
  }
  return sum;
}
