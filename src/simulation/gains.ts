import type { AnnualMeasures } from "../measures/annualMeasures.js";
import type { Losses } from "../measures/lossSource.js";
import { exponentFor, scaled } from "../measures/spread.js";
import type { Variation } from "../measures/variation.js";

/** A variance that fell by less is none that fell. */
const leastGain = 1.05;
/** What is left of a variance that fell further may be rounding. */
const mostGain = 10_000;

/** Weighted losses, and how their means vary. */
interface Weighted {
  readonly losses: Losses;
  readonly variation: Variation;
  readonly measures: AnnualMeasures;
  readonly levels: readonly number[];
}

/** By how much the variance of each measure is less than that of as many independent trials, as it is estimated, in words. */
export function gainsText({ losses, variation, measures, levels }: Weighted): string | undefined {
  let [least, largest] = [Infinity, 0];
  for (let i = 0; i < losses.length; i++) {
    least = Math.min(least, losses[i]!);
    largest = Math.max(largest, Math.abs(losses[i]!));
  }
  const unit = scaled(1, exponentFor(largest));
  const finite = measures.mean.standardError < Infinity;
  measures.prepare(levels);
  const gains = [
    ...(finite ? [["mean", variation.gains(losses, least, unit).excess] as const] : []),
    ...levels.flatMap((level) => {
      const { share, excess } = variation.gains(losses, measures.var(level).value, unit);
      return [[`VaR ${level}`, share] as const, ...(finite ? [[`TVaR ${level}`, excess] as const] : [])];
    }),
  ].filter(([, gain]) => !Number.isNaN(gain));
  if (!gains.some(([, gain]) => gain >= leastGain)) return undefined;
  const told = gains.map(([measure, gain]) => `${measure} ${times(gain)}`).join(", ");
  return `the variance fell, as estimated: ${told}`;
}

function times(gain: number): string {
  if (!(gain >= leastGain)) return "not at all";
  return gain > mostGain ? `more than ${mostGain} times` : `${Number(gain.toPrecision(2))} times`;
}
