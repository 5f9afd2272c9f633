import type { Terms } from "./terms.js";

/**
 * The per-claim terms in the normal form that the kernel applies to a ground-up claim x: with t = trend * x, the
 * payment is share * min(t - deduct, limit) where t > threshold, and 0 elsewhere. threshold >= deduct.
 */
export interface ClaimTerms {
  readonly trend: number;
  readonly threshold: number;
  readonly deduct: number;
  readonly limit: number;
  readonly share: number;
}

/** The normal form of the per-claim terms; undefined where they leave every claim as it is. */
export function claimTerms(terms: Terms): ClaimTerms | undefined {
  const { trend, deductible, attachment, limit, share } = terms;
  if (claimScale(terms) === 1 && trend === 1) return undefined;
  if (terms.deductibleKind === "franchise") {
    return { trend, threshold: Math.max(deductible, attachment), deduct: attachment, limit, share };
  }
  return { trend, threshold: deductible + attachment, deduct: deductible + attachment, limit, share };
}

/** The factor trend * share where the per-claim terms do no more than scale a claim; otherwise undefined. */
export function claimScale(terms: Terms): number | undefined {
  const scales = terms.deductible === 0 && terms.attachment === 0 && terms.limit === Infinity;
  return scales ? terms.trend * terms.share : undefined;
}

/** What a ground-up claim x >= 0 pays, in the order of operations that every engine follows. */
export function payment(terms: ClaimTerms, x: number): number {
  const trended = terms.trend * x;
  return trended > terms.threshold ? terms.share * Math.min(trended - terms.deduct, terms.limit) : 0;
}
