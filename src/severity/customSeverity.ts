import {
  anyNumber,
  fail,
  nonNegative,
  number,
  numbers,
  positiveOrInfinite,
  type Rule,
  record,
  text,
} from "../check.js";
import { ActuarialError } from "../errors.js";
import { checkSurvival } from "./checkSurvival.js";
import { customLaw } from "./customLaw.js";
import { Severity } from "./severity.js";
import { tailIndex } from "./tailIndex.js";
import { userFunction } from "./userFunction.js";

// A rounding beyond the ends is not held against a user.
const survivalRule: Rule = { text: "a number from 0 to 1", holds: (x) => x >= -1e-12 && x <= 1 + 1e-12 };
const densityRule: Rule = { text: "a number >= 0", holds: (x) => x >= 0 };

export interface CustomSeverityOptions {
  /** Stands in messages and in String(severity). */
  readonly name: string;
  /** P(X > x) at any x of the support, falling continuously from 1 to 0, to relative accuracy in the tail. */
  readonly survival?: (x: number) => number;
  /** The density at any x of the support. At least one of the two functions is needed. */
  readonly density?: (x: number) => number;
  /** The least interval that holds X, 0 <= low < high <= Infinity. */
  readonly support: readonly [low: number, high: number];
  /** E[X^k] is finite if and only if k is below this; for unbounded support only. */
  readonly momentsBelow?: number;
}

/**
 * A continuous law of your own, by its survival function, its density or both. The density should be smooth and above 0
 * inside the support: build kinks, gaps and atoms out of several laws by `splice`, `mixture` or `limited`.
 *
 * From a survival function alone, probabilities near the lower end of the support are known to 1e-16, not to relative
 * accuracy, and the density is the numeric slope, interpolated: right to some ten digits, to fewer where the cdf is below
 * 1e-5, and below 1e-10 a power of x - low. From a density alone, both tails are integrated to relative accuracy; it must
 * integrate to 1 within 1e-6, and is divided by what it integrates to.
 *
 * `momentsBelow` may be left out where the survival function far out plainly falls as a power of x, which is then the
 * tail index, or ever faster than one. Where it is not plain, leaving it out is ERR_PARAMETER: it is not guessed.
 *
 * ERR_DATA names the place where a function throws, returns NaN, rises, jumps, or contradicts the other one. Both functions
 * are probed when the severity is made, and called on the calling thread only, never by workers: a run reads a table that
 * is made once. A result then depends on their bits, and Math.exp and its like may change theirs between Node versions.
 */
export function customSeverity(options: CustomSeverityOptions): Severity {
  const given = record("customSeverity", options, ["name", "survival", "density", "support", "momentsBelow"]);
  const name = text("customSeverity: name", given.name);
  const where = `customSeverity ${name}`;
  const survival = checked(`${where}: survival`, given.survival, survivalRule);
  const density = checked(`${where}: density`, given.density, densityRule);
  if (survival === undefined && density === undefined) {
    throw new ActuarialError("ERR_PARAMETER", `${where}: survival or density must be a function, got neither`);
  }
  const support = supportOf(`${where}: support`, given.support);
  const order =
    given.momentsBelow === undefined
      ? undefined
      : number(`${where}: momentsBelow`, given.momentsBelow, positiveOrInfinite);
  const bounded = support[1] < Infinity;
  if (bounded && order !== undefined && order < Infinity) {
    fail(`${where}: momentsBelow`, "Infinity where the support is bounded", order);
  }

  const clamped = survival && ((x: number): number => Math.min(1, Math.max(0, survival(x))));
  const make = (momentsBelow: number) =>
    customLaw(where, { ...(clamped && { survival: clamped }), ...(density && { density }) }, support, momentsBelow);
  const law = make(order ?? Infinity);
  if (clamped) checkSurvival(where, clamped, density, law);
  const kept = { name, support, ...(order !== undefined && { momentsBelow: order }) };
  if (bounded || order !== undefined) return new Severity("customSeverity", kept, law);
  const found = tailIndex(law);
  if (found === undefined) {
    throw new ActuarialError(
      "ERR_PARAMETER",
      `${where}: momentsBelow is needed, for how survival falls far out does not tell which moments are finite`,
    );
  }
  return new Severity("customSeverity", kept, found === Infinity ? law : make(found));
}

function checked(where: string, f: unknown, rule: Rule): ((x: number) => number) | undefined {
  if (f === undefined) return undefined;
  if (typeof f !== "function") fail(where, "a function of x", f);
  return userFunction(where, f as (x: number) => unknown, rule);
}

function supportOf(where: string, value: unknown): readonly [number, number] {
  const ends = numbers(where, value, anyNumber);
  if (ends.length !== 2) fail(where, "an array of two numbers", value);
  const low = number(`${where}[0]`, ends[0], nonNegative);
  const high = ends[1]!;
  if (!(high > low)) fail(`${where}[1]`, `a number > support[0] = ${low}, or Infinity`, high);
  return Object.freeze([low, high] as const);
}
