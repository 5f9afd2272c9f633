import { ActuarialError } from "../errors.js";
import { AnnualMeasures, type Place } from "./annualMeasures.js";
import { tailExcess } from "./excess.js";
import { meanFourthPower } from "./fourthPower.js";
import { type Interval, probabilityInterval, stopLossInterval, tvarInterval } from "./intervals.js";
import { type LossSource, lengthOf } from "./lossSource.js";
import type { Moments } from "./moments.js";
import { select } from "./orderStatistics.js";
import type { Spread } from "./spread.js";
import { hill, hillRanks } from "./tailIndex.js";

export { type CurvePoint, defaultReturnPeriods, type MeanEstimate } from "./annualMeasures.js";
export type { Interval } from "./intervals.js";

export interface LossMeasuresOptions {
  /** E[X^k] is finite for k below it alone: Infinity where every moment is; NaN, the default, where it is not known. */
  readonly tailIndex?: number;
  /** How many trials there were, when `losses` are only the largest of them, in trial order. */
  readonly trials?: number;
  /** What is known of the losses next below those: `count` of them are equal to `value`. */
  readonly floor?: { readonly value: number; readonly count: number };
  /** No VaR of a lower rank, and no excess over a lower loss, may be asked for; default all that is known. */
  readonly leastRank?: number;
  /** Losses that a selection may hold at a time. */
  readonly room?: number;
}

/**
 * The measures of simulated annual losses that are there, or whose tail is. What was computed for a level is kept, and
 * `prepare` computes many levels in one pass. The losses must hold no NaN and must not change while they are measured.
 */
export class LossMeasures extends AnnualMeasures {
  private readonly losses: LossSource;
  private readonly floor: { readonly value: number; readonly count: number };
  /** Losses of which nothing is known; then come those at the floor. */
  private readonly hidden: number;
  private readonly leastRank: number;
  private readonly room: number | undefined;
  private readonly values = new Map<number, number>();
  private readonly excesses = new Map<number, Spread>();

  constructor(losses: LossSource, moments: Moments, options: LossMeasuresOptions = {}) {
    const length = lengthOf(losses);
    const { tailIndex = NaN, trials = length, floor = { value: -Infinity, count: 0 } } = options;
    super(moments, trials, tailIndex);
    this.losses = losses;
    this.floor = floor;
    this.hidden = trials - length - floor.count;
    this.room = options.room;
    this.leastRank = options.leastRank ?? this.hidden + 1;
  }

  /** Computes VaR and TVaR at these levels, and the losses of these return periods, in one pass over the losses. */
  override prepare(levels: readonly number[], returnPeriods: readonly number[] = []): void {
    const measured = levels.map((level) => this.place(level));
    const places = [...measured, ...returnPeriods.map((years) => this.place(years))];
    if (!places.every(({ rank }) => rank >= this.leastRank)) refuse();
    const ranks = places.flatMap(({ rank, low, high }) => [rank, low, high]);
    this.find(
      ranks.filter((rank) => rank >= 1 && rank <= this.trials),
      measured.map(({ rank }) => rank),
    );
  }

  protected override valueAt(place: Place): Interval {
    const lossOf = (rank: number): number => this.values.get(rank)!;
    return this.bounded(
      lossOf(place.rank),
      place,
      () => lossOf(place.low),
      () => lossOf(place.high),
    );
  }

  protected override tailMeanAt(place: Place): Interval {
    return tvarInterval(this.values.get(place.rank)!, this.excesses.get(place.rank)!, this.trials, place);
  }

  protected override shareAbove(x: number): Interval {
    return probabilityInterval(this.excessOver(x).count, this.trials);
  }

  protected override meanExcessOver(d: number, most?: number): Interval {
    return stopLossInterval(this.excessOver(d, most), this.trials);
  }

  protected override fourthPower(): number {
    if (lengthOf(this.losses) < this.trials) refuse();
    return meanFourthPower(this.losses, this.mean.value, this.standardDeviation);
  }

  protected override estimateTailIndex(): number {
    const ranks = hillRanks(this.trials);
    if (!(ranks[0]! > this.hidden)) return NaN;
    this.find(ranks, []);
    return hill(ranks.map((rank) => this.values.get(rank)!));
  }

  /** Makes the losses of these ranks known, and the excess above some of them, in one pass over the losses. */
  private find(ranks: readonly number[], excessRanks: readonly number[]): void {
    const { floor, losses, trials } = this;
    const below = trials - lengthOf(losses);
    const missing = ranks.filter((rank) => !this.values.has(rank));
    const excessMissing = excessRanks.filter((rank) => !this.excesses.has(rank));
    if (Math.min(...missing, ...excessMissing) <= this.hidden) refuse();
    for (const rank of missing) if (rank <= below) this.values.set(rank, floor.value);
    const atFloor = excessMissing.filter((rank) => rank <= below);
    if (atFloor.length > 0) {
      const excess = tailExcess(losses, [floor.value])[0]!;
      for (const rank of atFloor) this.excesses.set(rank, excess);
    }
    const above = (all: readonly number[]) => all.filter((rank) => rank > below).map((rank) => rank - below);
    const [ranksAbove, excessAbove] = [above(missing), above(excessMissing)];
    if (ranksAbove.length + excessAbove.length === 0) return;
    const { values, excesses } = select(losses, ranksAbove, excessAbove, this.room);
    for (const [rank, value] of values) this.values.set(rank + below, value);
    for (const [rank, excess] of excesses) this.excesses.set(rank + below, excess);
  }

  private excessOver(threshold: number, most?: number): Spread {
    if (this.leastRank > 1) {
      this.find([this.leastRank], []);
      if (threshold < this.values.get(this.leastRank)!) refuse();
    }
    return tailExcess(this.losses, [threshold], most)[0]!;
  }
}

function refuse(): never {
  throw new ActuarialError(
    "ERR_NOT_KEPT",
    'the run kept only its largest losses, and this needs smaller ones; lower the least of "levels" or keep "losses"',
  );
}
