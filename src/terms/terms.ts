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

const defaults = {
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
} as const;
type Key = keyof typeof defaults;
const names = Object.keys(defaults) as Key[];

/** Checked policy terms with every default filled in, a frozen value; maximumCoveredLoss is the limit that it means. */
export class Terms implements Required<Omit<TermsOptions, "maximumCoveredLoss">> {
  readonly deductible: number;
  readonly deductibleKind: "ordinary" | "franchise";
  readonly attachment: number;
  readonly limit: number;
  readonly share: number;
  readonly aggregateDeductible: number;
  readonly aggregateLimit: number;
  readonly aggregateShare: number;
  readonly aggregateBasis: "policy" | "bucket";
  readonly trend: number;

  /** @internal */
  constructor(where: string, options: unknown) {
    const given = check.record(where, options, [...names, "maximumCoveredLoss"]);
    const filled = { ...defaults, ...given };
    const read = (key: Key, rule: check.Rule): number => check.number(`${where}: ${key}`, filled[key], rule);
    const choose = <T extends string>(key: Key, words: readonly T[]): T =>
      check.oneOf(`${where}: ${key}`, filled[key], words);

    this.deductible = read("deductible", check.nonNegative);
    this.deductibleKind = choose("deductibleKind", ["ordinary", "franchise"]);
    this.attachment = read("attachment", check.nonNegative);
    this.limit = read("limit", check.nonNegativeOrInfinite);
    this.share = read("share", check.share);
    this.aggregateDeductible = read("aggregateDeductible", check.nonNegative);
    this.aggregateLimit = read("aggregateLimit", check.nonNegativeOrInfinite);
    this.aggregateShare = read("aggregateShare", check.share);
    this.aggregateBasis = choose("aggregateBasis", ["policy", "bucket"]);
    this.trend = read("trend", check.positive);

    if (given.maximumCoveredLoss !== undefined) {
      if (given.limit !== undefined) {
        throw new ActuarialError("ERR_PARAMETER", `${where}: give limit or maximumCoveredLoss, not both`);
      }
      const key = `${where}: maximumCoveredLoss`;
      const covered = check.number(key, given.maximumCoveredLoss, check.nonNegativeOrInfinite);
      const erodes = this.deductibleKind === "ordinary";
      if (erodes && !(covered > this.deductible)) check.fail(key, `above the deductible ${this.deductible}`, covered);
      this.limit = erodes ? covered - this.deductible : covered;
    }
    Object.freeze(this);
  }

  /** The terms that are not at their default, like "deductible 1000, share 0.8", or "none". */
  toString(): string {
    const stated = names.filter((name) => this[name] !== defaults[name]).map((name) => `${name} ${this[name]}`);
    return stated.join(", ") || "none";
  }
}

/**
 * Reads policy terms: ERR_UNKNOWN_KEY for a key that is no term, ERR_PARAMETER for a value that breaks its rule.
 * `where` opens the messages.
 */
export function parseTerms(where: string, value: unknown = {}): Terms {
  return new Terms(where, value);
}
