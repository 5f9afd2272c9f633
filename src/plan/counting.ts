import { ActuarialError } from "../errors.js";
import { math } from "../kernel.js";
import type { Inforce } from "../portfolio/inforce.js";
import { type CountLaw, countKind, countPmf } from "../tables/countLaw.js";

/**
 * How many claims a trial has. A trial is a number of groups, a group a number of claims: a group is what an aggregate
 * term looks at, one policy that has claims or the whole bucket. Without `groups` a trial is one group.
 */
export interface Counting {
  readonly groups: CountLaw | undefined;
  readonly counts: CountLaw;
  /** The counts are conditioned to be at least 1. */
  readonly positive: boolean;
  readonly groupsPerTrial: number;
  readonly claimsPerTrial: number;
  readonly steps: readonly string[];
}

export function countClaims(inforce: Inforce, aggregateTermsAct: boolean): Counting {
  const { frequency, policies } = inforce;
  const claimsPerTrial = frequency.mean() * (inforce.frequencyBasis === "bucket" ? 1 : policies);
  const one = { groups: undefined, positive: false, groupsPerTrial: 1, claimsPerTrial };
  if (inforce.frequencyBasis === "bucket" || policies === 1) return { ...one, counts: frequency.law, steps: [] };

  if (aggregateTermsAct && inforce.terms.aggregateBasis === "policy") {
    const q = probabilityOfClaims(frequency.law);
    return {
      groups: { kind: "binomial", a: policies, b: q },
      counts: frequency.law,
      positive: q > 0,
      groupsPerTrial: policies * q,
      claimsPerTrial,
      steps: ["aggregate terms of each policy: only the policies that have claims are drawn, binomial in number"],
    };
  }
  const sum = frequency.superposed(policies);
  if (sum === undefined) {
    throw new ActuarialError(
      "ERR_UNSUPPORTED",
      `${inforce.name}: ${policies} policies with ${frequency} counts each cannot be simulated yet; ` +
        'use frequencyBasis "bucket" with the count of the whole bucket',
    );
  }
  return { ...one, counts: sum.law, steps: [`superposition: ${policies} like policies have ${sum} claims together`] };
}

/** P(N > 0), without cancellation where it is small. */
function probabilityOfClaims(law: CountLaw): number {
  if (law.kind !== "points") return -math.expm1(math.logPmf(countKind[law.kind], law.a, law.b, 0));
  return 1 - countPmf(law, 0);
}
