import { ActuarialError } from "../errors.js";
import type { Plan } from "../plan/plan.js";
import type { RunOptions } from "./options.js";

/**
 * The plan for a run, out of the usual one: outputs, and largest claims that come first, are drawn in ways of their own.
 * @throws ActuarialError ERR_UNSUPPORTED where both are asked for
 */
export function planFor(usual: Plan, asked: Pick<RunOptions, "outputs" | "varianceReduction">): Plan {
  const { outputs, varianceReduction } = asked;
  if (varianceReduction !== "largestClaim") return outputs.length > 0 ? usual.withOutputs() : usual;
  if (outputs.length === 0) return usual.withLargestClaim();
  throw new ActuarialError("ERR_UNSUPPORTED", 'varianceReduction "largestClaim" cannot be combined with outputs');
}
