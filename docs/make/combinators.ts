/** A constructor that takes data, functions or other laws, and so has no definition to be read. */
export interface Combinator {
  readonly call: string;
  readonly law: string;
  readonly domain: string;
  readonly reference: string;
}

export const severityCombinators: Readonly<Record<string, Combinator>> = {
  mixture: {
    call: "mixture({ severities, weights })",
    law: "severities[i] with probability weights[i]",
    domain: "weights >= 0, sum 1 within 1e-12",
    reference: "Loss Models, 4.2.3",
  },
  splice: {
    call: "splice({ pieces, breaks, weights })",
    law: "with probability weights[i], pieces[i] given breaks[i - 1] < X <= breaks[i]",
    domain: "breaks ascend, one fewer than pieces; weights >= 0, sum 1 within 1e-12",
    reference: "Loss Models, 5.2.6",
  },
  truncated: {
    call: "truncated({ severity, lower?, upper? })",
    law: "X given lower < X <= upper",
    domain: "0 <= lower < upper; some probability between them",
    reference: "a conditional law",
  },
  shifted: {
    call: "shifted({ severity, by })",
    law: "X + by",
    domain: "by of any sign, as long as no loss gets below 0",
    reference: "a change of origin",
  },
  scaled: {
    call: "scaled({ severity, by })",
    law: "by X",
    domain: "by > 0",
    reference: "a change of currency, or a trend",
  },
  limited: {
    call: "limited({ severity, at })",
    law: "min(X, at), with an atom at `at`",
    domain: "at > 0 or Infinity",
    reference: "Loss Models, 8.5",
  },
  empirical: {
    call: "empirical({ values, weights? })",
    law: "values[i] in proportion to weights[i], by default all alike",
    domain: "values, weights >= 0; ties and any order allowed",
    reference: "resampling of observed losses",
  },
  histogram: {
    call: "histogram({ edges, weights })",
    law: "bin i in proportion to weights[i], uniform from edges[i] to edges[i + 1]",
    domain: "edges >= 0 ascend, one more than weights; weights >= 0",
    reference: "Loss Models, 14.2",
  },
  piecewisePareto: {
    call: "piecewisePareto({ thresholds, alphas })",
    law: "S(x) = S(t_i) (t_i / x)^alphas[i] from t_i = thresholds[i] to the next",
    domain: "thresholds > 0 ascend; alphas >= 0, the last > 0",
    reference: "Riegel 2018, doi 10.1007/s13385-018-0177-3",
  },
  customSeverity: {
    call: "customSeverity({ name, survival?, density?, support, momentsBelow? })",
    law: "the law with your survival function, your density, or both",
    domain: "0 <= support[0] < support[1]; continuous, checked when it is made",
    reference: "yours",
  },
};

export const frequencyCombinators: Readonly<Record<string, Combinator>> = {
  zeroTruncated: {
    call: "zeroTruncated(frequency)",
    law: "N given N > 0",
    domain: "a frequency that can have claims",
    reference: "Loss Models, 6.6",
  },
  zeroModified: {
    call: "zeroModified(frequency, { p0 })",
    law: "0 with probability p0, else N given N > 0",
    domain: "p0, or claimProbability = 1 - p0, from 0 to 1",
    reference: "Loss Models, 6.6",
  },
  mixedPoisson: {
    call: "mixedPoisson({ lambda, mixing })",
    law: "Poisson with the random mean lambda X / E[X]; only the shape of the severity X matters",
    domain: "lambda >= 0; mixing a severity with a finite mean > 0",
    reference: "Loss Models, 7.3",
  },
  compoundFrequency: {
    call: "compoundFrequency({ primary, secondary })",
    law: "primary many clusters of secondary many claims: P(z) = P1(P2(z))",
    domain: "two frequencies",
    reference: "Loss Models, 7.1",
  },
  empiricalCounts: {
    call: "empiricalCounts({ counts, weights? })",
    law: "counts[i] in proportion to weights[i], by default all alike",
    domain: "counts integers >= 0; weights >= 0",
    reference: "resampling of observed years",
  },
};

/** The rules that join parameters, of the families whose definition has a `check`. */
export const joinedRules: Readonly<Record<string, string>> = {
  uniform: "low < high",
  triangular: "low <= mode <= high, low < high",
};
