import * as check from "../check.js";
import { ActuarialError } from "../errors.js";

/** Policy terms as a user writes them; every key may be left out. Amounts are in the currency of the severity. */
export interface TermsOptions {
  /** What the insured keeps of each claim, >= 0. */
  readonly deductible?: number;
  /** "ordinary" subtracts the deductible; "franchise" pays a claim above it in full. */
  readonly deductibleKind?: "ordinary" | "franchise";
  /** Start of the layer, measured after the deductible, >= 0. */
  readonly attachment?: number;
  /** The most that a claim pays before share, >= 0 or Infinity. */
  readonly limit?: number;
  /** In place of limit: the ground-up claim above which nothing more is paid; the deductible erodes it. */
  readonly maximumCoveredLoss?: number;
  /** The part of each claim that the insurer pays, above 0 and at most 1. */
  readonly share?: number;
  /** What is kept of the period's sum of payments, >= 0. */
  readonly aggregateDeductible?: number;
  /** The most that the period pays, >= 0 or Infinity. */
  readonly aggregateLimit?: number;
  /** A signed line on what the aggregate terms leave, above 0 and at most 1. */
  readonly aggregateShare?: number;
  /** Whether the aggregate terms act on each policy or once on the bucket of all its policies. */
  readonly aggregateBasis?: "policy" | "bucket";
  /** A factor > 0 on ground-up claims: 1.05 is +5 %. */
  readonly trend?: number;
}

/** Checked policy terms with every default filled in, frozen; maximumCoveredLoss has become the limit that it means. */
export interface Terms extends Required<Omit<TermsOptions, "maximumCoveredLoss">> {}

/** What a term is that nobody gives: it does nothing. */
export const defaultTerms: Terms = Object.freeze({
  deductible: 0,
  deductibleKind: "ordinary",
  attachment: 0,
  limit: Infinity,
  share: 1,
  aggregateDeductible: 0,
  aggregateLimit: Infinity,
  aggregateShare: 1,
  aggregateBasis: "policy",
  trend: 1,
});
const names = Object.keys(defaultTerms) as (keyof Terms)[];

/**
 * Reads policy terms: ERR_UNKNOWN_KEY for a key that is no term, ERR_PARAMETER for a value that breaks its rule.
 * `where` opens the messages.
 */
export function parseTerms(where: string, value: unknown = {}): Terms {
  const given = check.record(where, value, [...names, "maximumCoveredLoss"]);
  const filled = { ...defaultTerms, ...given };
  const read = (key: keyof Terms, rule: check.Rule): number => check.number(`${where}: ${key}`, filled[key], rule);
  const choose = <T extends string>(key: keyof Terms, words: readonly T[]): T =>
    check.oneOf(`${where}: ${key}`, filled[key], words);

  const deductible = read("deductible", check.nonNegative);
  const deductibleKind = choose("deductibleKind", ["ordinary", "franchise"]);
  let limit = read("limit", check.nonNegativeOrInfinite);
  if (given.maximumCoveredLoss !== undefined) {
    if (given.limit !== undefined) {
      throw new ActuarialError("ERR_PARAMETER", `${where}: give limit or maximumCoveredLoss, not both`);
    }
    const key = `${where}: maximumCoveredLoss`;
    const covered = check.number(key, given.maximumCoveredLoss, check.nonNegativeOrInfinite);
    const erodes = deductibleKind === "ordinary";
    if (erodes && !(covered > deductible)) check.fail(key, `above the deductible ${deductible}`, covered);
    limit = erodes ? covered - deductible : covered;
  }
  return Object.freeze({
    deductible,
    deductibleKind,
    attachment: read("attachment", check.nonNegative),
    limit,
    share: read("share", check.share),
    aggregateDeductible: read("aggregateDeductible", check.nonNegative),
    aggregateLimit: read("aggregateLimit", check.nonNegativeOrInfinite),
    aggregateShare: read("aggregateShare", check.share),
    aggregateBasis: choose("aggregateBasis", ["policy", "bucket"]),
    trend: read("trend", check.positive),
  });
}
