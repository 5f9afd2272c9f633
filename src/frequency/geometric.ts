import { positive } from "../check.js";
import { math } from "../kernel.js";
import { defineFrequency, type FrequencyFamily } from "./define.js";
import { deterministic } from "./deterministic.js";
import { negativeBinomial, negativeBinomialLaw } from "./negativeBinomial.js";

/** Geometric on 0, 1, 2, ... with mean beta: the negative binomial with r = 1. */
export const geometric: FrequencyFamily<"beta"> = defineFrequency("geometric", {
  reference: "Loss Models, B.2.1.2",
  formula: "p(n) = beta^n / (1 + beta)^(n + 1)",
  parameters: { beta: { rule: positive, typical: [0.01, 100] } },
  constructors: {},
  law: ({ beta }) => ({
    ...negativeBinomialLaw(1, beta),
    cdf: (n) => -math.expm1(-(n + 1) * math.log1p(1 / beta)),
    superposed: (k) => negativeBinomial({ r: k, beta }),
    thinned: (p) => (p * beta > 0 ? geometric({ beta: p * beta }) : deterministic({ n: 0 })),
  }),
});
