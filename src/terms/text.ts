import { aggregateScale } from "./aggregate.js";
import type { Terms } from "./terms.js";

/** The terms that act, in the order in which they act, as `explain()` prints them. */
export function termsText(terms: Terms): string {
  const { deductible, deductibleKind, attachment, limit, share, trend } = terms;
  const { aggregateDeductible, aggregateLimit, aggregateShare, aggregateBasis } = terms;
  const acting = [
    trend !== 1 && `trend ${trend}`,
    deductible !== 0 && `${deductibleKind} deductible ${deductible}`,
    attachment !== 0 && `attachment ${attachment}`,
    limit !== Infinity && `limit ${limit}`,
    share !== 1 && `share ${share}`,
    aggregateDeductible !== 0 && `aggregate deductible ${aggregateDeductible}`,
    aggregateLimit !== Infinity && `aggregate limit ${aggregateLimit}`,
    aggregateScale(terms) === undefined && `per ${aggregateBasis}`,
    aggregateShare !== 1 && `aggregate share ${aggregateShare}`,
    share !== 1 && aggregateScale(terms) === undefined && `(aggregate amounts are at share ${share})`,
  ].filter((part) => part !== false);
  return acting.length === 0 ? "none" : acting.join(", ");
}
