import { math } from "../kernel.js";
import { discretise } from "./discretise.js";
import { claimsOfYear, idle, type Part } from "./part.js";

/** A year falls short of its least amount with a probability of e^-depth at most, 4e-31. */
const depth = 70;
const cells = 512;
/** Between one tried exponent and the next. */
const ratio = 1.25;
const mostTried = 200;
/** Of 1 - E e^(-theta X): above this a generating function may be rounding. */
const known = 0.99;

/**
 * An amount that the years of these parts, before their aggregate terms, all but never fall short of: by Chernoff's bound,
 * P(S < a) <= E e^(theta (a - S)), the largest a over some theta (Chernoff 1952, doi 10.1214/aoms/1177729330). E e^(-theta X) of a
 * claim is that on a grid, which is larger because the exponential is convex. 0 where there are few claims.
 */
export function leastOf(parts: readonly Part[]): number {
  const active = parts.filter((part) => !idle(part)).map(coarsely);
  const mean = active.reduce((sum, part) => sum + part.mean, 0);
  let best = 0;
  for (let theta = (2 * depth) / mean, tried = 0; tried < mostTried && theta < Infinity; theta *= ratio, tried++) {
    const log = active.reduce((sum, { logLaplace }) => sum + logLaplace(theta), 0);
    const least = (-depth - log) / theta;
    // Of one variable the bound has one hill.
    if (!(least >= best || least <= 0) || !(least < mean)) break;
    best = Math.max(best, least);
  }
  return best;
}

interface Coarse {
  readonly mean: number;
  /** log E e^(-theta S). */
  readonly logLaplace: (theta: number) => number;
}

function coarsely(part: Part): Coarse {
  const { claim, frequency, inner } = part;
  const claims = claimsOfYear(part);
  const large = Math.min(claim.most, claim.survivalQuantile(Math.min(0.5 * claim.paying, 1 / (1 + claims))));
  const step = large / (cells - 2);
  const masses = new Float64Array(cells);
  discretise(claim, step, masses);
  // What is beyond the grid counts as its last point, which is less.
  masses[cells - 1]! -= masses.reduce((a, b) => a + b, 0);
  const mean = claims * step * masses.reduce((sum, mass, j) => sum + j * mass, 0);
  const logLaplace = (theta: number): number => {
    const fall = math.expm1(-theta * step);
    let [w, power] = [0, 0];
    for (let j = 1; j < cells; j++) {
      // e^(-theta j step) - 1 from that of j - 1.
      power += (1 + power) * fall;
      w += masses[j]! * power;
    }
    return w > -known ? inner * frequency.bound.logPgf(Math.min(0, w)) : Number.NaN;
  };
  return { mean, logLaplace };
}
