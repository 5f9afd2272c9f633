import { ActuarialError } from "../errors.js";
import type { Frequency } from "../frequency/frequency.js";
import { math } from "../kernel.js";
import type { Inforce } from "../portfolio/inforce.js";
import { type CountLaw, countKind, countPmf } from "../tables/countLaw.js";

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

/** The counting of an inforce whose policies (or bucket) have this frequency of the claims that are drawn. */
export function countClaims(inforce: Inforce, frequency: Frequency, aggregateTermsAct: boolean): Counting {
  const { policies } = inforce;
  const claimsPerTrial = frequency.mean() * (inforce.frequencyBasis === "bucket" ? 1 : policies);
  if (inforce.frequencyBasis === "bucket" || policies === 1) {
    return skipping({ law: frequency.law, claimsPerTrial, steps: [] });
  }
  if (aggregateTermsAct && inforce.terms.aggregateBasis === "policy") {
    const logNone = logProbabilityOfNone(frequency.law);
    const busy: CountLaw = { kind: "binomial", a: policies, b: -math.expm1(logNone) };
    return skipping({
      law: frequency.law,
      busy,
      claimsPerTrial,
      steps: ["aggregate terms of each policy: only the policies that have claims are drawn, binomial in number"],
    });
  }
  const sum = frequency.superposed(policies);
  if (sum === undefined) {
    throw new ActuarialError(
      "ERR_UNSUPPORTED",
      `${inforce.name}: ${policies} policies with ${frequency} counts each cannot be simulated yet; ` +
        'use frequencyBasis "bucket" with the count of the whole bucket',
    );
  }
  const steps = [`superposition: ${policies} like policies have ${sum} claims together`];
  return skipping({ law: sum.law, claimsPerTrial, steps });
}

interface Counted {
  readonly law: CountLaw;
  /** The policies that have claims, where they are drawn one by one. */
  readonly busy?: CountLaw;
  readonly claimsPerTrial: number;
  readonly steps: readonly string[];
}

function skipping({ law, busy, claimsPerTrial, steps }: Counted): Counting {
  const logNone = logProbabilityOfNone(busy ?? law);
  // With nothing but empty trials there is nothing to condition on.
  const skips = logNone < 0 && math.exp(logNone) >= skippedFrom;
  const some = busy === undefined || busy.kind !== "binomial" ? 1 : busy.a * busy.b;
  return {
    groups: busy && { law: busy, positive: skips },
    claims: { law, positive: busy === undefined ? skips : some > 0 },
    logEmpty: skips ? logNone : 0,
    groupsPerTrial: some,
    claimsPerTrial,
    steps: skips ? [...steps, "zero skipping: trials without claims are jumped over"] : steps,
  };
}

/** log P(N = 0). */
function logProbabilityOfNone(law: CountLaw): number {
  return law.kind === "points" ? math.log(countPmf(law, 0)) : math.logPmf(countKind[law.kind], law.a, law.b, 0);
}
