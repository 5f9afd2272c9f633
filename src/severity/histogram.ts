import { fail, record } from "../check.js";
import { data } from "./data.js";
import { completeLaw } from "./law.js";
import { segmentsLaw } from "./segmentsLaw.js";
import { Severity } from "./severity.js";
import { uniform } from "./uniform.js";

type Numbers = readonly number[] | Float64Array;

/**
 * The law of grouped data (Loss Models, 14.2: ogive and histogram): bin i, above edges[i] and up to edges[i + 1], has a
 * probability in proportion to weights[i] >= 0, a number of claims for example, and inside it losses are uniform. Edges
 * >= 0 ascend, one more than weights. What cannot be used of them is ERR_DATA.
 */
export function histogram(parameters: { readonly edges: Numbers; readonly weights: Numbers }): Severity {
  const given = record("histogram", parameters, ["edges", "weights"]);
  const edges = data("histogram: edges", given.edges, 2);
  for (let i = 1; i < edges.length; i++) {
    if (!(edges[i - 1]! < edges[i]!)) {
      fail(`histogram: edges[${i}]`, `a number > edges[${i - 1}] = ${edges[i - 1]}`, edges[i], "ERR_DATA");
    }
  }
  const weights = data("histogram: weights", given.weights);
  if (weights.length !== edges.length - 1) {
    fail("histogram: weights", `one fewer than edges, ${edges.length - 1}`, given.weights, "ERR_DATA");
  }
  const sum = weights.reduce((a, b) => a + b, 0);
  if (!(sum > 0 && sum < Infinity)) fail("histogram: the sum of weights", "a finite number > 0", sum, "ERR_DATA");

  const bins = weights.map((weight, i) => ({ weight, low: edges[i]!, high: edges[i + 1]! }));
  const segments = bins
    .filter(({ weight }) => weight > 0)
    .map(({ weight, low, high }) => ({ weight, law: uniform({ low, high }).law }));
  return new Severity("histogram", { edges, weights }, completeLaw(segmentsLaw(segments)));
}
