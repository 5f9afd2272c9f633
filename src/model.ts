import * as check from "./check.js";
import { ActuarialError } from "./errors.js";
import type { Losses } from "./measures/lossSource.js";
import { Plan } from "./plan/plan.js";
import { Portfolio } from "./portfolio/portfolio.js";
import { type OutputName, readOutputs, type SimulateOptions } from "./simulation/options.js";
import type { SimulationResult } from "./simulation/result.js";
import { simulate } from "./simulation/simulate.js";

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

  /** How the portfolio will be simulated, and why so; `String(plan)` prints it. With outputs the plan is another one. */
  explain(options: { readonly outputs?: readonly OutputName[] } = {}): Plan {
    const { outputs } = check.record("explain", options, ["outputs"]);
    return outputs === undefined || readOutputs("explain", outputs).length === 0
      ? this.#plan
      : this.#plan.withOutputs();
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

  /** The exact engine; this version does not have it. */
  async solve(): Promise<never> {
    throw new ActuarialError("ERR_UNSUPPORTED", "solve: the exact engine is not in this version");
  }

  /** Simulation against the exact engine; this version does not have it. */
  async validate(): Promise<never> {
    throw new ActuarialError("ERR_UNSUPPORTED", "validate: the exact engine is not in this version");
  }
}
