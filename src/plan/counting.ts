import type { Frequency } from "../frequency/frequency.js";
import { math } from "../kernel.js";
import type { Inforce } from "../portfolio/inforce.js";
import { type CountLaw, countSome, logCountNone } from "../tables/countLaw.js";

/** A number to draw: its law, and whether it is conditioned to be at least 1. */
export interface Count {
  readonly law: CountLaw;
  readonly positive: boolean;
}

/**
 * How many claims a trial has. A trial is a number of groups, a group a number of claims: a group is what an aggregate
 * term looks at, one policy that has claims or the whole bucket. Without `groups` a trial is one group.
 */
export interface Counting {
  readonly groups: Count | undefined;
  readonly claims: Count;
  /** Log of the probability of a trial without claims where such trials are skipped; else 0. */
  readonly logEmpty: number;
  readonly groupsPerTrial: number;
  readonly claimsPerTrial: number;
  readonly steps: readonly string[];
}

/** Trials without claims are jumped over when they are more than this share: below it, drawing them all is faster. */
const skippedFrom = 0.6;

/**
 * The counting of an inforce whose policies (or bucket) have this frequency of the claims that are drawn. `ofEach`:
 * each policy's claims are looked at by themselves. Without claims of this frequency a trial may still have others,
 * unless it `maySkip`.
 */
export function countClaims(inforce: Inforce, frequency: Frequency, ofEach: boolean, maySkip = true): Counting {
  const { policies } = inforce;
  const skipping = (counted: Counted): Counting => countTrials(counted, maySkip);
  const claimsPerTrial = frequency.mean() * (inforce.frequencyBasis === "bucket" ? 1 : policies);
  if (inforce.frequencyBasis === "bucket" || policies === 1 || claimsPerTrial === 0) {
    return skipping({ law: frequency.law, claimsPerTrial, steps: [] });
  }
  const sum = ofEach ? undefined : frequency.superposed(policies);
  if (sum !== undefined) {
    const steps = [`superposition: ${policies} like policies have ${sum} claims together`];
    return skipping({ law: sum.law, claimsPerTrial, steps });
  }
  const reason = ofEach ? "each policy by itself" : "a sum of like counts that is no law of its own";
  return skipping({
    law: frequency.law,
    busy: { kind: "binomial", a: policies, b: countSome(frequency.law) },
    claimsPerTrial,
    steps: [`${reason}: only the policies that have claims are drawn, binomial in number`],
  });
}

interface Counted {
  readonly law: CountLaw;
  /** The policies that have claims, where they are drawn one by one. */
  readonly busy?: CountLaw;
  readonly claimsPerTrial: number;
  readonly steps: readonly string[];
}

function countTrials({ law, busy, claimsPerTrial, steps }: Counted, maySkip: boolean): Counting {
  const logNone = logCountNone(busy ?? law);
  // With nothing but empty trials there is nothing to condition on.
  const skips = maySkip && logNone < 0 && math.exp(logNone) >= skippedFrom;
  const some = busy === undefined || busy.kind !== "binomial" ? 1 : busy.a * busy.b;
  return {
    groups: busy && { law: busy, positive: skips },
    claims: { law, positive: busy === undefined ? skips : some > 0 },
    logEmpty: skips ? logNone : 0,
    groupsPerTrial: busy === undefined && skips ? countSome(law) : some,
    claimsPerTrial,
    steps: skips ? [...steps, "zero skipping: trials without claims are jumped over"] : steps,
  };
}
