import { fail, nonNegative, numbers, positive, positiveOrInfinite, type Rule } from "../check.js";

/** A claim as it was recorded. Amounts are from the ground up: what was paid plus the deductible. */
export interface Claim {
  /** The loss; where it reached the limit, all that is known is that it is at least that. */
  readonly amount: number;
  /** Losses up to this are not reported (left truncation); 0 where every loss is. */
  readonly deductible?: number;
  /**
   * The ground-up loss at which the record stops (right censoring), Loss Models' u: the deductible plus the most that the
   * policy pays; Infinity where there is none.
   */
  readonly limit?: number;
}

/** Claims: a number is an amount, subject to the deductible and limit of the options. */
export type ClaimData = readonly (number | Claim)[] | Float64Array;

/** What holds for every claim that does not say otherwise. */
export interface ClaimOptions {
  readonly deductible?: number;
  readonly limit?: number;
  /** How many claims each one stands for, > 0; 1 when absent. */
  readonly weights?: readonly number[] | Float64Array;
}

export const claimOptions = ["deductible", "limit", "weights"] as const;

/** Distinct amounts, ascending, and how many claims are at each. */
export interface Points {
  readonly at: Float64Array;
  readonly weights: Float64Array;
}

/** Claims as a likelihood sees them: prod f(exact) S(capped) / S(deductibles). The order of the data is gone. */
export interface Claims {
  readonly exact: Points;
  /** The limits that were reached. */
  readonly capped: Points;
  /** The deductibles above 0. */
  readonly deductibles: Points;
  /** The number of claims, weighted. */
  readonly n: number;
  /** The deductible and limit of all of them; undefined where they differ. */
  readonly common: { readonly deductible: number; readonly limit: number } | undefined;
  /** How many amounts lie above their limit: they say more than the limit lets them. */
  readonly above: number;
}

/** Reads data and options, each checked: ERR_DATA names the claim that cannot be used. */
export function readClaims(
  where: string,
  data: unknown,
  options: { readonly [P in (typeof claimOptions)[number]]?: unknown },
): Claims {
  if (!Array.isArray(data) && !(data instanceof Float64Array)) fail(`${where}: data`, "an array of claims", data);
  if (data.length === 0) fail(`${where}: data`, "at least one claim", data, "ERR_DATA");
  const common = {
    deductible: field(`${where}: deductible`, options.deductible ?? 0, nonNegative),
    limit: field(`${where}: limit`, options.limit ?? Infinity, positiveOrInfinite),
  };
  const weights =
    options.weights === undefined
      ? new Float64Array(data.length).fill(1)
      : numbers(`${where}: weights`, options.weights, positive);
  if (weights.length !== data.length) {
    fail(`${where}: weights`, `as many as the claims, ${data.length}`, weights.length, "ERR_DATA");
  }
  const exact: Pair[] = [];
  const capped: Pair[] = [];
  const deductibles: Pair[] = [];
  let above = 0;
  let n = 0;
  let same: Required<Claim> | undefined;
  let alike = true;
  for (let i = 0; i < data.length; i++) {
    const weight = weights[i]!;
    const claim = readClaim(`${where}: data[${i}]`, data[i], common);
    const { amount, deductible, limit } = claim;
    same ??= claim;
    alike &&= deductible === same.deductible && limit === same.limit;
    if (amount < limit) exact.push([amount, weight]);
    else capped.push([limit, weight]);
    if (amount > limit) above += weight;
    if (deductible > 0) deductibles.push([deductible, weight]);
    n += weight;
  }
  return {
    exact: distinct(exact),
    capped: distinct(capped),
    deductibles: distinct(deductibles),
    n,
    common: alike ? same : undefined,
    above,
  };
}

/**
 * At most about `size` points in place of each list, neighbours being put together and the least and the largest kept: a
 * sketch of the claims for a first search.
 */
export function thinned(claims: Claims, size: number): Claims {
  const thin = ({ at, weights }: Points): Points => {
    const step = Math.ceil(at.length / size);
    if (!(step > 1)) return { at, weights };
    const groups = Array.from({ length: Math.ceil(at.length / step) }, (_, i) => i * step);
    const middle = (from: number): number => Math.floor((from + Math.min(from + step, at.length)) / 2);
    const last = groups.at(-1)!;
    return {
      at: Float64Array.from(groups, (from) => at[from === 0 ? 0 : from === last ? at.length - 1 : middle(from)]!),
      weights: Float64Array.from(groups, (from) => weights.subarray(from, from + step).reduce((sum, w) => sum + w, 0)),
    };
  };
  const { exact, capped, deductibles } = claims;
  return { ...claims, exact: thin(exact), capped: thin(capped), deductibles: thin(deductibles) };
}

type Pair = readonly [value: number, weight: number];

function readClaim(where: string, value: unknown, common: Required<Omit<Claim, "amount">>): Required<Claim> {
  const given = typeof value === "object" && value !== null ? (value as Partial<Claim>) : undefined;
  if (given) {
    const unknown = Object.keys(given).find((key) => key !== "amount" && key !== "deductible" && key !== "limit");
    if (unknown !== undefined) fail(where, "{ amount, deductible?, limit? }", unknown, "ERR_UNKNOWN_KEY");
  }
  const deductible = field(`${where}: deductible`, given?.deductible ?? common.deductible, nonNegative);
  const limit = field(`${where}: limit`, given?.limit ?? common.limit, positiveOrInfinite);
  const amount = field(given ? `${where}: amount` : where, given ? given.amount : value, positive);
  if (!(limit > deductible)) fail(`${where}: limit`, `above the deductible ${deductible}`, limit, "ERR_DATA");
  if (!(amount > deductible)) {
    fail(`${where}: amount`, `above the deductible ${deductible}, from the ground up`, amount, "ERR_DATA");
  }
  return { amount, deductible, limit };
}

function field(where: string, value: unknown, rule: Rule): number {
  if (typeof value !== "number" || !rule.holds(value)) fail(where, rule.text, value, "ERR_DATA");
  return value;
}

function distinct(pairs: Pair[]): Points {
  pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const at: number[] = [];
  const weights: number[] = [];
  for (const [value, weight] of pairs) {
    if (at.at(-1) === value) weights[weights.length - 1]! += weight;
    else {
      at.push(value);
      weights.push(weight);
    }
  }
  return { at: Float64Array.from(at), weights: Float64Array.from(weights) };
}
