import type { Losses } from "../measures/lossSource.js";
import type { ComponentPlan } from "../plan/component.js";
import type { Plan } from "../plan/plan.js";
import { recycleKept } from "./allocate.js";
import { recycle } from "./arrays.js";
import { type Drawn, type Law, measuresOf } from "./drawn.js";
import type { Execution, Warning } from "./execution.js";
import { type Manifest, manifestOf } from "./manifest.js";
import type { OutputName, RunOptions } from "./options.js";
import { type BesideLosses, type Output, outputsOf } from "./program.js";
import { SimulationResult } from "./result.js";

/** A run that is over. */
export interface FinishedRun {
  readonly plan: Plan;
  readonly run: RunOptions;
  readonly drawn: Drawn;
  /** What is to be said of the whole run. */
  readonly warnings: readonly Warning[];
  readonly execution: Execution;
}

/** The result of a program whose blocks are all done: the portfolio's, and each component's where it was kept. */
export function collect({ plan, run, drawn, execution: done, warnings }: FinishedRun): SimulationResult<Losses> {
  const { program, order, checkpoint } = drawn;
  const { trials } = program;
  const { seed, levels } = run;
  const outputs = outputsOf(program);
  const names = plan.components.map((component) => component.name);

  let made: Manifest | undefined;
  const manifest = (): Manifest => {
    made ??= manifestOf({
      ...{ portfolio: plan.portfolio, run: { ...run, trials }, execution },
      result: {
        ...whole.recorded(),
        components: [...components].map(([name, each]) => ({ name, ...each.recorded() })),
      },
    });
    return made;
  };

  const measured = measuresOf(drawn, program.output, plan);
  const weighed = drawn.weighting?.reasons(measured, levels) ?? [];
  const execution = { ...done, reasons: [...done.reasons, ...weighed] };

  const result = (
    title: string,
    output: Output,
    law: Law,
    known: readonly Warning[],
    beside: ReadonlyMap<OutputName, SimulationResult<Losses>> = new Map(),
    components?: ReadonlyMap<string, SimulationResult<Losses>>,
  ): SimulationResult<Losses> => {
    const { kept } = output;
    const index = outputs.indexOf(output);
    const measures = output === program.output ? measured : measuresOf(drawn, output, law);
    return new SimulationResult({
      ...{ title, trials, seed, measures, levels, execution, components, names, beside, manifest },
      losses: kept.kind === "losses" ? kept.losses : undefined,
      weights: drawn.weighting?.weights,
      stored: kept.kind === "file" ? { path: checkpoint!.path, losses: checkpoint!.stream(index, trials) } : undefined,
      hash: order.hash(index),
      exactMean: law.mean,
      warnings: () => [...known, ...measures.warnings(levels)],
      notes: output === program.output ? weighed : [],
      recycle: () => {
        recycleKept(kept);
        if (output === program.output && program.weights !== undefined) recycle(program.weights);
      },
    });
  };

  const besides = (
    title: string,
    beside: readonly BesideLosses[],
    plans: readonly ComponentPlan[],
  ): Map<OutputName, SimulationResult<Losses>> =>
    new Map(
      beside.map(({ name, output }) => [name, result(`${title}, ${titles[name]}`, output, lawBeside(name, plans), [])]),
    );

  const known = plan.components.map(infiniteMoments);
  const components = new Map<string, SimulationResult<Losses>>();
  plan.components.forEach((component, i) => {
    const { output } = program.components[i]!;
    if (!run.components || output === undefined) return;
    const { name } = component;
    components.set(
      name,
      result(name, output, component, known[i]!, besides(name, program.components[i]!.beside, [component])),
    );
  });
  const title = names.length === 1 ? names[0]! : `Portfolio of ${names.length} components`;
  const beside = besides(title, program.beside, plan.components);
  const whole = result(
    title,
    program.output,
    plan,
    [...warnings, ...known.flat()],
    beside,
    run.components ? components : undefined,
  );
  return whole;
}

const titles: Record<OutputName, string> = {
  groundUp: "ground-up losses",
  claimCount: "number of claims",
  largestClaim: "largest payment for one claim",
};

/** What is known of an output of these components together. */
function lawBeside(name: OutputName, plans: readonly ComponentPlan[]): Law {
  const sum = (f: (plan: ComponentPlan) => number): number => plans.reduce((total, plan) => total + f(plan), 0);
  if (name === "claimCount") return { mean: sum(({ meanClaims }) => meanClaims), tailIndex: Infinity, bounded: true };
  if (name === "largestClaim") {
    return {
      mean: undefined,
      tailIndex: Math.min(...plans.map(({ tailIndex }) => tailIndex)),
      bounded: plans.every(({ bounded }) => bounded),
    };
  }
  return {
    mean: sum(({ groundUp }) => groundUp.mean),
    tailIndex: Math.min(...plans.map(({ groundUp }) => groundUp.tailIndex)),
    bounded: plans.every(({ groundUp }) => groundUp.bounded),
  };
}

/** Which component a moment that is known to be infinite comes from. */
function infiniteMoments({ name, tailIndex }: ComponentPlan): Warning[] {
  if (!(tailIndex <= 2)) return [];
  return tailIndex <= 1
    ? [{ code: "INFINITE_MEAN", message: "the mean is infinite, and every TVaR with it", component: name }]
    : [{ code: "INFINITE_VARIANCE", message: "the variance is infinite; TVaR has no interval", component: name }];
}
