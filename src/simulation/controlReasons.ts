import type { AnnualMeasures } from "../measures/annualMeasures.js";
import type { ControlVariation } from "../measures/controlVariation.js";
import type { Losses } from "../measures/lossSource.js";
import { exponentFor, scaled } from "../measures/spread.js";
import { printable } from "../printable.js";

/** Names that are listed; of more than these, the number. */
const listed = 3;
/** A variance that fell by less is none that fell. */
const leastGain = 1.05;
/** What is left of a variance that fell further may be rounding. */
const mostGain = 10_000;

interface Controlled {
  /** Of the components that are solved; `whole` when there are no others. */
  readonly names: readonly string[];
  readonly whole: boolean;
  readonly losses: Losses;
  readonly variation: ControlVariation;
  readonly measures: AnnualMeasures;
  readonly levels: readonly number[];
}

/** Which part was solved, and by how much the estimated variance of each measure fell, or that it did not. */
export function controlReasons({ names, whole, losses, variation, measures, levels }: Controlled): string[] {
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
  const solved = whole ? "every component" : names.length > listed ? `${names.length} components` : list(names);
  if (!gains.some(([, gain]) => gain >= leastGain)) {
    return [`control variates gained nothing: ${solved} solved exactly, which says next to nothing of the whole`];
  }
  return [
    `control variates: ${solved} solved exactly; the variance fell, as estimated: ` +
      gains.map(([measure, gain]) => `${measure} ${times(gain)}`).join(", "),
    ...(whole ? ["solve() has the exact measures of the annual loss, for every component can be solved"] : []),
  ];
}

function list(names: readonly string[]): string {
  return names.map((name) => printable(JSON.stringify(name))).join(", ");
}

function times(gain: number): string {
  if (!(gain >= leastGain)) return "not at all";
  return gain > mostGain ? `more than ${mostGain} times` : `${Number(gain.toPrecision(2))} times`;
}
