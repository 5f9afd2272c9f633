// Laws and components as a model file writes them: between them every constructor of the library, every way of drawing,
// every term. pinned.mjs pins what they draw; the tests of manifests write and read them.
import { readFileSync } from "node:fs";

const { severities: families, frequencies: counts } = JSON.parse(
  readFileSync(new URL("statisticsLaws.json", import.meta.url), "utf8"),
);
const made = (cases) => Object.fromEntries(Object.entries(cases).map(([name, law]) => [name, law.made]));

const gamma = { gamma: { alpha: 2.5, theta: 400 } };
const lognormal = { lognormal: { mu: 8, sigma: 1 } };
const pareto = { pareto: { alpha: 2.2, theta: 4000 } };
const poisson = { poisson: { lambda: 5 } };
const rare = { poisson: { lambda: 0.1 } };

/** Every family where the statistical tests have it, and what is made of data or of other laws. */
export const severities = {
  ...made(families),
  "mixture of an atom, gamma and lognormal": {
    mixture: { severities: [{ constant: { value: 7.5 } }, gamma, lognormal], weights: [0.1, 0.6, 0.3] },
  },
  "truncated on both sides": { truncated: { severity: { lognormal: { mu: 0, sigma: 1 } }, lower: 2, upper: 9 } },
  "shifted pareto": { shifted: { severity: pareto, by: 1000 } },
  "single-parameter pareto shifted to 0": {
    shifted: { severity: { singleParameterPareto: { alpha: 1.5, theta: 1000 } }, by: -1000 },
  },
  "scaled gamma": { scaled: { severity: gamma, by: 1.05 } },
  "limited lognormal": { limited: { severity: lognormal, at: 5000 } },
  "unlimited lognormal": { limited: { severity: lognormal, at: "Infinity" } },
  histogram: { histogram: { edges: [0, 100, 250, 1000], weights: [5, 0, 3] } },
  piecewisePareto: { piecewisePareto: { thresholds: [1000, 5000, 20_000], alphas: [0.8, 0, 2.1] } },
  "nested four deep": {
    limited: {
      severity: {
        scaled: { severity: { shifted: { severity: { truncated: { severity: pareto, lower: 10 } }, by: 3 } }, by: 0.1 },
      },
      at: 2000,
    },
  },
};

export const frequencies = {
  ...made(counts),
  "logarithmic(3)": { logarithmic: { beta: 3 } },
  "extendedTruncatedNegativeBinomial(-0.4, 4)": { extendedTruncatedNegativeBinomial: { r: -0.4, beta: 4 } },
  "poissonInverseGaussian(3, 2)": { poissonInverseGaussian: { mu: 3, beta: 2 } },
  "neymanA(2, 1.5)": { neymanA: { lambda1: 2, lambda2: 1.5 } },
  "polyaAeppli(2, 1.5)": { polyaAeppli: { lambda: 2, beta: 1.5 } },
  "empiricalCounts with weights": { empiricalCounts: { counts: [0, 3, 1, 8], weights: [5, 1, 3, 0.5] } },
  "empiricalCounts without": { empiricalCounts: { counts: [0, 3, 1, 8, 1] } },
  "mixedPoisson by lognormal": { mixedPoisson: { lambda: 3, mixing: { lognormal: { mu: 0, sigma: 0.6 } } } },
  "mixedPoisson by gamma": { mixedPoisson: { lambda: 3, mixing: gamma } },
  "mixedPoisson by atoms": { mixedPoisson: { lambda: 3, mixing: { empirical: { values: [1, 2, 6] } } } },
  "compoundFrequency by recursion": {
    compoundFrequency: { primary: poisson, secondary: { empiricalCounts: { counts: [1, 2, 5] } } },
  },
  "compoundFrequency by clusters": {
    compoundFrequency: { primary: { negativeBinomial: { r: 2, beta: 1 } }, secondary: { poisson: { lambda: 2 } } },
  },
  zeroTruncated: { zeroTruncated: { frequency: { negativeBinomial: { r: 2, beta: 3 } } } },
  zeroModified: { zeroModified: { frequency: { poisson: { lambda: 3 } }, p0: 0.7 } },
  "zeroModified by a small probability": {
    zeroModified: { frequency: { logarithmic: { beta: 3 } }, claimProbability: 1e-4 },
  },
};

/** Annual losses by each way of drawing them, and through each of the terms. */
export const components = {
  "sum table": { frequency: poisson, severity: gamma },
  "sum table, skipping": { frequency: rare, severity: gamma },
  "sum table, scaled": { frequency: poisson, severity: { scaled: { severity: gamma, by: 3 } } },
  "sum table, small alpha": { frequency: poisson, severity: { gamma: { alpha: 0.01, theta: 1 } } },
  "sum table, wide counts": { frequency: { poisson: { lambda: 1e6 } }, severity: gamma },
  "sum closure, large alpha": { frequency: poisson, severity: { gamma: { alpha: 200, theta: 10 } } },
  "sum closure, skipping": { frequency: rare, severity: { gamma: { alpha: 200, theta: 10 } } },
  "sum closure, wide counts": { frequency: { poisson: { lambda: 1e6 } }, severity: { gamma: { alpha: 200, theta: 10 } } },
  "sum closure, mixed counts": {
    frequency: { mixedPoisson: { lambda: 3, mixing: { lognormal: { mu: 0, sigma: 0.6 } } } },
    severity: gamma,
  },
  "per claim": { frequency: { negativeBinomial: { r: 2, beta: 3 } }, severity: pareto },
  "per claim, skipping": { frequency: rare, severity: lognormal },
  "per claim, a thousand in a trial": { frequency: { deterministic: { n: 700 } }, severity: lognormal },
  "claims all alike": { frequency: poisson, severity: { constant: { value: 0.1 } } },
  "claims of many values": {
    frequency: poisson,
    severity: { empirical: { values: Array.from({ length: 300 }, (_, i) => (i + 1) * (i + 1)) } },
  },
  "no claim reaches the deductible": {
    frequency: poisson,
    severity: { uniform: { low: 5, high: 95 } },
    terms: { deductible: 100 },
  },
  "no claims": { frequency: { deterministic: { n: 0 } }, severity: lognormal },
  superposition: { policies: 40, frequency: { negativeBinomial: { r: 0.2, beta: 0.5 } }, severity: lognormal },
  "superposition of other counts": { policies: 5, frequency: frequencies.zeroModified, severity: lognormal },
  "a bucket's frequency": { policies: 40, frequencyBasis: "bucket", frequency: poisson, severity: lognormal },
  "ordinary deductible": { frequency: poisson, severity: lognormal, terms: { deductible: 2500 } },
  "franchise deductible": {
    frequency: poisson,
    severity: lognormal,
    terms: { deductible: 2500, deductibleKind: "franchise" },
  },
  "layer, share and trend": {
    frequency: poisson,
    severity: pareto,
    terms: { deductible: 500, attachment: 1000, limit: 5000, share: 0.9, trend: 1.05 },
  },
  "many claims at the limit": { frequency: { poisson: { lambda: 50 } }, severity: pareto, terms: { limit: 100 } },
  "maximum covered loss": { frequency: poisson, severity: lognormal, terms: { deductible: 100, maximumCoveredLoss: 4000 } },
  "aggregate terms of each policy": {
    policies: 50,
    frequency: rare,
    severity: lognormal,
    terms: { aggregateDeductible: 1000, aggregateLimit: 20_000, aggregateShare: 0.8 },
  },
  "aggregate terms of each policy, sums of gamma claims": {
    policies: 50,
    frequency: rare,
    severity: gamma,
    terms: { aggregateLimit: 900 },
  },
  "aggregate terms of the bucket": {
    policies: 50,
    frequency: rare,
    severity: lognormal,
    terms: { deductible: 100, aggregateDeductible: 5000, aggregateLimit: 50_000, aggregateBasis: "bucket" },
  },
};
