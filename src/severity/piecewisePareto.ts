import { fail, nonNegative, number, numbers, positive, record } from "../check.js";
import { piecewiseParetoLaw } from "./piecewiseParetoLaw.js";
import { Severity } from "./severity.js";

type Numbers = readonly number[] | Float64Array;

/**
 * Pareto from thresholds[0] with another tail index from each threshold on (Schmutz & Doerr 1998; Riegel 2018, doi
 * 10.1007/s13385-018-0177-3): S is continuous, S(x) = S(t_i) (t_i / x)^alpha_i for t_i <= x < t_{i+1}. Thresholds > 0
 * ascend, one for each alpha; alphas are >= 0, 0 for a stretch without losses, and the last is > 0.
 */
export function piecewisePareto(parameters: { readonly thresholds: Numbers; readonly alphas: Numbers }): Severity {
  const given = record("piecewisePareto", parameters, ["thresholds", "alphas"]);
  const thresholds = Object.freeze(Array.from(numbers("piecewisePareto: thresholds", given.thresholds, positive)));
  if (!(thresholds.length >= 1)) fail("piecewisePareto: thresholds", "an array of 1 or more", given.thresholds);
  for (let i = 1; i < thresholds.length; i++) {
    if (!(thresholds[i - 1]! < thresholds[i]!)) {
      const rule = `a number > thresholds[${i - 1}] = ${thresholds[i - 1]}`;
      fail(`piecewisePareto: thresholds[${i}]`, rule, thresholds[i]);
    }
  }
  const alphas = Object.freeze(Array.from(numbers("piecewisePareto: alphas", given.alphas, nonNegative)));
  if (alphas.length !== thresholds.length) {
    fail("piecewisePareto: alphas", `as many as thresholds, ${thresholds.length}`, given.alphas);
  }
  number(`piecewisePareto: alphas[${alphas.length - 1}]`, alphas[alphas.length - 1], positive);
  return new Severity("piecewisePareto", { thresholds, alphas }, piecewiseParetoLaw(thresholds, alphas));
}
