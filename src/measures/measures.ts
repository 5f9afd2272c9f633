import { anyNumber, finite, number, numbers, openProbability, type Rule } from "../check.js";
import { ActuarialError } from "../errors.js";
import { tailExcess } from "./excess.js";
import { type Interval, probabilityInterval, stopLossInterval, tvarInterval } from "./intervals.js";
import { type MomentMeasures, type Moments, momentMeasures } from "./moments.js";
import { select } from "./orderStatistics.js";
import { intervalRanks, rankAtLevel, rankAtReturnPeriod } from "./ranks.js";
import type { Spread } from "./spread.js";
import { hill, hillRanks } from "./tailIndex.js";
import { arrayOf, type LossSource } from "./values.js";
import { deviationWarnings, levelWarnings, type MeasureWarning } from "./warnings.js";

export type { Interval } from "./intervals.js";

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

export interface LossMeasuresOptions {
  /** E[X^k] is finite for k below it alone: Infinity where every moment is; NaN, the default, where it is not known. */
  readonly tailIndex?: number;
  /** How many trials there were, when `losses` are only the largest of them, in trial order. */
  readonly trials?: number;
  /** What is known of the losses next below those: `count` of them are equal to `value`. */
  readonly floor?: { readonly value: number; readonly count: number };
  /** The lowest rank that VaR may have and the loss from which on an excess may be asked for; default all that is known. */
  readonly leastRank?: number;
}

export const defaultReturnPeriods: readonly number[] = [2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000];

const returnPeriod: Rule = { text: "a finite number > 1", holds: (x) => x > 1 && x < Infinity };

/** A rank with the ranks of its 95 % interval. */
interface Place {
  readonly rank: number;
  readonly position: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The measures of simulated annual losses, with their errors. What was computed for a level is kept, and `prepare`
 * computes many levels in one pass. The losses must hold no NaN and must not change while they are measured.
 */
export class LossMeasures {
  readonly mean: MeanEstimate;
  readonly standardDeviation: number;
  readonly skewness: number;
  readonly probabilityOfLoss: number;
  private readonly tailIndex: number;
  private readonly trials: number;
  private readonly losses: LossSource;
  private readonly floor: { readonly value: number; readonly count: number };
  /** Losses of which nothing is known; then come those at the floor. */
  private readonly hidden: number;
  private readonly leastRank: number;
  /** By level, which is below 1, and by return period, which is above. */
  private readonly places = new Map<number, Place>();
  private readonly values = new Map<number, number>();
  private readonly excesses = new Map<number, Spread>();

  constructor(losses: LossSource, moments: Moments, options: LossMeasuresOptions = {}) {
    const { length } = arrayOf(losses);
    const { tailIndex = NaN, trials = length, floor = { value: -Infinity, count: 0 } } = options;
    this.losses = losses;
    this.tailIndex = tailIndex;
    this.trials = trials;
    this.floor = floor;
    this.hidden = Math.max(0, trials - length - floor.count);
    this.leastRank = options.leastRank ?? this.hidden + 1;
    const sample: MomentMeasures = momentMeasures(moments);
    this.mean = { value: this.momentOf(1, sample.mean), standardError: this.momentOf(2, sample.standardError) };
    this.standardDeviation = this.momentOf(2, sample.standardDeviation);
    this.skewness = this.momentOf(3, sample.skewness);
    this.probabilityOfLoss = sample.probabilityOfLoss;
  }

  /** Computes VaR and TVaR at these levels, and the losses of these return periods, in one pass over the losses. */
  prepare(levels: readonly number[], returnPeriods: readonly number[] = []): void {
    const measured = levels.map((level) => this.place(level));
    const periods = returnPeriods.map((years) => this.place(years));
    if (![...measured, ...periods].every(({ rank }) => rank >= this.leastRank)) refuse();
    const ranks = [...measured, ...periods].flatMap(({ rank, low, high }) => [rank, low, high]);
    this.find(
      ranks.filter((rank) => rank >= 1 && rank <= this.trials),
      measured.map(({ rank }) => rank),
    );
  }

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
    const place = this.place(level);
    const estimate = tvarInterval(this.values.get(place.rank)!, this.excesses.get(place.rank)!, this.trials, place);
    return this.withMoments(estimate);
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
    return probabilityInterval(this.excessOver(number("exceedanceProbability: x", x, anyNumber)).count, this.trials);
  }

  /** E(S - d)+, with a normal interval. */
  stopLoss(d: number): Interval {
    return this.withMoments(stopLossInterval(this.excessOver(number("stopLoss: d", d, finite)), this.trials));
  }

  /** What to beware of in the standard deviation and at these levels; a known infinite moment is the caller's to tell. */
  warnings(levels: readonly number[]): MeasureWarning[] {
    const known = !Number.isNaN(this.tailIndex);
    const tailIndex = known ? this.tailIndex : this.estimateTailIndex();
    return [...deviationWarnings(tailIndex, !known), ...levelWarnings(this.trials, levels)];
  }

  /** Makes these ranks known, and the excess above the loss of those ranks, in one pass over the losses. */
  private find(ranks: readonly number[], excessRanks: readonly number[]): void {
    const { floor, losses, trials } = this;
    const below = trials - arrayOf(losses).length;
    const missing = ranks.filter((rank) => !this.values.has(rank));
    const excessMissing = excessRanks.filter((rank) => !this.excesses.has(rank));
    if (missing.length + excessMissing.length === 0) return;
    if (Math.min(...missing, ...excessMissing) <= this.hidden) refuse();
    for (const rank of missing) if (rank <= below) this.values.set(rank, floor.value);
    const atFloor = excessMissing.filter((rank) => rank <= below);
    if (atFloor.length > 0) {
      const [excess] = tailExcess(losses, [floor.value]);
      for (const rank of atFloor) this.excesses.set(rank, excess!);
    }
    const shifted = (all: readonly number[]) => all.filter((rank) => rank > below).map((rank) => rank - below);
    const [above, excessAbove] = [shifted(missing), shifted(excessMissing)];
    if (above.length + excessAbove.length === 0) return;
    const { values, excesses } = select(losses, above, excessAbove);
    for (const [rank, value] of values) this.values.set(rank + below, value);
    for (const [rank, excess] of excesses) this.excesses.set(rank + below, excess);
  }

  /** From the ranks of losses that are known; NaN where they are too few. */
  private estimateTailIndex(): number {
    const ranks = hillRanks(this.trials);
    if (!(ranks[0]! > this.hidden)) return NaN;
    this.find(ranks, []);
    return hill(ranks.map((rank) => this.values.get(rank)!));
  }

  private place(levelOrYears: number): Place {
    let place = this.places.get(levelOrYears);
    if (place === undefined) {
      const { trials } = this;
      const p = levelOrYears < 1 ? levelOrYears : 1 - 1 / levelOrYears;
      const level = rankAtLevel(trials, p);
      const rank = levelOrYears < 1 ? level.rank : rankAtReturnPeriod(trials, levelOrYears);
      place = { ...intervalRanks(trials, p), rank, position: level.position };
      this.places.set(levelOrYears, place);
    }
    return place;
  }

  private valueAt({ rank, low, high }: Place): Interval {
    const value = this.values.get(rank)!;
    // Where no rank is low enough, only what a loss can be at all bounds the quantile.
    const least = value < 0 ? -Infinity : 0;
    return {
      value,
      low: low >= 1 ? this.values.get(low)! : least,
      high: high <= this.trials ? this.values.get(high)! : Infinity,
    };
  }

  private excessOver(threshold: number): Spread {
    if (this.leastRank > 1) {
      this.find([this.leastRank], []);
      if (threshold < this.values.get(this.leastRank)!) refuse();
    }
    return tailExcess(this.losses, [threshold])[0]!;
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

function refuse(): never {
  throw new ActuarialError(
    "ERR_NOT_KEPT",
    'the run kept only its largest losses, and this needs smaller ones; lower "levels" or keep "losses"',
  );
}
