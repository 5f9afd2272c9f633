import type { ComponentPlan } from "./component.js";

// Nanoseconds of one thread, as `npm run bench` measured them (docs/performance.md): a guide to which of two models is
// cheaper, not a promise. They decide nothing that is drawn.
const writing = 1.3;
const perStripSum = 1.5;
const perGammaSum = 4.5;
const perClaim = 2.2;
const perTrialOfClaims = 5;
const perGroup = 6;

/** About how long one trial takes, in nanoseconds. */
export function nanoseconds({ losses, counting, drawsPerTrial }: ComponentPlan): number {
  const { groups, groupsPerTrial, logEmpty } = counting;
  if (drawsPerTrial === 0) return writing;
  const some = logEmpty === 0 ? 1 : Math.min(1, counting.claimsPerTrial);
  if (losses.method === "sum table") return writing + drawsPerTrial * some * perStripSum;
  if (losses.method === "sum closure") return writing + drawsPerTrial * some * perGammaSum;
  const trials = groups === undefined ? some * perTrialOfClaims : groupsPerTrial * perGroup;
  return writing + trials + drawsPerTrial * perClaim;
}
