import { binomial } from "./binomial.js";
import { deterministic } from "./deterministic.js";
import { extendedTruncatedNegativeBinomial } from "./extendedTruncatedNegativeBinomial.js";
import { geometric } from "./geometric.js";
import { logarithmic } from "./logarithmic.js";
import { negativeBinomial } from "./negativeBinomial.js";
import { neymanA } from "./neymanA.js";
import { poisson } from "./poisson.js";
import { poissonInverseGaussian } from "./poissonInverseGaussian.js";
import { polyaAeppli } from "./polyaAeppli.js";

export { compoundFrequency } from "./compoundFrequency.js";
export { empiricalCounts } from "./empiricalCounts.js";
export { Frequency } from "./frequency.js";
export { type Mixing, mixedPoisson } from "./mixedPoisson.js";
export { zeroModified, zeroTruncated } from "./zeroModified.js";
export {
  binomial,
  deterministic,
  extendedTruncatedNegativeBinomial,
  geometric,
  logarithmic,
  negativeBinomial,
  neymanA,
  poisson,
  poissonInverseGaussian,
  polyaAeppli,
};

/**
 * The families whose parameters are numbers, by the name of their constructor. Documentation, the command and the tests
 * are driven by it. empiricalCounts, mixedPoisson, compoundFrequency, zeroTruncated and zeroModified take data or other
 * laws.
 */
export const frequencyFamilies: {
  readonly poisson: typeof poisson;
  readonly negativeBinomial: typeof negativeBinomial;
  readonly binomial: typeof binomial;
  readonly geometric: typeof geometric;
  readonly deterministic: typeof deterministic;
  readonly logarithmic: typeof logarithmic;
  readonly extendedTruncatedNegativeBinomial: typeof extendedTruncatedNegativeBinomial;
  readonly poissonInverseGaussian: typeof poissonInverseGaussian;
  readonly neymanA: typeof neymanA;
  readonly polyaAeppli: typeof polyaAeppli;
} = Object.freeze({
  poisson,
  negativeBinomial,
  binomial,
  geometric,
  deterministic,
  logarithmic,
  extendedTruncatedNegativeBinomial,
  poissonInverseGaussian,
  neymanA,
  polyaAeppli,
});
