import { math } from "../kernel.js";
import type { AggregateTerms } from "../terms/aggregate.js";
import { claimsTerm, compound, type Masses, type Window } from "./compound.js";
import { gridPlace } from "./discretise.js";
import { GridLaw } from "./gridLaw.js";
import { leastOf } from "./least.js";
import { logNothing, type Part, withInfinite, yearCumulants } from "./part.js";
import type { Pause } from "./pause.js";
import { powerSeries, type Series } from "./powerSeries.js";

/** The law of a year net of its aggregate terms, Z = share min(max(S - deductible, 0), limit). */
export interface NetYear {
  /** By hat functions on the grid from `first` on; at 0 the mass less 1; what lies beyond the grid is left out. */
  readonly masses: Float64Array;
  readonly first: number;
  /** E e^(tZ) - 1 as a power series. */
  readonly series: Series;
  readonly logNothing: number;
  readonly noise: number;
  /** How far noise puts the mean off. */
  readonly error: number;
}

/** Points of the grid on which a year is computed before its terms. */
export const mostYearPoints = 4_194_304;
/** A tail beyond it has this share of its points in each part, so that two grids tell how far it is off. */
const ladderShare = 1 / 16;
/** A tail of so many times the noise is seen. */
const unseen = 100;
/** Of the sums that a mean is made of. */
const rounding = 1e-14;

/** Where the terms stand on the grid of a year before them, in steps of it. */
interface Places {
  readonly step: number;
  /** Steps of it that are one of the portfolio's, as the share makes it. */
  readonly each: number;
  readonly start: number;
  readonly width: number;
  /** The first grid point of S. */
  readonly least: number;
  /** That of Z, in steps of the portfolio. */
  readonly first: number;
}

const leasts = new WeakMap<Part, number>();

function leastOfYear(part: Part): number {
  const least = leasts.get(part) ?? leastOf([part]);
  leasts.set(part, least);
  return least;
}

function placesOf(part: Part, { deductible, limit, share }: AggregateTerms, window: Window): Places {
  const before = window.step / share;
  // As fine as the portfolio's grid is for the portfolio, and so half as fine where that is.
  let each = 1;
  while (((deductible + limit) / before) * each < window.points / 4) each *= 2;
  const step = before / each;
  const [start, width] = [gridPlace(deductible / step), gridPlace(limit / step)];
  const least = leastOfYear(part);
  const first = Math.max(0, Math.floor(Math.min(least - deductible, limit) / before) - 2);
  return { step, each, start, width, least: Math.floor(least / step), first };
}

/** Points that the law of a year before its terms takes so that Z is known on so many points of a grid. */
export function yearPoints(part: Part, terms: AggregateTerms, window: Window): number {
  const { start, width, least, first, each } = placesOf(part, terms, window);
  return powerOfTwo(start + Math.min(width, (first + window.points) * each) - least);
}

/**
 * Z on as many points as the window of a portfolio's year. A year's sum S is computed on a grid whose step the share makes the
 * portfolio's, or a part of it where the terms are small beside that. There a cumulated mass is the mean of the distribution
 * function over a cell behind its point; means over the cells that begin at the deductible are interpolated from them, and the
 * differences of those over the portfolio's cells are the masses of Z.
 */
export async function netYear(part: Part, terms: AggregateTerms, window: Window, pause: Pause): Promise<NetYear> {
  const { points } = window;
  const { step, each, start, width, least, first } = placesOf(part, terms, window);
  const end = (first + points) * each;
  const year = await sumBelow(part, { step, first: least }, start + Math.min(width, end), pause);
  const law = lawOf(part, year);
  const whole = width <= end;
  const cells = means(law, start, whole ? width : Infinity, first * each, points * each);
  const masses = new Float64Array(points);
  let before = first === 0 ? 0 : 1;
  for (let j = 0; j < points && (before !== 0 || j === 0); j++) {
    let sum = 0;
    for (let i = j * each; i < Math.min((j + 1) * each, cells.length); i++) sum += cells[i]!;
    masses[j] = before - sum / each;
    before = sum / each;
  }
  const held = {
    points,
    noise: year.noise,
    law,
    series: momentsOf(cells, step, first * each * step),
    step,
    end: end * step,
  };
  const series = whole ? held.series : await seriesBeyond(part, terms, held, pause);
  const logNone = start > 0 ? math.log(Math.min(1, law.cdf(terms.deductible))) : logNothing(part);
  const noise = year.noise;
  // The mean is a difference where there is no limit, of this size.
  const size = whole ? terms.limit : law.end + yearCumulants(part)[1];
  const error = size < Infinity ? terms.share * size * (noise + rounding) : 0;
  return { masses, first, series: scaled(series, terms.share), logNothing: logNone, noise, error };
}

/** Years beyond the grid come back at its beginning: twice the length leaves next to nothing of them. */
function powerOfTwo(reach: number): number {
  let points = 64;
  while (points < reach + 8) points *= 2;
  return points;
}

function sumBelow(part: Part, { step, first }: Omit<Window, "points">, reach: number, pause: Pause): Promise<Masses> {
  const points = Math.min(mostYearPoints, 2 * powerOfTwo(reach - first));
  return compound([claimsTerm(part, step)], { step, first, points }, pause);
}

function lawOf(part: Part, { step, first, masses }: Masses): GridLaw {
  const atoms = new Map(first === 0 ? [[0, math.exp(logNothing(part))]] : []);
  return new GridLaw({ step, first, masses, atoms, lattice: false });
}

/** Means of P(Z > z) over cells of the net grid from the one of `first` on, 0 from the limit on. */
function means(law: GridLaw, start: number, width: number, first: number, points: number): Float64Array {
  const last = Math.min(points, Math.ceil(width) - first);
  const cells = new Float64Array(last);
  const full = Math.floor(width) - first;
  for (let j = 0; j < last; j++) {
    const here = law.cellMean(start + first + j);
    if (j < full) cells[j] = 1 - here;
    else {
      // The limit is inside the cell: of a function that is a line there, the mean up to it.
      const slope = here - law.cellMean(start + first + j - 1);
      const share = width - first - full;
      cells[j] = share * (1 - here - ((share - 1) / 2) * slope);
    }
  }
  return cells;
}

/** E Z^k / k! as integrals of z^(k - 1) P(Z > z) / (k - 1)!: up to `from`, where that is 1, and cell by cell. */
function momentsOf(cells: Float64Array, step: number, from: number): Series {
  const sums = tailMoments(cells, step, from);
  return [0, sums[1] + from, sums[2] + (from * from) / 2, sums[3] + (from * from * from) / 6];
}

function tailMoments(cells: Float64Array, step: number, from: number): Series {
  const sums: Series = [0, 0, 0, 0];
  for (let j = cells.length - 1; j >= 0; j--) {
    const mass = cells[j]! * step;
    const middle = from + (j + 0.5) * step;
    sums[1] += mass;
    sums[2] += mass * middle;
    sums[3] += (mass * (middle * middle + (step * step) / 12)) / 2;
  }
  return sums;
}

function scaled([, one, two, three]: Series, share: number): Series {
  return [0, share * one, share * share * two, share * share * share * three];
}

interface Held {
  readonly points: number;
  readonly noise: number;
  readonly law: GridLaw;
  /** Of what is on the grid, up to its end. */
  readonly series: Series;
  readonly step: number;
  readonly end: number;
}

/**
 * Moments where the limit is not on the grid: from longer and longer grids up to it, of which each is as fine as its part
 * of the tail wants; where nothing is left so far out, as if there were no limit.
 */
async function seriesBeyond(part: Part, terms: AggregateTerms, held: Held, pause: Pause): Promise<Series> {
  const { deductible, limit } = terms;
  const { points } = held;
  const unlimited = withInfinite(powerSeries.expm1, yearCumulants(part));
  if (limit === Infinity) return lessDeductible(unlimited, deductible, held);
  const sums: Series = [...held.series];
  const cells = Math.max(256, points * ladderShare);
  let end = held.end;
  while (end < limit) {
    const top = Math.min(limit, 2 * end);
    const step = (top - end) / cells;
    const year = await sumBelow(part, { step, first: 0 }, (deductible + top) / step, pause);
    const law = lawOf(part, year);
    if (!(1 - law.cdf(deductible + end) > unseen * year.noise)) break;
    const next = tailMoments(means(law, gridPlace((deductible + end) / step), cells, 0, cells), step, end);
    next.forEach((c, k) => {
      sums[k]! += c;
    });
    end = top;
  }
  if (end < limit && unlimited[3] < Infinity) return lessDeductible(unlimited, deductible, held);
  return sums;
}

/** Of max(S - d, 0) from those of S: with K = min(S, d) and Z = S - K, E S^2 = E K^2 + 2 d E Z + E Z^2, and so on. */
function lessDeductible(
  [, one, two, three]: Series,
  deductible: number,
  { law, series, step, end, noise }: Held,
): Series {
  // The mean is that of the masses and of what is beyond them, or the two would differ where a tail is small.
  const top = deductible + end;
  const rest = 1 - law.cdf(top) > unseen * noise ? Math.max(0, one - top + law.below(top)) : 0;
  const first = one < Infinity ? series[1] + rest : Infinity;
  const start = deductible / step;
  const whole = Math.floor(start);
  const from = Math.min(law.first, whole);
  // Beyond the grid nothing is left of S, however far beyond the deductible is.
  const to = Math.min(whole, Math.max(from, law.first + law.points));
  const cells = Float64Array.from({ length: to - from }, (_, j) => 1 - law.cellMean(from + j));
  const kept = momentsOf(cells, step, from * step);
  const last = tailMoments(Float64Array.of(1 - law.cellMean(whole)), deductible - whole * step, whole * step);
  const second = two - kept[2] - last[2] - deductible * first;
  const third = three - kept[3] - last[3] - (deductible * deductible * first) / 2 - deductible * second;
  return [0, first, second, third];
}
