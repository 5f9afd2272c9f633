import { fail, number, positive, record } from "../check.js";
import { affineLaw } from "./affineLaw.js";
import { isSeverity } from "./isSeverity.js";
import { Severity } from "./severity.js";

/**
 * by * X, `by` a finite number > 0: a change of currency or a trend (1.05 is +5 %). A scaled gamma law is still drawn by
 * sum closure.
 */
export function scaled(parameters: { readonly severity: Severity; readonly by: number }): Severity {
  const given = record("scaled", parameters, ["severity", "by"]);
  const severity = isSeverity("scaled: severity", given.severity);
  const by = number("scaled: by", given.by, positive);
  const high = severity.support[1];
  if (high < Infinity && !(high * by < Infinity)) fail("scaled: by", "a scale to finite amounts", by);
  return new Severity("scaled", { severity, by }, affineLaw(severity.law, by, 0));
}
