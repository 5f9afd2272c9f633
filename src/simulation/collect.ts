import { LossMeasures } from "../measures/measures.js";
import { type Moments, mergeMoments, momentFields, noMoments, readMoments } from "../measures/moments.js";
import type { ComponentPlan } from "../plan/component.js";
import type { Plan } from "../plan/plan.js";
import { recycle } from "./arrays.js";
import type { Execution, Warning } from "./execution.js";
import type { RunOptions } from "./options.js";
import type { Program } from "./program.js";
import { SimulationResult } from "./result.js";

/** What is known of losses before they are looked at. */
type Law = Pick<Plan, "mean" | "tailIndex" | "bounded">;

/** The result of a program whose blocks are all done: the portfolio's, and each component's where it was kept. */
export function collect(plan: Plan, program: Program, run: RunOptions, execution: Execution): SimulationResult {
  const { trials, seed, levels } = run;
  const names = plan.components.map((component) => component.name);

  const result = (
    title: string,
    { losses, moments }: Pick<Program, "losses" | "moments">,
    law: Law,
    known: readonly Warning[],
    components?: ReadonlyMap<string, SimulationResult>,
  ): SimulationResult => {
    // A law with every moment but no bound can still have a tail like a power at these losses, as a lognormal law of
    // large sigma has: its index counts as unknown and is estimated.
    const tailIndex = law.tailIndex === Infinity && !law.bounded ? Number.NaN : law.tailIndex;
    const measures = new LossMeasures(losses, merged(moments), { tailIndex });
    return new SimulationResult({
      ...{ title, trials, seed, measures, levels, execution, components, names },
      exactMean: law.mean,
      warnings: () => [...known, ...measures.warnings(levels)],
      recycle: () => [losses, moments].forEach(recycle),
    });
  };

  const known = plan.components.map(infiniteMoments);
  const components = new Map<string, SimulationResult>();
  plan.components.forEach((component, i) => {
    const { output } = program.components[i]!;
    if (output !== undefined) components.set(component.name, result(component.name, output, component, known[i]!));
  });
  const title = names.length === 1 ? names[0]! : `Portfolio of ${names.length} components`;
  return result(title, program, plan, known.flat(), run.components ? components : undefined);
}

/** Which component a moment that is known to be infinite comes from. */
function infiniteMoments({ name, tailIndex }: ComponentPlan): Warning[] {
  if (!(tailIndex <= 2)) return [];
  return tailIndex <= 1
    ? [{ code: "INFINITE_MEAN", message: "the mean is infinite, and every TVaR with it", component: name }]
    : [{ code: "INFINITE_VARIANCE", message: "the variance is infinite; TVaR has no interval", component: name }];
}

/** Blocks in trial order: sums of doubles depend on their order. */
function merged(fields: Float64Array): Moments {
  let moments = noMoments;
  for (let at = 0; at < fields.length; at += momentFields) moments = mergeMoments(moments, readMoments(fields, at));
  return moments;
}
