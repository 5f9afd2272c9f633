import * as check from "./check.js";
import type { ExactResult } from "./exact/exactResult.js";
import type { SolveOptions } from "./exact/options.js";
import { solve } from "./exact/solve.js";
import { Validation } from "./exact/validation.js";
import type { Losses } from "./measures/lossSource.js";
import { Plan } from "./plan/plan.js";
import { Portfolio } from "./portfolio/portfolio.js";
import { readOutputs, readReduction, runOptions, type SimulateOptions } from "./simulation/options.js";
import { planFor } from "./simulation/planFor.js";
import type { SimulationResult } from "./simulation/result.js";
import { simulate } from "./simulation/simulate.js";
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
