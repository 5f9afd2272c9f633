import { ActuarialError } from "../errors.js";
import { type IntegratedDensity, integrateDensity } from "./integrateDensity.js";
import { interpolatedSlope } from "./interpolatedSlope.js";
import { completeLaw, type SeverityLaw } from "./law.js";
import { leastCrossing, logRatio } from "./leastCrossing.js";

type Curve = (x: number) => number;

/** Functions of a continuous law, one of them at least; their values are checked where they are called. */
export interface CustomFunctions {
  readonly survival?: Curve;
  readonly density?: Curve;
}

/** Beyond this part of the law, 1 - S(x) has lost digits that the density's integral has. */
const body = 1 / 16;
const normalisation = 1e-6;
const farthest = 1e300;
/** Of the probabilities of a density that is the slope of a survival function: the rounding of 1 - S, some hundred times. */
const slopeAccuracy = 1e-12;

/**
 * The law of a user's functions. Without a density, the survival function's slope is it, and probabilities near the lower
 * end are differences from 1; without a survival function, both tails are integrals of the density.
 */
export function customLaw(
  where: string,
  { survival: given, density: givenDensity }: CustomFunctions,
  support: readonly [number, number],
  momentsBelow: number,
): SeverityLaw {
  const [low, high] = support;
  const integral = givenDensity && integrateToOne(where, givenDensity, support);
  const survival = given ?? ((x: number): number => Math.min(1, integral!.above(x) / integral!.total));

  // A user's function is not asked at 1e308, where squares overflow, unless the quantile is there.
  const usual = [low, Math.min(high, farthest)] as const;

  function cdf(x: number): number {
    if (given === undefined) return Math.min(1, integral!.below(x) / integral!.total);
    const difference = 1 - survival(x);
    if (integral === undefined || difference > body) return difference;
    return Math.min(1, integral.below(x) / integral.total);
  }

  const law = completeLaw({
    support,
    momentsBelow,
    density,
    survival,
    cdf,
    accuracy: givenDensity ? 0 : slopeAccuracy,
    quantile: (p) =>
      leastCrossing((x) => logRatio(p, law.cdf(x)), support, integral?.bracketBelow(p * integral.total) ?? usual),
    survivalQuantile: (s) =>
      leastCrossing((x) => logRatio(law.survival(x), s), support, integral?.bracketAbove(s * integral.total) ?? usual),
  });

  let slope: Curve | undefined;
  function density(x: number): number {
    if (givenDensity) return given ? givenDensity(x) : givenDensity(x) / integral!.total;
    slope ??= interpolatedSlope(law);
    return slope(x);
  }

  return law;
}

function integrateToOne(where: string, density: Curve, [low, high]: readonly [number, number]): IntegratedDensity {
  const integral = integrateDensity(density, low, high);
  if (!(Math.abs(integral.total - 1) <= normalisation)) {
    const hint = integral.total > 0 ? "" : "; a support that fits the law closely helps to find it";
    throw new ActuarialError(
      "ERR_DATA",
      `${where}: the integral of density over [${low}, ${high}] must be 1 within 1e-6, got ${integral.total}${hint}`,
    );
  }
  return integral;
}
