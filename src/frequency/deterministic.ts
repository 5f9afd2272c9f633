import { count } from "../check.js";
import { math } from "../kernel.js";
import { binomial } from "./binomial.js";
import { defineFrequency, type FrequencyFamily } from "./define.js";

/** Exactly n claims, an integer >= 0. */
export const deterministic: FrequencyFamily<"n"> = defineFrequency("deterministic", {
  reference: "the point mass at n",
  formula: "p(n) = 1",
  parameters: { n: { rule: count, typical: [0, 100] } },
  constructors: {},
  law: ({ n }) => ({
    counts: { kind: "points", counts: Float64Array.of(n), weights: Float64Array.of(1) },
    mean: n,
    variance: 0,
    cdf: (x) => (x < n ? 0 : 1),
    pgf: (z) => math.pow(z, n),
    logPgf: (w) => (n === 0 ? 0 : n * math.log1p(w)),
    superposed: (k) => (Number.isSafeInteger(k * n) ? deterministic({ n: k * n }) : undefined),
    thinned: (p) => binomial({ m: n, q: p }),
  }),
});
