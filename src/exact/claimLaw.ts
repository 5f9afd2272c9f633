import type { Inforce } from "../portfolio/inforce.js";
import type { SeverityLaw } from "../severity/law.js";
import { aggregateScale } from "../terms/aggregate.js";
import { groundUpThreshold } from "../terms/groundUp.js";
import { type ClaimTerms, claimTerms, payment } from "../terms/perClaim.js";

/** The law of what one claim pays, the non-paying ones among them. */
export interface ClaimLaw {
  /** P(Y > 0). */
  readonly paying: number;
  /** P(Y > y), y >= 0, of the payments that are no atoms. */
  readonly survival: (y: number) => number;
  /** Amounts > 0 that have a probability, ascending, and their probabilities. */
  readonly atoms: { readonly values: Float64Array; readonly weights: Float64Array };
  /** Nothing but atoms. */
  readonly discrete: boolean;
  /** The least y with P(Y > y) <= s. */
  readonly survivalQuantile: (s: number) => number;
  /** No claim pays more. */
  readonly most: number;
  /** E Y, E Y^2 and E Y^3; Infinity where they are. */
  readonly moments: readonly [number, number, number];
}

const plain: ClaimTerms = { trend: 1, threshold: 0, deduct: 0, limit: Infinity, share: 1 };

/** What a claim of this inforce pays after the per-claim terms, and after the aggregate share where it only scales. */
export function claimLaw({ severity, terms }: Inforce): ClaimLaw {
  const stated = claimTerms(terms) ?? plain;
  const claim = { ...stated, share: stated.share * (aggregateScale(terms) ?? 1) };
  const { trend, threshold, deduct, limit, share } = claim;
  const { law } = severity;
  const paying = limit === 0 ? 0 : law.survival(groundUpThreshold(claim));
  const atoms = atomsOf(law, claim, paying);
  const above = suffixSums(atoms.weights);
  const claimOf = (y: number): number => Math.max(threshold, deduct + y / share) / trend;
  const most = share * limit;
  const all = (y: number): number => (y >= most ? 0 : y === 0 ? paying : law.survival(claimOf(y)));
  return {
    paying,
    survival: (y) => Math.max(0, all(y) - above[rank(atoms.values, y)]!),
    atoms,
    discrete: law.parts().every((part) => part.kind === "points") || paying === 0,
    survivalQuantile: (s) => (s >= paying ? 0 : Math.min(most, payment(claim, law.survivalQuantile(s)))),
    most: Math.min(most, payment(claim, severity.support[1])),
    moments: moments(law, claim, paying),
  };
}

/** The severity's atoms that pay, and the claims that pay the limit. */
function atomsOf(law: SeverityLaw, terms: ClaimTerms, paying: number): ClaimLaw["atoms"] {
  const sums = new Map<number, number>();
  const full = terms.share * terms.limit;
  const add = (value: number, weight: number): void => {
    if (value > 0 && weight > 0) sums.set(value, (sums.get(value) ?? 0) + weight);
  };
  let listed = 0;
  for (const part of law.parts()) {
    if (part.kind !== "points") continue;
    for (let i = 0; i < part.values.length; i++) {
      const value = payment(terms, part.values[i]!);
      // Those at the limit are part of all that are.
      if (value < full) {
        add(value, part.weights[i]!);
        continue;
      }
      listed += part.weights[i]!;
    }
  }
  if (full < Infinity && paying > 0) {
    const from = (terms.deduct + terms.limit) / terms.trend;
    const discrete = law.parts().every((part) => part.kind === "points");
    add(full, discrete ? listed : Math.max(listed, law.survival(from)));
  }
  const sorted = [...sums].sort(([a], [b]) => a - b);
  return {
    values: Float64Array.from(sorted, ([value]) => value),
    weights: Float64Array.from(sorted, ([, weight]) => weight),
  };
}

/** sums[i] is that of the values from i on. */
function suffixSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = values.length; i > 0; i--) sums[i - 1] = sums[i]! + values[i - 1]!;
  return sums;
}

/** How many values are at most x. */
function rank(values: Float64Array, x: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Of a payment share (jump [X > start] + trend Z) with Z the layer of X from start over width. min(X, b) is
 * min(X, start) + Z, and where Z > 0 the former is start: so E Z^k follows from limited moments.
 */
function moments(law: SeverityLaw, terms: ClaimTerms, paying: number): [number, number, number] {
  const { trend, threshold, deduct, limit, share } = terms;
  if (paying === 0) return [0, 0, 0];
  const start = threshold / trend;
  const jump = Math.min(threshold - deduct, limit);
  const width = (limit - jump) / trend;
  const limited = (k: number, d: number): number => (d === Infinity ? law.moment(k) : law.limitedMoment(k, d));
  const difference = (k: number): number =>
    start === 0 ? limited(k, width) : limited(k, start + width) - limited(k, start);
  const one = width > 0 ? law.layer(start, width) : 0;
  const two = width > 0 ? difference(2) - 2 * start * one : 0;
  const three = width > 0 ? difference(3) - 3 * start * start * one - 3 * start * two : 0;
  const scale = share * trend;
  const [a, b, c] = [scale * one, scale * scale * two, scale * scale * scale * three];
  const j = share * jump;
  if (j === 0) return [a, b, c];
  return [j * paying + a, j * j * paying + 2 * j * a + b, j * j * j * paying + 3 * j * j * a + 3 * j * b + c];
}
