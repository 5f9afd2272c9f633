import { type Pieces, pieceNames, type Speed } from "../speed/speed.js";
import type { ComponentPlan } from "./component.js";

const nothing: Pieces = Object.freeze(
  Object.fromEntries(pieceNames.map((name) => [name, 0])) as Record<keyof Pieces, number>,
);

/** How often a trial of a component does each piece, with its losses written once. */
export function piecesOf({ largest, losses, counting, drawsPerTrial, outputs }: ComponentPlan): Pieces {
  const { groups, groupsPerTrial } = counting;
  const written = { ...nothing, writing: 1 };
  if (losses.method === "sum table") return { ...written, stripSum: drawsPerTrial };
  if (losses.method === "sum closure") return { ...written, gammaSum: drawsPerTrial };
  const [claim, trial] = outputs
    ? (["shownClaim", "trialOfShownClaims"] as const)
    : (["claim", "trialOfClaims"] as const);
  const largestClaim = largest?.arrivals === undefined ? 0 : 1;
  return { ...written, largestClaim, [groups === undefined ? trial : "group"]: groupsPerTrial, [claim]: drawsPerTrial };
}

/** What pieces take, in nanoseconds of one thread. */
export function nanosecondsOf(pieces: Pieces, speed: Speed): number {
  return pieceNames.reduce((sum, name) => sum + pieces[name] * speed.pieces[name], 0);
}

/**
 * About how long a trial of a component takes one thread, in nanoseconds: a guide to which of two models is cheaper and to
 * how many threads are worth it, not a promise.
 */
export function nanoseconds(component: ComponentPlan, speed: Speed): number {
  return nanosecondsOf(piecesOf(component), speed);
}
