import { math } from "../kernel.js";
import { betaOdds } from "./betaOdds.js";
import type { LawDescription } from "./law.js";
import { powRatio, scaledMoment } from "./numeric.js";
import { momentsByUnitScale } from "./unitScale.js";

const leastOdds = 1e-290;

/**
 * The law of X = theta B^(1 / tau) for a Beta(a, b) variable B. In terms of the odds of B, 1 - B keeps its digits next
 * to theta as B does next to 0.
 */
export function betaLaw(a: number, b: number, tau: number, theta: number): LawDescription {
  return { ...describe(a, b, tau, theta), ...momentsByUnitScale(theta, () => describe(a, b, tau, 1)) };
}

function describe(a: number, b: number, tau: number, theta: number): LawDescription {
  const standard = betaOdds(a, b);
  const { lower } = standard;

  function odds(x: number): number {
    const power = powRatio(x, theta, tau);
    if (power < 0.5) return power / (1 - power);
    const ratio = x / theta;
    const far = ratio > leastOdds ? math.log(ratio) : math.log(x) - math.log(theta);
    const logRatio = x > theta / 2 ? math.log1p((x - theta) / theta) : far;
    return 1 / math.expm1(-tau * logRatio);
  }

  /** P(X <= x) next to 0, where the odds are no double any more. */
  const nextToZero = (x: number): number => math.exp(lower.log + a * tau * (math.log(x) - math.log(theta)));

  function cdf(x: number): number {
    const z = odds(x);
    return z < leastOdds ? nextToZero(x) : standard.cdf(z);
  }

  function survival(x: number): number {
    const z = odds(x);
    return z < leastOdds ? 1 - nextToZero(x) : standard.survival(z);
  }

  function density(x: number): number {
    if (x === 0) return a * tau < 1 ? Infinity : a * tau === 1 ? math.exp(lower.log) / theta : 0;
    if (x === theta) return b < 1 ? Infinity : b === 1 ? (a * tau) / theta : 0;
    const z = odds(x);
    return z < leastOdds ? (a * tau * nextToZero(x)) / x : (tau * (standard.term(z) * (1 + z))) / x;
  }

  /** theta B^(1 / tau) by the odds of B; below their range, by the probability p itself. */
  function amount(z: number, logP: number): number {
    if (z < leastOdds) return math.exp(math.log(theta) + (logP - lower.log) / (a * tau));
    return theta * (z < 1 ? math.pow(z / (1 + z), 1 / tau) : math.exp(-math.log1p(1 / z) / tau));
  }

  const moment = (k: number): number => {
    const j = k / tau;
    // E[B^j] = B(a + j, b) / B(a, b): the smaller of j and b keeps the digits.
    const [shift, least] = j < b ? [b, j] : [j, b];
    return scaledMoment(theta, k, math.logGammaRatio(a, least) - math.logGammaRatio(a + shift, least));
  };

  function limitedMoment(k: number, d: number): number {
    const z = odds(d);
    if (z < leastOdds) return NaN;
    return moment(k) * betaOdds(a + k / tau, b).cdf(z) + math.pow(d, k) * standard.survival(z);
  }

  return {
    support: [0, theta],
    momentsBelow: Infinity,
    density,
    survival,
    cdf,
    quantile: (p) => amount(standard.quantile(p), math.log(p)),
    survivalQuantile: (s) => amount(standard.survivalQuantile(s), math.log1p(-s)),
    mean: () => moment(1),
    moment,
    limitedMean: (d) => limitedMoment(1, d),
    limitedMoment,
  };
}
