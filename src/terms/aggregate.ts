import type { Terms } from "./terms.js";

/** The terms on a period's sum S of payments: share * min(max(S - deductible, 0), limit). */
export interface AggregateTerms {
  readonly deductible: number;
  readonly limit: number;
  readonly share: number;
}

/** The aggregate terms; undefined where they leave every sum as it is. */
export function aggregateTerms(terms: Terms): AggregateTerms | undefined {
  if (aggregateScale(terms) === 1) return undefined;
  return { deductible: terms.aggregateDeductible, limit: terms.aggregateLimit, share: terms.aggregateShare };
}

/**
 * The aggregate share where no aggregate deductible or limit acts, so that the aggregate terms only scale and mean
 * the same per policy as per bucket; otherwise undefined.
 */
export function aggregateScale(terms: Terms): number | undefined {
  return terms.aggregateDeductible === 0 && terms.aggregateLimit === Infinity ? terms.aggregateShare : undefined;
}

/** What a period with the sum S >= 0 of payments pays. */
export function aggregatePayment(terms: AggregateTerms, sum: number): number {
  return terms.share * Math.min(Math.max(sum - terms.deductible, 0), terms.limit);
}
