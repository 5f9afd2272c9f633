import { math } from "../kernel.js";
import { AnnualMeasures, type Place } from "./annualMeasures.js";
import { tailExcess } from "./excess.js";
import { errorInterval, type Interval, positiveInterval, probabilityInterval, student975 } from "./intervals.js";
import type { Losses } from "./lossSource.js";
import type { Moments } from "./moments.js";
import { intervalRanks, normal975 } from "./ranks.js";
import { exponentFor, scaled, unscaled } from "./spread.js";
import type { TailErrors, Variation } from "./variation.js";
import { weightedExcess, weightedMoments } from "./weightedMoments.js";
import { WeightedQuantiles } from "./weightedQuantiles.js";

/** Ranks where it is not known how much a share varies: none. */
const unknown = { low: 0, high: Infinity };

/** However little a share varies, it counts as one of this many times the trials, whose ranks can be counted. */
const mostEffective = 10_000;

export interface WeightedOptions {
  /** Of mean 1 (normaliseWeights). */
  readonly weights: Float64Array;
  readonly variation: Variation;
  /** As in LossMeasuresOptions. */
  readonly tailIndex?: number;
}

/** What lies above a threshold: the share of trials, the sum of the excesses scaled as in Spread, and the errors of both. */
interface Tail {
  readonly share: number;
  readonly sum: number;
  readonly exponent: number;
  readonly errors: TailErrors;
}

/**
 * The measures of annual losses of which trial i counts as weights[i] trials. With equal weights the values are those of
 * LossMeasures, bit for bit; the intervals come from how weighted means vary. A quantile's are those of a share: as many
 * independent trials as would know the share of larger losses as well give exact binomial ranks (Woodruff 1952, doi
 * 10.1080/01621459.1952.10483443; Korn & Graubard 1998, Survey Methodology 24, for the effective number of trials).
 */
export class WeightedMeasures extends AnnualMeasures {
  readonly #losses: Losses;
  readonly #weights: Float64Array;
  readonly #variation: Variation;
  readonly #student: number;
  readonly #exponent: number;
  #quantiles: WeightedQuantiles | undefined;
  readonly #tails = new Map<number, Tail>();
  readonly #known = new Map<Place, Interval>();

  /** `moments` are those of the losses without weights. Neither array may change while it is measured. */
  constructor(losses: Losses, moments: Moments, { weights, variation, tailIndex = Number.NaN }: WeightedOptions) {
    const exponent = exponentFor(Math.max(Math.abs(moments.least), Math.abs(moments.largest)));
    const { excess } = variation.tailErrors(losses, moments.least, scaled(1, exponent));
    super(weightedMoments(losses, weights, moments), losses.length, tailIndex, unscaled(excess, exponent));
    this.#losses = losses;
    this.#weights = weights;
    this.#variation = variation;
    this.#student = student975(variation.degrees);
    this.#exponent = exponent;
  }

  /** Sorts what these levels and return periods need in two passes over the losses. */
  override prepare(levels: readonly number[], returnPeriods: readonly number[] = []): void {
    const places = [...levels, ...returnPeriods].map((each) => this.place(each));
    const missing = [...new Set(places)].filter((place) => !this.#known.has(place));
    if (missing.length === 0) return;
    this.#quantiles ??= new WeightedQuantiles(this.#losses, this.#weights);
    const values = this.#quantiles.lossesBelow(missing.map(({ above }) => above));
    const { trials } = this;
    const ends = missing.map(({ level }, i) => {
      const tail = this.#tail(values[i]!);
      const effective = Math.floor(this.#effective(tail));
      const ranks = effective >= 1 ? intervalRanks(effective, level) : unknown;
      const above = (rank: number): number => trials * ((effective - rank) / effective);
      return { ...ranks, effective, aboveLow: above(ranks.low), aboveHigh: above(ranks.high) };
    });
    const bounds = this.#quantiles.lossesBelow(ends.flatMap(({ aboveLow, aboveHigh }) => [aboveLow, aboveHigh]));
    missing.forEach((place, i) => {
      const value = values[i]!;
      const { low, high, effective } = ends[i]!;
      const least = value < 0 ? -Infinity : 0;
      this.#known.set(place, {
        value,
        low: low >= 1 ? Math.min(value, bounds[2 * i]!) : least,
        high: high <= effective ? Math.max(value, bounds[2 * i + 1]!) : Infinity,
      });
    });
  }

  protected override valueAt(place: Place): Interval {
    return this.#known.get(place)!;
  }

  /** VaR moves with the sample, but TVaR not with it, to first order: its error is that of the excess over VaR. */
  protected override tailMeanAt(place: Place): Interval {
    const { value } = this.#known.get(place)!;
    if (!(value > -Infinity && value < Infinity)) return { value, low: Number.NaN, high: Number.NaN };
    const { share, sum, exponent, errors } = this.#tail(value);
    const years = this.trials - place.position;
    const tvar = value + unscaled(sum / years, exponent);
    if (!(share > 0)) return { value: tvar, low: Number.NaN, high: Number.NaN };
    return errorInterval(tvar, unscaled((errors.excess * this.trials) / years, this.#exponent), this.#student);
  }

  protected override shareAbove(x: number): Interval {
    const tail = this.#tail(x);
    const effective = this.#effective(tail);
    if (!(effective > 0)) return { value: tail.share, low: 0, high: 1 };
    const { low, high } = probabilityInterval(tail.share * effective, effective);
    return { value: tail.share, low, high };
  }

  protected override meanExcessOver(d: number, most?: number): Interval {
    const { sum, exponent, errors } =
      most === undefined
        ? this.#tail(d)
        : this.#tailOf(
            this.#losses.map((loss) => Math.min(loss, most)),
            d,
          );
    const value = unscaled(sum / this.trials, exponent);
    return positiveInterval(value, unscaled(errors.excess, this.#exponent), this.#student);
  }

  /** As many trials count as there are, whatever their weights gain. */
  protected override fourthPower(): number {
    let sum = 0;
    for (let i = 0; i < this.#losses.length; i++) {
      const z = (this.#losses[i]! - this.mean.value) / this.standardDeviation;
      sum += this.#weights[i]! * (z * z) * (z * z);
    }
    return Math.max(0, sum / this.trials);
  }

  /** Hill's estimator (tailIndex.ts) over as much weight as it takes of trials where none has any. */
  protected override estimateTailIndex(): number {
    const used = Math.floor(Math.sqrt(this.trials));
    this.#quantiles ??= new WeightedQuantiles(this.#losses, this.#weights);
    const threshold = used < 10 ? Number.NaN : this.#quantiles.lossesBelow([used])[0]!;
    if (!(threshold > 0)) return Number.NaN;
    let [weight, logs] = [0, 0];
    for (let i = 0; i < this.#losses.length; i++) {
      const loss = this.#losses[i]!;
      if (!(loss > threshold)) continue;
      weight += this.#weights[i]!;
      logs += this.#weights[i]! * math.log(loss / threshold);
    }
    return weight / logs;
  }

  /** Losses above VaR, whatever they weigh, or as many as there would be without weights. */
  protected override trialsBeyond(level: number): number {
    this.prepare([level]);
    const place = this.place(level);
    const { value } = this.#known.get(place)!;
    let count = 0;
    for (let i = 0; i < this.#losses.length; i++) if (this.#losses[i]! > value) count++;
    return Math.max(count, place.above);
  }

  #tail(threshold: number): Tail {
    const known = this.#tails.get(threshold);
    if (known !== undefined) return known;
    const tail = this.#tailOf(this.#losses, threshold);
    this.#tails.set(threshold, tail);
    return tail;
  }

  #tailOf(losses: Losses, threshold: number): Tail {
    const errors = this.#variation.tailErrors(losses, threshold, scaled(1, this.#exponent));
    const plain = tailExcess(losses, [threshold])[0]!;
    const { count, sum, exponent } = weightedExcess(losses, this.#weights, threshold, plain);
    return { share: count / this.trials, sum, exponent, errors };
  }

  /**
   * How many independent trials would know a share as well, fewer where its error is itself uncertain; all of them
   * where no trial or each has it, NaN where its error is not known.
   */
  #effective({ share, errors }: Tail): number {
    if (!(share > 0 && share < 1)) return this.trials;
    const ratio = (normal975 / this.#student / errors.share) * Math.sqrt(share * (1 - share));
    return Math.min(ratio * ratio, mostEffective * this.trials);
  }
}
