import { median } from "../statistics.js";

/** A change smaller than this is none, however sure it is. */
export const leastGain = 0.05;

export const leastRounds = 7;
/** Of the rounds. */
const agreeing = 6 / leastRounds;

export type Verdict = "measured" | "as built in" | "inconclusive, default kept";

/** What is made of a quantity that was measured once a round. */
export interface Settled {
  readonly value: number;
  readonly median: number | undefined;
  readonly verdict: Verdict;
}

/**
 * Takes the median of the rounds in place of the default where it is off by more than 5 % and six of seven rounds say so,
 * each by itself. Rounds that fall on either side by chance agree so far in one of 8 cases of seven rounds, and in one of 77 of
 * fourteen.
 */
export function settle(rounds: readonly number[], usual: number): Settled {
  const middle = median(rounds);
  const off = (x: number, side: number): boolean => side * (x - usual) > leastGain * usual;
  const side = middle > usual ? 1 : -1;
  if (!off(middle, side)) return { value: usual, median: middle, verdict: "as built in" };
  const sure = rounds.filter((x) => off(x, side)).length >= agreeing * rounds.length;
  return sure && middle >= 0 && middle < Infinity
    ? { value: middle, median: middle, verdict: "measured" }
    : { value: usual, median: middle, verdict: "inconclusive, default kept" };
}

/** Times of the same work done in two ways, one after the other. */
export type Pair = readonly [alone: number, together: number];

/**
 * The work of each of two threads from which on, at every step up to the longest, they are faster by the same rule; where
 * they are not even at the longest, the default is kept.
 */
export function breakEvenOf(ladder: ReadonlyMap<number, readonly Pair[]>, usual: number): Settled | undefined {
  const steps = [...ladder].sort(([a], [b]) => a - b).filter(([, pairs]) => pairs.length > 0);
  if (steps.length === 0) return undefined;
  const pairs = steps[steps.findLastIndex(([, each]) => !isFaster(each)) + 1]?.[1];
  if (pairs === undefined) return { value: usual, median: undefined, verdict: "inconclusive, default kept" };
  const work = median(pairs.map(([alone]) => alone)) / 2;
  return { value: work, median: work, verdict: "measured" };
}

function isFaster(pairs: readonly Pair[]): boolean {
  const { verdict, value } = settle(
    pairs.map(([alone, together]) => together / alone),
    1,
  );
  return verdict === "measured" && value < 1;
}
