import {
  binomial,
  constant,
  customSeverity,
  empirical,
  empiricalCounts,
  exponential,
  gamma,
  generalizedPareto,
  geometric,
  type InforceOptions,
  layer,
  lognormal,
  negativeBinomial,
  pareto,
  poisson,
  type Severity,
  uniform,
  weibull,
  zeroModified,
} from "../../dist/index.js";
import { normalCdf, normalDensity } from "./standardLaws.js";

export type Component = Omit<InforceOptions, "name">;

/** How a published case is said to the library, and how many trials its claims leave time for. */
export interface GoldenModel {
  readonly components: readonly Component[];
  readonly trials: number;
}

const many = 4_000_000;
const million = 1_000_000;

const poissonOf = (lambda: number, severity: Severity, trials = many): GoldenModel => ({
  components: [{ frequency: poisson({ lambda }), severity }],
  trials,
});

const lives: readonly (readonly [benefit: number, q: number])[] = [
  [15, 0.00149],
  [16, 0.00142],
  [20, 0.00128],
  [28, 0.00122],
  [31, 0.00123],
  [18, 0.00353],
  [26, 0.00394],
  [24, 0.00484],
  [60, 0.02182],
  [14, 0.0005],
  [17, 0.0005],
  [19, 0.00054],
  [30, 0.00103],
  [55, 0.00479],
];
const events: readonly (readonly [rate: number, loss: number])[] = [
  [0.02, 100],
  [0.05, 60],
  [0.1, 35],
  [0.25, 20],
  [0.5, 5],
];
const hurricanes: readonly (readonly [rate: number, mean: number, deviation: number])[] = [
  [0.71, 2.28, 8.63],
  [0.4, 4.46, 6.17],
  [0.36, 13, 21.9],
  [0.17, 43.8, 50.9],
  [0.025, 46.5, 51.5],
];

// The normal claim of a textbook is below 0 once in 10^243 claims.
const normal = customSeverity({
  name: "normal",
  density: (x) => normalDensity(x, 100, 3),
  survival: (x) => normalCdf(200 - x, 100, 3),
  support: [0, Infinity],
});

export const goldenModels: Record<string, GoldenModel> = {
  // Frequency and severity are given by their mean and standard deviation; any such laws will do.
  "kpw-9-3-4": {
    components: [
      {
        frequency: empiricalCounts({ counts: [4, 7, 10], weights: [6.28 / 18, 7.24 / 18, 4.48 / 18] }),
        severity: gamma.fromMeanCv({ mean: 179_247, cv: 52_141 / 179_247 }),
      },
    ],
    trials: many,
  },
  "lda-5-3-4": {
    components: [
      {
        frequency: negativeBinomial.fromMeanVariance({ mean: 8, variance: 9 }),
        severity: lognormal.fromMeanCv({ mean: 10_000, cv: 0.3937 }),
      },
    ],
    trials: many,
  },
  "kpw-9-5-dental": {
    components: [
      {
        frequency: empiricalCounts({
          counts: [0, 1, 2, 3, 4, 5, 6, 7, 8],
          weights: [0.05, 0.1, 0.15, 0.2, 0.25, 0.15, 0.06, 0.03, 0.01],
        }),
        severity: empirical({
          values: [25, 50, 75, 100, 125, 150, 175, 200, 225, 250],
          weights: [0.15, 0.2, 0.25, 0.125, 0.075, 0.05, 0.05, 0.05, 0.025, 0.025],
        }),
      },
    ],
    trials: many,
  },
  "kpw-9-23": {
    components: [
      { frequency: empiricalCounts({ counts: [0, 1, 2, 3], weights: [0.5, 0.2, 0.2, 0.1] }), severity: normal },
    ],
    trials: many,
  },
  "panjer-zm-negbin": {
    components: [
      {
        frequency: zeroModified(negativeBinomial({ r: 2.5, beta: 1.6 }), { p0: 0.3 }),
        severity: empirical({ values: [1, 2, 3, 4], weights: [0.4, 0.3, 0.2, 0.1] }),
      },
    ],
    trials: many,
  },
  "lda-5-2-2": {
    components: [
      { policies: 40, frequency: zeroModified(poisson({ lambda: 1 }), { p0: 0.97 }), severity: constant({ value: 1 }) },
      { policies: 60, frequency: zeroModified(poisson({ lambda: 2 }), { p0: 0.95 }), severity: constant({ value: 1 }) },
    ],
    trials: many,
  },
  "kpw-9-34": poissonOf(5, empirical({ values: [100, 500, 1000], weights: [0.8, 0.16, 0.04] })),
  "kpw-9-9": poissonOf(3, empirical({ values: [1, 2, 3], weights: [19, 8, 3] })),
  "kpw-9-57": poissonOf(3, empirical({ values: [1, 2, 3, 4], weights: [4, 3, 2, 1] })),
  "kpw-9-31": {
    components: [
      { frequency: poisson({ lambda: 2 }), severity: uniform({ low: 0, high: 1000 }), terms: { deductible: 100 } },
      { frequency: poisson({ lambda: 3 }), severity: uniform({ low: 0, high: 200 }), terms: { deductible: 100 } },
    ],
    trials: many,
  },
  "kpw-9-35": {
    components: [{ frequency: negativeBinomial({ r: 16, beta: 6 }), severity: uniform({ low: 0, high: 8 }) }],
    trials: million,
  },
  // Burr with gamma 1 is Pareto.
  "kpw-9-36": poissonOf(3, pareto({ alpha: 3, theta: 2 })),
  "kpw-9-16-group-life": {
    components: lives.map(([benefit, q]) => ({
      frequency: binomial({ m: 1, q }),
      severity: constant({ value: 1000 * benefit }),
    })),
    trials: many,
  },
  "lda-5-2-1": {
    components: [
      { policies: 100, frequency: binomial({ m: 1, q: 0.05 }), severity: uniform({ low: 0, high: 400 }) },
      { policies: 200, frequency: binomial({ m: 1, q: 0.06 }), severity: uniform({ low: 0, high: 300 }) },
    ],
    trials: million,
  },
  "lda-5-2-6": {
    components: [{ policies: 4, frequency: geometric({ beta: 1.5 }), severity: constant({ value: 1 }) }],
    trials: many,
  },
  "lda-5-3-6": {
    components: [
      { frequency: geometric({ beta: 2 }), severity: empirical({ values: [5, 10, 20], weights: [2, 3, 5] }) },
    ],
    trials: many,
  },
  "lda-5-5-5": {
    components: [
      {
        frequency: negativeBinomial.fromMeanVariance({ mean: 300, variance: 800 }),
        severity: empirical({ values: [40, 80, 120, 200] }),
        terms: { trend: 1.5, deductible: 100 },
      },
    ],
    trials: 300_000,
  },
  "tweedie-bahnemann-4-2": poissonOf(2.5, gamma({ alpha: 3, theta: 400 })),
  "tweedie-bahnemann-4-7": poissonOf(8, gamma({ alpha: 0.2, theta: 3750 })),
  "kpw-9-59": poissonOf(5, gamma({ alpha: 0.5, theta: 2500 })),
  "actuar-risk-vignette-exact": poissonOf(10, gamma({ alpha: 2, theta: 1 })),
  "poisson-exponential-ef": poissonOf(50, exponential({ theta: 1 })),
  "nb-exponential": {
    components: [{ frequency: negativeBinomial({ r: 2, beta: 3 }), severity: exponential({ theta: 100 }) }],
    trials: many,
  },
  "binomial-gamma": {
    components: [{ frequency: binomial({ m: 12, q: 0.25 }), severity: gamma({ alpha: 2.2, theta: 700 }) }],
    trials: many,
  },
  "gerber-1982-poisson10-uniform": poissonOf(10, uniform({ low: 1, high: 3 })),
  "poisson100-lognormal-0-2": poissonOf(100, lognormal({ mu: 0, sigma: 2 }), million),
  "poisson10-lognormal-9-1.2": poissonOf(10, lognormal({ mu: 9, sigma: 1.2 })),
  "gemact-parodi-poisson3-lognormal": poissonOf(
    3,
    lognormal.fromMeanCv({ mean: 84_541.68, cv: 177_728.3 / 84_541.68 }),
  ),
  "poisson10-pareto2-mata": poissonOf(10, pareto({ alpha: 3, theta: 10 })),
  "poisson20-pareto2-ef": poissonOf(20, pareto({ alpha: 4, theta: 3 }), 2 * million),
  "gemact-poisson4-gpd": poissonOf(4, generalizedPareto({ xi: 0.2, theta: 1, threshold: 0 })),
  "poisson5-weibull": poissonOf(5, weibull({ tau: 0.7, theta: 1000 })),
  "cat-elt-5-events": {
    components: events.map(([lambda, loss]) => ({
      frequency: poisson({ lambda }),
      severity: constant({ value: loss }),
    })),
    trials: many,
  },
  "cat-us-wind-jewson-weinkle": {
    components: hurricanes.map(([lambda, mean, deviation]) => ({
      frequency: poisson({ lambda }),
      severity: lognormal.fromMeanCv({ mean, cv: deviation / mean }),
    })),
    trials: many,
  },
};

const treaty = (text: string, aggregateLimit: number): Component => ({
  frequency: poisson({ lambda: 10 }),
  severity: pareto({ alpha: 3, theta: 10 }),
  terms: { ...layer(text), aggregateLimit },
});
const gpdLayer = (terms: NonNullable<Component["terms"]>): Component => ({
  frequency: poisson({ lambda: 0.5 }),
  severity: generalizedPareto({ xi: 0.834, theta: 83.34, threshold: 0 }),
  terms: { ...layer("100 xs 100"), ...terms },
});

/** Layers whose expected recovery is in print: K reinstatements are an aggregate limit of K + 1 times the limit. */
export const goldenLayers: Record<string, Record<string, Component>> = {
  "mata-2000-reinstatements": {
    K0_10xs10: treaty("10 xs 10", 10),
    K1_free_10xs10: treaty("10 xs 10", 20),
    K2_10xs10: treaty("10 xs 10", 30),
    K3_10xs10: treaty("10 xs 10", 40),
    K1_free_10xs20: treaty("10 xs 20", 20),
    K1_free_20xs10: treaty("20 xs 10", 40),
    unlimited_10xs10: treaty("10 xs 10", Infinity),
    unlimited_10xs20: treaty("10 xs 20", Infinity),
    unlimited_20xs10: treaty("20 xs 10", Infinity),
  },
  "gemact-multilayer": {
    layer1_pure_premium: gpdLayer({ share: 0.5 }),
    layer3_expected: gpdLayer({ aggregateLimit: 200 }),
  },
};
