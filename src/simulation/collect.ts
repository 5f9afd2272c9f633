import type { AnnualMeasures } from "../measures/annualMeasures.js";
import type { Losses, LossStream } from "../measures/lossSource.js";
import { LossMeasures } from "../measures/measures.js";
import { SketchMeasures } from "../measures/sketchMeasures.js";
import type { Tally } from "../measures/tally.js";
import { WeightedMeasures } from "../measures/weightedMeasures.js";
import type { ComponentPlan } from "../plan/component.js";
import type { Plan } from "../plan/plan.js";
import type { Checkpoint } from "../storage/checkpoint.js";
import { recycleKept } from "./allocate.js";
import { recycle } from "./arrays.js";
import type { Execution, Warning } from "./execution.js";
import { type Manifest, manifestOf } from "./manifest.js";
import type { OutputName, RunOptions } from "./options.js";
import { type BesideLosses, type Output, outputsOf, type Program } from "./program.js";
import { SimulationResult } from "./result.js";
import { tailOf } from "./tail.js";
import type { TailPlan } from "./tailPlan.js";
import type { TrialOrder } from "./trialOrder.js";
import type { Weighting } from "./weighting.js";

/** What is known of losses before they are looked at. */
type Law = Pick<Plan, "mean" | "tailIndex" | "bounded">;

/** A run that is over. */
export interface FinishedRun {
  readonly plan: Plan;
  readonly program: Program;
  readonly run: RunOptions;
  readonly checkpoint: Checkpoint | undefined;
  /** Numbers that a measure of losses in a file may hold at a time. */
  readonly room: number;
  /** What is to be said of the whole run. */
  readonly warnings: readonly Warning[];
  readonly execution: Execution;
  readonly order: TrialOrder;
  readonly tail: TailPlan | undefined;
  /** Of each output, where losses were only counted. */
  readonly tallies: readonly Tally[];
  /** What trials count for, the same in every output. */
  readonly weighting: Weighting | undefined;
}

/** The result of a program whose blocks are all done: the portfolio's, and each component's where it was kept. */
export function collect({
  plan,
  program,
  run,
  execution: done,
  order,
  tail,
  tallies,
  checkpoint,
  room,
  warnings,
  weighting,
}: FinishedRun): SimulationResult<Losses> {
  const { trials, seed, levels } = run;
  const outputs = outputsOf(program);
  const names = plan.components.map((component) => component.name);

  let made: Manifest | undefined;
  const manifest = (): Manifest => {
    made ??= manifestOf({
      ...{ portfolio: plan.portfolio, run, execution },
      result: {
        ...whole.recorded(),
        components: [...components].map(([name, each]) => ({ name, ...each.recorded() })),
      },
    });
    return made;
  };

  const streamOf = (output: Output): LossStream => checkpoint!.stream(outputs.indexOf(output));
  const measuresOf = (output: Output, law: Law): AnnualMeasures => {
    // A law with every moment but no bound can still have a tail like a power at these losses, as a lognormal law of
    // large sigma has: its index counts as unknown and is estimated.
    const tailIndex = law.tailIndex === Infinity && !law.bounded ? Number.NaN : law.tailIndex;
    const moments = order.moments(output);
    const { kept } = output;
    if (kept.kind === "losses") {
      return weighting === undefined
        ? new LossMeasures(kept.losses, moments, { tailIndex })
        : new WeightedMeasures(kept.losses, moments, { ...weighting, tailIndex });
    }
    if (kept.kind === "file") return new LossMeasures(streamOf(output), moments, { tailIndex, room });
    if (kept.kind === "none") {
      return new SketchMeasures(tallies[outputs.indexOf(output)]!, moments, { trials, tailIndex });
    }
    const { losses, floor } = tailOf(kept);
    return new LossMeasures(losses, moments, { tailIndex, trials, floor, leastRank: tail!.leastRank });
  };

  const measured = measuresOf(program.output, plan);
  const weighed = weighting?.reasons(measured, levels) ?? [];
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
    const measures = output === program.output ? measured : measuresOf(output, law);
    return new SimulationResult({
      ...{ title, trials, seed, measures, levels, execution, components, names, beside, manifest },
      losses: kept.kind === "losses" ? kept.losses : undefined,
      weights: weighting?.weights,
      stored: kept.kind === "file" ? { path: checkpoint!.path, losses: streamOf(output) } : undefined,
      hash: order.hash(output),
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
