import { fail, record } from "../check.js";
import { data } from "./data.js";
import { completeLaw, type LawDescription } from "./law.js";
import { pointsLaw } from "./pointsLaw.js";
import { Severity } from "./severity.js";

type Numbers = readonly number[] | Float64Array;

/**
 * The law that takes each of the values >= 0 with a probability in proportion to its weight >= 0, by default all alike:
 * resampling of observed losses. Values come in any order, ties included. What cannot be used of them is ERR_DATA.
 */
export function empirical(parameters: { readonly values: Numbers; readonly weights?: Numbers }): Severity {
  const given = record("empirical", parameters, ["values", "weights"]);
  const values = data("empirical: values", given.values);
  const weights = given.weights === undefined ? undefined : data("empirical: weights", given.weights);
  if (weights && weights.length !== values.length) {
    fail("empirical: weights", `as many as values, ${values.length}`, weights, "ERR_DATA");
  }
  const sum = weights ? weights.reduce((a, b) => a + b, 0) : values.length;
  if (!(sum > 0 && sum < Infinity)) fail("empirical: the sum of weights", "a finite number > 0", sum, "ERR_DATA");
  const law = completeLaw(atoms(values, weights));
  return new Severity("empirical", { values, ...(weights && { weights }) }, law);
}

function atoms(values: readonly number[], weights: readonly number[] | undefined): LawDescription {
  const order = Uint32Array.from(values.keys()).sort((i, j) => values[i]! - values[j]!);
  const distinct: number[] = [];
  const sums: number[] = [];
  for (const i of order) {
    const weight = weights ? weights[i]! : 1;
    if (weight === 0) continue;
    if (values[i] === distinct[distinct.length - 1]) {
      sums[sums.length - 1]! += weight;
    } else {
      distinct.push(values[i]!);
      sums.push(weight);
    }
  }
  return pointsLaw(Float64Array.from(distinct), Float64Array.from(sums));
}
