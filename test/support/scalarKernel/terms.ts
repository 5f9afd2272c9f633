import { fields } from "./tables.js";

/** Policy terms as arithmetic on an amount (assembly/terms.ts). */
export type Terms = (amount: number) => number;

/** With t = trend * x: share * min(t - deduct, limit) where t > threshold, and 0 elsewhere. */
export function readDrawTerms(table: Float64Array): Terms {
  const { trend, threshold, deduct, limit, share } = fields(table, ["trend", "threshold", "deduct", "limit", "share"]);
  return (x) => (trend * x > threshold ? share * Math.min(trend * x - deduct, limit) : 0);
}

/** share * min(max(sum - deductible, 0), limit). */
export function readAggregateTerms(table: Float64Array): Terms {
  const { deductible, limit, share } = fields(table, ["deductible", "limit", "share"]);
  return (sum) => share * Math.min(Math.max(sum - deductible, 0), limit);
}
