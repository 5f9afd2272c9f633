import * as check from "../check.js";
import { math } from "../kernel.js";
import { defineFrequency, type FrequencyConstructor, readParameters } from "./define.js";
import { deterministic } from "./deterministic.js";
import type { Frequency, FrequencyLaw } from "./frequency.js";

/** The law of negativeBinomial{r, beta}, which the geometric shares. */
export function negativeBinomialLaw(r: number, beta: number): FrequencyLaw {
  return {
    counts: { kind: "negativeBinomial", a: r, b: beta },
    mean: r * beta,
    variance: r * beta * (1 + beta),
    // F(n) = I_p(r, n + 1) with p = 1 / (1 + beta), taken from the end whose argument keeps its digits.
    cdf: (n) => (beta < 1 ? math.betaIComplement(n + 1, r, beta / (1 + beta)) : math.betaI(r, n + 1, 1 / (1 + beta))),
    // (1 - beta (z - 1))^-r inside the radius of convergence 1 + 1 / beta, where |E z^N| <= E |z|^N < Infinity.
    pgf: (z) => {
      if (!(beta * (Math.abs(z) - 1) < 1)) return z > 0 ? Infinity : Number.NaN;
      return math.exp(-r * math.log1p(-beta * (z - 1)));
    },
    superposed: (k) => (k * r < Infinity ? negativeBinomial({ r: k * r, beta }) : undefined),
    thinned: (p) => (p * beta > 0 ? negativeBinomial({ r, beta: p * beta }) : deterministic({ n: 0 })),
  };
}

/**
 * Negative binomial with P(0) = (1 + beta)^-r, mean r beta and variance r beta (1 + beta); r need not be an integer.
 * Loss Models 5e, B.2.1.4.
 *
 * `fromMeanVariance({ mean, variance })`: a variance that is not above the mean is an error.
 * `fromProbability({ r, p })`: p = 1 / (1 + beta), the parameter of R's and NumPy's samplers.
 * `fromContagion({ mean, c })`: variance mean + c mean^2, c > 0.
 */
export const negativeBinomial: FrequencyConstructor<"r" | "beta"> & {
  fromMeanVariance(options: { readonly mean: number; readonly variance: number }): Frequency;
  fromProbability(options: { readonly r: number; readonly p: number }): Frequency;
  fromContagion(options: { readonly mean: number; readonly c: number }): Frequency;
} = defineFrequency("negativeBinomial", {
  reference: "Loss Models 5e, B.2.1.4",
  parameters: {
    r: { rule: check.positive, typical: [0.1, 100] },
    beta: { rule: check.positive, typical: [0.01, 10] },
  },
  law: ({ r, beta }) => negativeBinomialLaw(r, beta),
  constructors: {
    fromMeanVariance(options: { readonly mean: number; readonly variance: number }): Frequency {
      const where = "negativeBinomial.fromMeanVariance";
      const { mean, variance } = readParameters(where, options, {
        mean: { rule: check.positive },
        variance: { rule: check.positive },
      });
      if (!(variance > mean)) check.fail(`${where}: variance`, `above the mean ${mean}`, variance);
      const beta = (variance - mean) / mean;
      return negativeBinomial({ r: mean / beta, beta });
    },
    fromProbability(options: { readonly r: number; readonly p: number }): Frequency {
      const { r, p } = readParameters("negativeBinomial.fromProbability", options, {
        r: { rule: check.positive },
        p: { rule: check.openProbability },
      });
      return negativeBinomial({ r, beta: (1 - p) / p });
    },
    fromContagion(options: { readonly mean: number; readonly c: number }): Frequency {
      const { mean, c } = readParameters("negativeBinomial.fromContagion", options, {
        mean: { rule: check.positive },
        c: { rule: check.positive },
      });
      return negativeBinomial({ r: 1 / c, beta: c * mean });
    },
  },
});
