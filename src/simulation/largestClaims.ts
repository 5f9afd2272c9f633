import { BlockVariation } from "../measures/blockVariation.js";
import { normaliseWeights } from "../measures/weights.js";
import { drawsLargestFirst } from "../plan/component.js";
import { largestFirstText } from "../plan/largestFirst.js";
import type { Plan } from "../plan/plan.js";
import { printable } from "../printable.js";
import type { Warning } from "./execution.js";
import { gainsText } from "./gains.js";
import { keptLosses } from "./keptLosses.js";
import type { Program } from "./program.js";
import type { Weighting } from "./weighting.js";

/** What is to be said of a run that asks for strata of the largest claim and has none. */
export const nothingStratified: Warning = {
  code: "NOTHING_STRATIFIED",
  message:
    "no component has a largest claim that decides what a year is, so the trials are drawn as ever, without weights",
};

/** Components of which is told whether their largest claim comes first; of the others, how many they are. */
const listed = 3;

/** Which components draw their largest claim first, those that do before those that do not; nothing of another plan. */
export function largestClaimReasons({ components }: Plan): string[] {
  const lookedAt = components.flatMap(({ name, largest }) => (largest === undefined ? [] : [{ name, largest }]));
  const told = lookedAt
    .sort((a, b) => Number(b.largest.arrivals !== undefined) - Number(a.largest.arrivals !== undefined))
    .map(({ name, largest }) => `${printable(name)}: ${largestFirstText(largest)}`);
  if (told.length <= listed) return told;
  const rest = `${told.length - listed} more components: explain({ varianceReduction: "largestClaim" }) has them all`;
  return [...told.slice(0, listed), rest];
}

/** The weights of a run whose trials have strata of the largest claim; undefined where no component draws it first. */
export function largestClaimWeighting(plan: Plan, program: Program): Weighting | undefined {
  if (program.weights === undefined) return undefined;
  const weights = normaliseWeights(program.weights);
  const variation = new BlockVariation(weights);
  const names = plan.components.filter(drawsLargestFirst).map(({ name }) => printable(JSON.stringify(name)));
  return {
    weights,
    variation,
    reasons: (measures, levels) => {
      const gains = gainsText({ losses: keptLosses(program), variation, measures, levels });
      const drawn = `largest claims first, by strata, of ${names.join(", ")}`;
      return [gains === undefined ? `${drawn}: nothing was gained` : `${drawn}; ${gains}`];
    },
  };
}
