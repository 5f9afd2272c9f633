import {
  aboveOne,
  anyNumber,
  finite,
  nonNegative,
  nonNegativeOrInfinite,
  number,
  numbers,
  openProbability,
  show,
} from "../check.js";
import { ActuarialError } from "../errors.js";
import {
  type CurvePoint,
  defaultReturnPeriods,
  type LossFacts,
  type MeanEstimate,
} from "../measures/annualMeasures.js";
import type { Interval } from "../measures/intervals.js";
import type { RememberedLosses } from "./remembered.js";

/** The measures that a cache kept of losses; others cannot be had without them. */
export class RememberedMeasures implements LossFacts {
  readonly mean: MeanEstimate;
  readonly standardDeviation: number;
  readonly skewness: number;
  readonly probabilityOfLoss: number;
  readonly #kept: RememberedLosses;

  constructor(kept: RememberedLosses) {
    this.mean = kept.mean;
    this.standardDeviation = kept.standardDeviation;
    this.skewness = kept.skewness;
    this.probabilityOfLoss = kept.probabilityOfLoss;
    this.#kept = kept;
  }

  /** Everything that is known is known already. */
  prepare(): void {}

  var(p: number): Interval {
    return { ...this.#levelAt("var", p).var };
  }

  tvar(p: number): Interval {
    return { ...this.#levelAt("tvar", p).tvar };
  }

  exceedanceCurve(returnPeriods: readonly number[] = defaultReturnPeriods): CurvePoint[] {
    return Array.from(numbers("exceedanceCurve: returnPeriods", returnPeriods, aboveOne), (years) => {
      const point = this.#kept.curve.find((each) => each.returnPeriod === years);
      return point === undefined ? notKept(`the loss of ${years} years`) : { ...point };
    });
  }

  exceedanceProbability(x: number): never {
    return notKept(`the probability of more than ${number("exceedanceProbability: x", x, anyNumber)}`);
  }

  stopLoss(d: number): never {
    return notKept(`the stop loss over ${number("stopLoss: d", d, finite)}`);
  }

  layerMean(attachment: number, limit: number): never {
    const [from, over] = [
      number("layerMean: attachment", attachment, nonNegative),
      number("layerMean: limit", limit, nonNegativeOrInfinite),
    ];
    return notKept(`the mean of the layer ${over} xs ${from}`);
  }

  standardDeviationInterval(): never {
    return notKept("the interval of the standard deviation");
  }

  #levelAt(name: string, p: number): RememberedLosses["levels"][number] {
    const level = number(`${name}: level`, p, openProbability);
    return this.#kept.levels.find((each) => each.level === level) ?? notKept(`${name} at ${show(p)}`);
  }
}

function notKept(what: string): never {
  throw new ActuarialError(
    "ERR_NOT_KEPT",
    `${what} is not among what the cache kept: the run's levels and the usual return periods; simulate without cache, or ` +
      "with one that keeps losses",
  );
}
