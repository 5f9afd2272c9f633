import { ActuarialError } from "../errors.js";
import type { OutputName } from "../kernel.js";
import { type CurvePoint, defaultReturnPeriods } from "../measures/annualMeasures.js";
import type { RecordedMeasures } from "./recordedMeasures.js";

/** What a cache keeps of some annual losses: what a manifest records, and the usual exceedance curve. */
export interface RememberedLosses extends Omit<RecordedMeasures, "outputs"> {
  readonly title: string;
  /** null where the plan does not know it. */
  readonly exactMean: number | null;
  /** At the usual return periods, as far as enough losses were kept for them. */
  readonly curve: readonly CurvePoint[];
  readonly outputs: { readonly [name in OutputName]?: RememberedLosses };
  /** In the portfolio's order, where they were kept. */
  readonly components: readonly ({ readonly name: string } & RememberedLosses)[];
}

/** What a manifest records of them. */
export function recordedOf({
  hash,
  mean,
  standardDeviation,
  skewness,
  probabilityOfLoss,
  ...rest
}: RememberedLosses): RecordedMeasures {
  const { levels, warnings, outputs } = rest;
  return {
    ...{ hash, mean, standardDeviation, skewness, probabilityOfLoss, levels, warnings },
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, each]) => [name, recordedOf(each)])),
  };
}

interface Curve {
  exceedanceCurve(returnPeriods?: readonly number[]): CurvePoint[];
}

/** The exceedance curve at the usual return periods, or at those of them for which enough losses were kept. */
export function usualCurve(losses: Curve): CurvePoint[] {
  const points = (periods?: readonly number[]): CurvePoint[] | undefined => {
    try {
      return losses.exceedanceCurve(periods);
    } catch (error) {
      if (error instanceof ActuarialError && error.code === "ERR_NOT_KEPT") return undefined;
      throw error;
    }
  };
  return points() ?? defaultReturnPeriods.flatMap((years) => points([years]) ?? []);
}
