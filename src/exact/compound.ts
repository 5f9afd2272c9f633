import { math } from "../kernel.js";
import { logTransform } from "./countTransform.js";
import { discretise } from "./discretise.js";
import { claimsOfYear, type Part } from "./part.js";
import type { Pause } from "./pause.js";
import { Workspace } from "./workspace.js";

/** What rounding leaves of a transform, relative to the largest mass. */
const rounding = 3e-17;
/** The same of a claim's transform, which the number of claims multiplies. */
const claimRounding = 5e-17;
/** A tilt that is off by this much in its exponent is no reason to compute again. */
const nearly = 3;

/** Consecutive points of a grid of multiples of `step`. */
export interface Window {
  readonly step: number;
  readonly first: number;
  readonly points: number;
}

/** A law on them. */
export interface Masses extends Window {
  readonly masses: Float64Array;
  /** P(S beyond the window), as far as rounding shows it. */
  readonly beyond: number;
  /** How far a probability may be off by aliasing and rounding. */
  readonly noise: number;
}

/** The logarithm of one part's transform; masses at j are to be multiplied by e^(-rate j). */
export interface Term {
  readonly claims: number;
  readonly log: (workspace: Workspace, rate: number) => number;
}

/** That of a part's year before its aggregate terms. */
export function claimsTerm(part: Part, step: number): Term {
  const log = (workspace: Workspace, rate: number): number => {
    const array = workspace.array();
    const reals = workspace.reals(array).fill(0);
    discretise(part.claim, step, reals.subarray(0, reals.length / 2));
    workspace.tilt(array, -rate);
    return workspace.affine(logTransform(part.frequency, workspace.transform(array), workspace), part.inner, 0);
  };
  return { claims: claimsOfYear(part), log };
}

/**
 * The law of the sum in a window below which it has next to nothing. The transform is that of masses that wrap around
 * twice the window's length, so where the window begins does not matter; what is beyond comes back (aliasing).
 * Multiplied by e^(-rate j) before and divided after, e^(-depth) of that is left, depth the rate times the length, while
 * rounding errors grow by e^(depth / 2) towards the window's end (Grubel & Hermesmeier 1999, doi 10.2143/AST.29.2.504611). The two
 * are equal at two thirds of log(aliased / rounding). In between stands the law times e^(-rate j) over its sum e^c, in the
 * middle of the range of doubles however many claims there are.
 */
export async function compound(terms: readonly Term[], window: Window, pause: Pause, guess = 1): Promise<Masses> {
  const length = 2 * window.points;
  const error = 8 * rounding + claimRounding * terms.reduce((sum, term) => sum + term.claims, 0);
  return Workspace.use(length, async (workspace) => {
    let depth = depthOf(guess, error);
    for (let run = 1; ; run++) {
      const rate = depth / length;
      const { masses, scale } = await convolve(terms, workspace, window, rate, pause);
      let sum = 0;
      for (let j = 0; j < masses.length; j++) sum += masses[j]!;
      const beyond = Math.min(1, Math.max(0, 1 - sum));
      // What was guessed is now known; a second time it would change little.
      if (run === 2 || Math.abs(depthOf(beyond, error) - depth) <= nearly) {
        const raised = math.exp(scale + rate * (window.first + window.points));
        const noise = beyond * math.exp(-depth) + error * raised;
        return { ...window, masses, beyond, noise };
      }
      depth = depthOf(beyond, error);
    }
  });
}

function depthOf(beyond: number, error: number): number {
  return beyond > error ? (2 / 3) * math.log(beyond / error) : 0;
}

async function convolve(
  terms: readonly Term[],
  workspace: Workspace,
  { first, points }: Window,
  rate: number,
  pause: Pause,
): Promise<{ masses: Float64Array; scale: number }> {
  let sum: number | undefined;
  for (const { log } of terms) {
    await pause.breathe();
    const value = log(workspace, rate);
    if (sum === undefined) sum = value;
    else {
      workspace.add(sum, value, 1);
      workspace.release(value);
    }
  }
  await pause.breathe();
  // The first value is that at frequency 0: the logarithm of the sum of the masses.
  const scale = workspace.reals(sum!)[0]!;
  workspace.transformBack(workspace.exp(sum!, scale));
  const masses = workspace.unwrap(sum!, { first, points, rate, shift: scale + rate * first });
  workspace.release(sum!);
  return { masses, scale };
}
