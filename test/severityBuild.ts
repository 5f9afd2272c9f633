import * as lundberg from "../dist/index.js";
import type { Severity } from "../dist/severity/severity.js";

/** A law as the reference files write it: { pareto: { alpha: 2, theta: 1 } }, nested where laws are parameters. */
export type Written = { readonly [family: string]: { readonly [parameter: string]: unknown } };

const constructors = lundberg as unknown as Record<string, (parameters: unknown) => Severity>;

export function build(written: Written): Severity {
  const [[family, parameters]] = Object.entries(written) as [[string, Record<string, unknown>]];
  return constructors[family]!(
    Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, read(value)])),
  );
}

/** A parameter: a law, or several, where it is written as one. */
function read(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(read);
  return typeof value === "object" && value !== null ? build(value as Written) : value;
}

/** A number as JSON holds it. */
export type Stored = number | "Infinity" | "-Infinity" | "nan";

/** |got - expected| in units of |expected|; 0 where they are the same, whatever they are. */
export function relativeError(got: number, expected: Stored): number {
  const value = Number(expected);
  return Object.is(got, value) || got === value ? 0 : Math.abs(got - value) / Math.abs(value);
}
