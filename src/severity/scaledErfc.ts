import { math } from "../kernel.js";

const rootPi = 1.772453850905516;
const twoOverRootPi = 1.1283791670955126;

// Nodes and weights of the 5-point Gauss rule on [-1, 1].
const gauss: readonly (readonly [node: number, weight: number])[] = [
  [-0.906179845938664, 0.23692688505618908],
  [-0.5384693101056831, 0.47862867049936647],
  [0, 0.5688888888888889],
  [0.5384693101056831, 0.47862867049936647],
  [0.906179845938664, 0.23692688505618908],
];

/** exp(t^2) erfc(t) for t >= 0. */
export function scaledErfc(t: number): number {
  return t < 2 ? math.exp(t * t) * math.erfc(t) : 1 / (rootPi * (t + fraction(t)));
}

/**
 * The fall of exp(t^2) erfc(t) from t to t + width, for a width of at most a tenth of max(1, |t|): there the five points
 * of Gauss are exact to a double, and a difference would cancel.
 */
export function scaledErfcFall(t: number, width: number): number {
  const half = width / 2;
  let sum = 0;
  for (const [node, weight] of gauss) sum += weight * slope(t + half * (1 + node));
  return half * sum;
}

/** -d/dt exp(t^2) erfc(t) = 2 / sqrt(pi) - 2 t exp(t^2) erfc(t), which for large t is 1 / (sqrt(pi) t^2). */
function slope(t: number): number {
  if (t < 2) return twoOverRootPi - 2 * t * math.exp(t * t) * math.erfc(t);
  const rest = fraction(t);
  return (twoOverRootPi * rest) / (t + rest);
}

/** (1/2) / (t + 1 / (t + (3/2) / (t + ...))), t >= 2, so that exp(t^2) erfc(t) is 1 / (sqrt(pi) (t + this)): DLMF 7.9.1. */
function fraction(t: number): number {
  let rest = 0;
  for (let n = Math.ceil(10 + 180 / (t * t)); n > 0; n--) rest = n / 2 / (t + rest);
  return rest;
}
