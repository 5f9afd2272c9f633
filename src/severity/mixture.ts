import { record } from "../check.js";
import { severityList } from "./isSeverity.js";
import { mixtureLaw } from "./mixtureLaw.js";
import { probabilities } from "./probabilities.js";
import { Severity } from "./severity.js";

/**
 * A loss from severities[i] with probability weights[i] (Loss Models, 4.2.3: k-point mixture). Weights >= 0 sum to 1
 * within 1e-12. Every function of x is the weighted sum of the components', so is every raw moment; the sampler picks a
 * component and draws from it.
 */
export function mixture(parameters: {
  readonly severities: readonly Severity[];
  readonly weights: readonly number[] | Float64Array;
}): Severity {
  const given = record("mixture", parameters, ["severities", "weights"]);
  const severities = severityList("mixture: severities", given.severities, 1);
  const weights = probabilities("mixture", given.weights, severities.length, "severities");
  const law = mixtureLaw(severities.map((severity, i) => ({ weight: weights[i]!, law: severity.law })));
  return new Severity("mixture", { severities, weights }, law);
}
