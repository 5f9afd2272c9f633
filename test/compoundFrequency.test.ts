import { describe, expect, it } from "vitest";
import {
  binomial,
  compoundFrequency,
  type Frequency,
  geometric,
  negativeBinomial,
  poisson,
  zeroModified,
  zeroTruncated,
} from "../dist/index.js";

// Clusters that are never empty, or more often than their base: the library writes such a compound with another primary
// (src/frequency/reducedCompound.ts). Here its probabilities are sums over the number of clusters.

/** P(K1 + ... + Kn = k) for k up to `most`, from the probabilities of one. */
function convolved(one: readonly number[], n: number, most: number): number[] {
  let law = [1, ...Array<number>(most).fill(0)];
  for (let i = 0; i < n; i++) {
    law = law.map((_, k) => one.slice(0, k + 1).reduce((sum, p, j) => sum + p * law[k - j]!, 0));
  }
  return law;
}

function compoundPmf(primary: Frequency, secondary: Frequency, most: number): number[] {
  const one = Array.from({ length: most + 1 }, (_, k) => secondary.pmf(k));
  const sums = Array<number>(most + 1).fill(0);
  for (let n = 0; n < 400 && primary.cdf(n - 1) < 1 - 1e-15; n++) {
    const weight = primary.pmf(n);
    convolved(one, n, most).forEach((p, k) => {
      sums[k]! += weight * p;
    });
  }
  return sums;
}

const primaries = [
  poisson({ lambda: 2 }),
  negativeBinomial({ r: 1.7, beta: 0.8 }),
  geometric({ beta: 1.5 }),
  binomial({ m: 12, q: 0.2 }),
  // More than the base's probability would be needed: no such reduction.
  binomial({ m: 3, q: 0.9 }),
];
const secondaries = [
  zeroTruncated(poisson({ lambda: 1.2 })),
  zeroTruncated(binomial({ m: 4, q: 0.3 })),
  zeroModified(poisson({ lambda: 1.2 }), { p0: 0.7 }),
];

describe.each(primaries.map((primary) => [String(primary), primary] as const))("clusters by %s", (_, primary) => {
  it.each(secondaries.map((secondary) => [String(secondary), secondary] as const))("of %s", (_, secondary) => {
    const compound = compoundFrequency({ primary, secondary });
    const expected = compoundPmf(primary, secondary, 12);
    expected.forEach((p, k) => {
      expect(Math.abs(compound.pmf(k) / p - 1)).toBeLessThan(1e-11);
    });
    expect(compound.mean()).toBeCloseTo(primary.mean() * secondary.mean(), 12);
  });
});
