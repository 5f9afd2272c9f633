import { aligned, amount, warningLines } from "../text.js";
import type { Bounded } from "./bounded.js";
import type { ExactResult } from "./exactResult.js";

/** What a simulation says of the same model; its intervals are at 95 %. */
interface Simulated {
  readonly trials: number;
  readonly seed: bigint;
  readonly mean: { readonly value: number; readonly standardError: number };
  readonly probabilityOfLoss: number;
  tvar(p: number): Bounded;
  exceedanceProbability(x: number): Bounded;
  stopLoss(d: number): Bounded;
  var(p: number): Bounded;
}

/** One measure by both engines. */
export interface ValidationRow {
  readonly measure: string;
  readonly exact: Bounded;
  readonly simulated: number;
  /** How many standard errors of the simulation it is beyond the exact bounds; NaN where there is no standard error. */
  readonly z: number;
}

const digits = 9;
/** Half a 95 % interval is so many standard errors. */
const normal975 = 1.959963984540054;

/**
 * Both engines on one model, measure by measure. VaR is compared by its probability: the share of simulated years up to the
 * exact VaR is binomial, whatever the law, where a quantile's own error depends on a density that may not exist.
 */
export class Validation {
  readonly exact: ExactResult;
  readonly trials: number;
  readonly seed: bigint;
  readonly rows: readonly ValidationRow[];

  /** @internal */
  constructor(exact: ExactResult, simulated: Simulated, levels: readonly number[]) {
    this.exact = exact;
    this.trials = simulated.trials;
    this.seed = simulated.seed;
    const rows = [meanRow(exact, simulated), lossRow(exact, simulated)];
    for (const level of levels) rows.push(varRow(exact, simulated, level), tvarRow(exact, simulated, level));
    this.rows = Object.freeze(rows);
  }

  /** The largest |z| of all measures that have one. */
  get worst(): number {
    return Math.max(0, ...this.rows.map(({ z }) => Math.abs(z)).filter((z) => !Number.isNaN(z)));
  }

  /** A table for people. */
  toString(): string {
    return [
      `exact law against ${amount(this.trials)} simulated years, seed ${this.seed}`,
      "",
      ...aligned([
        ["measure", "exact", "error bound", "simulated", "standard errors apart"],
        ...this.rows.map(({ measure, exact, simulated, z }) => [
          measure,
          amount(exact.value, digits),
          exact.high - exact.low > 0 ? ((exact.high - exact.low) / 2).toExponential(1) : "0",
          amount(simulated, digits),
          Number.isNaN(z) ? "none" : z.toFixed(2),
        ]),
      ]),
      "",
      ...warningLines(this.exact.warnings),
      `largest: ${this.worst.toFixed(2)} standard errors`,
    ].join("\n");
  }
}

function meanRow({ mean: exact }: ExactResult, { mean }: Simulated): ValidationRow {
  return { measure: "mean", exact, simulated: mean.value, z: score(mean.value, exact, mean.standardError) };
}

function lossRow(result: ExactResult, { probabilityOfLoss, trials }: Simulated): ValidationRow {
  const exact = result.probabilityOfLoss;
  return {
    measure: "probability of a loss",
    exact: { value: exact, low: exact, high: exact },
    simulated: probabilityOfLoss,
    z: binomialScore(probabilityOfLoss, { value: exact, low: exact, high: exact }, trials),
  };
}

function varRow(result: ExactResult, simulated: Simulated, level: number): ValidationRow {
  const exact = result.var(level);
  const share = result.exceedanceProbability(exact.value);
  const above = simulated.exceedanceProbability(exact.value).value;
  return {
    measure: `VaR ${level}`,
    exact,
    simulated: simulated.var(level).value,
    z: binomialScore(above, share, simulated.trials),
  };
}

/** Through E max(S - VaR, 0) at the exact VaR, which does not move with the sample. */
function tvarRow(result: ExactResult, simulated: Simulated, level: number): ValidationRow {
  const exact = result.tvar(level);
  const at = result.var(level).value;
  const excess = simulated.stopLoss(at);
  const error = (excess.high - excess.value) / normal975;
  return {
    measure: `TVaR ${level}`,
    exact,
    simulated: simulated.tvar(level).value,
    z: score(excess.value, result.stopLoss(at), error),
  };
}

function binomialScore(share: number, exact: Bounded, trials: number): number {
  return score(share, exact, Math.sqrt((exact.value * (1 - exact.value)) / trials));
}

/**
 * NaN where the simulation has no error, or none that is finite, and no number of them would say anything. The bounds are next
 * to nothing beside the error, but for a probability next to an atom: of it they hold both sides.
 */
function score(simulated: number, { low, high }: Bounded, standardError: number): number {
  const beyond = simulated - Math.min(Math.max(simulated, low), high);
  if (!(standardError > 0)) return beyond === 0 ? 0 : Number.NaN;
  return standardError < Infinity ? beyond / standardError : Number.NaN;
}
