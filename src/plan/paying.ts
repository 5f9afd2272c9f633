import { deterministic } from "../frequency/deterministic.js";
import type { Frequency } from "../frequency/frequency.js";
import type { Inforce } from "../portfolio/inforce.js";
import { restrict } from "../severity/restrict.js";
import type { SeverityPart } from "../tables/part.js";
import { groundUpThreshold } from "../terms/groundUp.js";
import { type ClaimTerms, claimTerms } from "../terms/perClaim.js";

/** The claims that are drawn one by one: how many, how large from the ground up, and what they pay. */
export interface PayingClaims {
  readonly frequency: Frequency;
  readonly parts: () => readonly SeverityPart[];
  readonly terms: ClaimTerms | undefined;
  readonly steps: readonly string[];
}

/**
 * Thinning: where a deductible or an attachment leaves some claims without payment, and the frequency stays in its
 * family when each claim is kept with probability P(payment > 0), only the claims that pay are drawn, each from the
 * severity above what pays nothing. Kept and dropped claims need not be independent in number: only the kept are used.
 */
export function payingClaims({ frequency, severity, terms }: Inforce): PayingClaims {
  const claim = claimTerms(terms);
  const all = { frequency, parts: () => severity.parts(), terms: claim, steps: [] };
  if (claim === undefined) return all;
  const unpaid = groundUpThreshold(claim);
  const paying = severity.survival(unpaid);
  if (paying === 1) return all;
  if (paying === 0) {
    return { ...all, frequency: deterministic({ n: 0 }), steps: ["nothing is drawn: no claim is large enough to pay"] };
  }
  const kept = frequency.thinned(paying);
  if (kept === undefined) return all;
  return {
    frequency: kept,
    parts: () => restrict(severity.law, unpaid, Infinity).law().parts(),
    terms: claim,
    steps: [`thinning: a share of ${paying.toPrecision(6)} of the claims pays; only they are drawn`],
  };
}
