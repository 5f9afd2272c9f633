import * as check from "./check.js";
import type { ExactResult } from "./exact/exactResult.js";
import type { SolveOptions } from "./exact/options.js";
import { solve } from "./exact/solve.js";
import { Validation } from "./exact/validation.js";
import type { Losses } from "./measures/lossSource.js";
import { Plan } from "./plan/plan.js";
import { Portfolio } from "./portfolio/portfolio.js";
import { type EachOptions, type ManyOptions, readManyOptions } from "./simulation/manyOptions.js";
import { readOutputs, readReduction, runOptions, type SimulateOptions } from "./simulation/options.js";
import { planFor } from "./simulation/planFor.js";
import type { SimulationResult } from "./simulation/result.js";
import { simulate } from "./simulation/simulate.js";
import * as many from "./simulation/simulateMany.js";
import { type SuggestOptions, suggest } from "./simulation/suggest.js";
import type { Suggestion } from "./simulation/suggestion.js";

/** A portfolio and the ways to its annual loss. A frozen value; its plan is made once. */
export class PricingModel {
  readonly portfolio: Portfolio;
  readonly #plan: Plan;

  constructor(portfolio: Portfolio) {
    if (!(portfolio instanceof Portfolio)) check.fail("PricingModel: portfolio", "a portfolio", portfolio);
    this.portfolio = portfolio;
    this.#plan = new Plan(portfolio);
    Object.freeze(this);
  }

  /**
   * How the portfolio will be simulated, and why so; `String(plan)` prints it. With outputs, and with `varianceReduction`
   * "largestClaim", the plan is another one.
   */
  explain(options: Pick<SimulateOptions, "outputs" | "varianceReduction"> = {}): Plan {
    const given = check.record("explain", options, ["outputs", "varianceReduction"]);
    const outputs = given.outputs === undefined ? [] : readOutputs("explain", given.outputs);
    return planFor(this.#plan, { outputs, varianceReduction: readReduction("explain", given.varianceReduction) });
  }

  /**
   * Simulates `trials` years of the portfolio's annual loss. The losses depend on the seed and on the portfolio alone,
   * never on the number of workers. Rejects, never throws: with an ActuarialError, or with the signal's reason.
   */
  simulate(options: SimulateOptions & { storage: "float32" }): Promise<SimulationResult<Float32Array>>;
  simulate(options: SimulateOptions & { storage?: "float64" }): Promise<SimulationResult>;
  simulate(options: SimulateOptions): Promise<SimulationResult<Losses>>;
  simulate(options: SimulateOptions): Promise<SimulationResult<Losses>> {
    return simulate(this.#plan, options);
  }

  /**
   * Options of `simulate` that meet a target of time or memory, the predictions and the reasons; or what comes nearest:
   * `model.simulate({ ...model.suggest({ trials: 1e7, targetMs: 50 }).options, seed: 1 })`.
   * @throws ActuarialError ERR_PARAMETER, ERR_UNKNOWN_KEY, ERR_TOO_LARGE
   */
  suggest(options: SuggestOptions): Suggestion {
    return suggest(this.#plan, options);
  }

  /**
   * The law of the annual loss without simulation: by Fourier transform on a grid, every measure with a bound of its
   * numerical error. Rejects with ERR_UNSUPPORTED or ERR_TOO_LARGE, by name, where no grid holds the model, and with the
   * signal's reason. The event loop has its turn between the stages.
   */
  solve(options: SolveOptions = {}): Promise<ExactResult> {
    return solve(this.portfolio, options);
  }

  /**
   * Both engines on the same model, measure by measure: how far the simulation is from the exact value, in its own
   * standard errors. The options are those of `simulate`; `levels`, `memoryLimit` and `signal` go to both, and trials are
   * a million unless given.
   */
  async validate(options: Partial<SimulateOptions> = {}): Promise<Validation> {
    if (typeof options !== "object" || options === null) check.fail("validate", "an object of options", options);
    const run = { trials: 1_000_000, ...options };
    const { levels, memoryLimit, signal, keep, varianceReduction } = runOptions(run);
    // A sketch's error is inside its intervals, and would count as the simulation's.
    if (keep === "none") check.fail("validate: keep", '"losses" or "tail"', keep);
    // Weights may come from the exact law itself, and then agree with it whatever was drawn.
    if (varianceReduction !== undefined) check.fail("validate: varianceReduction", "left out", varianceReduction);
    const exact = await solve(this.portfolio, { levels, memoryLimit, signal });
    return new Validation(exact, await this.simulate(run), levels);
  }
}

/**
 * Simulates many models with the same options. The results are in the order of the models, and each has the bits of
 * `model.simulate` with the same options and `result.seed`. Small runs share what a run costs before it draws; they are
 * drawn side by side, large ones one after another by all threads. Rejects with the first model's error, by the order of
 * the models, which names its index; then no result is kept.
 * @throws ActuarialError as a rejection: what `simulate` throws; ERR_TOO_LARGE, before anything is drawn, where there is
 *   no memory for all results at once; ERR_UNSUPPORTED for a checkpoint
 */
export function simulateMany(
  models: readonly PricingModel[],
  options: ManyOptions & { storage: "float32" },
): Promise<SimulationResult<Float32Array>[]>;
export function simulateMany(
  models: readonly PricingModel[],
  options: ManyOptions & { storage?: "float64" },
): Promise<SimulationResult[]>;
export function simulateMany(
  models: readonly PricingModel[],
  options: ManyOptions,
): Promise<SimulationResult<Losses>[]>;
export async function simulateMany(
  models: readonly PricingModel[],
  options: ManyOptions,
): Promise<SimulationResult<Losses>[]> {
  const asked = readManyOptions("simulateMany", options, true);
  if (!Array.isArray(models)) check.fail("simulateMany: models", "an array of PricingModels", models);
  const plans = Array.from(models, (model, i) => planOf(`simulateMany: models[${i}]`, model));
  return many.simulateMany(plans, asked);
}

/**
 * The results of many models one by one, in the order of the models, which may be made while they are wanted: of 100,000
 * models, those under way alone are held. A result is the caller's once it is handed over; `release` lets the next run use
 * its arrays. Leaving the loop cancels what is under way.
 * @throws ActuarialError as a rejection of the first `next`, and of the one whose model failed
 */
export function simulateEach(
  models: Iterable<PricingModel> | AsyncIterable<PricingModel>,
  options: EachOptions & { storage: "float32" },
): AsyncGenerator<SimulationResult<Float32Array>, void, undefined>;
export function simulateEach(
  models: Iterable<PricingModel> | AsyncIterable<PricingModel>,
  options: EachOptions & { storage?: "float64" },
): AsyncGenerator<SimulationResult, void, undefined>;
export function simulateEach(
  models: Iterable<PricingModel> | AsyncIterable<PricingModel>,
  options: EachOptions,
): AsyncGenerator<SimulationResult<Losses>, void, undefined>;
export async function* simulateEach(
  models: Iterable<PricingModel> | AsyncIterable<PricingModel>,
  options: EachOptions,
): AsyncGenerator<SimulationResult<Losses>, void, undefined> {
  const asked = readManyOptions("simulateEach", options, false);
  yield* many.simulateEach(plansOf(models), asked);
}

async function* plansOf(models: Iterable<PricingModel> | AsyncIterable<PricingModel>): AsyncGenerator<Plan> {
  const iterates =
    typeof models === "object" && models !== null && (Symbol.iterator in models || Symbol.asyncIterator in models);
  if (!iterates) check.fail("simulateEach: models", "an iterable of PricingModels", models);
  let index = 0;
  for await (const model of models) yield planOf(`simulateEach: models[${index++}]`, model);
}

function planOf(where: string, model: unknown): Plan {
  if (!(model instanceof PricingModel)) check.fail(where, "a PricingModel", model);
  return model.explain();
}
