// Fits a panel of a density (src/tables/panels.ts): a polynomial in t through its values at the Chebyshev points, and how
// far off it is elsewhere. The caller knows the density, and is asked for it at nineteen claims; a panel's layout is that
// of places.ts.

import { exp, log } from "../special/elementary";
import { TERMS, evaluate } from "./polynomial";

/** The Chebyshev points, cos((2j + 1) pi / 32), where the polynomial is fitted, and those where it is looked at. */
const POINTS: usize = memory.data<f64>([
  0.9951847266721969, 0.9569403357322088, 0.881921264348355, 0.773010453362737, 0.6343932841636455, 0.47139673682599764,
  0.2902846772544624, 0.0980171403295606, -0.0980171403295606, -0.2902846772544624, -0.47139673682599764,
  -0.6343932841636455, -0.773010453362737, -0.881921264348355, -0.9569403357322088, -0.9951847266721969, -1, 0, 1,
]);
const ALL_POINTS: i32 = TERMS + 3;
const VALUES: usize = memory.data(ALL_POINTS * 8);
const DISTANCES: usize = memory.data(ALL_POINTS * 8);

/** Row k: the Chebyshev polynomial of degree k at the points, and its coefficients, whole numbers. */
const CHEBYSHEV: usize = memory.data(TERMS * TERMS * 8);
const MONOMIALS: usize = memory.data(TERMS * TERMS * 8);
const ROW: usize = <usize>TERMS << 3;
let prepared = false;

/**
 * Relative error of the density: 2^-44, and more where a panel has so little mass that its probability is right to
 * 2^-52 all the same, up to `cap`.
 */
const RELATIVE: f64 = 5.7e-14;
const ABSOLUTE: f64 = 2.220446049250313e-16;
/** Densities of t below this are no matter at all. */
const NEGLIGIBLE: f64 = 2.6e-26;
/** 2^-50: some rounding errors of a claim, by which no density can be told more exactly. */
const ROUNDING: f64 = 8.9e-16;

let panel: usize = 0;
let nearby: f64 = 0;

/** Begins the panel of claims anchor + scale * exp(centre + half * t) at `at`. Returns the claims' and values' address. */
export function beginPanel(at: usize, anchor: f64, scale: f64, centre: f64, half: f64): usize {
  panel = at;
  store<f64>(panel, anchor);
  store<f64>(panel, scale, 8);
  store<f64>(panel, centre, 16);
  store<f64>(panel, half, 24);
  nearby = 0;
  for (let i = 0; i < ALL_POINTS; i++) {
    const offset = <usize>i << 3;
    const distance = scale * exp(centre + half * load<f64>(POINTS + offset));
    const claim = anchor + distance;
    if (i < TERMS) nearby = Math.max(nearby, Math.abs(claim / distance));
    store<f64>(VALUES + offset, claim);
    store<f64>(DISTANCES + offset, distance);
  }
  return VALUES;
}

/**
 * Completes the panel, its densities being where its claims were. Returns the error that was seen, in units of what is
 * allowed; `cap` is the most that is allowed relatively, `accuracy` how far off a probability may be that the density gives.
 */
export function fitPanel(cap: f64, accuracy: f64): f64 {
  const half = load<f64>(panel, 24);
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < ALL_POINTS; i++) {
    const offset = <usize>i << 3;
    const value = load<f64>(VALUES + offset) * load<f64>(DISTANCES + offset) * half;
    store<f64>(VALUES + offset, value);
    if (i < TERMS) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }
  interpolate();
  let mass: f64 = 0;
  for (let k = 0; k < TERMS; k += 2) mass += (2 * load<f64>(panel + 32 + (<usize>k << 3))) / <f64>(k + 1);
  store<f64>(panel, mass, 168);

  const allowed = Math.max(
    Math.min(cap, Math.max(RELATIVE, ABSOLUTE / mass)),
    accuracy / Math.max(mass, NEGLIGIBLE),
  );
  // A claim is rounded, and with it a density that changes by this much on the panel; so is the logarithm of a density.
  const change = Math.max(log(most / Math.max(least, NEGLIGIBLE)), 0);
  const logarithm = Math.abs(log(Math.abs(load<f64>(panel, 8))) + load<f64>(panel, 16));
  const excused = ROUNDING * (nearby * (1 + change / Math.abs(half)) + logarithm);
  let error: f64 = 0;
  for (let i = TERMS; i < ALL_POINTS; i++) {
    const offset = <usize>i << 3;
    const value = load<f64>(VALUES + offset);
    const off = Math.abs(evaluate(panel + 32, load<f64>(POINTS + offset)) - value);
    const seen = off / ((allowed + excused) * value + NEGLIGIBLE);
    if (!(seen <= error)) error = isNaN(seen) ? Infinity : seen;
  }
  return error;
}

/** The polynomial through the values, and a bound of what it is anywhere on [-1, 1]: its Chebyshev weights' sizes. */
function interpolate(): void {
  if (!prepared) prepare();
  const coefficients = panel + 32;
  memory.fill(coefficients, 0, ROW);
  let bound: f64 = 0;
  for (let k = 0; k < TERMS; k++) {
    const row = <usize>k * ROW;
    let sum: f64 = 0;
    for (let j: usize = 0; j < ROW; j += 8) sum += load<f64>(VALUES + j) * load<f64>(CHEBYSHEV + row + j);
    const weight = sum / (k == 0 ? <f64>TERMS : <f64>TERMS / 2);
    bound += Math.abs(weight);
    for (let i = k; i >= 0; i -= 2) {
      const at = coefficients + (<usize>i << 3);
      store<f64>(at, load<f64>(at) + weight * load<f64>(MONOMIALS + row + (<usize>i << 3)));
    }
  }
  store<f64>(panel, bound, 160);
}

function prepare(): void {
  for (let k = 0; k < TERMS; k++) {
    const row = <usize>k * ROW;
    for (let j: usize = 0; j < ROW; j += 8) {
      const at = CHEBYSHEV + row + j;
      const point = load<f64>(POINTS + j);
      const before = k < 2 ? 1 : load<f64>(at - 2 * ROW);
      store<f64>(at, k == 0 ? 1 : k == 1 ? point : 2 * point * load<f64>(at - ROW) - before);
      const monomial = MONOMIALS + row + j;
      const shifted = k < 2 || j == 0 ? 0 : load<f64>(monomial - ROW - 8);
      const last = k < 2 ? 0 : load<f64>(monomial - 2 * ROW);
      store<f64>(monomial, k < 2 ? (j == row / TERMS ? 1 : 0) : 2 * shifted - last);
    }
  }
  prepared = true;
}
