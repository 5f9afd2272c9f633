import { controlLaw, controlLevels } from "../exact/controlLaw.js";
import { ControlCells } from "../measures/controlCells.js";
import type { ControlLaw } from "../measures/controlLaw.js";
import { ControlVariation } from "../measures/controlVariation.js";
import { controlWeights } from "../measures/controlWeights.js";
import { normaliseWeights } from "../measures/weights.js";
import type { Portfolio } from "../portfolio/portfolio.js";
import { controlReasons } from "./controlReasons.js";
import type { Warning } from "./execution.js";
import { keptLosses } from "./keptLosses.js";
import type { RunOptions } from "./options.js";
import type { Program } from "./program.js";
import { solvablePart } from "./solvablePart.js";
import type { Weighting } from "./weighting.js";

/** Control variates of a run: the part of the portfolio whose exact law is known. */
export interface ControlVariates {
  readonly law: ControlLaw;
  /** Names of the components that are the part. */
  readonly names: ReadonlySet<string>;
  /** They are all. */
  readonly whole: boolean;
}

/** What is to be said of a run that asks for a control and has none. */
export const nothingSolved: Warning = {
  code: "NOTHING_SOLVED",
  message: "the exact engine can do no part of this portfolio, so there are no control variates",
};

/** Of a sampling error, which falls as the root of the number of trials: what the exact law is to be known to. */
const exactShare = 0.001;

/** The control of a run that asks for one; undefined where the exact engine can do no part of the portfolio. */
export async function solveControl(
  portfolio: Portfolio,
  { trials, levels, signal, memoryLimit }: Pick<RunOptions, "trials" | "levels" | "signal" | "memoryLimit">,
): Promise<ControlVariates | undefined> {
  const highest = controlLevels(trials).at(-1);
  const part = await solvablePart(portfolio, {
    levels: highest === undefined ? levels : [...levels, highest],
    relativeError: exactShare / Math.sqrt(trials),
    signal,
    memoryLimit,
  });
  if (part === undefined) return undefined;
  const names = new Set(part.portfolio.components.map(({ name }) => name));
  const whole = names.size === portfolio.components.length;
  return { law: controlLaw(part.exact, trials), names, whole };
}

/** The weights of a run's trials; its losses, and those of the components that are the control, are in memory. */
export function controlWeighting(control: ControlVariates, program: Program): Weighting {
  const cells = new ControlCells(control.whole ? keptLosses(program) : sumOf(control, program), control.law);
  const variation = new ControlVariation(cells);
  return {
    weights: normaliseWeights(controlWeights(cells)),
    variation,
    reasons: (measures, levels) => {
      const { names, whole } = control;
      return controlReasons({ names: [...names], whole, losses: keptLosses(program), variation, measures, levels });
    },
  };
}

/** The year's losses of the components that are the control, added up in the portfolio's order. */
function sumOf({ names }: ControlVariates, { trials, components }: Program): Float64Array {
  const sum = new Float64Array(trials);
  for (const { name, output } of components) {
    if (!names.has(name)) continue;
    const losses = keptLosses({ output: output! });
    for (let i = 0; i < trials; i++) sum[i]! += losses[i]!;
  }
  return sum;
}
