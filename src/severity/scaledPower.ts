import { math } from "../kernel.js";
import type { LawDescription } from "./law.js";
import { powRatio, scaledMoment } from "./numeric.js";
import { leastStandard, mostStandard, type PowerTail, type StandardLaw } from "./standardLaw.js";
import { momentsByUnitScale } from "./unitScale.js";

const smallestNormal = 2.2250738585072014e-308;

/**
 * The law of X = theta Z^(1 / power): the transformed families of Loss Models, 5.2. A negative power makes the inverse
 * families. Where (x / theta)^power is no double any more, the tails of Z are powers, and so are those of X.
 */
export function scaledPower(standard: StandardLaw, power: number, theta: number): LawDescription {
  return {
    ...describe(standard, power, theta),
    ...momentsByUnitScale(theta, () => describe(standard, power, 1)),
  };
}

function describe(standard: StandardLaw, power: number, theta: number): LawDescription {
  const size = Math.abs(power);
  const logTheta = math.log(theta);
  const logStandard = (x: number): number => power * (math.log(x) - logTheta);

  /** P(Z <= z), or P(Z > z), at the z that belongs to x. */
  function probability(law: StandardLaw, x: number, above: boolean): number {
    const z = powRatio(x, theta, power);
    if (z < leastStandard) return farOut(law.lower, logStandard(x), above);
    if (z > mostStandard) return law.upper ? farOut(law.upper, -logStandard(x), !above) : above ? 0 : 1;
    return above ? law.survival(z) : law.cdf(z);
  }

  /** x for a probability p of Z: that of the lower tail, or of the upper. */
  function inverse(p: number, above: boolean): number {
    const z = above ? standard.survivalQuantile(p) : standard.quantile(p);
    if (z < leastStandard) return scaled(logFarOut(standard.lower, p, above) / power);
    if (z > mostStandard && standard.upper) return scaled(-logFarOut(standard.upper, p, !above) / power);
    const ratio = math.pow(z, 1 / power);
    return ratio >= smallestNormal && ratio < Infinity ? theta * ratio : scaled(math.log(z) / power);
  }

  const scaled = (logRatio: number): number => math.exp(logTheta + logRatio);

  function density(x: number): number {
    const end = power > 0 ? standard.lower : standard.upper;
    if (x === 0) return end === undefined ? 0 : atZero(end.power * size, math.exp(end.log) / theta);
    const z = powRatio(x, theta, power);
    if (z < leastStandard) return (size * farTerm(standard.lower, logStandard(x))) / x;
    if (z > mostStandard) return standard.upper ? (size * farTerm(standard.upper, -logStandard(x))) / x : 0;
    return (size * standard.term(z)) / x;
  }

  const moment = (k: number): number => scaledMoment(theta, k, standard.logMoment(k / power));

  function limitedMoment(k: number, d: number): number {
    const whole = moment(k);
    if (!(whole < Infinity)) return NaN;
    // E[X^k; X <= d] is the moment times a probability of the law that is weighted by x^k.
    const share = probability(standard.tilted(k / power), d, power < 0);
    return whole * share + math.pow(d, k) * probability(standard, d, power > 0);
  }

  const tail = power > 0 ? standard.upper : standard.lower;
  return {
    support: [0, Infinity],
    momentsBelow: tail === undefined ? Infinity : tail.power * size,
    density,
    survival: (x) => probability(standard, x, power > 0),
    cdf: (x) => probability(standard, x, power < 0),
    quantile: (p) => inverse(p, power < 0),
    survivalQuantile: (s) => inverse(s, power > 0),
    mean: () => moment(1),
    moment,
    limitedMean: (d) => limitedMoment(1, d),
    limitedMoment,
  };
}

/** The probability of a tail at a distance of -t from its end, on the logarithmic scale, or that of all the rest. */
function farOut(tail: PowerTail, t: number, rest: boolean): number {
  const log = tail.log + tail.power * t;
  return rest ? Math.max(0, -math.expm1(log)) : Math.min(1, math.exp(log));
}

/** -t for a probability of the tail, or of all the rest. */
function logFarOut(tail: PowerTail, p: number, rest: boolean): number {
  return ((rest ? math.log1p(-p) : math.log(p)) - tail.log) / tail.power;
}

function farTerm(tail: PowerTail, t: number): number {
  return tail.power * math.exp(tail.log + tail.power * t);
}

/** A density that goes as power * factor * (x / scale)^(power - 1), at 0; `factor` is over the scale. */
function atZero(power: number, factor: number): number {
  return power < 1 ? Infinity : power === 1 ? factor : 0;
}
