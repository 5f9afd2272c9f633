import type { Portfolio } from "../portfolio/portfolio.js";
import { relativeError } from "./bounded.js";
import type { ExactMeasures } from "./exactMeasures.js";
import type { GridOptions } from "./options.js";

/** Something that a reader of a result should know, as a simulation says it. */
export interface ExactWarning {
  readonly code: string;
  readonly message: string;
  readonly component?: string;
}

/** Infinite moments and the component they come from, and measures whose error bound is above what was asked for. */
export function warningsOf(measures: ExactMeasures, portfolio: Portfolio, options: GridOptions): ExactWarning[] {
  const warnings: ExactWarning[] = [];
  for (const { name, severity, terms, frequency } of portfolio.components) {
    if (terms.limit < Infinity || terms.aggregateLimit < Infinity || frequency.mean() === 0) continue;
    const index = severity.momentsBelow;
    if (index <= 1) {
      warnings.push({
        code: "INFINITE_MEAN",
        message: "the mean is infinite, and with it every TVaR",
        component: name,
      });
    } else if (index <= 2) {
      warnings.push({ code: "INFINITE_VARIANCE", message: "the variance is infinite", component: name });
    }
  }
  const errors = [
    { name: "the mean", error: relativeError(measures.mean) },
    ...options.levels.flatMap((level) => [
      { name: `VaR at ${level}`, error: relativeError(measures.var(level)) },
      { name: `TVaR at ${level}`, error: relativeError(measures.tvar(level)) },
    ]),
  ];
  const worst = errors.reduce((a, b) => (b.error > a.error ? b : a));
  if (worst.error > options.relativeError) {
    const message =
      `error bounds are up to ${worst.error.toExponential(1)} of the value (${worst.name}), above relativeError ` +
      `${options.relativeError}`;
    warnings.push({ code: "ERROR_BOUND", message });
  }
  return warnings;
}
