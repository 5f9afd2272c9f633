import { math } from "../kernel.js";
import { AnnualMeasures, type Place } from "./annualMeasures.js";
import { type Interval, probabilityInterval, stopLossInterval, tvarInterval } from "./intervals.js";
import type { Moments } from "./moments.js";
import { type Bin, binsOf } from "./sketch.js";
import { SketchSum } from "./sketchSum.js";
import { unscaled } from "./spread.js";
import { hillRanks } from "./tailIndex.js";
import type { Tally } from "./tally.js";

/**
 * The measures of losses that were only counted, in bins of at most 2^-10 relative width. `low` and `high` hold wherever
 * the losses lie in their bins: a quantile is known to its bin; a bin of one value, as that of an atom, loses nothing;
 * sums over whole bins are known, so that TVaR and stop loss are uncertain by the bin that they start in alone. `value`
 * is what it is when losses are spread evenly over their bin.
 */
export class SketchMeasures extends AnnualMeasures {
  private readonly bins: readonly Bin[];

  constructor(tally: Tally, moments: Moments, { trials, tailIndex }: { trials: number; tailIndex: number }) {
    super(moments, trials, tailIndex);
    this.bins = binsOf(tally, trials);
  }

  /** There is nothing that many levels share. */
  override prepare(): void {}

  protected override valueAt(place: Place): Interval {
    const ends = (rank: number): [number, number] => {
      const { least, largest, below, count } = this.binOf(rank);
      return [rank === below + count ? largest : least, rank === below + 1 ? least : largest];
    };
    return this.bounded(
      this.quantile(place.rank),
      place,
      () => ends(place.low)[0],
      () => ends(place.high)[1],
    );
  }

  /**
   * TVaR is VaR's bin's least loss plus the mean excess over it of the n - n p worst years. `used` years of that bin are
   * among them, one of them in part. Their mean is at least the bin's, and the losses that are left out are at most the
   * bin's largest and at least its least.
   */
  protected override tailMeanAt(place: Place): Interval {
    const bin = this.binOf(place.rank);
    const { least, largest, count, below, meanLow, meanHigh } = bin;
    const above = this.bins.slice(this.bins.indexOf(bin) + 1);
    const years = this.trials - place.position;
    const used = below + count - place.position;
    const sum = new SketchSum(least, this.size());
    for (const each of above) sum.addBin(each);
    if (used > 0) {
      const rest = Math.max(0, count - used) / used;
      const low = Math.max(meanLow, meanLow - rest * (largest - meanLow));
      const high = Math.min(largest, meanHigh + rest * (meanHigh - least));
      sum.add(used, low, largest - (largest - least) * (used / count / 2), high);
    }
    const spread = sum.spread(this.trials - place.rank, years, above, bin, below + count - place.rank);
    const interval = (origin: number): Interval => tvarInterval(origin, spread, this.trials, place);
    // The origin is at most VaR, so that the error is no less than that of the losses themselves.
    const { high } = interval(least);
    const { low } = interval(least - unscaled((sum.high - sum.low) / years, sum.exponent));
    // Both are estimates, and the mean of what is beyond VaR is not below it.
    const value = Math.max(this.quantile(place.rank), least + unscaled(sum.value / years, sum.exponent));
    return { value, low, high: Math.max(value, high) };
  }

  protected override shareAbove(x: number): Interval {
    let [low, value, high] = [0, 0, 0];
    for (const { least, largest, count } of this.bins) {
      if (!(largest > x)) continue;
      const whole = least > x;
      low += whole ? count : 1;
      high += whole ? count : count - 1;
      value += whole ? count : Math.min(Math.max(count * ((largest - x) / (largest - least)), 1), count - 1);
    }
    return {
      value: value / this.trials,
      low: probabilityInterval(low, this.trials).low,
      high: probabilityInterval(high, this.trials).high,
    };
  }

  /** A convex function of losses between two ends has a mean between those of their mean and of the ends. */
  protected override meanExcessOver(d: number, most: number = Infinity): Interval {
    const sum = new SketchSum(d, Math.max(Math.abs(d), this.size()));
    const bins = this.bins.map((bin) => cutAt(bin, most));
    const above = bins.filter(({ least }) => least >= d);
    for (const bin of above) sum.addBin(bin);
    const split = bins.find(({ least, largest }) => least < d && largest > d);
    if (split !== undefined) {
      const { least, largest, count, meanLow, meanHigh } = split;
      const share = (largest - d) / (largest - least);
      const low = Math.max(0, meanLow - d, (largest - d) / count);
      sum.add(count, d + low, d + (share * (largest - d)) / 2, d + share * (meanHigh - least));
    }
    const below = this.trials - above.reduce((all, { count }) => all + count, 0);
    const spread = sum.spread(this.trials, this.trials, above, split, split?.count ?? 0, below - (split?.count ?? 0));
    const interval = (total: number): Interval => stopLossInterval({ ...spread, sum: total }, this.trials);
    return {
      value: unscaled(sum.value / this.trials, sum.exponent),
      low: interval(sum.low).low,
      high: interval(sum.high).high,
    };
  }

  /** Each loss at the end of its bin that is farther from the mean, so that the interval is no narrower than it should be. */
  protected override fourthPower(): number {
    const { mean, standardDeviation } = this;
    const sum = this.bins.reduce((all, { count, least, largest }) => {
      const z = Math.max(Math.abs(least - mean.value), Math.abs(largest - mean.value)) / standardDeviation;
      return all + count * (z * z) * (z * z);
    }, 0);
    return sum / this.trials;
  }

  protected override estimateTailIndex(): number {
    const [rank] = hillRanks(this.trials);
    const threshold = rank === undefined ? NaN : this.quantile(rank);
    if (!(threshold > 0)) return NaN;
    let logs = 0;
    for (const { below, count, largest, meanLow } of this.bins) {
      const inside = Math.min(count, below + count - rank!);
      if (inside > 0) logs += inside * math.log((inside < count ? (threshold + largest) / 2 : meanLow) / threshold);
    }
    return (this.trials - rank!) / logs;
  }

  private binOf(rank: number): Bin {
    let [low, high] = [0, this.bins.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      const { below, count } = this.bins[middle]!;
      if (rank > below + count) low = middle + 1;
      else high = middle;
    }
    return this.bins[low]!;
  }

  private quantile(rank: number): number {
    const { least, largest, below, count } = this.binOf(rank);
    return count === 1 ? least : least + (largest - least) * ((rank - below - 1) / (count - 1));
  }

  /** The largest amount in size. */
  private size(): number {
    return Math.max(Math.abs(this.bins[0]!.least), Math.abs(this.bins.at(-1)!.largest));
  }
}

/** The bin of losses cut at `most`. What is cut off a bin has a mean between those of a line and of a kink. */
function cutAt(bin: Bin, most: number): Bin {
  const { count, least, largest, meanLow, meanHigh } = bin;
  if (largest <= most) return bin;
  if (least >= most) return { ...bin, least: most, largest: most, meanLow: most, meanHigh: most };
  const share = (most - least) / (largest - least);
  return {
    ...bin,
    largest: most,
    meanLow: Math.max(least, most - share * (largest - meanLow)),
    meanHigh: Math.min(meanHigh, most - (most - least) / count),
  };
}
