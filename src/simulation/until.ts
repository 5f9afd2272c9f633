import * as check from "../check.js";
import type { AnnualMeasures } from "../measures/annualMeasures.js";
import type { Interval } from "../measures/intervals.js";
import { normal975 } from "../measures/ranks.js";

/** When a run has drawn enough. */
export interface Until {
  readonly measure: "mean" | "var" | "tvar";
  /** Of VaR and TVaR, which need one. */
  readonly level?: number;
  /** Half the width of the measure's 95 % interval, as a share of the measure: a finite number > 0. */
  readonly relativeError: number;
}

/** The first look; each later one is at twice the trials. */
const firstLook = 65_536;

export function readUntil(where: string, value: unknown): Until {
  const { measure, level, relativeError } = check.record(where, value, ["measure", "level", "relativeError"]);
  const read = {
    measure: check.oneOf(`${where}.measure`, measure, ["mean", "var", "tvar"]),
    relativeError: check.number(`${where}.relativeError`, relativeError, check.positive),
  };
  if (read.measure !== "mean") return { ...read, level: check.number(`${where}.level`, level, check.openProbability) };
  if (level !== undefined) check.fail(`${where}.level`, 'left out with measure "mean"', level);
  return read;
}

/** Trials after which a run of at most `trials` looks whether it has enough, the end aside: 2^k * 65,536. */
export function lookTrials(trials: number): number[] {
  const looks: number[] = [];
  for (let at = firstLook; at < trials; at *= 2) looks.push(at);
  return looks;
}

/** Half the width of a measure's 95 % interval, as a share of the measure. */
export interface Reached {
  readonly value: number;
  /** Infinity where the measure is 0 or infinite, or has no finite interval. */
  readonly relativeError: number;
}

/** How well losses that were drawn tell the measure. */
export function reachedBy({ measure, level }: Until, measures: AnnualMeasures): Reached {
  const { value, low, high } = intervalOf(measure, level, measures);
  const relativeError = (high / 2 - low / 2) / Math.abs(value);
  // Of a value of 0 it is NaN or Infinity.
  return { value, relativeError: relativeError < Infinity ? relativeError : Infinity };
}

function intervalOf(measure: Until["measure"], level: number | undefined, measures: AnnualMeasures): Interval {
  if (measure !== "mean") return measures[measure](level!);
  const { value, standardError } = measures.mean;
  return { value, low: value - normal975 * standardError, high: value + normal975 * standardError };
}

/** What was reached beside what was asked for, as a person reads it. */
export function untilText({ measure, level, relativeError }: Until, reached: Reached): string {
  const name = measure === "mean" ? "the mean" : `${measure === "var" ? "VaR" : "TVaR"} at ${level}`;
  const asked = `${percent(relativeError)} asked for`;
  if (reached.relativeError < Infinity) return `${name} is known to ${percent(reached.relativeError)}, ${asked}`;
  const why = reached.value === 0 ? "is 0, of which no error is a share" : "has no finite 95 % interval";
  return `${name} ${why}, ${asked}`;
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}
