import type { ComponentPlan } from "./component.js";

// Nanoseconds of one thread, from warm runs of `npm run bench` (docs/performance.md): a guide to which of two models is
// cheaper, not a promise. They decide nothing that is drawn.
const writing = 1.3;
const perStripSum = 2.4;
const perGammaSum = 4.5;
const perClaim = 2.5;
const perTrialOfClaims = 7;
const perGroup = 6;
const perLargest = 12;

/** About how long one trial takes, in nanoseconds. */
export function nanoseconds({ largest, losses, counting, drawsPerTrial }: ComponentPlan): number {
  const { groups, groupsPerTrial } = counting;
  if (drawsPerTrial === 0) return writing;
  if (losses.method === "sum table") return writing + drawsPerTrial * perStripSum;
  if (losses.method === "sum closure") return writing + drawsPerTrial * perGammaSum;
  const first = largest?.arrivals === undefined ? 0 : perLargest;
  return (
    writing + first + groupsPerTrial * (groups === undefined ? perTrialOfClaims : perGroup) + drawsPerTrial * perClaim
  );
}
