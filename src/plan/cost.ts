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
  const { groups, groupsPerTrial } = counting;
  if (drawsPerTrial === 0) return writing;
  if (losses.method === "sum table") return writing + drawsPerTrial * perStripSum;
  if (losses.method === "sum closure") return writing + drawsPerTrial * perGammaSum;
  return writing + groupsPerTrial * (groups === undefined ? perTrialOfClaims : perGroup) + drawsPerTrial * perClaim;
}
