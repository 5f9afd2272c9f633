import { record } from "../check.js";
import { ActuarialError } from "../errors.js";
import { math } from "../kernel.js";
import { isSeverity } from "../severity/isSeverity.js";
import type { SeverityLaw } from "../severity/law.js";
import type { Severity } from "../severity/severity.js";
import { andersonDarlingSurvival } from "./andersonDarling.js";
import { type ChiSquare, chiSquare } from "./chiSquare.js";
import { type ClaimData, type ClaimOptions, type Claims, claimOptions, readClaims } from "./claims.js";
import { kolmogorovSurvival } from "./kolmogorov.js";
import { logLikelihood } from "./likelihood.js";
import { SeverityFit } from "./severityFit.js";

export interface GoodnessOfFitOptions extends ClaimOptions {
  /** Ascending amounts that cut the claims into classes, for a chi-square test. */
  readonly edges?: readonly number[] | Float64Array;
}

/** A distance between the claims and a law, and how often claims of that very law are as far from it or farther. */
export interface DistanceTest {
  readonly statistic: number;
  readonly pValue: number | undefined;
}

export interface GoodnessOfFit {
  readonly n: number;
  readonly logLikelihood: number;
  readonly aic: number;
  readonly bic: number;
  /** The largest distance between the two distribution functions. */
  readonly kolmogorovSmirnov: DistanceTest;
  /** Their mean squared distance, the tails weighing more. */
  readonly andersonDarling: DistanceTest;
  /** Given `edges`. */
  readonly chiSquare: ChiSquare | undefined;
  /** Why there is no p-value of a distance; undefined where there is one. */
  readonly noPValue: string | undefined;
}

/**
 * How near a severity is to claims: Kolmogorov-Smirnov and Anderson-Darling statistics, log-likelihood and criteria, and
 * with `edges` a chi-square test (Loss Models, sections 15.4 and 15.5). Claims and options are those of `fit`. With a
 * deductible the law is that of losses above it, and with a limit the distances are looked at below it; both must be the
 * same for all claims, and the law must have no atoms: ERR_UNSUPPORTED otherwise, because there is then no distribution
 * function to compare with.
 *
 * A Severity is taken as it stands, known before the claims were: p-values are those of a fully specified law, exact to 1e-9
 * for Kolmogorov-Smirnov up to 100 claims (2e-4 beyond), for Anderson-Darling those of many claims (within 0.003 from 10
 * on). For parameters that were fitted to the same claims they would be far too large, so give the fit itself: its
 * parameters are counted in AIC, BIC and the degrees of freedom, and the distances have no p-value. They have none either
 * when a claim is capped.
 */
export function goodnessOfFit(
  law: Severity | SeverityFit,
  data: ClaimData,
  options: GoodnessOfFitOptions = {},
): GoodnessOfFit {
  const fitted = law instanceof SeverityFit;
  const severity = isSeverity("goodnessOfFit: severity", fitted ? law.severity : law);
  const estimated = fitted ? law.estimated.length : 0;
  const given = record("goodnessOfFit: options", options, [...claimOptions, "edges"]);
  const claims = readClaims("goodnessOfFit", data, given);
  checkComparable(severity, claims);
  const value = logLikelihood(severity, claims);
  const distances = distancesOf(severity.law, claims);
  const reason = fitted
    ? "the parameters were estimated from the claims"
    : claims.capped.at.length > 0
      ? "claims are capped"
      : undefined;
  const p = (survival: number): number | undefined => (reason === undefined ? survival : undefined);
  const test =
    given.edges === undefined
      ? undefined
      : chiSquare("goodnessOfFit: edges", severity.law, claims, given.edges, estimated);
  return Object.freeze({
    n: claims.n,
    logLikelihood: value,
    aic: 2 * estimated - 2 * value,
    bic: math.log(claims.n) * estimated - 2 * value,
    kolmogorovSmirnov: { statistic: distances.largest, pValue: p(kolmogorovSurvival(claims.n, distances.largest)) },
    andersonDarling: { statistic: distances.squared, pValue: p(andersonDarlingSurvival(distances.squared)) },
    chiSquare: test,
    noPValue: reason,
  });
}

function checkComparable(severity: Severity, claims: Claims): void {
  if (!claims.common) {
    throw new ActuarialError(
      "ERR_UNSUPPORTED",
      "goodnessOfFit: claims of different deductibles or limits have no one distribution function to compare with",
    );
  }
  if (severity.parts().some(({ kind }) => kind === "points")) {
    throw new ActuarialError("ERR_UNSUPPORTED", `goodnessOfFit: ${severity.family} has atoms, continuous laws only`);
  }
  const { deductible } = claims.common;
  if (!(severity.law.survival(deductible) > 0)) {
    throw new ActuarialError("ERR_DATA", `goodnessOfFit: ${severity} has no losses above the deductible ${deductible}`);
  }
}

// Both between the deductible and the limit, of the law given that a loss is above the deductible; the second by the sum
// that Loss Models, 15.4.2, makes of its integral.
function distancesOf(law: SeverityLaw, claims: Claims): { readonly largest: number; readonly squared: number } {
  const { exact, capped, n, common } = claims;
  const { deductible, limit } = common!;
  const known = law.survival(deductible);
  const below = law.cdf(deductible);
  const above = (x: number): number => law.survival(x) / known;
  const upTo = (x: number): number => (below === 0 ? law.cdf(x) : (law.cdf(x) - below) / known);
  let largest = 0;
  let squared = -n * upTo(limit);
  let reached = 0;
  let before = deductible;
  for (const [i, x] of [...exact.at, limit].entries()) {
    // Without a capped claim, all that were weighed are reached at the end, whatever their sum is rounded to.
    const share = x === limit && capped.at.length === 0 ? 1 : reached / n;
    largest = Math.max(largest, Math.abs(upTo(x) - share));
    if (share < 1) squared += n * (1 - share) * (1 - share) * (logOf(above, upTo, before) - logOf(above, upTo, x));
    if (share > 0) squared += n * share * share * (logOf(upTo, above, x) - logOf(upTo, above, before));
    if (x === limit) break;
    reached += exact.weights[i]!;
    largest = Math.max(largest, Math.abs(upTo(x) - reached / n));
    before = x;
  }
  return { largest, squared };
}

// log p(x), from the complement q(x) where p is near 1.
function logOf(p: (x: number) => number, q: (x: number) => number, x: number): number {
  const complement = q(x);
  return complement < 0.5 ? math.log1p(-complement) : math.log(p(x));
}
