import { blockTrials } from "../kernel.js";
import { intervalRanks, rankAtLevel } from "../measures/ranks.js";

/**
 * How a run keeps its largest losses in little more memory than they take in the end. It runs in phases. The first
 * keeps everything; after each, a threshold is set below which no loss can matter any more, by the losses so far. It is
 * an order statistic of the first m trials, which are a sample of all n: of the K largest losses, the sample holds more
 * than m K / n + s with a probability of at most e^-caution, s by Bernstein's inequality (Hoeffding 1963, doi
 * 10.1080/01621459.1963.10500830, theorem 3 and section 6, whatever the law). A threshold that was too high is found
 * out at the end by counting, and so is a pool that was too small; the run is then repeated with more caution.
 */
export interface TailPlan {
  readonly trials: number;
  /** Of a run that ends after so many trials: all, or one of its stops. */
  readonly needs: (trials: number) => TailNeeds;
  /** Losses that the pool has room for: those of the first phase, or what a later one leaves with what it may add. */
  readonly capacity: number;
  /** Blocks at the end of each phase. */
  readonly phases: readonly number[];
  /** Which of the losses of the first `seen` trials, 1 the largest, is the threshold; beyond `seen` there is none. */
  readonly thresholdRank: (seen: number) => number;
}

interface TailNeeds {
  /** VaR at the lowest level has this rank; no measure may ask for a lower one. */
  readonly leastRank: number;
  /** The largest losses that are needed: those of VaR's interval at the lowest level, and above. */
  readonly needed: number;
}

const firstPhase = 8;
const phaseGrowth = 16;
/** e^-20 is 2e-9. */
export const usualCaution = 20;

/** `stops`, ascending: trials after which the run may end too. A phase ends at each, for the losses are looked at there. */
export function planTail(
  trials: number,
  lowestLevel: number,
  caution: number = usualCaution,
  stops: readonly number[] = [],
): TailPlan {
  const needs = (count: number): TailNeeds => ({
    leastRank: rankAtLevel(count, lowestLevel).rank,
    needed: count - Math.max(1, intervalRanks(count, lowestLevel).low) + 1,
  });
  const blocks = Math.ceil(trials / blockTrials);
  const ends = new Set([...stops.map((stop) => stop / blockTrials), blocks]);
  for (let end = firstPhase; end < blocks; end *= phaseGrowth) ends.add(end);
  const phases = [...ends].sort((a, b) => a - b);

  const shares = [...stops, trials].map((count) => ({ count, share: needs(count).needed / count }));
  // The run may end at any later stop, and a shorter one needs the larger share.
  const thresholdRank = (seen: number): number =>
    shares.reduce((rank, { count, share }) => {
      if (count <= seen) return rank;
      return Math.max(rank, Math.floor(seen * share + slack(seen * share * (1 - share), caution)) + 1);
    }, 1);

  let capacity = Math.min(trials, phases[0]! * blockTrials);
  for (let i = 1; i < phases.length; i++) {
    const seen = phases[i - 1]! * blockTrials;
    const rank = thresholdRank(seen);
    const above = (rank + slack(rank + slack(rank, caution), caution)) / seen;
    const added = (Math.min(trials, phases[i]! * blockTrials) - seen) * above;
    capacity = Math.max(capacity, Math.ceil(rank + added + slack(added, caution)));
  }
  return { trials, needs, capacity: Math.min(capacity, trials), phases, thresholdRank };
}

/** By how much a binomial count of this variance exceeds its mean with a probability of at most e^-caution. */
function slack(variance: number, caution: number): number {
  return caution / 3 + Math.sqrt((caution / 3) * (caution / 3) + 2 * caution * variance);
}
