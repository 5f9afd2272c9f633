import { deterministic } from "../frequency/deterministic.js";
import type { Frequency } from "../frequency/frequency.js";
import type { Inforce } from "../portfolio/inforce.js";
import type { SeverityLaw } from "../severity/law.js";
import { restrict } from "../severity/restrict.js";
import type { Severity } from "../severity/severity.js";
import { affinePart, pointPart, type SeverityPart, weighted } from "../tables/part.js";
import { groundUpThreshold } from "../terms/groundUp.js";
import { type ClaimTerms, claimTerms } from "../terms/perClaim.js";
import { Interned } from "./interned.js";
import { lawKey } from "./lawKey.js";

/** The claims that are drawn one by one: how many, and what each of them pays. */
export interface PayingClaims {
  readonly frequency: Frequency;
  readonly parts: () => readonly SeverityPart[];
  /** What is still to be applied to each. */
  readonly terms: ClaimTerms | undefined;
  /** Claims that pay the same amount and are not among those above, independent of them in number. */
  readonly counted: Counted | undefined;
  readonly steps: readonly string[];
}

/** Claims of which only the number is drawn. */
export interface Counted {
  readonly frequency: Frequency;
  readonly amount: number;
}

/** Claims that pay the limit are counted where they are at least this share; below it, drawing them all is as fast. */
const countedFrom = 0.25;
const leastCounted = 1;

/** Every claim from the ground up, its terms to be applied to it: draws that do not depend on the terms. */
export function groundUpClaims({ frequency, severity, terms }: Inforce): PayingClaims {
  const steps = ["every claim is drawn from the ground up, for the outputs that were asked for"];
  return { frequency, parts: claimParts(severity), terms: claimTerms(terms), counted: undefined, steps };
}

/**
 * What claims pay is drawn as one law: the severity between what pays nothing and what pays the limit, with the terms'
 * arithmetic in it, beside an atom at the limit and, where no thinning is possible, one at 0.
 *
 * Thinning: where a deductible or an attachment leaves some claims without payment, and the frequency stays in its
 * family when each claim is kept with probability P(payment > 0), only the claims that pay are drawn. Kept and
 * dropped claims need not be independent in number: only the kept are used.
 *
 * Layer to limit: of Poisson claims, those that pay the limit and those that pay less are independent in number, so the
 * former are counted and not drawn: where a trial's claims are looked at together, and few trials are without any, which are
 * better jumped over.
 */
export function payingClaims(inforce: Inforce, together: boolean): PayingClaims {
  const { frequency, severity, terms } = inforce;
  const claim = claimTerms(terms);
  const plain = { terms: undefined, counted: undefined };
  if (claim === undefined) return { ...plain, frequency, parts: claimParts(severity), steps: [] };
  const unpaid = groundUpThreshold(claim);
  const paying = severity.survival(unpaid);
  if (paying === 0) {
    const steps = ["nothing is drawn: no claim is large enough to pay"];
    return { ...plain, frequency: deterministic({ n: 0 }), parts: () => [pointPart(0, 1)], steps };
  }
  const kept = paying < 1 ? frequency.thinned(paying) : undefined;
  const steps =
    kept === undefined ? [] : [`thinning: a share of ${paying.toPrecision(6)} of the claims pays; only they are drawn`];
  const among = kept === undefined ? 1 : paying;
  const full = severity.survival(fullyPaid(claim)) / among;
  const claims = inforce.meanClaims() * paying;
  const split = together && claims > leastCounted && full >= countedFrom && full < 1 && (among < 1 || paying === 1);
  const [partly, counted] = [split && frequency.thinned(among * (1 - full)), split && frequency.thinned(among * full)];
  if (frequency.family === "poisson" && partly && counted) {
    return {
      ...plain,
      frequency: partly,
      parts: partlyPaid(severity, claim, unpaid, among * (1 - full)),
      counted: { frequency: counted, amount: claim.share * claim.limit },
      steps: [...steps, `layer to limit: a share of ${full.toPrecision(6)} of them pays the limit and is counted`],
    };
  }
  return { ...plain, frequency: kept ?? frequency, parts: paid(severity, claim, unpaid, among), steps };
}

/** The ground-up claim from which on the limit is paid. */
export function fullyPaid({ trend, deduct, limit }: ClaimTerms): number {
  return (deduct + limit) / trend;
}

/** The law of a payment, given an event of probability `among` that holds all that pay. */
function payments(law: SeverityLaw, terms: ClaimTerms, unpaid: number, among: number): readonly SeverityPart[] {
  const { trend, deduct, limit, share } = terms;
  const full = fullyPaid(terms);
  const between = restrict(law, unpaid, full);
  const result: SeverityPart[] = [];
  if (among === 1 && law.cdf(unpaid) > 0) result.push(pointPart(0, law.cdf(unpaid)));
  if (between.mass > 0) {
    for (const part of between.law().parts()) {
      const payment = affinePart(part, share * trend, -share * deduct, 0, share * limit);
      result.push(weighted(payment, between.mass / among));
    }
  }
  const above = full < Infinity ? law.survival(full) : 0;
  if (above > 0) result.push(pointPart(share * limit, above / among));
  return result;
}

type Parts = () => readonly SeverityPart[];

/** A table belongs to its parts (tables/severityTable.ts): laws that are the same have one array of them. */
const known = new Interned<readonly SeverityPart[]>();

function shared(key: string, make: Parts): Parts {
  let made: readonly SeverityPart[] | undefined;
  return () => {
    made ??= known.of(key, make);
    return made;
  };
}

/** Of claims from the ground up. */
function claimParts(severity: Severity): Parts {
  return shared(lawKey(severity), () => severity.parts());
}

/** Of all payments, and of those below the limit, which are all but the last part. */
function paid(severity: Severity, terms: ClaimTerms, unpaid: number, among: number): Parts {
  return shared(paymentKey(severity, terms, among), () => payments(severity.law, terms, unpaid, among));
}

function partlyPaid(severity: Severity, terms: ClaimTerms, unpaid: number, among: number): Parts {
  return shared(`${paymentKey(severity, terms, among)} partly`, () =>
    payments(severity.law, terms, unpaid, among).slice(0, -1),
  );
}

function paymentKey(severity: Severity, terms: ClaimTerms, among: number): string {
  return `${lawKey(severity)} ${Object.values(terms).join(" ")} ${among}`;
}
