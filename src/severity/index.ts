import { constant } from "./constant.js";
import { exponential } from "./exponential.js";
import { gamma } from "./gamma.js";
import { generalizedPareto } from "./generalizedPareto.js";
import { lognormal } from "./lognormal.js";
import { pareto } from "./pareto.js";
import { singleParameterPareto } from "./singleParameterPareto.js";
import { uniform } from "./uniform.js";
import { weibull } from "./weibull.js";

export { empirical } from "./empirical.js";
export { Severity } from "./severity.js";
export { splice } from "./splice.js";
export { truncated } from "./truncated.js";
export { constant, exponential, gamma, generalizedPareto, lognormal, pareto, singleParameterPareto, uniform, weibull };

/** The families whose parameters are numbers, by name. empirical, splice and truncated take data or other severities. */
export const severityFamilies: {
  readonly exponential: typeof exponential;
  readonly gamma: typeof gamma;
  readonly weibull: typeof weibull;
  readonly lognormal: typeof lognormal;
  readonly pareto: typeof pareto;
  readonly singleParameterPareto: typeof singleParameterPareto;
  readonly generalizedPareto: typeof generalizedPareto;
  readonly uniform: typeof uniform;
  readonly constant: typeof constant;
} = Object.freeze({
  exponential,
  gamma,
  weibull,
  lognormal,
  pareto,
  singleParameterPareto,
  generalizedPareto,
  uniform,
  constant,
});
