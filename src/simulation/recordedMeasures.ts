import type { OutputName } from "../kernel.js";
import type { MeanEstimate } from "../measures/annualMeasures.js";
import type { Interval } from "../measures/intervals.js";
import type { Warning } from "./execution.js";

/** What a manifest records of some annual losses. Amounts are in the currency of the model; intervals are at 95 %. */
export interface RecordedMeasures {
  /** SHA-256 of the losses (`SimulationResult.hash`); null where they were neither kept nor hashed. */
  readonly hash: string | null;
  readonly mean: MeanEstimate;
  readonly standardDeviation: number;
  readonly skewness: number;
  readonly probabilityOfLoss: number;
  /** At the levels of the run, in their order. */
  readonly levels: readonly { readonly level: number; readonly var: Interval; readonly tvar: Interval }[];
  readonly warnings: readonly Warning[];
  /** Of the same years, what was asked for besides. */
  readonly outputs: { readonly [name in OutputName]?: RecordedMeasures };
}

interface Measured extends Omit<RecordedMeasures, "hash" | "levels" | "outputs"> {
  readonly hash: string;
  var(p: number): Interval;
  tvar(p: number): Interval;
  recorded(): RecordedMeasures;
}

/** The measures of a result; `hashed` tells whether it has a hash. */
export function recordMeasures(
  result: Measured,
  { hashed, levels, beside }: { hashed: boolean; levels: readonly number[]; beside: ReadonlyMap<OutputName, Measured> },
): RecordedMeasures {
  const { mean, standardDeviation, skewness, probabilityOfLoss, warnings } = result;
  return {
    hash: hashed ? result.hash : null,
    mean: { ...mean },
    standardDeviation,
    skewness,
    probabilityOfLoss,
    levels: levels.map((level) => ({ level, var: result.var(level), tvar: result.tvar(level) })),
    warnings: warnings.map((warning) => ({ ...warning })),
    outputs: Object.fromEntries([...beside].map(([name, each]) => [name, each.recorded()])),
  };
}
