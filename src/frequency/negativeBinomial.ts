import { fail, openProbability, positive } from "../check.js";
import { math } from "../kernel.js";
import { defineFrequency, type FrequencyFamily } from "./define.js";
import { deterministic } from "./deterministic.js";
import type { FrequencyLaw } from "./frequency.js";

/** The law of negativeBinomial{r, beta}, which the geometric shares. */
export function negativeBinomialLaw(r: number, beta: number): FrequencyLaw {
  return {
    counts: { kind: "negativeBinomial", a: r, b: beta },
    mean: r * beta,
    variance: r * beta * (1 + beta),
    cdf: (n) => distribution(r, beta, n),
    // (1 - beta (z - 1))^-r; the series of E |z|^N converges for |z| < 1 + 1 / beta.
    pgf: (z) => {
      if (!(beta * (Math.abs(z) - 1) < 1)) return z > 0 ? Infinity : Number.NaN;
      return math.exp(-r * math.log1p(-beta * (z - 1)));
    },
    logPgf: (w) => (beta * w < 1 ? -r * math.log1p(-beta * w) : Infinity),
    superposed: (k) => (k * r < Infinity ? negativeBinomial({ r: k * r, beta }) : undefined),
    thinned: (p) => (p * beta > 0 ? negativeBinomial({ r, beta: p * beta }) : deterministic({ n: 0 })),
  };
}

// F(n) = I_p(r, n + 1) with p = 1 / (1 + beta), asked from the end whose argument keeps its digits. Beyond what the
// incomplete beta function can multiply, the law is in all digits its limit: Gamma(r, beta) for large counts, Poisson
// for large r.
function distribution(r: number, beta: number, n: number): number {
  // P(N > 0) is below r log(1 + beta), and log(1 + beta) below 710.
  if (r < 1e-290) return 1;
  if (!(Math.max(r, n) < 1e100)) return r < n ? math.gammaP(r, n / beta) : math.gammaQ(n + 1, r * beta);
  return beta < 1 ? math.betaIComplement(n + 1, r, beta / (1 + beta)) : math.betaI(r, n + 1, 1 / (1 + beta));
}

/**
 * Negative binomial with P(0) = (1 + beta)^-r, mean r beta and variance r beta (1 + beta); r need not be an integer.
 *
 * `fromMeanVariance({ mean, variance })`: a variance that is not above the mean is an error.
 * `fromProbability({ r, p })`: p = 1 / (1 + beta), as R and NumPy have it.
 * `fromContagion({ mean, c })`: variance mean + c mean^2, c > 0.
 */
export const negativeBinomial: FrequencyFamily<
  "r" | "beta",
  { fromMeanVariance: "mean" | "variance"; fromProbability: "r" | "p"; fromContagion: "mean" | "c" }
> = defineFrequency("negativeBinomial", {
  reference: "Loss Models, B.2.1.4",
  formula: "p(n) = Gamma(r + n) / (Gamma(r) n!) beta^n / (1 + beta)^(r + n)",
  parameters: { r: { rule: positive, typical: [0.1, 100] }, beta: { rule: positive, typical: [0.01, 10] } },
  constructors: {
    fromMeanVariance: {
      parameters: {
        mean: { rule: positive, typical: [0.1, 100] },
        variance: { rule: positive, typical: [101, 10000] },
      },
      to: ({ mean, variance }) => {
        if (!(variance > mean)) {
          fail("negativeBinomial.fromMeanVariance: variance", `above the mean ${mean}`, variance);
        }
        const beta = (variance - mean) / mean;
        return { r: mean / beta, beta };
      },
    },
    fromProbability: {
      parameters: { r: { rule: positive, typical: [0.1, 100] }, p: { rule: openProbability, typical: [0.1, 0.99] } },
      to: ({ r, p }) => ({ r, beta: (1 - p) / p }),
    },
    fromContagion: {
      parameters: { mean: { rule: positive, typical: [0.1, 100] }, c: { rule: positive, typical: [0.01, 1] } },
      to: ({ mean, c }) => ({ r: 1 / c, beta: c * mean }),
    },
  },
  law: ({ r, beta }) => negativeBinomialLaw(r, beta),
});
