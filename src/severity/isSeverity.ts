import { fail } from "../check.js";
import { Severity } from "./severity.js";

export function isSeverity(where: string, value: unknown): Severity {
  if (!(value instanceof Severity)) fail(where, "a severity", value);
  return value;
}

/** A list of at least `least` severities, copied and frozen. */
export function severityList(where: string, value: unknown, least: number): readonly Severity[] {
  if (!Array.isArray(value)) fail(where, "an array of severities", value);
  const list = value.map((each, i) => isSeverity(`${where}[${i}]`, each));
  if (!(list.length >= least)) fail(where, `an array of ${least} or more`, value);
  return Object.freeze(list);
}
