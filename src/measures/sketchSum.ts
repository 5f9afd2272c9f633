import type { Bin } from "./sketch.js";
import { exponentFor, type Spread, scaled } from "./spread.js";

/** A sum of amounts less an origin that is known between two bounds, scaled as in Spread. */
export class SketchSum {
  readonly exponent: number;
  low = 0;
  /** What it likely is. */
  value = 0;
  high = 0;
  readonly #origin: number;

  /** `size` is the largest amount that will be added, or the origin if that is larger. */
  constructor(origin: number, size: number) {
    this.#origin = origin;
    this.exponent = exponentFor(size);
  }

  /** Adds `count` amounts whose mean lies between two bounds. */
  add(count: number, low: number, value: number, high: number): void {
    this.low += count * this.#over(low);
    this.value += count * this.#over(Math.min(Math.max(value, low), high));
    this.high += count * this.#over(Math.max(low, high));
  }

  addBin({ count, meanLow, meanHigh }: Bin): void {
    this.add(count, meanLow, (meanLow + meanHigh) / 2, meanHigh);
  }

  /**
   * The high end of the sum with no less than the sum of squares about the mean of `count` amounts: those of whole bins,
   * `inside` of one in part, and zeros. About any other point, such as the likely mean, it is larger; in a bin it is at
   * most a quarter of the squared width an amount (Popoviciu 1935).
   */
  spread(count: number, years: number, whole: readonly Bin[], part?: Bin, inside = 0, zeros = 0): Spread {
    const mean = this.value / years;
    let m2 = zeros * mean * mean;
    for (const bin of whole) {
      const off = Math.max(mean - this.#over(bin.meanLow), this.#over(bin.meanHigh) - mean);
      const half = this.#over(bin.largest) / 2 - this.#over(bin.least) / 2;
      m2 += bin.count * (off * off + half * half);
    }
    if (part !== undefined) {
      const [low, high] = [Math.max(0, this.#over(part.least)) - mean, this.#over(part.largest) - mean];
      m2 += inside * Math.max(low * low, high * high);
    }
    return { count, sum: this.high, m2, exponent: this.exponent };
  }

  #over(amount: number): number {
    return scaled(amount, this.exponent) - scaled(this.#origin, this.exponent);
  }
}
