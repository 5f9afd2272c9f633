import type { Losses } from "../measures/lossSource.js";
import type { Output } from "./program.js";

/** The losses of an output of a run that has weights: they are kept. */
export function keptLosses({ output: { kept } }: { readonly output: Output }): Losses {
  if (kept.kind !== "losses") throw new TypeError("weighted losses are kept");
  return kept.losses;
}
