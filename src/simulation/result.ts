import * as check from "../check.js";
import { ActuarialError } from "../errors.js";
import type { CurvePoint, LossFacts, MeanEstimate } from "../measures/annualMeasures.js";
import type { Interval } from "../measures/intervals.js";
import type { Losses, LossStream } from "../measures/lossSource.js";
import type { Execution, Warning } from "./execution.js";
import { lossHash } from "./hash.js";
import type { Manifest } from "./manifest.js";
import type { OutputName } from "./options.js";
import { type RecordedMeasures, recordMeasures } from "./recordedMeasures.js";
import { type RememberedLosses, usualCurve } from "./remembered.js";
import { resultText } from "./text.js";

/** What a result is made of; the simulation fills it. */
export interface ResultParts<L extends Losses> {
  readonly title: string;
  readonly trials: number;
  readonly seed: bigint;
  /** Where they were kept. */
  readonly losses: L | undefined;
  /** Where trials do not all count for one. */
  readonly weights: Float64Array | undefined;
  /** Where they are in a file alone. */
  readonly stored: { readonly path: string; readonly losses: LossStream } | undefined;
  readonly measures: LossFacts;
  /** Where it was computed during the run. */
  readonly hash: string | undefined;
  readonly levels: readonly number[];
  /** Exact mean, where the plan knows it. */
  readonly exactMean: number | undefined;
  readonly warnings: () => readonly Warning[];
  /** What the table says besides. */
  readonly notes: readonly string[];
  readonly execution: Execution;
  readonly components: ReadonlyMap<string, SimulationResult<L>> | undefined;
  /** What was asked for beside the losses. */
  readonly beside: ReadonlyMap<OutputName, SimulationResult<L>>;
  /** Every component's name, kept or not. */
  readonly names: readonly string[];
  /** Of the whole run. */
  readonly manifest: () => Manifest;
  /** Gives the arrays back. */
  readonly recycle: () => void;
}

/**
 * The simulated annual losses and their measures, each with its error. Amounts are in the currency of the model, a
 * trial is a year. VaR and TVaR follow docs/architecture.md; intervals are at 95 %. L is the array of the losses, by the
 * storage that was asked for.
 */
export class SimulationResult<L extends Losses = Float64Array> {
  readonly trials: number;
  readonly seed: bigint;
  readonly execution: Execution;
  readonly #parts: ResultParts<L>;
  #released = false;
  #hash: string | undefined;
  #warnings: readonly Warning[] | undefined;
  #manifest: Manifest | undefined;
  #unmeasured: ReadonlySet<number> | undefined;

  /** @internal */
  constructor(parts: ResultParts<L>) {
    this.trials = parts.trials;
    this.seed = parts.seed;
    this.execution = parts.execution;
    this.#parts = parts;
    this.#unmeasured = new Set(parts.levels);
  }

  /** Annual losses in trial order, over a SharedArrayBuffer; a Float32Array with `storage: "float32"`. */
  get losses(): L {
    this.#alive();
    const { losses, stored } = this.#parts;
    if (losses !== undefined) return losses;
    return stored === undefined
      ? notKept("losses", 'the losses were not kept; simulate with keep: "losses"')
      : notKept("losses", `they take more than memoryLimit and are in ${stored.path}; read them with openLosses`);
  }

  /**
   * How many trials each one counts for, in trial order, with `varianceReduction`; their mean is 1, and every measure here
   * is that of the losses so weighted. Undefined where all count for one.
   */
  get weights(): Float64Array | undefined {
    this.#alive();
    return this.#parts.weights;
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
    return this.#measuresAt(p).var(p);
  }

  /** The mean of the worst 1 - p of the years (expected shortfall; an atom at VaR is split). */
  tvar(p: number): Interval {
    return this.#measuresAt(p).tvar(p);
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

  /** E min(max(S - attachment, 0), limit), limit >= 0 or Infinity: what a layer of the annual loss costs. */
  layerMean(attachment: number, limit: number): Interval {
    return this.#measures.layerMean(attachment, limit);
  }

  /**
   * The standard deviation with its 95 % interval; NaN ends where the fourth moment is known to be infinite. Reads all
   * losses, or their sketch: a run that kept its tail alone has none.
   */
  standardDeviationInterval(): Interval {
    return this.#measures.standardDeviationInterval();
  }

  /** The result of one component, from the same years; with `components: true`. */
  component(name: string): SimulationResult<L> {
    this.#alive();
    const wanted = check.text("component: name", name);
    if (!this.#parts.names.includes(wanted)) {
      throw new ActuarialError(
        "ERR_UNKNOWN_COMPONENT",
        `component: no component ${check.show(wanted)}; there are ${this.#parts.names.map(check.show).join(", ")}`,
      );
    }
    return (
      this.#parts.components?.get(wanted) ??
      notKept("component", `the losses of ${check.show(wanted)} were not kept; simulate with components: true`)
    );
  }

  /** SHA-256 (hex) of the losses as little-endian doubles in trial order, -0 written as 0. Without losses: `hash: true`. */
  get hash(): string {
    const { hash, stored } = this.#parts;
    const losses = this.#parts.losses ?? stored?.losses;
    if (this.#hash === undefined) {
      this.#alive();
      this.#hash =
        hash ?? (losses ? lossHash(losses) : notKept("hash", "it was not computed; simulate with hash: true"));
    }
    return this.#hash;
  }

  /**
   * The year's largest payment for one claim by return period (OEP): after the terms per claim, before aggregate terms,
   * over all components, each claim its own event. With `outputs: ["largestClaim"]`.
   */
  oep(returnPeriods?: readonly number[]): CurvePoint[] {
    return this.#beside("largestClaim").exceedanceCurve(returnPeriods);
  }

  /** The sum of the same years' ground-up claims, before every term. With `outputs: ["groundUp"]`. */
  get groundUp(): SimulationResult<L> {
    return this.#beside("groundUp");
  }

  /** The number of the same years' ground-up claims. With `outputs: ["claimCount"]`. */
  get claimCount(): SimulationResult<L> {
    return this.#beside("claimCount");
  }

  /**
   * The audit record of the run, the whole run's for its parts too: what `verify` needs to run it again. Hashes the losses
   * when it is first read, where they were kept.
   */
  get manifest(): Manifest {
    if (this.#manifest === undefined) {
      this.#alive();
      this.#manifest = this.#parts.manifest();
    }
    return this.#manifest;
  }

  /** @internal What a manifest says of these losses. */
  recorded(): RecordedMeasures {
    this.#alive();
    const { hash, losses, stored, levels, beside } = this.#parts;
    const hashed = hash !== undefined || losses !== undefined || stored !== undefined;
    return recordMeasures(this, { hashed, levels, beside });
  }

  /** @internal What is left of these losses, their components and what is shown beside them, when their arrays are gone. */
  remembered(): RememberedLosses {
    const { title, exactMean = null, components = new Map(), beside } = this.#parts;
    return {
      ...{ title, exactMean, ...this.recorded(), curve: usualCurve(this) },
      outputs: Object.fromEntries([...beside].map(([name, each]) => [name, each.remembered()])),
      components: [...components].map(([name, each]) => ({ name, ...each.remembered() })),
    };
  }

  /** Gives the arrays back to the pool for the next run. Reading losses or measures afterwards is ERR_RELEASED. */
  release(): void {
    if (this.#released) return;
    this.#released = true;
    for (const component of this.#parts.components?.values() ?? []) component.release();
    for (const each of this.#parts.beside.values()) each.release();
    this.#parts.recycle();
  }

  [Symbol.dispose](): void {
    this.release();
  }

  /** A table for people. */
  toString(): string {
    const { title, exactMean, levels, notes } = this.#parts;
    return resultText(this, { title, exactMean, levels, notes });
  }

  #beside(name: OutputName): SimulationResult<L> {
    this.#alive();
    const asked = this.#parts.beside.get(name);
    return asked ?? notKept(name, `it was not asked for; simulate with outputs: ["${name}"]`);
  }

  /** The levels that the run lists cost little more together than one of them: asked for one, all are measured, once. */
  #measuresAt(p: number): LossFacts {
    const measures = this.#measures;
    if (this.#unmeasured?.has(p)) {
      measures.prepare(this.#parts.levels);
      this.#unmeasured = undefined;
    }
    return measures;
  }

  get #measures(): LossFacts {
    this.#alive();
    return this.#parts.measures;
  }

  #alive(): void {
    if (this.#released) throw new ActuarialError("ERR_RELEASED", "this result was released; its losses are gone");
  }
}

function notKept(name: string, why: string): never {
  throw new ActuarialError("ERR_NOT_KEPT", `${name}: ${why}`);
}
