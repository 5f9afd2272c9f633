import { customSeverity } from "../../dist/severity/customSeverity.js";
import { histogram } from "../../dist/severity/histogram.js";
import * as families from "../../dist/severity/index.js";
import { limited } from "../../dist/severity/limited.js";
import { mixture } from "../../dist/severity/mixture.js";
import { piecewisePareto } from "../../dist/severity/piecewisePareto.js";
import { scaled } from "../../dist/severity/scaled.js";
import type { Severity } from "../../dist/severity/severity.js";
import { shifted } from "../../dist/severity/shifted.js";

export { customSeverity, histogram, limited, mixture, piecewisePareto, scaled, shifted };

/** A severity as reference/combinators.json writes it, nested where severities are parameters. */
export type Written = { readonly [family: string]: { readonly [parameter: string]: unknown } };

type Make = (parameters: unknown) => Severity;

/** The formulas that reference/combinators.py calls by name, each given to the library as a user would. */
const formulas: Record<string, () => Severity> = {
  burr: () => customSeverity({ name: "burr", survival: (x) => (1 + (x / 1000) ** 1.5) ** -2, support: [0, Infinity] }),
  inverseWeibull: () =>
    customSeverity({
      name: "inverseWeibull",
      density: (x) => {
        const z = (1000 / x) ** 2.5;
        return z < 750 ? ((2.5 * z) / x) * Math.exp(-z) : 0;
      },
      support: [0, Infinity],
    }),
};

const makers = {
  ...families,
  ...{ histogram, limited, mixture, piecewisePareto, scaled, shifted },
  custom: ({ formula }: { formula: string }) => formulas[formula]!(),
} as unknown as Record<string, Make>;

export function build(written: Written): Severity {
  const [[family, parameters]] = Object.entries(written) as [[string, Record<string, unknown>]];
  const read = { ...parameters };
  if ("severity" in read) read.severity = build(read.severity as Written);
  for (const key of ["pieces", "severities"]) if (key in read) read[key] = (read[key] as Written[]).map(build);
  return makers[family]!(read);
}
