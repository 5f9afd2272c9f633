import { math } from "../../../dist/kernel.js";
import { polynomial } from "./polynomial.js";

// The logarithm and the exponential of the kernel's inner loops (assembly/special/pairs.ts), in plain arithmetic. They
// are other functions than `math.log` and `math.exp`: last bits differ. The order of the operations is the definition.

const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;

/** Of 2 artanh(s) / s = 2 + 2/3 z + 2/5 z^2 + ..., z = s^2, what comes after the 2. */
const [artanhEven, artanhOdd] = evenAndOdd(Array.from({ length: 10 }, (_, j) => 2 / (2 * j + 3)));
/** Of exp(r) = 1 + r + r^2/2! + r^3/3! + ..., from r^2 on. */
const [expEven, expOdd] = evenAndOdd(Array.from({ length: 12 }, (_, j) => 1 / math.gammaFunction(j + 3)));

/** log x for normal x > 0: x = 2^k m with m in [sqrt(1/2), sqrt 2), and log m = 2 artanh((m - 1) / (m + 1)). */
export function plainLog(x: number): number {
  let [k, m] = [0, x];
  for (; m < Math.SQRT1_2; m *= 2) k--;
  for (; m >= 2 * Math.SQRT1_2; m /= 2) k++;
  const s = (m - 1) / (m + 1);
  const z = s * s;
  const series = polynomial(artanhEven, z * z) + polynomial(artanhOdd, z * z) * z;
  return k * ln2High + (s + s + (series * z * s + k * ln2Low));
}

/** exp x for x <= 0: x = n log 2 + r, and exp r by its series. Far below -745 the result is 0, whatever x is. */
export function plainExp(x: number): number {
  const bounded = Math.max(x, -1400);
  const n = nearestInteger(bounded * Math.LOG2E);
  const r = bounded - n * ln2High - n * ln2Low;
  const r2 = r * r;
  const even = polynomial(expEven, r2) * r2;
  const odd = polynomial(expOdd, r2) * r2 * r + r;
  // 2^n as a product of two powers: alone it may underflow where the result does not.
  const half = Math.floor(n / 2);
  return (1 + (odd + even)) * powerOfTwo(half) * powerOfTwo(n - half);
}

/** A series' coefficients at even and at odd places. */
function evenAndOdd(series: readonly number[]): [even: number[], odd: number[]] {
  return [series.filter((_, j) => j % 2 === 0), series.filter((_, j) => j % 2 === 1)];
}

/** A half goes to the even neighbour: the doubles around 2^52 + 2^51 are the integers. */
function nearestInteger(x: number): number {
  const amongIntegers = 2 ** 52 + 2 ** 51;
  return x + amongIntegers - amongIntegers;
}

function powerOfTwo(n: number): number {
  let power = 1;
  for (let i = 0; i < Math.abs(n); i++) power = n < 0 ? power / 2 : power * 2;
  return power;
}
