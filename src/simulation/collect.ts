import { LossMeasures } from "../measures/measures.js";
import { type Moments, mergeMoments, momentFields, noMoments, readMoments } from "../measures/moments.js";
import type { Plan } from "../plan/plan.js";
import { recycle } from "./arrays.js";
import type { Execution, Warning } from "./execution.js";
import type { RunOptions } from "./options.js";
import type { Program } from "./program.js";
import { SimulationResult } from "./result.js";

/** The result of a program whose blocks are all done: the portfolio's, and each component's where it was kept. */
export function collect(plan: Plan, program: Program, run: RunOptions, execution: Execution): SimulationResult {
  const names = plan.components.map((component) => component.name);
  const measured = ({ losses, moments }: Pick<Program, "losses" | "moments">, tailIndex: number): LossMeasures =>
    new LossMeasures(losses, merged(moments), { tailIndex });
  const common = { trials: run.trials, seed: run.seed, levels: run.levels, execution, names };

  const components = new Map<string, SimulationResult>();
  plan.components.forEach(({ name, mean, tailIndex }, i) => {
    const output = program.components[i]!.output;
    if (output === undefined) return;
    const measures = measured(output, tailIndex);
    components.set(
      name,
      new SimulationResult({
        ...common,
        title: name,
        measures,
        exactMean: mean,
        warnings: [...tailWarnings(name, tailIndex), ...measures.warnings(run.levels)],
        components: undefined,
        recycle: () => [output.losses, output.moments].forEach(recycle),
      }),
    );
  });

  const measures = measured(program, plan.tailIndex);
  return new SimulationResult({
    ...common,
    title: names.length === 1 ? names[0]! : `Portfolio of ${names.length} components`,
    measures,
    exactMean: plan.mean,
    warnings: [
      ...plan.components.flatMap(({ name, tailIndex }) => tailWarnings(name, tailIndex)),
      ...measures.warnings(run.levels),
    ],
    components: run.components ? components : undefined,
    recycle: () => [program.losses, program.moments].forEach(recycle),
  });
}

/** Blocks in trial order: sums of doubles depend on their order. */
function merged(fields: Float64Array): Moments {
  let moments = noMoments;
  for (let at = 0; at < fields.length; at += momentFields) moments = mergeMoments(moments, readMoments(fields, at));
  return moments;
}

/** Which component a known infinite moment comes from. */
function tailWarnings(component: string, tailIndex: number): Warning[] {
  if (tailIndex <= 1) {
    return [{ code: "INFINITE_MEAN", message: "the mean is infinite, and with it every TVaR; VaR is unaffected", component }];
  }
  if (tailIndex <= 2) {
    return [{ code: "INFINITE_VARIANCE", message: "the variance is infinite: the mean has no standard error", component }];
  }
  return [];
}
