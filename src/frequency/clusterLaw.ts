import { math } from "../kernel.js";
import { countDistribution } from "../tables/countDistribution.js";
import type { ProbabilityCounts } from "../tables/countLaw.js";
import { effectiveRange } from "./effectiveRange.js";
import type { Frequency, FrequencyLaw } from "./frequency.js";
import { mixtureLaw } from "./mixtureLaw.js";
import { sumOverIntegers } from "./sumOutwards.js";

// Claims in clusters: N = K_1 + ... + K_M, where the sum of m like clusters has a law of its own for every m. Then
// P(N = n) is the sum over m of P(M = m) P(K_1 + ... + K_m = n): positive terms with one peak, of relative accuracy in
// both tails, at a cost that does not grow with n.

export interface Clusters {
  readonly name: string;
  /** log E (1 + w)^N. */
  readonly logPgf: (w: number) => number;
  /** log P(M = m), and the counts m in which M lies but for 2^-76. */
  readonly logClusters: (m: number) => number;
  readonly range: { readonly first: number; readonly last: number };
  /** log P(K_1 + ... + K_m = n), m >= 1. */
  readonly logSum: (m: number, n: number) => number;
  /** The numbers of clusters, 1 or more, that can make n >= 1 claims. */
  readonly possible: (n: number) => readonly [least: number, most: number];
  /** Mean and standard deviation of the claims of one cluster. */
  readonly mean: number;
  readonly deviation: number;
  /** The claims of m clusters; left out where clusters are never far apart. */
  readonly sum?: (m: number) => Frequency;
}

/** Laws that spread over no more counts than this are tabulated count by count, so what is between them is no matter. */
const plain = 4096;
/** Most numbers of clusters that are tabulated one by one. */
const mostParts = 512;

export function clusterLaw(clusters: Clusters): Pick<FrequencyLaw, "counts" | "cdf"> {
  const { name, logPgf, logClusters, logSum, possible, mean, deviation, range, sum } = clusters;
  const logNone = logPgf(-1);
  const support = effectiveRange(logPgf);
  const pmf = (n: number): number => {
    if (n === 0) return math.exp(logNone);
    const [least, most] = possible(n);
    const term = (m: number): number => logClusters(m) + logSum(m, n);
    return sumOverIntegers(term, Math.max(Math.min(n / mean, Number.MAX_SAFE_INTEGER), range.first), least, most);
  };
  // The sums of m clusters follow each other at the distance of a cluster's mean. Where about n they are wider than that
  // they melt into one smooth law: at 1.3 of it what is left of the waves, 2 exp(-2 pi^2 1.3^2), is nothing.
  const width = (n: number): number => deviation * Math.sqrt(n / mean);
  const wide = support.last - support.first >= plain;
  const apart = width(range.last * mean) < mean / 2 && range.last - range.first < mostParts;
  if (wide && apart && sum !== undefined) {
    const each = Array.from({ length: range.last - range.first + 1 }, (_, i) => {
      const { law, bound } = sum(range.first + i);
      return { weight: math.exp(logClusters(range.first + i)), counts: law, cdf: bound.cdf };
    });
    return mixtureLaw(each);
  }
  const counts: ProbabilityCounts = {
    kind: "probabilities",
    name,
    pmf,
    logNone,
    ...support,
    grain: (n) => (mean > 4 && width(n) < 1.3 * mean ? Math.max(1, width(n)) : Infinity),
  };
  return { counts, cdf: countDistribution(counts) };
}
