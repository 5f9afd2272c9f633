import type { Portfolio } from "../portfolio/portfolio.js";
import { relativeError } from "./bounded.js";
import { longestPolynomial } from "./countTransform.js";
import { ExactMeasures, type Moved } from "./exactMeasures.js";
import { ExactResult } from "./exactResult.js";
import { type Aligned, alignedStep, commonDivisor, marksOf, movedBy, movedTo, snapped } from "./lattice.js";
import { admit } from "./memory.js";
import { mostYearPoints, yearPoints } from "./netYear.js";
import { type GridOptions, readSolveOptions } from "./options.js";
import { idle, type Part, partOf } from "./part.js";
import { Pause } from "./pause.js";
import { type Range, rangeOf } from "./range.js";
import { type Pair, type Refined, solveLattice, solvePair } from "./refine.js";
import { warningsOf } from "./warnings.js";

/** Points of the first fine grid, and of the last one that is tried by itself. */
const firstPoints = 4096;
const mostPoints = 1_048_576;
const mostLatticePoints = 4_194_304;
/** Steps of Horner's rule in a grid's polynomials: a second or so. */
const mostTerms = 268_435_456;
/** The grid ends where this share of what is beyond the highest level is still to come. */
const tailShare = 0.05;
/** Moving atoms by this much of themselves is better than to have them between grid points. */
const mostMoved = 1e-5;
/** Steps before and behind the range. */
const margin = 4;

/**
 * The law of a portfolio's annual loss by Fourier transform: claims on a grid that keeps their means, generating
 * functions of the counts, and the two together for the sum. Every measure comes from two grids of which the second has half the
 * step, extrapolated, with their difference as error bound. The event loop has its turn between the stages.
 */
export async function solve(portfolio: Portfolio, options: unknown): Promise<ExactResult> {
  const started = performance.now();
  const given = readSolveOptions(options);
  const pause = new Pause(given.signal);
  await pause.breathe();
  const parts = portfolio.components.map(partOf);
  const highest = given.levels.reduce((a, b) => Math.max(a, b), 0);
  const { memoryLimit } = given;
  const range = await rangeOf(parts, { tail: tailShare * (1 - highest), memoryLimit }, pause);
  const grids = (await latticeGrid(parts, given, range, pause)) ?? (await refinedGrids(parts, given, range, pause));
  const { refined, step, points, lattice, moved } = grids;
  const measures = new ExactMeasures(refined, largest(parts) <= refined.coarse.law.end, moved);
  return new ExactResult({
    measures,
    title: portfolio.components.map(({ name }) => name).join(" + "),
    levels: given.levels,
    warnings: warningsOf(measures, portfolio, given),
    execution: { engine: "exact", wallMs: performance.now() - started, points, step, lattice },
  });
}

interface Grids {
  readonly refined: Refined;
  readonly step: number;
  readonly moved: Moved;
  readonly points: number;
  readonly lattice: boolean;
}

/** Where every amount is a multiple of one step the grid is that of the law itself; nearly so, when each is moved to one. */
async function latticeGrid(
  parts: readonly Part[],
  given: GridOptions,
  range: Range,
  pause: Pause,
): Promise<Grids | undefined> {
  const active = parts.filter((part) => !idle(part));
  if (active.length === 0 || !active.every(({ claim }) => claim.discrete)) return undefined;
  const marks = marksOf(active);
  const length = range.to - range.from;
  const divisor = commonDivisor(marks);
  const room = (points: number): number => length / (points - 2 * margin);
  const { step, moved } =
    divisor >= room(given.points ?? mostLatticePoints)
      ? movedTo(marks, divisor)
      : alignedStep(marks, room(given.points ?? mostPoints));
  if (moved > Math.max(mostMoved, given.relativeError / 2)) return undefined;
  const points = given.points ?? powerOfTwo(length / step + 2 * margin);
  const window = { step, first: Math.max(0, Math.floor(range.from / step) - margin), points };
  admit(parts, window, given.memoryLimit);
  const refined = await solveLattice(snapped(parts, step), window, range.beyond, pause);
  return { refined, step, points, lattice: true, moved: movedBy(parts, moved) };
}

async function refinedGrids(parts: readonly Part[], given: GridOptions, range: Range, pause: Pause): Promise<Grids> {
  const { levels } = given;
  const marks = marksOf(parts);
  const tolerated = given.relativeError / 2;
  let points = given.points ?? firstPoints;
  let aligned = coarseStep(marks, range, points);
  while (given.points === undefined && aligned.moved > tolerated && points < mostPoints) {
    points *= 2;
    aligned = coarseStep(marks, range, points);
  }
  const follows = aligned.moved <= Math.max(mostMoved, tolerated);
  const moved = follows ? movedBy(parts, aligned.moved) : unaligned;
  const used = follows ? snapped(parts, aligned.step) : parts;
  if (!follows) points = given.points ?? firstPoints;
  const coarsest = follows ? aligned.step : coarseStep([], range, points).step;
  let window = { step: coarsest / 2, first: 2 * Math.max(0, Math.floor(range.from / coarsest) - margin), points };
  let known: Pair | number = range.beyond;
  for (let before = Infinity; ; ) {
    admit(used, window, given.memoryLimit);
    const refined: Pair = await solvePair(used, window, known, pause);
    const error = worstError(refined, moved, levels);
    // What a smaller step does not make smaller is rounding.
    const settled = error <= given.relativeError || (error < 1e-3 && error > 0.8 * before);
    const next = { step: window.step / 2, first: 2 * window.first, points: 2 * window.points };
    if (given.points !== undefined || settled || !possible(used, next)) {
      return { refined, step: window.step, points: window.points, lattice: false, moved };
    }
    before = error;
    known = refined;
    window = next;
  }
}

const unaligned: Moved = { relative: 0, fixed: 0, aligned: false };

/** The step of the coarser grid of two. */
function coarseStep(marks: readonly number[], { from, to }: Range, points: number): Aligned {
  return alignedStep(marks, (to - from) / (points / 2 - 2 * margin));
}

/** Whether a grid is made without being asked for: it takes seconds at most, and a year's own grid is not too long. */
function possible(parts: readonly Part[], window: { step: number; first: number; points: number }): boolean {
  if (window.points > mostPoints) return false;
  const terms = parts.reduce((most, { frequency }) => Math.max(most, longestPolynomial(frequency)), 0);
  if (terms * window.points > mostTerms) return false;
  return parts.every(
    (part) => part.aggregate === undefined || yearPoints(part, part.aggregate, window) <= mostYearPoints,
  );
}

/** The largest relative error bound of the mean, VaR and TVaR. */
function worstError(refined: Refined, moved: Moved, levels: readonly number[]): number {
  const measures = new ExactMeasures(refined, false, moved);
  return levels.reduce((worst, level) => {
    const reached = [refined.fine, refined.coarse].every(({ law }) => law.quantile(level) < Infinity);
    if (!reached) return Infinity;
    return Math.max(worst, relativeError(measures.var(level)), relativeError(measures.tvar(level)));
  }, relativeError(measures.mean));
}

/** No year can cost more. */
function largest(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => {
    const { claim, frequency, inner, outer, aggregate } = part;
    if (idle(part)) return sum;
    const { law } = frequency;
    const count =
      law.kind === "binomial" ? law.a : law.kind === "points" ? law.counts[law.counts.length - 1]! : Infinity;
    const year = inner * count * claim.most;
    return sum + outer * (aggregate === undefined ? year : aggregate.share * Math.min(aggregate.limit, year));
  }, 0);
}

function powerOfTwo(least: number): number {
  let points = 256;
  while (points < least) points *= 2;
  return points;
}
