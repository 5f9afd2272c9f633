import type { Inforce } from "../portfolio/inforce.js";
import type { SeverityLaw } from "../severity/law.js";
import type { Arrivals, ArrivalsOfAtom } from "../tables/largestClaim.js";
import { groundUpThreshold } from "../terms/groundUp.js";
import { claimTerms } from "../terms/perClaim.js";
import { fullyPaid } from "./paying.js";

/** 2^-50: a few roundings. */
const rounding = 8.881784197001252e-16;

/**
 * What a year's claims pay, largest first, without those that pay nothing. A larger claim never pays less, so what the
 * claim of an arrival pays is the payment of that arrival.
 */
export function arrivalsOf(inforce: Inforce): Arrivals {
  const { severity } = inforce;
  const claims = inforce.meanClaims();
  const terms = claimTerms(inforce.terms);
  if (terms === undefined) {
    return {
      claimAt: (arrival) => severity.law.survivalQuantile(arrival / claims),
      rounding: (claim) => rounding * claim,
      atoms: equalClaims(severity.law, claims, (claim) => claim, 0),
      end: claims * severity.survival(0),
    };
  }
  const { trend, deduct, limit, share } = terms;
  const unpaid = groundUpThreshold(terms);
  const [scale, shift, most] = [share * trend, -share * deduct, share * limit];
  // As paying.ts has it, to the last bit: payments of an atom are compared with what is drawn.
  const payment = (claim: number): number => Math.min(most, Math.max(0, scale * claim + shift));
  return {
    claimAt: (arrival) => {
      const claim = severity.law.survivalQuantile(arrival / claims);
      return claim > unpaid ? payment(claim) : 0;
    },
    rounding: (paid) => rounding * (paid + share * deduct),
    atoms: equalClaims(severity.law, claims, payment, unpaid, { from: fullyPaid(terms), value: most }),
    end: claims * severity.survival(unpaid),
  };
}

/** The arrivals of claims that pay the same: of the severity's atoms, and of all that are above `limit.from`. */
function equalClaims(
  law: SeverityLaw,
  claims: number,
  payment: (claim: number) => number,
  unpaid: number,
  limit = { from: Infinity, value: Infinity },
): ArrivalsOfAtom[] {
  const atoms = new Map<number, ArrivalsOfAtom>();
  const add = (value: number, from: number, to: number): void => {
    const known = atoms.get(value) ?? { value, from, to };
    if (to > from) atoms.set(value, { value, from: Math.min(from, known.from), to: Math.max(to, known.to) });
  };
  add(limit.value, 0, claims * law.survival(limit.from));
  for (const [claim, weight] of weightsOf(law)) {
    const from = claims * law.survival(claim);
    if (claim > unpaid) add(payment(claim), from, from + claims * weight);
  }
  return [...atoms.values()].sort((a, b) => a.from - b.from);
}

/** The severity's atoms; parts of a mixture may have some in common. */
function weightsOf(law: SeverityLaw): Map<number, number> {
  const weights = new Map<number, number>();
  for (const part of law.parts()) {
    if (part.kind !== "points") continue;
    part.values.forEach((value, i) => void weights.set(value, (weights.get(value) ?? 0) + part.weights[i]!));
  }
  return weights;
}
