import { math } from "../kernel.js";
import type { Claims, Points } from "./claims.js";

type Closed = (claims: Claims, fixed: Readonly<Record<string, number>>) => Readonly<Record<string, number>> | undefined;

/**
 * Maximum likelihood estimates in closed form, by family; undefined for claims that have none. Loss Models, section 11.4
 * and exercises; the inverse Gaussian's are Tweedie's (1957, doi 10.1214/aoms/1177706964).
 */
const closedForms: Readonly<Record<string, Closed>> = {
  // The amount exposed over the number of claims that are known exactly.
  exponential: (claims) => ({ theta: exposure(claims, (x) => x) / weight(claims.exact) }),

  // log(X / theta) is exponential with mean 1 / alpha.
  singleParameterPareto: (claims, { theta }) =>
    theta === undefined
      ? undefined
      : { alpha: weight(claims.exact) / exposure(claims, (x) => math.log(Math.max(x / theta, 1))) },

  lognormal: (claims) => {
    if (!complete(claims)) return undefined;
    const mu = sum(claims.exact, math.log) / claims.n;
    const squares = sum(claims.exact, (x) => (math.log(x) - mu) * (math.log(x) - mu));
    return { mu, sigma: Math.sqrt(squares / claims.n) };
  },

  inverseGaussian: (claims) => {
    if (!complete(claims)) return undefined;
    const mu = sum(claims.exact, (x) => x) / claims.n;
    // 1 / x - 1 / mu adds up to the same as (x - mu)^2 / (mu^2 x), whose terms are positive.
    return { mu, theta: claims.n / sum(claims.exact, (x) => (((x - mu) / mu) * ((x - mu) / mu)) / x) };
  },

  inverseExponential: (claims) =>
    complete(claims) ? { theta: claims.n / sum(claims.exact, (x) => 1 / x) } : undefined,
};

/** The estimates in closed form, where the family has them for these claims and these fixed parameters. */
export function closedForm(
  family: string,
  claims: Claims,
  fixed: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> | undefined {
  const known = Object.keys(fixed);
  const allowed = family === "singleParameterPareto" ? known.every((name) => name === "theta") : known.length === 0;
  return allowed ? closedForms[family]?.(claims, fixed) : undefined;
}

function complete({ capped, deductibles }: Claims): boolean {
  return capped.at.length === 0 && deductibles.at.length === 0;
}

function exposure({ exact, capped, deductibles }: Claims, f: (x: number) => number): number {
  return sum(exact, f) + sum(capped, f) - sum(deductibles, f);
}

function sum({ at, weights }: Points, f: (x: number) => number): number {
  return at.reduce((total, x, i) => total + weights[i]! * f(x), 0);
}

function weight({ weights }: Points): number {
  return weights.reduce((total, w) => total + w, 0);
}
