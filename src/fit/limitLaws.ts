import * as families from "../severity/families.js";
import type { Severity } from "../severity/severity.js";
import type { Claims } from "./claims.js";
import { coordinates, type FitFamily } from "./coordinates.js";
import { type Maximum, maximise } from "./maximise.js";

/** A law at the edge of a family, fitted, and the log-likelihood of the claims under it. */
export interface LimitLaw {
  readonly severity: Severity;
  readonly logLikelihood: number;
}

type Known = (claims: Claims) => Readonly<Record<string, number>>;
type Limit = (claims: Claims) => Maximum | undefined;

function limit<K extends string>(family: FitFamily<K>, fixed: Known = () => ({})): Limit {
  return (claims) => maximise(coordinates("fit", family, fixed(claims)), claims);
}

// Above the least amount and nothing below: X = theta U^(-1 / alpha).
const paretoFromLeast = limit(families.singleParameterPareto, ({ exact }) => ({ theta: exact.at[0]! }));
// Below the largest amount and nothing above: X = theta U^(1 / a).
const powerToLargest = limit(families.beta, ({ exact }) => ({ b: 1, theta: exact.at.at(-1)! }));
// Above a deductible, whatever threshold below it is said.
const paretoAboveDeductible = limit(families.singleParameterPareto, ({ deductibles }) => ({
  theta: deductibles.at[0]!,
}));

/**
 * What a family becomes when parameters go to the edges together, so that a likelihood may climb without reaching its
 * supremum (Loss Models, section 5.3.3, and figures 5.2 and 5.4 for the families of the transformed beta and gamma).
 */
const limits: Readonly<Record<string, readonly Limit[]>> = {
  pareto: [limit(families.exponential)],
  inversePareto: [limit(families.inverseExponential)],
  betaPrime: [limit(families.gamma), limit(families.inverseGamma)],
  // alpha to Infinity; gamma to Infinity, alpha gamma being kept
  burr: [limit(families.weibull), paretoFromLeast],
  inverseBurr: [limit(families.inverseWeibull), powerToLargest],
  // alpha or tau to Infinity, gamma to 0, gamma to Infinity
  transformedBeta: [
    limit(families.transformedGamma),
    limit(families.inverseTransformedGamma),
    limit(families.lognormal),
    paretoFromLeast,
    powerToLargest,
  ],
  transformedGamma: [limit(families.lognormal), powerToLargest],
  inverseTransformedGamma: [limit(families.lognormal), paretoFromLeast],
  loggamma: [limit(families.lognormal)],
  logT: [limit(families.lognormal)],
};

/**
 * Families whose tail is, or becomes as a shape goes to an edge, a power of x of any index: with theta (or exp mu) going to
 * 0, all that a deductible lets through of them is a Pareto law.
 */
const powerTails: ReadonlySet<string> = new Set([
  "betaPrime",
  "burr",
  "generalizedPareto",
  "inverseBurr",
  "inverseGamma",
  "inverseParalogistic",
  "inverseTransformedGamma",
  "inverseWeibull",
  "loglogistic",
  "lognormal",
  "logT",
  "paralogistic",
  "pareto",
  "transformedBeta",
  "transformedGamma",
  "weibull",
]);

/** The likeliest of the laws at the edge of a family; undefined where it has none that are known. */
export function likeliestLimit(family: string, claims: Claims): LimitLaw | undefined {
  const { deductibles, n } = claims;
  const truncated = deductibles.weights.reduce((sum, w) => sum + w, 0) === n;
  const known = [...(limits[family] ?? []), ...(truncated && powerTails.has(family) ? [paretoAboveDeductible] : [])];
  let likeliest: LimitLaw | undefined;
  for (const fitted of known) {
    const maximum = fitted(claims);
    if (!maximum || !(maximum.value > (likeliest?.logLikelihood ?? -Infinity))) continue;
    likeliest = { severity: maximum.severity, logLikelihood: maximum.value };
  }
  return likeliest;
}
