import type { SimulateOptions, SimulationResult } from "../../dist/index.js";
import type { Losses } from "../../dist/measures/lossSource.js";
import { type Fault, withFault } from "./faultyThreads.js";
import { keepModels } from "./keepModels.js";

export const keeps = ["losses", "tail", "none"] as const;
export type Keep = (typeof keeps)[number];

const levels = [0.9, 0.99, 0.999];
const model = keepModels.portfolio!;
const names = model.portfolio.components.map(({ name }) => name);

type Answers = (string | unknown)[][];

/** Everything that a run answers, to the bit: of the portfolio, then of each component. */
function answers(result: SimulationResult<Losses>): Answers {
  return [result, ...names.map((name) => result.component(name))].map((each) => [
    ...[each.hash, each.mean, each.standardDeviation, each.skewness, each.probabilityOfLoss],
    levels.map((p) => [each.var(p), each.tvar(p), each.stopLoss(each.var(p).value)]),
  ]);
}

/** A run whose losses, tail or sketch, components and hash tell whether anything was left out or done twice. */
export const whole = {
  model,
  answers,
  run: { trials: 120_000, seed: 3, levels, workers: 2, hash: true, components: true },
} as const;

const known = new Map<Keep, Promise<Answers>>();

/** What the run answers when it is done in the calling thread. */
export function undisturbed(keep: Keep): Promise<Answers> {
  const found = known.get(keep) ?? model.simulate({ ...whole.run, keep, workers: 1 }).then(answers);
  known.set(keep, found);
  return found;
}

/** How the run ends when a thread is lost: "same" or "error"; else what is different. */
export async function lossOutcome(
  fault: Fault,
  keep: Keep,
  expected: Answers,
  simulate: (options: SimulateOptions) => Promise<SimulationResult<Losses>> = (options) => model.simulate(options),
): Promise<string> {
  try {
    const got = answers(await withFault(fault, () => simulate({ ...whole.run, keep })));
    return JSON.stringify(got) === JSON.stringify(expected) ? "same" : `other: ${JSON.stringify(got)}`;
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    return code === "ERR_WORKER_LOST" ? "error" : `${code}: ${message}`;
  }
}
