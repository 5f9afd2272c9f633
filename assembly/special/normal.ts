import { ERF, ERF_TERMS, ERFCX, ERFCX_PIECES, ERFCX_TERMS } from "../tables/fits";
import { productError } from "./exact";
import { piecewise, polynomial } from "./fit";

const ROOT_HALF: f64 = 0.7071067811865476;

/** The complementary error function, with relative accuracy to its last subnormal near x = 27.2. */
export function erfc(x: f64): f64 {
  if (abs(x) < 0.5) return 1 - x * polynomial(ERF, ERF_TERMS, 8 * x * x - 1);
  if (x < 0) return 2 - erfc(-x);
  if (!(x < 28)) return x == x ? 0 : NaN;
  return scaledErfc(x) * gaussian(x, 1);
}

/** exp(x^2) erfc(x) for x >= 0. */
export function scaledErfc(x: f64): f64 {
  const t = 1 / (1 + 0.25 * x);
  return t * piecewise(ERFCX, ERFCX_PIECES, ERFCX_TERMS, t);
}

/** exp(-scale x^2), where the rounding of x^2 is made good: it would be the whole error of the far tail. */
@inline
function gaussian(x: f64, scale: f64): f64 {
  const square = x * x;
  return NativeMath.exp(-scale * square) * (1 - scale * productError(x, x, square));
}

/** The standard normal distribution function. */
export function normalCdf(x: f64): f64 {
  return normalSurvival(-x);
}

/** The probability that a standard normal exceeds x, with relative accuracy to its last subnormal near x = 38.5. */
export function normalSurvival(x: f64): f64 {
  if (x < 0) return 1 - normalSurvival(-x);
  if (!(x < 40)) return x == x ? 0 : NaN;
  return 0.5 * scaledErfc(x * ROOT_HALF) * gaussian(x, 0.5);
}

/** The x that a standard normal exceeds with probability s; Infinity at 0, -Infinity at 1, NaN outside [0, 1]. */
export function normalSurvivalQuantile(s: f64): f64 {
  return 0 - normalQuantile(s);
}

/**
 * The x below which a standard normal lies with probability p; -Infinity at 0, Infinity at 1, NaN outside [0, 1].
 * Wichura's PPND16, Algorithm AS 241, 1988, doi 10.2307/2347330.
 */
export function normalQuantile(p: f64): f64 {
  const q = p - 0.5;
  if (abs(q) <= 0.425) return q * central(0.180625 - q * q);
  const nearer = q < 0 ? p : 1 - p;
  if (!(nearer > 0)) return nearer == 0 ? (q < 0 ? -Infinity : Infinity) : NaN;
  const r = sqrt(-NativeMath.log(nearer));
  const x = r <= 5 ? tail(r - 1.6) : farTail(r - 5);
  return q < 0 ? -x : x;
}

function central(r: f64): f64 {
  let numerator = 2509.0809287301226727 * r + 33430.575583588128105;
  numerator = (numerator * r + 67265.770927008700853) * r + 45921.953931549871457;
  numerator = (numerator * r + 13731.693765509461125) * r + 1971.5909503065514427;
  numerator = (numerator * r + 133.14166789178437745) * r + 3.387132872796366608;
  let denominator = 5226.495278852854561 * r + 28729.085735721942674;
  denominator = (denominator * r + 39307.89580009271061) * r + 21213.794301586595867;
  denominator = (denominator * r + 5394.1960214247511077) * r + 687.1870074920579083;
  denominator = (denominator * r + 42.313330701600911252) * r + 1;
  return numerator / denominator;
}

function tail(r: f64): f64 {
  let numerator = 7.7454501427834140764e-4 * r + 0.0227238449892691845833;
  numerator = (numerator * r + 0.24178072517745061177) * r + 1.27045825245236838258;
  numerator = (numerator * r + 3.64784832476320460504) * r + 5.7694972214606914055;
  numerator = (numerator * r + 4.6303378461565452959) * r + 1.42343711074968357734;
  let denominator = 1.05075007164441684324e-9 * r + 5.475938084995344946e-4;
  denominator = (denominator * r + 0.0151986665636164571966) * r + 0.14810397642748007459;
  denominator = (denominator * r + 0.68976733498510000455) * r + 1.6763848301838038494;
  denominator = (denominator * r + 2.05319162663775882187) * r + 1;
  return numerator / denominator;
}

function farTail(r: f64): f64 {
  let numerator = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5;
  numerator = (numerator * r + 0.0012426609473880784386) * r + 0.026532189526576123093;
  numerator = (numerator * r + 0.29656057182850489123) * r + 1.7848265399172913358;
  numerator = (numerator * r + 5.4637849111641143699) * r + 6.6579046435011037772;
  let denominator = 2.04426310338993978564e-15 * r + 1.4215117583164458887e-7;
  denominator = (denominator * r + 1.8463183175100546818e-5) * r + 7.868691311456132591e-4;
  denominator = (denominator * r + 0.0148753612908506148525) * r + 0.13692988092273580531;
  denominator = (denominator * r + 0.59983220655588793769) * r + 1;
  return numerator / denominator;
}
