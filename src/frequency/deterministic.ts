import * as check from "../check.js";
import { math } from "../kernel.js";
import { binomial } from "./binomial.js";
import { defineFrequency, type FrequencyConstructor } from "./define.js";

/** Exactly n claims, an integer >= 0. */
export const deterministic: FrequencyConstructor<"n"> = defineFrequency("deterministic", {
  reference: "the point mass at n",
  parameters: { n: { rule: check.count, typical: [0, 100] } },
  law: ({ n }) => ({
    counts: { kind: "points", counts: Float64Array.of(n), weights: Float64Array.of(1) },
    mean: n,
    variance: 0,
    cdf: (x) => (x < n ? 0 : 1),
    pgf: (z) => math.pow(z, n),
    superposed: (k) => (Number.isSafeInteger(k * n) ? deterministic({ n: k * n }) : undefined),
    thinned: (p) => (p === 1 ? deterministic({ n }) : binomial({ m: n, q: p })),
  }),
});
