import { blockTrials } from "../kernel.js";
import type { BesideLosses, Kept, Output, Program } from "./program.js";

/**
 * The program of the first trials alone, over the same memory: where no later block was drawn, what a run of so many
 * trials has when it is done. They end with a block, or are all there are.
 */
export function firstTrials(program: Program, trials: number): Program {
  if (trials === program.trials) return program;
  const first = (output: Output): Output => ({ ...output, kept: firstKept(output.kept, trials) });
  const firstBeside = (beside: readonly BesideLosses[]): BesideLosses[] =>
    beside.map((each) => ({ ...each, output: first(each.output) }));
  return {
    ...program,
    trials,
    components: program.components.map((component) => ({
      ...component,
      output: component.output && first(component.output),
      beside: firstBeside(component.beside),
    })),
    output: first(program.output),
    beside: firstBeside(program.beside),
  };
}

function firstKept(kept: Kept, trials: number): Kept {
  const blocks = trials / blockTrials;
  switch (kept.kind) {
    case "losses":
      return { kind: kept.kind, losses: kept.losses.subarray(0, trials) };
    case "tail": {
      const [starts, counts] = [kept.starts.subarray(0, blocks), kept.counts.subarray(0, blocks)];
      return { ...kept, starts, counts, equals: kept.equals.subarray(0, blocks) };
    }
    case "none":
      return { kind: kept.kind, trials };
    case "file":
      return kept;
  }
}
