import { math } from "../kernel.js";
import type { Severity } from "../severity/severity.js";

/** log f(x) and log S(x) by formulas that do not pass through f(x) and S(x). */
export interface FarLogs {
  readonly density: (x: number) => number;
  /** For x in the far upper tail only. */
  readonly survival?: (x: number) => number;
}

const halfLog2Pi = 0.9189385332046727;

/**
 * The families with a tail that falls faster than any power. Their maximum may well give a single large claim a density
 * below 1e-308, whose logarithm is nothing special. The gamma type: v = (x / theta)^tau is a standard Gamma(alpha), with
 * tau < 0 for the inverse families.
 */
const byFamily: Readonly<Record<string, (parameters: Readonly<Record<string, number>>) => FarLogs>> = {
  exponential: ({ theta }) => gammaType(1, 1, theta!),
  gamma: ({ alpha, theta }) => gammaType(alpha!, 1, theta!),
  weibull: ({ tau, theta }) => gammaType(1, tau!, theta!),
  transformedGamma: ({ alpha, tau, theta }) => gammaType(alpha!, tau!, theta!),
  inverseExponential: ({ theta }) => gammaType(1, -1, theta!),
  inverseGamma: ({ alpha, theta }) => gammaType(alpha!, -1, theta!),
  inverseWeibull: ({ tau, theta }) => gammaType(1, -tau!, theta!),
  inverseTransformedGamma: ({ alpha, tau, theta }) => gammaType(alpha!, -tau!, theta!),

  lognormal: ({ mu, sigma }) => {
    const standard = (x: number): number => (math.log(x) - mu!) / sigma!;
    const logNormal = (z: number): number => -(z * z) / 2 - halfLog2Pi;
    return {
      density: (x) => logNormal(standard(x)) - math.log(sigma! * x),
      survival: (x) => logNormal(standard(x)) + math.log(millsRatio(standard(x))),
    };
  },

  inverseGaussian: ({ mu, theta }) => ({
    density: (x) => {
      const z = (x - mu!) / mu!;
      return (math.log(theta! / x) - (theta! * z * z) / x) / 2 - halfLog2Pi - math.log(x);
    },
  }),
};

/** The formulas of a severity; undefined where none are needed. */
export function farLogs({ family, parameters }: Severity): FarLogs | undefined {
  return byFamily[family]?.(parameters as Readonly<Record<string, number>>);
}

function gammaType(alpha: number, tau: number, theta: number): FarLogs {
  const logOf = (x: number): number => tau * math.log(x / theta);
  // v^alpha e^-v / Gamma(alpha)
  const kernel = (logV: number): number => alpha * logV - math.exp(logV) - math.logGamma(alpha);
  return {
    density: (x) => kernel(logOf(x)) + math.log(Math.abs(tau)) - math.log(x),
    ...(tau > 0 && { survival: (x) => kernel(logOf(x)) + math.log(gammaFraction(alpha, math.exp(logOf(x)))) }),
  };
}

/** Q(alpha, v) over v^alpha e^-v / Gamma(alpha), by Legendre's continued fraction, from the back: v is far beyond alpha. */
function gammaFraction(alpha: number, v: number): number {
  let fraction = 0;
  for (let k = terms; k > 0; k--) fraction = (k * (k - alpha)) / (v + 2 * k + 1 - alpha - fraction);
  return 1 / (v + 1 - alpha - fraction);
}

/** P(Z > z) over the normal density at z, by Laplace's continued fraction: z is far out. */
function millsRatio(z: number): number {
  let fraction = 0;
  for (let k = terms; k > 0; k--) fraction = k / (z + fraction);
  return 1 / (z + fraction);
}

const terms = 40;
