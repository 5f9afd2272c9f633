import * as check from "../check.js";
import { ActuarialError } from "../errors.js";
import type { CurvePoint, Interval, LossMeasures, MeanEstimate } from "../measures/measures.js";
import type { Execution, Warning } from "./execution.js";
import { lossHash } from "./hash.js";
import { resultText } from "./text.js";

/** What a result is made of; the simulation fills it. */
export interface ResultParts {
  readonly title: string;
  readonly trials: number;
  readonly seed: bigint;
  readonly measures: LossMeasures;
  readonly levels: readonly number[];
  /** Exact mean, where the plan knows it. */
  readonly exactMean: number | undefined;
  readonly warnings: () => readonly Warning[];
  readonly execution: Execution;
  readonly components: ReadonlyMap<string, SimulationResult> | undefined;
  /** Every component's name, kept or not. */
  readonly names: readonly string[];
  /** Gives the arrays back. */
  readonly recycle: () => void;
}

/**
 * The simulated annual losses and their measures, each with its error. Amounts are in the currency of the model, a
 * trial is a year. VaR and TVaR follow docs/architecture.md; intervals are at 95 %.
 */
export class SimulationResult {
  readonly trials: number;
  readonly seed: bigint;
  readonly execution: Execution;
  readonly #parts: ResultParts;
  #released = false;
  #hash: string | undefined;
  #warnings: readonly Warning[] | undefined;

  /** @internal */
  constructor(parts: ResultParts) {
    this.trials = parts.trials;
    this.seed = parts.seed;
    this.execution = parts.execution;
    this.#parts = parts;
  }

  /** Annual losses in trial order. */
  get losses(): Float64Array {
    return this.#measures.losses;
  }

  /** What to beware of: infinite moments and the component they come from, tails with few trials. */
  get warnings(): readonly Warning[] {
    this.#alive();
    this.#warnings ??= this.#parts.warnings();
    return this.#warnings;
  }

  get mean(): MeanEstimate {
    return this.#measures.mean;
  }

  /** With divisor n - 1; Infinity where the variance is known to be infinite. */
  get standardDeviation(): number {
    return this.#measures.standardDeviation;
  }

  /** m3 / m2^1.5; Infinity where the third moment is known to be infinite. */
  get skewness(): number {
    return this.#measures.skewness;
  }

  /** The share of years with a loss. */
  get probabilityOfLoss(): number {
    return this.#measures.probabilityOfLoss;
  }

  /** The smallest loss that a share of at least p of the years does not exceed. */
  var(p: number): Interval {
    return this.#measures.var(p);
  }

  /** The mean of the worst 1 - p of the years (expected shortfall; an atom at VaR is split). */
  tvar(p: number): Interval {
    return this.#measures.tvar(p);
  }

  /** Annual losses by return period (AEP). */
  exceedanceCurve(returnPeriods?: readonly number[]): CurvePoint[] {
    return this.#measures.exceedanceCurve(returnPeriods);
  }

  /** P(S > x). */
  exceedanceProbability(x: number): Interval {
    return this.#measures.exceedanceProbability(x);
  }

  /** E max(S - d, 0). */
  stopLoss(d: number): Interval {
    return this.#measures.stopLoss(d);
  }

  /** The result of one component, from the same years; with `components: true`. */
  component(name: string): SimulationResult {
    this.#alive();
    const wanted = check.text("component: name", name);
    if (!this.#parts.names.includes(wanted)) {
      throw new ActuarialError(
        "ERR_UNKNOWN_COMPONENT",
        `component: no component ${check.show(wanted)}; there are ${this.#parts.names.map(check.show).join(", ")}`,
      );
    }
    const result = this.#parts.components?.get(wanted);
    if (result === undefined) {
      throw new ActuarialError(
        "ERR_NOT_KEPT",
        `component: the losses of ${check.show(wanted)} were not kept; simulate with components: true`,
      );
    }
    return result;
  }

  /** SHA-256 (hex) of the losses as little-endian doubles in trial order, -0 written as 0. */
  get hash(): string {
    this.#hash ??= lossHash(this.losses);
    return this.#hash;
  }

  oep(): never {
    return unsupported("oep", 'outputs: ["largestClaim"]');
  }

  get groundUp(): never {
    return unsupported("groundUp", 'outputs: ["groundUp"]');
  }

  get claimCount(): never {
    return unsupported("claimCount", 'outputs: ["claimCount"]');
  }

  get manifest(): never {
    return unsupported("manifest", "the manifest");
  }

  /** Gives the arrays back to the pool for the next run. Reading losses or measures afterwards is ERR_RELEASED. */
  release(): void {
    if (this.#released) return;
    this.#released = true;
    for (const component of this.#parts.components?.values() ?? []) component.release();
    this.#parts.recycle();
  }

  [Symbol.dispose](): void {
    this.release();
  }

  /** A table for people. */
  toString(): string {
    const { title, exactMean, levels } = this.#parts;
    return resultText(this, { title, exactMean, levels });
  }

  get #measures(): LossMeasures {
    this.#alive();
    return this.#parts.measures;
  }

  #alive(): void {
    if (this.#released) throw new ActuarialError("ERR_RELEASED", "this result was released; its losses are gone");
  }
}

function unsupported(name: string, what: string): never {
  throw new ActuarialError("ERR_UNSUPPORTED", `${name}: ${what} is not in this version`);
}
