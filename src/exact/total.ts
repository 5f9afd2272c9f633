import { claimsTerm, compound, type Masses, type Term, type Window } from "./compound.js";
import { type NetYear, netYear } from "./netYear.js";
import type { Part } from "./part.js";
import type { Pause } from "./pause.js";

/** The law of a portfolio's year, and of the years with aggregate terms that it is made of. */
export interface Total extends Masses {
  readonly years: ReadonlyMap<Part, NetYear>;
}

/** The law of the sum of all parts in a window; `beyond` is what is known of P(S beyond it). */
export async function totalMasses(
  parts: readonly Part[],
  window: Window,
  pause: Pause,
  beyond?: number,
): Promise<Total> {
  const years = new Map<Part, NetYear>();
  let noise = 0;
  const terms: Term[] = [];
  for (const part of parts) {
    if (part.aggregate === undefined) {
      terms.push(claimsTerm(part, window.step));
      continue;
    }
    const year = await netYear(part, part.aggregate, window, pause);
    years.set(part, year);
    noise += part.outer * year.noise;
    terms.push(yearsTerm(year, part.outer));
  }
  const total = await compound(terms, window, pause, beyond);
  return { ...total, noise: total.noise + noise, years };
}

function yearsTerm({ masses, first }: NetYear, outer: number): Term {
  const log: Term["log"] = (workspace, rate) => {
    const array = workspace.array();
    workspace.reals(array).fill(0).set(masses);
    workspace.tilt(array, -rate);
    workspace.wrap(array, first);
    const transform = workspace.transform(array);
    if (first > 0) workspace.affine(transform, 1, -1);
    return workspace.affine(workspace.log1p(transform), outer, -rate * first * outer);
  };
  return { claims: outer, log };
}
