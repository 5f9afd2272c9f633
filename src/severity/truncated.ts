import { fail, nonNegative, nonNegativeOrInfinite, number, record } from "../check.js";
import { ActuarialError } from "../errors.js";
import { isSeverity } from "./isSeverity.js";
import { restrict } from "./restrict.js";
import { Severity } from "./severity.js";

/**
 * The severity given that lower < X <= upper; a bound that is left out does not bind. ERR_PARAMETER where the severity
 * has no mass there.
 */
export function truncated(parameters: {
  readonly severity: Severity;
  readonly lower?: number;
  readonly upper?: number;
}): Severity {
  const given = record("truncated", parameters, ["severity", "lower", "upper"]);
  const severity = isSeverity("truncated: severity", given.severity);
  const lower = given.lower === undefined ? -Infinity : number("truncated: lower", given.lower, nonNegative);
  const upper = given.upper === undefined ? Infinity : number("truncated: upper", given.upper, nonNegativeOrInfinite);
  if (!(lower < upper)) fail("truncated: upper", `a number > lower = ${lower}`, upper);
  const { mass, law } = restrict(severity.law, lower, upper);
  if (!(mass > 0)) {
    throw new ActuarialError("ERR_PARAMETER", `truncated: ${severity} has no mass ${interval(lower, upper)}`);
  }
  const kept = {
    severity,
    ...(lower > -Infinity && { lower }),
    ...(upper < Infinity && { upper }),
  };
  return new Severity("truncated", kept, law());
}

/** In words, "above 5 and up to 10". */
export function interval(lower: number, upper: number): string {
  if (lower === -Infinity) return `up to ${upper}`;
  return upper === Infinity ? `above ${lower}` : `above ${lower} and up to ${upper}`;
}
