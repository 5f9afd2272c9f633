import { fail, finite, number, record } from "../check.js";
import { affineLaw } from "./affineLaw.js";
import { isSeverity } from "./isSeverity.js";
import { Severity } from "./severity.js";

/**
 * X + by. `by` may be negative where no loss gets below 0 by it: a single-parameter Pareto law shifted by -theta is the
 * Pareto law from 0. ERR_PARAMETER otherwise.
 */
export function shifted(parameters: { readonly severity: Severity; readonly by: number }): Severity {
  const given = record("shifted", parameters, ["severity", "by"]);
  const severity = isSeverity("shifted: severity", given.severity);
  const by = number("shifted: by", given.by, finite);
  const [low, high] = severity.support;
  if (!(low + by >= 0)) fail("shifted: by", `at least ${-low}, for ${severity} begins at ${low}`, by);
  if (high < Infinity && !(high + by < Infinity)) fail("shifted: by", "a shift to finite amounts", by);
  return new Severity("shifted", { severity, by }, affineLaw(severity.law, 1, by));
}
