import { fail, oneOf, record } from "../check.js";
import { binomial } from "../frequency/binomial.js";
import { geometric } from "../frequency/geometric.js";
import { negativeBinomial } from "../frequency/negativeBinomial.js";
import { poisson } from "../frequency/poisson.js";
import { math } from "../kernel.js";
import { type Counts, countLikelihood, readCounts } from "./counts.js";
import { fitBinomial } from "./fitBinomial.js";
import { fitNegativeBinomial } from "./fitNegativeBinomial.js";
import { type FitWarning, short } from "./fitWarning.js";
import { type Fitted, FrequencyFit, type FrequencyMethod } from "./frequencyFit.js";

export type FittedFrequency = typeof poisson | typeof geometric | typeof negativeBinomial | typeof binomial;

export interface FitFrequencyOptions {
  /** Default "moments". For poisson, geometric and a binomial of known m the two are one. */
  readonly method?: FrequencyMethod;
  /** How many periods each count stands for, > 0; 1 when absent. */
  readonly weights?: readonly number[] | Float64Array;
  /** The number of risks of a binomial, where it is known. */
  readonly fixed?: { readonly m?: number };
}

/** How surely a Poisson law is wrong before a fit of it says so. */
const surprising = 0.01;

/**
 * Fits poisson, geometric, negativeBinomial or binomial to the numbers of claims of like periods (or policies):
 * `fitFrequency(negativeBinomial, [192, 217, 166])`. By moments, with the sample variance of divisor n - 1, or by maximum
 * likelihood (Loss Models, section 14.1 to 14.3).
 *
 * Counts whose variance is not above their mean have no negative binomial, those whose variance is not below it no binomial:
 * ERR_DATA says which law they ask for. A Poisson law for counts whose variance is not what it would be, at 1 % and by the
 * index of dispersion, has a warning, OVERDISPERSED or UNDERDISPERSED.
 */
export function fitFrequency(
  family: FittedFrequency,
  counts: readonly number[] | Float64Array,
  options: FitFrequencyOptions = {},
): FrequencyFit {
  const given = record("fitFrequency: options", options, ["method", "weights", "fixed"]);
  const method = oneOf<FrequencyMethod>("fitFrequency: method", given.method ?? "moments", ["moments", "likelihood"]);
  const read = readCounts("fitFrequency", counts, given.weights);
  if (family !== binomial && given.fixed !== undefined) {
    fail("fitFrequency: fixed", "for binomial only", given.fixed);
  }
  const fitted = estimate(family, read, method, given.fixed);
  const { n, mean, variance } = read;
  const logLikelihood = countLikelihood(fitted.frequency, read);
  return new FrequencyFit({ warnings: [], ...fitted, method, logLikelihood, n, mean, variance });
}

function estimate(family: unknown, counts: Counts, method: FrequencyMethod, fixed: unknown): Fitted {
  const { mean, n } = counts;
  switch (family) {
    case poisson:
      return {
        frequency: poisson({ lambda: mean }),
        estimated: ["lambda"],
        standardErrors: { lambda: Math.sqrt(mean / n) },
        warnings: dispersion(counts),
      };
    case geometric:
      if (!(mean > 0)) fail("fitFrequency: counts", "above 0 somewhere, for geometric", 0, "ERR_DATA");
      return {
        frequency: geometric({ beta: mean }),
        estimated: ["beta"],
        standardErrors: { beta: Math.sqrt((mean * (1 + mean)) / n) },
      };
    case negativeBinomial:
      return fitNegativeBinomial(counts, method);
    case binomial:
      return fitBinomial(counts, method, fixed);
    default:
      return fail("fitFrequency: family", "poisson, geometric, negativeBinomial or binomial", family);
  }
}

// (n - 1) times variance over mean is chi-square for Poisson counts (Fisher's index of dispersion).
function dispersion({ n, mean, variance }: Counts): FitWarning[] {
  if (!(mean > 0)) return [];
  const index = ((n - 1) * variance) / mean;
  const above = math.gammaQ((n - 1) / 2, index / 2);
  const below = math.gammaP((n - 1) / 2, index / 2);
  if (!(Math.min(above, below) < surprising / 2)) return [];
  const [code, instead] = above < below ? ["OVERDISPERSED", "negativeBinomial"] : ["UNDERDISPERSED", "binomial"];
  const seen = `the variance ${short(variance)} of the counts is not that of a Poisson law of mean ${short(mean)}`;
  return [{ code, message: `${seen}; consider ${instead}` }];
}
