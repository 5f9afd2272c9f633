import type { Severity } from "../severity/severity.js";
import { groundUpThreshold } from "./groundUp.js";
import { claimTerms } from "./perClaim.js";
import type { Terms } from "./terms.js";

/**
 * The expected payment per ground-up claim after the per-claim terms; Infinity where it is infinite.
 *
 * With trend c, the part of the payment above deduct is a layer of the severity: E min(max(cX - a, 0), l) is
 * c * E min(max(X - a/c, 0), l/c) (Loss Models 5e, theorem 8.7). A franchise deductible d > a adds the amount
 * min(d - a, l) for each claim above d, and the layer starts at d. All terms are positive, so none cancels.
 */
export function netMean(severity: Severity, terms: Terms): number {
  const claim = claimTerms(terms);
  if (claim === undefined) return severity.mean();
  const { trend, threshold, deduct, limit, share } = claim;
  const start = threshold / trend;
  if (limit === 0 || start === Infinity) return 0;
  const jump = Math.min(threshold - deduct, limit);
  const atThreshold = jump > 0 ? jump * severity.survival(groundUpThreshold(claim)) : 0;
  const above = limit > jump ? trend * severity.layerMean(start, (limit - jump) / trend) : 0;
  return share * (atThreshold + above);
}
