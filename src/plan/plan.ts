import { ActuarialError } from "../errors.js";
import type { Portfolio } from "../portfolio/portfolio.js";
import { type ComponentPlan, drawsLargestFirst, planComponent } from "./component.js";
import { largestFirst } from "./largestFirst.js";
import { SharedPlan, sharedPlan } from "./sharedPlan.js";
import { planText } from "./text.js";

/** What is asked of a run that decides how its losses are drawn. */
export interface PlanFor {
  /** Every claim is drawn from the ground up. */
  readonly outputs?: boolean;
  /** Largest claims are drawn first, by strata, where that sharpens the measures. */
  readonly largestClaim?: boolean;
}

/**
 * How a portfolio will be simulated: per component the law that is drawn and why it is that one. It depends on the
 * portfolio alone; `String(plan)` is the same text for the same portfolio, but for its estimates of time, which are this
 * machine's where it was calibrated.
 */
export class Plan {
  readonly portfolio: Portfolio;
  readonly components: readonly ComponentPlan[];
  readonly #shared: ReadonlyMap<ComponentPlan, SharedPlan>;
  #withOutputs: Plan | undefined;
  #withLargestClaim: Plan | undefined;

  constructor(portfolio: Portfolio, { outputs = false, largestClaim = false }: PlanFor = {}) {
    this.portfolio = portfolio;
    const largest = largestClaim ? largestFirst(portfolio.components) : undefined;
    this.#shared = new Map(
      portfolio.components.map((inforce, i) => {
        // Which claims are drawn first depends on the whole portfolio.
        const shared = largest
          ? new SharedPlan(planComponent(inforce, outputs, largest[i]))
          : sharedPlan(inforce, outputs);
        return [Object.freeze({ ...shared.component, name: inforce.name }), shared];
      }),
    );
    this.components = Object.freeze([...this.#shared.keys()]);
  }

  /** The plan for runs with outputs: every claim is drawn from the ground up. */
  withOutputs(): Plan {
    this.#withOutputs ??= new Plan(this.portfolio, { outputs: true });
    return this.#withOutputs;
  }

  /** The plan for runs with `varianceReduction: "largestClaim"`: where it pays, a trial's largest claim is drawn first. */
  withLargestClaim(): Plan {
    this.#withLargestClaim ??= new Plan(this.portfolio, { largestClaim: true });
    return this.#withLargestClaim;
  }

  /** Whether trials have weights, because the largest claim of some component is drawn by strata. */
  get weighted(): boolean {
    return this.components.some(drawsLargestFirst);
  }

  /** The component's numbers for the kernel, over shared memory; made once for all components that are like it. */
  table(component: ComponentPlan): Float64Array {
    return this.#shared.get(component)!.table;
  }

  /** Exact mean of the portfolio's annual loss, where that of every component is known. */
  get mean(): number | undefined {
    let sum = 0;
    for (const { mean } of this.components) {
      if (mean === undefined) return undefined;
      sum += mean;
    }
    return sum;
  }

  /** Moments of the portfolio's annual loss below this order are finite. */
  get tailIndex(): number {
    return Math.min(...this.components.map((component) => component.tailIndex));
  }

  /** No claim of any component can exceed some amount. */
  get bounded(): boolean {
    return this.components.every((component) => component.bounded);
  }

  /** @throws ActuarialError ERR_TOO_LARGE where the run would draw more claims than allowed. */
  admit({ trials, claimLimit }: { readonly trials: number; readonly claimLimit: number }): void {
    for (const { name, drawsPerTrial } of this.components) {
      const draws = drawsPerTrial * trials;
      if (!(draws <= claimLimit)) {
        throw new ActuarialError(
          "ERR_TOO_LARGE",
          `${name}: ${trials} trials draw about ${draws.toPrecision(3)} claims, more than claimLimit ` +
            `${claimLimit.toPrecision(3)}; run fewer trials or raise claimLimit`,
        );
      }
    }
  }

  toString(): string {
    return planText(
      this.components,
      this.components.map((component) => this.table(component).byteLength),
    );
  }
}
