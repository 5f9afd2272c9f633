import { count, fail, number, record } from "../check.js";
import { ActuarialError } from "../errors.js";
import { binomial } from "../frequency/binomial.js";
import { type Counts, countLikelihood } from "./counts.js";
import { short } from "./fitWarning.js";
import type { Fitted, FrequencyMethod } from "./frequencyFit.js";

/**
 * q, and where it is not known m, by moments (q = 1 - variance / mean, m the integer next to mean / q, at least the largest
 * count) or by maximum likelihood: for each m, q = mean / m, and the likelihood of that has one maximum over m.
 */
export function fitBinomial(counts: Counts, method: FrequencyMethod, fixed: unknown): Fitted {
  const largest = counts.values.at(-1)!;
  const { m: known } = record("fitFrequency: fixed", fixed ?? {}, ["m"]);
  if (known === undefined) return fitted(counts, estimatedRisks(counts, method, largest), ["m", "q"]);
  const m = number("fitFrequency: fixed.m", known, count);
  if (!(m >= largest && m > 0)) fail("fitFrequency: fixed.m", `at least the largest count, ${Math.max(largest, 1)}`, m);
  return fitted(counts, m, ["q"]);
}

function fitted({ mean, n }: Counts, m: number, estimated: readonly string[]): Fitted {
  const q = Math.min(1, mean / m);
  return {
    frequency: binomial({ m, q }),
    estimated,
    standardErrors: { q: Math.sqrt((q * (1 - q)) / (n * m)) },
  };
}

function estimatedRisks(counts: Counts, method: FrequencyMethod, largest: number): number {
  const { mean, variance, spread } = counts;
  const used = method === "moments" ? variance : spread;
  if (!(used < mean)) {
    const instead = used > mean ? "negativeBinomial" : "poisson";
    const got = `got variance ${short(used)} and mean ${short(mean)}; use ${instead}, or give fixed.m`;
    throw new ActuarialError("ERR_DATA", `fitFrequency: binomial counts must have variance below mean, ${got}`);
  }
  if (method === "moments") return Math.max(largest, Math.round((mean * mean) / (mean - variance)));
  const value = (m: number): number => countLikelihood(binomial({ m, q: Math.min(1, mean / m) }), counts);
  // The first m from which the likelihood falls lies below `high`.
  let low = largest;
  let high = largest + 1;
  while (high < 1e12 && value(high + 1) > value(high)) {
    low = high;
    high = 2 * high;
  }
  while (high > low) {
    const middle = low + Math.floor((high - low) / 2);
    if (value(middle + 1) > value(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
