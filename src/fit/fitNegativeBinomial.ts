import { ActuarialError } from "../errors.js";
import { negativeBinomial } from "../frequency/negativeBinomial.js";
import { math } from "../kernel.js";
import { cholesky, inverse } from "./cholesky.js";
import { type Counts, countLikelihood } from "./counts.js";
import { type FitWarning, short } from "./fitWarning.js";
import type { Fitted, FrequencyMethod } from "./frequencyFit.js";
import { climb } from "./newton.js";

/** In logarithms: farther from the moments' estimates there is no telling r from Infinity. */
const reach = 14;

/**
 * r and beta by moments or by maximum likelihood, which exists, once, if and only if the variance with divisor n is above
 * the mean (Levin & Reeds 1977, doi 10.1214/aos/1176343740).
 */
export function fitNegativeBinomial(counts: Counts, method: FrequencyMethod): Fitted {
  const { mean, variance, spread } = counts;
  const used = method === "moments" ? variance : spread;
  if (!(used > mean)) {
    const got = `got variance ${short(used)} and mean ${short(mean)}; use ${used < mean ? "binomial" : "poisson"}`;
    throw new ActuarialError("ERR_DATA", `fitFrequency: negativeBinomial counts must have variance above mean, ${got}`);
  }
  const moments = { r: mean / ((variance - mean) / mean), beta: (variance - mean) / mean };
  const estimated = ["r", "beta"];
  if (method === "moments") return { frequency: negativeBinomial(moments), estimated, standardErrors: undefined };
  const at = (point: readonly number[]) => ({ r: math.exp(point[0]!), beta: math.exp(point[1]!) });
  const { rule } = negativeBinomial.definition.parameters.r;
  const summit = climb(
    (point) => {
      const { r, beta } = at(point);
      return rule.holds(r) && rule.holds(beta) ? countLikelihood(negativeBinomial({ r, beta }), counts) : -Infinity;
    },
    [math.log(moments.r), math.log(moments.beta)],
    [reach, reach],
  );
  const { r, beta } = at(summit.point);
  const lower = summit.converged && summit.information ? cholesky(summit.information) : undefined;
  const covariance = lower && inverse(lower);
  return {
    frequency: negativeBinomial({ r, beta }),
    estimated,
    standardErrors: covariance && {
      r: r * Math.sqrt(covariance[0]![0]!),
      beta: beta * Math.sqrt(covariance[1]![1]!),
    },
    warnings: summit.converged ? [] : [flat(spread, mean)],
  };
}

function flat(spread: number, mean: number): FitWarning {
  const message = `the likelihood is almost level: variance ${short(spread)} is hardly above mean ${short(mean)}`;
  return { code: "NOT_CONVERGED", message: `${message}; consider poisson` };
}
