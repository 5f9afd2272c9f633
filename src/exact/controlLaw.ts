import type { ControlCell, ControlCut, ControlLaw } from "../measures/controlLaw.js";
import type { ExactResult } from "./exactResult.js";

/** Trials that a cell has on average, at least; fewer would not pay for the two numbers that they have to tell. */
const trialsInCell = 64;
/** Cells of equal probability in the body, up to the level from which on each has a fixed share of what lies beyond. */
const body = { cells: 16, to: 0.875 };
/** 2^(-1/4): what lies beyond a cut of the tail, of what lies beyond the one before. */
const tailRatio = 0.8408964152537145;
const mostCuts = 200;
/** A cut is not put where the law has, as far as is known, an atom within this part of the amount. */
const apart = 1e-6;
/** Of the sampling error of a probability: how far the exact one may be off and still be of use. */
const tolerated = 0.1;

/** Levels at which a control of so many trials is cut, ascending. */
export function controlLevels(trials: number): number[] {
  const levels: number[] = [];
  const least = trialsInCell / trials;
  for (let i = 1; i / body.cells < body.to; i++) levels.push(i / body.cells);
  for (let beyond = 1 - body.to; levels.length < mostCuts && beyond > least; beyond *= tailRatio) {
    levels.push(1 - beyond);
  }
  return levels.filter((level) => 1 - level >= least && level >= least);
}

interface Cut extends ControlCut {
  /** P(S > at). */
  readonly above: number;
}

/**
 * The exact law of an annual loss as a control of a simulation of so many trials: cut at 0 and at quantiles, where its
 * distribution function is known to much less than sampling errors are.
 */
export function controlLaw(exact: ExactResult, trials: number): ControlLaw {
  const cuts: Cut[] = [];
  const add = (cut: Cut, before: number): void => {
    const sampling = Math.sqrt((cut.above * (1 - cut.above)) / trials);
    const enough = trialsInCell / trials;
    if (before - cut.above < enough || cut.above < enough || !(cut.error <= tolerated * sampling)) return;
    cuts.push(cut);
  };
  add({ at: 0, above: exact.probabilityOfLoss, error: 0 }, 1);
  const { lattice, step } = exact.execution;
  for (const level of controlLevels(trials)) {
    // Amounts of a lattice are all atoms, and between them there is nothing.
    const at = exact.var(level).value + (lattice ? step / 2 : 0);
    const last = cuts.at(-1);
    if (at > (last?.at ?? 0)) add(cutAt(exact, at, lattice ? 0 : apart), last?.above ?? 1);
  }
  const cells = [...cuts, undefined].map((cut, k) => cellOf(exact, cuts[k - 1], cut));
  return { cuts, cells };
}

function cutAt(exact: ExactResult, at: number, margin: number): Cut {
  const above = exact.exceedanceProbability(at).value;
  const { high } = exact.exceedanceProbability(at * (1 - margin));
  const { low } = exact.exceedanceProbability(at * (1 + margin));
  return { at, above, error: Math.max(high - above, above - low) };
}

/** E (S - from; S in the cell) = E min((S - from)+, to - from) - (to - from) P(S > to). */
function cellOf(exact: ExactResult, from: Cut | undefined, to: Cut | undefined): ControlCell {
  const least = from?.at ?? 0;
  const probability = (from?.above ?? 1) - (to?.above ?? 0);
  const unknown = { probability, mean: Number.NaN, error: Infinity };
  // Below a cut at 0 there is one amount; a tail of infinite variance has no sampling error to reckon with.
  if (to?.at === 0 || (to === undefined && !(exact.standardDeviation < Infinity))) return unknown;
  const width = to === undefined ? Infinity : to.at - least;
  const { value, low, high } = exact.layerMean(least, width);
  const excess = to === undefined ? value : value - width * to.above;
  const mean = least + excess / probability;
  if (!(mean >= least && mean <= least + width)) return unknown;
  const off = (high - low) / 2 + (to === undefined ? 0 : width * to.error) + (mean - least) * (from?.error ?? 0);
  return { probability, mean, error: off / probability };
}
