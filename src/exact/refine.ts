import { math } from "../kernel.js";
import type { Window } from "./compound.js";
import { GridLaw } from "./gridLaw.js";
import { type Moments, momentsOf } from "./moments.js";
import type { Part } from "./part.js";
import type { Pause } from "./pause.js";
import { type Total, totalMasses } from "./total.js";

/** A law on one grid, and what it says of the moments. */
export interface Solved {
  readonly law: GridLaw;
  readonly moments: Moments;
}

/** A law on a grid, on one of twice the step and, if known, of four times. They say how far each measure is from the truth. */
export interface Refined {
  readonly fine: Solved;
  readonly coarse: Solved;
  readonly rough: Solved | undefined;
  /** How far a probability may be off besides, by aliasing and rounding. */
  readonly noise: number;
  readonly beyond: number;
}

/**
 * A density on two grids has masses in the ratio of their steps; an atom has one mass. What of a mass is no density, from this
 * share on, is an atom; a smooth density's curvature stays below it, and a smaller atom moves a quantile by this share of a step.
 */
const leastShare = 0.02;
const leastAtom = 1e-10;
/** What the sums over so many points add to the noise of a probability. */
const rounding = 1e-15;

/** Of a lattice law the masses are right as they stand: there is one grid. */
export async function solveLattice(
  parts: readonly Part[],
  window: Window,
  beyond: number,
  pause: Pause,
): Promise<Refined> {
  const total = await totalMasses(parts, window, pause, beyond);
  const law = new GridLaw({ ...total, atoms: new Map(), lattice: true });
  const solved = { law, moments: momentsOf(parts, total.years) };
  return {
    fine: solved,
    coarse: solved,
    rough: undefined,
    noise: total.noise + rounding * Math.sqrt(window.points),
    beyond: total.beyond,
  };
}

/** What is refined again. */
export interface Pair extends Refined {
  readonly total: Total;
}

/** The law in a window, and on every second of its points, where it may be known: or what is known of P(S beyond it). */
export async function solvePair(
  parts: readonly Part[],
  window: Window,
  known: Pair | number,
  pause: Pause,
): Promise<Pair> {
  const half = { step: 2 * window.step, first: window.first / 2, points: window.points / 2 };
  const coarse = typeof known === "number" ? await totalMasses(parts, half, pause, known) : known.total;
  const total = await totalMasses(parts, window, pause, coarse.beyond);
  const moments = [momentsOf(parts, total.years), momentsOf(parts, coarse.years)] as const;
  const atoms = [atomsOf(total, coarse, moments[0], 2), atomsOf(total, coarse, moments[1], 1)] as const;
  return {
    fine: { law: new GridLaw({ ...total, atoms: atoms[0], lattice: false }), moments: moments[0] },
    coarse: { law: new GridLaw({ ...coarse, atoms: atoms[1], lattice: false }), moments: moments[1] },
    rough: typeof known === "number" ? undefined : known.coarse,
    noise: Math.max(total.noise, coarse.noise) + rounding * Math.sqrt(window.points),
    beyond: total.beyond,
    total,
  };
}

/** Atoms by their place on one of the grids, of which the coarse one has every `stride`-th place. */
function atomsOf(fine: Total, coarse: Total, moments: Moments, stride: number): ReadonlyMap<number, number> {
  const atoms = new Map<number, number>();
  const none = math.exp(moments.logNothing);
  if (none > 0 && coarse.first === 0) atoms.set(0, none);
  for (let i = 1; i < coarse.masses.length; i++) {
    const mass = fine.masses[2 * i]!;
    const atom = 2 * mass - coarse.masses[i]!;
    if (atom > leastAtom && atom > leastShare * mass) atoms.set(stride * (coarse.first + i), Math.min(mass, atom));
  }
  return atoms;
}
