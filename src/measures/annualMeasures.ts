import {
  anyNumber,
  finite,
  nonNegative,
  nonNegativeOrInfinite,
  number,
  numbers,
  openProbability,
  type Rule,
} from "../check.js";
import { deviationInterval, type Interval } from "./intervals.js";
import { type MomentMeasures, type Moments, momentMeasures } from "./moments.js";
import { intervalRanks, rankAtLevel, rankAtReturnPeriod } from "./ranks.js";
import { deviationWarnings, levelWarnings, type MeasureWarning } from "./warnings.js";

/** A point of an exceedance curve with its 95 % interval. */
export interface CurvePoint {
  readonly returnPeriod: number;
  readonly loss: number;
  readonly low: number;
  readonly high: number;
}

export interface MeanEstimate {
  readonly value: number;
  readonly standardError: number;
}

export const defaultReturnPeriods: readonly number[] = [2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000];

const returnPeriod: Rule = { text: "a finite number > 1", holds: (x) => x > 1 && x < Infinity };

/** A rank with the ranks of its 95 % interval, which are 0 and n + 1 where there are none. */
export interface Place {
  readonly level: number;
  readonly rank: number;
  readonly position: number;
  /** No more trials than this may be above it; the rank is the least of which that is true. */
  readonly above: number;
  readonly low: number;
  readonly high: number;
}

/** What a result asks of annual losses. */
export type LossFacts = Pick<
  AnnualMeasures,
  | "mean"
  | "standardDeviation"
  | "skewness"
  | "probabilityOfLoss"
  | "prepare"
  | "var"
  | "tvar"
  | "exceedanceCurve"
  | "exceedanceProbability"
  | "stopLoss"
  | "layerMean"
  | "standardDeviationInterval"
>;

/** The measures of annual losses with their errors, whatever is known of the losses besides their moments. */
export abstract class AnnualMeasures {
  readonly mean: MeanEstimate;
  readonly standardDeviation: number;
  readonly skewness: number;
  readonly probabilityOfLoss: number;
  protected readonly trials: number;
  private readonly tailIndex: number;
  /** By level, which is below 1, and by return period, which is above. */
  private readonly places = new Map<number, Place>();

  /** `standardError`: of the mean, where it is not that of independent trials. */
  constructor(moments: Moments, trials: number, tailIndex: number, standardError?: number) {
    this.tailIndex = tailIndex;
    this.trials = trials;
    const sample: MomentMeasures = momentMeasures(moments);
    const error = standardError ?? sample.standardError;
    this.mean = { value: this.momentOf(1, sample.mean), standardError: this.momentOf(2, error) };
    this.standardDeviation = this.momentOf(2, sample.standardDeviation);
    this.skewness = this.momentOf(3, sample.skewness);
    this.probabilityOfLoss = sample.probabilityOfLoss;
  }

  /** Makes what is measured at these levels and return periods known at once, where that is cheaper. */
  abstract prepare(levels: readonly number[], returnPeriods?: readonly number[]): void;

  /** The loss that is exceeded with probability 1 - p at most, with its order-statistic interval. */
  var(p: number): Interval {
    const level = number("var: level", p, openProbability);
    this.prepare([level]);
    return this.valueAt(this.place(level));
  }

  /** The mean of the worst 1 - p of years, with its interval. */
  tvar(p: number): Interval {
    const level = number("tvar: level", p, openProbability);
    this.prepare([level]);
    return this.withMoments(this.tailMeanAt(this.place(level)));
  }

  /** The losses of return periods in years, in the order given. */
  exceedanceCurve(returnPeriods: readonly number[] = defaultReturnPeriods): CurvePoint[] {
    const periods = Array.from(numbers("exceedanceCurve: returnPeriods", returnPeriods, returnPeriod));
    this.prepare([], periods);
    return periods.map((years) => {
      const { value, low, high } = this.valueAt(this.place(years));
      return { returnPeriod: years, loss: value, low, high };
    });
  }

  /** P(S > x), with its Clopper-Pearson interval. */
  exceedanceProbability(x: number): Interval {
    return this.shareAbove(number("exceedanceProbability: x", x, anyNumber));
  }

  /** E(S - d)+, with a normal interval. */
  stopLoss(d: number): Interval {
    return this.withMoments(this.meanExcessOver(number("stopLoss: d", d, finite)));
  }

  /** E min(max(S - attachment, 0), limit), with a normal interval. */
  layerMean(attachment: number, limit: number): Interval {
    const from = number("layerMean: attachment", attachment, nonNegative);
    const width = number("layerMean: limit", limit, nonNegativeOrInfinite);
    if (from + width === Infinity) return this.stopLoss(from);
    const { value, low, high } = this.meanExcessOver(from, from + width);
    // A sum of layers that are all full may be rounded beyond them.
    return { value: Math.min(value, width), low: Math.min(low, width), high: Math.min(high, width) };
  }

  /** The standard deviation with its interval; without one where the fourth moment is known to be infinite. */
  standardDeviationInterval(): Interval {
    const { standardDeviation: value } = this;
    const known = value < Infinity && !(this.tailIndex <= 4);
    if (!known) return { value, low: NaN, high: NaN };
    return deviationInterval(value, value > 0 ? this.fourthPower() : NaN, this.trials);
  }

  /** What to beware of in the standard deviation and at these levels; a known infinite moment is the caller's to tell. */
  warnings(levels: readonly number[]): MeasureWarning[] {
    const known = !Number.isNaN(this.tailIndex);
    const tailIndex = known ? this.tailIndex : this.estimateTailIndex();
    const beyond = levels.map((level) => [level, this.trialsBeyond(level)] as const);
    return [...deviationWarnings(tailIndex, !known), ...levelWarnings(beyond)];
  }

  protected abstract valueAt(place: Place): Interval;

  protected abstract tailMeanAt(place: Place): Interval;

  protected abstract shareAbove(x: number): Interval;

  /** Of losses cut at `most`. */
  protected abstract meanExcessOver(d: number, most?: number): Interval;

  /** The mean of ((S - mean) / standard deviation)^4. */
  protected abstract fourthPower(): number;

  /** NaN where too little is known. */
  protected abstract estimateTailIndex(): number;

  /** How many trials the TVaR at a level is the mean of. */
  protected trialsBeyond(level: number): number {
    return this.trials - this.place(level).position;
  }

  protected place(levelOrYears: number): Place {
    let place = this.places.get(levelOrYears);
    if (place === undefined) {
      const { trials } = this;
      const isLevel = levelOrYears < 1;
      const level = isLevel ? levelOrYears : 1 - 1 / levelOrYears;
      const { rank, position } = rankAtLevel(trials, level);
      place = {
        ...intervalRanks(trials, level),
        ...{ level, position },
        rank: isLevel ? rank : rankAtReturnPeriod(trials, levelOrYears),
        above: isLevel ? trials - position : trials / levelOrYears,
      };
      this.places.set(levelOrYears, place);
    }
    return place;
  }

  /** Bounds of a quantile from those of two ranks: where there is no rank, only what a loss can be at all bounds it. */
  protected bounded(value: number, place: Place, low: () => number, high: () => number): Interval {
    const least = value < 0 ? -Infinity : 0;
    return {
      value,
      low: place.low >= 1 ? low() : least,
      high: place.high <= this.trials ? high() : Infinity,
    };
  }

  private momentOf(order: number, sample: number): number {
    return this.tailIndex <= order ? Infinity : sample;
  }

  /** An estimate of a mean in the tail: infinite with the mean, and without an interval when the variance is. */
  private withMoments({ value, low, high }: Interval): Interval {
    if (this.tailIndex <= 2) return { value: this.momentOf(1, value), low: NaN, high: NaN };
    return { value, low, high };
  }
}
