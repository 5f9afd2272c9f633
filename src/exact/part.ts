import type { Frequency } from "../frequency/frequency.js";
import type { Inforce } from "../portfolio/inforce.js";
import { type AggregateTerms, aggregateScale, aggregateTerms } from "../terms/aggregate.js";
import { type ClaimLaw, claimLaw } from "./claimLaw.js";
import { logTransform } from "./countTransform.js";
import { powerSeries, type Series } from "./powerSeries.js";

/** A component as the engine computes it: `outer` independent years, each a sum of claims under the aggregate terms. */
export interface Part {
  readonly name: string;
  readonly claim: ClaimLaw;
  /** The number of claims of a year is that of `inner` independent counts of this frequency. */
  readonly frequency: Frequency;
  readonly inner: number;
  /** Where they do more than scale: a scale is in the claims. */
  readonly aggregate: AggregateTerms | undefined;
  readonly outer: number;
}

/** Aggregate terms per policy want the law of one policy's year, those of the bucket that of the whole. */
export function partOf(inforce: Inforce): Part {
  const { name, terms, policies } = inforce;
  const aggregate = aggregateScale(terms) === undefined ? aggregateTerms(terms) : undefined;
  const counts = inforce.frequencyBasis === "policy" ? policies : 1;
  const single = aggregate !== undefined && terms.aggregateBasis === "policy";
  const inner = single ? 1 : counts;
  const sum = inforce.frequency.superposed(inner);
  const counting = sum === undefined ? { frequency: inforce.frequency, inner } : { frequency: sum, inner: 1 };
  return { name, claim: claimLaw(inforce), ...counting, aggregate, outer: single ? counts : 1 };
}

/** log P(no payment in a year), before the aggregate terms. */
export function logNothing({ claim, frequency, inner }: Part): number {
  return claim.paying === 0 ? 0 : inner * frequency.bound.logPgf(-claim.paying);
}

/** Of a year, before the aggregate terms. */
export function claimsOfYear({ frequency, inner }: Part): number {
  return frequency.bound.mean * inner;
}

/** No year pays anything. */
export function idle(part: Part): boolean {
  return part.claim.paying === 0 || claimsOfYear(part) === 0;
}

/**
 * log E e^(tS) of a year's sum S before the aggregate terms, as a power series: its coefficients are the mean, half the
 * variance, a sixth of the third cumulant; Infinity where they are.
 */
export function yearCumulants(part: Part): Series {
  if (idle(part)) return [0, 0, 0, 0];
  const { claim, frequency, inner } = part;
  const [one, two, three] = claim.moments;
  const claims: Series = [0, finiteOr0(one), finiteOr0(two) / 2, finiteOr0(three) / 6];
  const series = powerSeries.affine(logTransform(frequency, claims, powerSeries), inner, 0);
  if (!(one < Infinity)) return [0, Infinity, Infinity, Infinity];
  if (!(two < Infinity && frequency.bound.variance < Infinity)) return [0, series[1], Infinity, Infinity];
  return three < Infinity ? series : [0, series[1], series[2], Infinity];
}

/** A function of power series, where coefficients that are Infinity stay so. */
export function withInfinite(f: (series: Series) => Series, [, one, two, three]: Series): Series {
  const [, a, b, c] = f([0, finiteOr0(one), finiteOr0(two), finiteOr0(three)]);
  return [0, one < Infinity ? a : Infinity, two < Infinity ? b : Infinity, three < Infinity ? c : Infinity];
}

function finiteOr0(x: number): number {
  return x < Infinity ? x : 0;
}
