import type { Losses } from "./lossSource.js";
import type { Moments } from "./moments.js";
import { type Spread, scaled, spreadBlock } from "./spread.js";

/**
 * The moments of losses of which loss i counts as weights[i] losses, from those of the losses themselves: what the
 * weights add to each sum is summed about the unweighted mean, block by block in trial order. Weights have mean 1, and
 * where all are 1 nothing is added.
 */
export function weightedMoments(losses: Losses, weights: Float64Array, moments: Moments): Moments {
  const { count, sum, m2, m3, exponent, least, largest } = moments;
  const unit = scaled(1, exponent);
  const origin = sum / count;
  const added = { positive: 0, one: 0, two: 0, three: 0 };
  for (let start = 0; start < losses.length; start += spreadBlock) {
    const end = Math.min(start + spreadBlock, losses.length);
    let [positive, one, two, three] = [0, 0, 0, 0];
    for (let i = start; i < end; i++) {
      const more = weights[i]! - 1;
      if (losses[i]! > 0) positive += more;
      const off = losses[i]! * unit - origin;
      const first = more * off;
      const second = first * off;
      one += first;
      two += second;
      three += second * off;
    }
    added.positive += positive;
    added.one += one;
    added.two += two;
    added.three += three;
  }
  const positive = Math.min(count, Math.max(0, moments.positive + added.positive));
  if (!(least > -Infinity && largest < Infinity)) return { ...moments, positive };
  // From sums about the unweighted mean to sums about the weighted one, which is `shift` further.
  const shift = added.one / count;
  const [about2, about3] = [m2 + added.two, m3 + added.three];
  return {
    ...{ count, exponent, least, largest, positive },
    sum: sum + added.one,
    m2: Math.max(0, about2 - count * shift * shift),
    m3: about3 - shift * (3 * about2 - 2 * count * shift * shift),
  };
}

/** Weighted count and sum of the excesses x - t of losses above t, from those that are not weighted, scaled as in Spread. */
export function weightedExcess(
  losses: Losses,
  weights: Float64Array,
  threshold: number,
  { count, sum, exponent }: Spread,
): Pick<Spread, "count" | "sum" | "exponent"> {
  const unit = scaled(1, exponent);
  const origin = threshold * unit;
  let [moreCount, moreSum] = [0, 0];
  for (let start = 0; start < losses.length; start += spreadBlock) {
    const end = Math.min(start + spreadBlock, losses.length);
    let [blockCount, blockSum] = [0, 0];
    for (let i = start; i < end; i++) {
      const loss = losses[i]!;
      if (!(loss > threshold)) continue;
      const more = weights[i]! - 1;
      blockCount += more;
      blockSum += more * (loss * unit - origin);
    }
    moreCount += blockCount;
    moreSum += blockSum;
  }
  return { count: Math.max(0, count + moreCount), sum: Math.max(0, sum + moreSum), exponent };
}
