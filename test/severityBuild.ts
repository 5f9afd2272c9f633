import * as severities from "../dist/severity/index.js";
import type { Severity } from "../dist/severity/severity.js";

/** A severity as the reference files write it: { pareto: { alpha: 2, theta: 1 } }, nested where severities are parameters. */
export type Written = { readonly [family: string]: { readonly [parameter: string]: unknown } };

export function build(written: Written): Severity {
  const [[family, parameters]] = Object.entries(written) as [[string, Record<string, unknown>]];
  const read = { ...parameters };
  if ("severity" in read) read.severity = build(read.severity as Written);
  if ("pieces" in read) read.pieces = (read.pieces as Written[]).map(build);
  const make = (severities as unknown as Record<string, (parameters: unknown) => Severity>)[family]!;
  return make(read);
}

/** A number as JSON holds it. */
export type Stored = number | "Infinity" | "-Infinity" | "nan";

/** |got - expected| in units of |expected|; 0 where they are the same, whatever they are. */
export function relativeError(got: number, expected: Stored): number {
  const value = Number(expected);
  return Object.is(got, value) || got === value ? 0 : Math.abs(got - value) / Math.abs(value);
}
