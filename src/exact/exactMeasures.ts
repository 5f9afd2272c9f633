import * as check from "../check.js";
import { ActuarialError } from "../errors.js";
import { type Bounded, exactly, within } from "./bounded.js";
import type { GridLaw } from "./gridLaw.js";
import type { Moments } from "./moments.js";
import { errorOf, extrapolated, type Readings } from "./readings.js";
import type { Refined, Solved } from "./refine.js";

/** Rounding of the sums that a measure is made of, relative to it. */
const rounding = 1e-13;
/** Places about an amount, in steps of the coarse grid, at which both grids are asked. */
const neighbours: readonly number[] = [-1.5, -1, -0.5, 0, 0.5, 1, 1.5];

/** How far an annual loss was moved at most so that its amounts are on the grid: by a part of itself, and besides. */
export interface Moved {
  readonly relative: number;
  readonly fixed: number;
  /** Whether they are on it now; if not, two grids may be wrong alike by chance. */
  readonly aligned: boolean;
}

/** Where atoms are between grid points, the error that grids show counts so many times. */
const doubt = 3;

/** A point of the exceedance curve with the bounds of its error. */
export interface ExactCurvePoint {
  readonly returnPeriod: number;
  readonly loss: number;
  readonly low: number;
  readonly high: number;
}

const defaultReturnPeriods: readonly number[] = [2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000];

/**
 * The measures of a law on two or three grids, each with its error bound. Where the law is smooth, or its atoms are on all
 * grids, the error is of second order in the step, and values are extrapolated (readings.ts). The bound is the largest one about
 * the amount that is asked for, because grids may be wrong alike at one place, and not at the next.
 */
export class ExactMeasures {
  readonly #refined: Refined;
  readonly #bounded: boolean;
  readonly #moved: Moved;

  /** `bounded`: nothing lies beyond the grid. */
  constructor(refined: Refined, bounded: boolean, moved: Moved) {
    this.#refined = refined;
    this.#bounded = bounded;
    this.#moved = moved;
  }

  get mean(): Bounded {
    const { value, low, high } = this.#moment(({ mean }) => mean, 0);
    const shift = value < Infinity ? this.#shift(value) + this.#refined.fine.moments.error : 0;
    return within({ value, low: low - shift, high: high + shift }, 0, Infinity);
  }

  get standardDeviation(): Bounded {
    return this.#moment(({ standardDeviation }) => standardDeviation, 0);
  }

  get skewness(): Bounded {
    return this.#moment(({ skewness }) => skewness, -Infinity);
  }

  get probabilityOfLoss(): Bounded {
    return within(
      this.#moment(({ probabilityOfLoss }) => probabilityOfLoss, 0),
      0,
      1,
    );
  }

  var(p: number): Bounded {
    const level = check.number("var: level", p, check.openProbability);
    this.#reach(level);
    const { fine, noise } = this.#refined;
    // An atom that reaches the level but for rounding reaches it.
    const reached = level - Math.min(noise, rounding);
    const read = this.#read(({ law }) => law.quantile(reached));
    const apart = this.#apart(read.fine, (law, x) => law.cdf(x)) + noise;
    const low = fine.law.quantile(Math.max(0, level - apart));
    const high = Math.min(fine.law.end, fine.law.quantile(Math.min(1, level + apart)));
    const value = extrapolated(read);
    const room = this.#trusted(errorOf(read)) + rounding * value + this.#shift(value);
    const [below, above] = [Math.max(0, read.fine - low), Math.max(0, high - read.fine)];
    return within({ value, low: value - below - room, high: value + above + room }, 0, Infinity);
  }

  tvar(p: number): Bounded {
    const level = check.number("tvar: level", p, check.openProbability);
    this.#reach(level);
    const tail = 1 - level;
    const read = this.#read((solved) => {
      const at = solved.law.quantile(level);
      return at + excess(solved, at) / tail;
    });
    const at = this.#refined.fine.law.quantile(level);
    const apart = Math.max(
      this.#apart(at, (law, x) => law.below(x)),
      this.#noise(at),
    );
    return this.#bound(read, apart / tail + this.#shift(read.fine));
  }

  cdf(x: number): Bounded {
    const at = check.number("cdf: x", x, check.anyNumber);
    if (at < 0) return exactly(0);
    if (!this.#holds(at, "cdf: x")) return exactly(1);
    const { fine, noise } = this.#refined;
    const read = this.#read(({ law }) => law.cdf(at));
    const shift = this.#shift(at);
    const moved = Math.max(fine.law.cdf(at + shift) - read.fine, read.fine - fine.law.cdf(at - shift));
    const apart = this.#apart(at, (law, place) => law.cdf(place));
    return within(this.#bound(read, Math.max(apart, noise) + moved), 0, 1);
  }

  exceedanceProbability(x: number): Bounded {
    const { value, low, high } = this.cdf(check.number("exceedanceProbability: x", x, check.anyNumber));
    return { value: 1 - value, low: 1 - high, high: 1 - low };
  }

  stopLoss(d: number): Bounded {
    const at = check.number("stopLoss: d", d, check.finite);
    if (!this.#holds(at, "stopLoss: d")) return exactly(0);
    const read = this.#read((solved) => excess(solved, at));
    const apart = this.#apart(at, (law, place) => law.below(place));
    const moved = this.#shift(read.fine + Math.abs(at) * (1 - this.#refined.fine.law.cdf(at)));
    return within(this.#bound(read, Math.max(apart, this.#noise(at)) + moved), 0, Infinity);
  }

  /** E min(max(S - attachment, 0), limit). */
  layerMean(attachment: number, limit: number): Bounded {
    const from = check.number("layerMean: attachment", attachment, check.nonNegative);
    const width = check.number("layerMean: limit", limit, check.nonNegativeOrInfinite);
    if (width === Infinity) return this.stopLoss(from);
    if (!this.#holds(from, "layerMean: attachment")) return exactly(0);
    const top = from + width;
    if (!this.#holds(top, "layerMean: attachment + limit")) return this.stopLoss(from);
    const read = this.#read(({ law }) => width - (law.below(top) - law.below(from)));
    const apart = [from, top].reduce((sum, x) => sum + this.#apart(x, (law, place) => law.below(place)), 0);
    const moved = 2 * this.#shift(top) * (1 - this.#refined.fine.law.cdf(from));
    return within(this.#bound(read, Math.max(apart, this.#noise(from) + this.#noise(top)) + moved), 0, width);
  }

  exceedanceCurve(returnPeriods: readonly number[] = defaultReturnPeriods): ExactCurvePoint[] {
    const periods = check.numbers("exceedanceCurve: returnPeriods", returnPeriods, check.aboveOne);
    return Array.from(periods, (returnPeriod) => {
      const { value: loss, low, high } = this.var(1 - 1 / returnPeriod);
      return { returnPeriod, loss, low, high };
    });
  }

  /**
   * Of parts without aggregate terms moments are exact. A year's aggregate deductible may be of the size of a step, where
   * differences of grids do not fall in order yet: they always count as doubtful.
   */
  #moment(of: (moments: Moments) => number, least: number): Bounded {
    const read = this.#read(({ moments }) => of(moments));
    const besides = this.#moved.aligned ? (doubt - 1) * errorOf(read) : 0;
    return within(this.#bound(read, besides), least, Infinity);
  }

  #read(of: (solved: Solved) => number): Readings {
    const { fine, coarse, rough } = this.#refined;
    return { fine: of(fine), coarse: of(coarse), rough: rough && of(rough) };
  }

  /** The largest error of a function of amounts about one of them. */
  #apart(x: number, of: (law: GridLaw, x: number) => number): number {
    const { fine, coarse } = this.#refined;
    if (fine === coarse) return 0;
    const errors = neighbours.map((steps) => errorOf(this.#read(({ law }) => of(law, x + steps * coarse.law.step))));
    return this.#trusted(errors.reduce((a, b) => Math.max(a, b)));
  }

  /** What the noise of probabilities makes of E max(x - S, 0), which adds them up from the beginning of the grid. */
  #noise(x: number): number {
    const { fine, noise } = this.#refined;
    return noise * Math.max(0, x - (fine.law.first - 1) * fine.law.step);
  }

  #trusted(error: number): number {
    return this.#moved.aligned ? error : doubt * error;
  }

  #shift(amount: number): number {
    return this.#moved.relative * amount + this.#moved.fixed;
  }

  #bound(read: Readings, besides: number): Bounded {
    if (!(Math.abs(read.fine) < Infinity && Math.abs(read.coarse) < Infinity)) return exactly(read.fine);
    const value = extrapolated(read);
    const error = this.#trusted(errorOf(read)) + besides + rounding * Math.abs(value);
    return { value, low: value - error, high: value + error };
  }

  /** Whether an amount is on the grid; false where nothing lies beyond it. */
  #holds(x: number, where: string): boolean {
    const { coarse } = this.#refined;
    if (x <= coarse.law.end) return true;
    if (this.#bounded) return false;
    throw new ActuarialError(
      "ERR_NOT_KEPT",
      `${where} ${x} is beyond the grid, which ends at ${coarse.law.end} and is exceeded with probability ` +
        `${this.#refined.beyond.toPrecision(2)}; solve with higher levels`,
    );
  }

  #reach(level: number): void {
    const { fine, coarse, beyond } = this.#refined;
    if (fine.law.quantile(level) < Infinity && coarse.law.quantile(level) < Infinity) return;
    throw new ActuarialError(
      "ERR_NOT_KEPT",
      `level ${level} is beyond the grid, which ends at ${coarse.law.end} and is exceeded with probability ` +
        `${beyond.toPrecision(2)}; solve with it among the levels`,
    );
  }
}

/** E max(S - d, 0) from the mean and from what lies below d, so that nothing needs to be known of what lies beyond. */
function excess({ law, moments: { mean } }: Solved, d: number): number {
  return mean === Infinity ? Infinity : Math.max(0, mean - d + law.below(d));
}
