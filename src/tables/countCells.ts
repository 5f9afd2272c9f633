import { ActuarialError } from "../errors.js";
import { math } from "../kernel.js";
import { type CountCurve, countCurve, curveAt, curveThrough } from "./countCurve.js";
import {
  type CountLaw,
  countKind,
  countPmf,
  countSome,
  type ParametricCounts,
  type PointCounts,
  type ProbabilityCounts,
} from "./countLaw.js";
import { mostTerms, termsTaken, tooManyTermsSince } from "./termsTaken.js";

/** Consecutive counts that the alias table picks together, by the area width * hat. */
export interface CountCell {
  readonly first: number;
  readonly width: number;
  /** At least the largest probability inside; that of the count itself where the width is 1. */
  readonly hat: number;
  /** At most the smallest probability inside. */
  readonly squeeze: number;
  /** log(pmf / hat) in a wide cell of a law that is not parametric (countCurve.ts). */
  readonly curve: Float64Array | undefined;
}

/** Laws that spread over at most this many counts get one cell a count, and no draw is ever rejected. */
const largestPlainSpan = 4096;
/** How much of log pmf a wider cell may span: about a twentieth of the draws looks at pmf. */
const cellLogSpan = 0.1;
/** Mass beyond the cells relative to the mass inside: 2^-76, below anything that 1e13 draws could show. */
const neglected = 1.3234889800848443e-23;
/** Cells of 64 bytes, and as much for a curve: 32 MiB at most. */
const mostCells = 262_144;

/** The cells of a law; with `positive` those of its counts above 0. Where the law is a mixture they may overlap. */
export function countCells(law: CountLaw, positive: boolean): CountCell[] {
  switch (law.kind) {
    case "points":
      return pointCells(law, positive);
    case "probabilities":
      return probabilityCells(law, positive);
    case "mixture":
      return mixtureCells(law.parts, positive);
    default:
      return parametricCells(law, positive);
  }
}

function single(first: number, hat: number): CountCell {
  return { first, width: 1, hat, squeeze: hat, curve: undefined };
}

function cellOf({ coefficients, highest, lowest }: CountCurve, first: number, width: number): CountCell {
  const curve = coefficients.slice();
  curve[0]! -= highest;
  return { first, width, hat: math.exp(highest), squeeze: math.exp(lowest), curve };
}

function pointCells({ counts, weights }: PointCounts, positive: boolean): CountCell[] {
  const cells: CountCell[] = [];
  counts.forEach((first, i) => {
    if (weights[i]! > 0 && (first > 0 || !positive)) cells.push(single(first, weights[i]!));
  });
  return cells;
}

function mixtureCells(parts: readonly { weight: number; law: CountLaw; positive: boolean }[], positive: boolean) {
  const wide: CountCell[] = [];
  const singles = new Map<number, number>();
  for (const { weight, law, positive: conditioned } of parts) {
    if (!(weight > 0)) continue;
    const scale = weight / (conditioned ? countSome(law) : 1);
    for (const cell of partCells(law, positive || conditioned)) {
      const { first, width, hat, squeeze } = cell;
      if (width === 1) singles.set(first, (singles.get(first) ?? 0) + scale * hat);
      else wide.push({ ...cell, hat: scale * hat, squeeze: scale * squeeze });
    }
    if (wide.length + singles.size > mostCells) tooManyCells("mixture", 0, Infinity);
  }
  return [...wide, ...Array.from(singles, ([first, hat]) => single(first, hat))];
}

/** The cells of a law live as long as the law does: its table and its distribution function share them. */
const made = new WeakMap<ProbabilityCounts, readonly CountCell[]>();

function probabilityCells(law: ProbabilityCounts, positive: boolean): CountCell[] {
  let cells = made.get(law);
  if (cells === undefined) {
    cells = walk({ ...law, logPmf: (n) => math.log(law.pmf(n)) });
    made.set(law, cells);
  }
  // 0 has a cell of its own.
  return cells.filter((cell) => cell.hat > 0 && (cell.first > 0 || !positive));
}

type Walked = Pick<ProbabilityCounts, "name" | "first" | "last" | "grain"> & {
  readonly logPmf: (n: number) => number;
};

/**
 * From the first count to the last in stretches on which a polynomial follows log pmf, as wide as it does: few
 * probabilities are computed however many cells the stretches are then cut into.
 */
function walk({ name, logPmf, first, last, grain }: Walked): CountCell[] {
  checkLargest(name, last);
  const plain = last - first < largestPlainSpan;
  const cells: CountCell[] = [];
  const before = termsTaken.count;
  let wanted = 1;
  for (let n = first; n <= last; ) {
    if (cells.length >= mostCells) tooManyCells(name, first, last);
    if (tooManyTermsSince(before)) tooManyTerms(name, first, last);
    let width = n === 0 ? 1 : Math.max(1, Math.floor(Math.min(wanted, last - n + 1, grain?.(n) ?? Infinity)));
    let curve = width > 1 ? countCurve(logPmf, n, width) : undefined;
    while (curve === undefined && width > 1) {
      width = Math.floor(width / 2);
      wanted = width / 2;
      curve = width > 1 ? countCurve(logPmf, n, width) : undefined;
    }
    if (curve === undefined) cells.push(single(n, math.exp(logPmf(n))));
    else cut(curve, n, width, plain, cells);
    n += width;
    wanted = Math.max(2, 2 * wanted);
  }
  return cells;
}

/** Cells along a curve, each spanning no more of log pmf than a cell may; where the law is narrow, of one count each. */
function cut(curve: CountCurve, first: number, width: number, plain: boolean, cells: CountCell[]): void {
  const log = (n: number): number => curveAt(curve.coefficients, n - first, width);
  if (plain || width === 1) {
    for (let n = first; n < first + width; n++) cells.push(single(n, math.exp(log(n))));
  } else if (curve.highest - curve.lowest <= 2 * cellLogSpan) {
    cells.push(cellOf(curve, first, width));
  } else {
    const half = Math.floor(width / 2);
    for (const [from, size] of [
      [first, half],
      [first + half, width - half],
    ] as const) {
      if (size === 1) cells.push(single(from, math.exp(log(from))));
      else cut(curveThrough(log, from, size)!, from, size, plain, cells);
    }
  }
}

function checkLargest(name: string, last: number): void {
  if (last <= Number.MAX_SAFE_INTEGER) return;
  throw new ActuarialError(
    "ERR_TOO_LARGE",
    `${name}: claim counts beyond 2^53 - 1 are likely; the largest here is ${last}`,
  );
}

function tooManyCells(name: string, first: number, last: number): never {
  const range = last < Infinity ? ` between ${first} and ${last}` : "";
  throw new ActuarialError(
    "ERR_TOO_LARGE",
    `${name}: the counts${range} need a table of more than ${mostCells} cells; a smaller or smoother law of counts is needed`,
  );
}

function tooManyTerms(name: string, first: number, last: number): never {
  throw new ActuarialError(
    "ERR_TOO_LARGE",
    `${name}: the probabilities of the counts between ${first} and ${last} take more than ${mostTerms} terms to ` +
      "compute; a smaller or simpler law of counts is needed",
  );
}

/** The kernel computes the probabilities of a parametric law by itself: its wide cells have no curves. */
function parametricCells(law: ParametricCounts, positive: boolean): CountCell[] {
  if (law.kind === "binomial" && law.b === 1) return [single(law.a, 1)];
  const shape = shapeOf(law, positive);
  const cells = cover(law, shape, Infinity);
  // Below the least double all probabilities are 0, and the likeliest count is as good as certain.
  if (cells.length === 0) return [single(shape.mode, 1)];
  const [first, last] = ends(cells);
  checkLargest(law.kind, last);
  return last - first < largestPlainSpan ? cover(law, shape, 1) : cells;
}

/** Cells of a part of a mixture, which is none of the laws that the kernel computes. */
function partCells(law: CountLaw, positive: boolean): readonly CountCell[] {
  const cells = countCells(law, positive);
  if (law.kind !== "poisson" && law.kind !== "binomial" && law.kind !== "negativeBinomial") return cells;
  if (cells.every(({ width }) => width === 1)) return cells;
  const [first, last] = ends(cells);
  const logPmf = (n: number): number => math.logPmf(countKind[law.kind], law.a, law.b, n);
  return walk({ name: law.kind, logPmf, first, last }).filter(({ hat }) => hat > 0);
}

/** The least and the largest count. */
function ends(cells: readonly CountCell[]): [first: number, last: number] {
  return [
    cells.reduce((low, cell) => Math.min(low, cell.first), Infinity),
    cells.reduce((high, cell) => Math.max(high, cell.first + cell.width - 1), 0),
  ];
}

/** What is needed to walk a law: the ends of its support, its mode, p(n) / p(n - 1) = a + b / n, a width for the top. */
interface Shape {
  low: number;
  high: number;
  mode: number;
  a: number;
  b: number;
  topWidth: number;
}

function shapeOf(law: ParametricCounts, positive: boolean): Shape {
  const low = positive ? 1 : 0;
  switch (law.kind) {
    case "poisson": {
      const lambda = law.a;
      return { low, high: Infinity, ...top(lambda, lambda, low), a: 0, b: lambda };
    }
    case "binomial": {
      const [m, q] = [law.a, law.b];
      const odds = q / (1 - q);
      return { low, high: m, ...top(Math.min(m, (m + 1) * q), m * q * (1 - q), low), a: -odds, b: (m + 1) * odds };
    }
    case "negativeBinomial": {
      const [r, beta] = [law.a, law.b];
      const ratio = beta / (1 + beta);
      // From the mode (r - 1) beta down the probabilities fall like those of a gamma law: its curvature there is that
      // of r - 1 claims, not of r.
      const mode = Math.max(0, (r - 1) * beta);
      return { low, high: Infinity, ...top(mode, mode * (1 + beta), low), a: ratio, b: (r - 1) * ratio };
    }
  }
}

/** log pmf falls by about w^2 / (2 variance) within w of the mode. */
function top(mode: number, variance: number, low: number): { mode: number; topWidth: number } {
  const width = Math.max(1, Math.floor(Math.sqrt(2 * cellLogSpan * variance)));
  return { mode: Math.max(low, Math.floor(mode)), topWidth: width };
}

/**
 * Cells from the mode outwards until what is left is negligible. The laws rise to their mode and fall behind it, so a
 * cell's largest probability stands at its end that faces the mode, the smallest at the other.
 */
function cover(law: ParametricCounts, shape: Shape, widest: number): CountCell[] {
  const pmf = (n: number): number => countPmf(law, n);
  const cells: CountCell[] = [];
  let mass = 0;
  for (const step of [1, -1]) {
    let near = step > 0 ? shape.mode : shape.mode - 1;
    while (near >= shape.low && near <= shape.high) {
      // Beyond, a step of 1 is no step.
      checkLargest(law.kind, near);
      const hat = pmf(near);
      // p(next) / p(near), both away from the mode.
      const ratio = step > 0 ? shape.a + shape.b / (near + 1) : 1 / (shape.a + shape.b / near);
      const fall = Math.max(0, 1 - ratio);
      const room = step > 0 ? shape.high - near + 1 : near - shape.low + 1;
      // At the mode the ratio says nothing about a cell's other end; by its own distance from the mode it does.
      const reach = Math.max(shape.topWidth, Math.abs(near - shape.mode));
      const width = Math.min(room, widest, Math.max(1, Math.floor(Math.min(reach, cellLogSpan / fall))));
      const squeeze = width === 1 ? hat : pmf(near + step * (width - 1));
      if (hat > 0) cells.push({ first: step > 0 ? near : near - width + 1, width, hat, squeeze, curve: undefined });
      mass += (width * (hat + squeeze)) / 2;
      near += step * width;
      // The rest is below a geometric series, except beside the mode where the ratio is 1.
      if (fall > 0 && squeeze / fall <= neglected * mass) break;
    }
  }
  return cells;
}
