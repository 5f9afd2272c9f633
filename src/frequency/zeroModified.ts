import { number, probability, record } from "../check.js";
import { ActuarialError } from "../errors.js";
import { math } from "../kernel.js";
import { countDistribution, lowerTail } from "../tables/countDistribution.js";
import { type CountLaw, countPmf, countSome } from "../tables/countLaw.js";
import { deterministic } from "./deterministic.js";
import { effectiveRange } from "./effectiveRange.js";
import { Frequency, type FrequencyLaw, isFrequency } from "./frequency.js";

/**
 * The law of N given that N > 0: the zero-truncated members of the (a, b, 1) class and their like.
 * ERR_PARAMETER where the frequency can have no claim at all.
 */
export function zeroTruncated(frequency: Frequency): Frequency {
  const base = baseOf("zeroTruncated", isFrequency("zeroTruncated: frequency", frequency));
  return new Frequency("zeroTruncated", { frequency: base }, modifiedLaw(base, 1));
}

/**
 * 0 with probability p0, and otherwise a count with the law of the frequency given that it is positive (Loss Models,
 * 6.6: zero-modified). p0 may be above or below the frequency's own probability of 0. In place of it may stand
 * `claimProbability`, 1 - p0, which keeps its digits where it is small.
 */
export function zeroModified(
  frequency: Frequency,
  options: { readonly p0: number } | { readonly claimProbability: number },
): Frequency {
  const base = baseOf("zeroModified", isFrequency("zeroModified: frequency", frequency));
  const given = record("zeroModified: options", options, ["p0", "claimProbability"]);
  if (given.claimProbability === undefined) {
    const p0 = number("zeroModified: p0", given.p0, probability);
    return new Frequency("zeroModified", { frequency: base, p0 }, modifiedLaw(base, 1 - p0));
  }
  if (given.p0 !== undefined) {
    throw new ActuarialError("ERR_PARAMETER", "zeroModified: give p0 or claimProbability, not both");
  }
  const claimProbability = number("zeroModified: claimProbability", given.claimProbability, probability);
  return new Frequency("zeroModified", { frequency: base, claimProbability }, modifiedLaw(base, claimProbability));
}

/** zeroModified by a probability of a claim that was computed: a rounding beyond 1 is 1. */
export function zeroModifiedBy(frequency: Frequency, some: number): Frequency {
  return zeroModified(frequency, { claimProbability: Math.min(1, some) });
}

/** The least double with all its digits: below, a probability of a claim has too few to divide by. */
const leastSome = 2.2250738585072014e-308;

/** What is left of a frequency when its probability of 0 is given up: a modified one is as its base. */
function baseOf(where: string, frequency: Frequency): Frequency {
  if (!(countSome(frequency.law) >= leastSome)) {
    throw new ActuarialError("ERR_PARAMETER", `${where}: frequency must be one that can have claims, got ${frequency}`);
  }
  const modified = frequency.family === "zeroModified" || frequency.family === "zeroTruncated";
  return modified ? (frequency.parameters.frequency as Frequency) : frequency;
}

/** A probability of a claim below which a difference of distribution functions keeps too few digits of it. */
const rare = 0.01;
/** A difference of distribution functions below this share of the smaller one has lost most of its digits: 2^-32. */
const lost = 2.3283064365386963e-10;
/** -log(2^-77). */
const rangeDepth = 53.37;
/** Terms that are summed where a difference of distribution functions would lose digits. */
const fewTerms = 64;

function modifiedLaw(base: Frequency, some: number): FrequencyLaw {
  const { law, bound } = base;
  const baseSome = countSome(law);
  const factor = some / baseSome;
  const mean = factor * bound.mean;
  const counts: CountLaw = {
    kind: "mixture",
    parts: [
      {
        weight: 1 - some,
        law: { kind: "points", counts: Float64Array.of(0), weights: Float64Array.of(1) },
        positive: false,
      },
      { weight: some, law, positive: true },
    ],
  };
  const none = countPmf(law, 0);
  const positivePmf = (k: number): number => (k === 0 ? 0 : countPmf(law, k));
  const positiveCdf = baseSome < rare ? positiveDistribution(base, baseSome) : undefined;
  return {
    counts,
    mean,
    variance: modifiedVariance(base, factor),
    cdf: (n) => {
      let positive = 0;
      if (n <= fewTerms) for (let k = 1; k <= n; k++) positive += countPmf(law, k);
      else if (positiveCdf !== undefined) positive = baseSome * positiveCdf(n);
      else {
        positive = bound.cdf(n) - none;
        if (positive < lost * none) positive = lowerTail(positivePmf, n);
      }
      return Math.min(1, 1 - some + factor * positive);
    },
    pgf: (z) => (z === 0 ? 1 - some : 1 + factor * (bound.pgf(z) - 1)),
    logPgf: (w) => {
      const log = bound.logPgf(w);
      return log < 700 ? math.log1p(Math.max(-1, factor * math.expm1(log))) : log + math.log(factor);
    },
    superposed: () => undefined,
    // A signed mixture of the base and of 0, and so is what is kept of it.
    thinned: (p) => {
      const kept = bound.thinned(p);
      if (kept === undefined) return undefined;
      const keptSome = countSome(kept.law);
      return keptSome >= leastSome ? zeroModifiedBy(kept, factor * keptSome) : deterministic({ n: 0 });
    },
  };
}

/** P(N <= n | N > 0), n >= 1, from positive terms alone. */
function positiveDistribution({ law, bound }: Frequency, some: number): (n: number) => number {
  let made: ((n: number) => number) | undefined;
  return (n) => {
    made ??= countDistribution({
      kind: "probabilities",
      name: "zeroModified",
      pmf: (k) => (k === 0 ? 0 : countPmf(law, k) / some),
      logNone: -Infinity,
      // What is neglected of all counts, of the positive ones.
      first: 1,
      last: effectiveRange(bound.logPgf, rangeDepth - math.log(some)).last,
    });
    return made(n);
  };
}

// E N^2 and E N are the base's, times the factor. Where nearly every positive count is 1 the difference would cancel,
// but then few counts are likely, and the sum over them does not.
function modifiedVariance({ law, bound }: Frequency, factor: number): number {
  const mean = factor * bound.mean;
  if (!(factor * bound.variance < Infinity)) return Infinity;
  const square = factor * (bound.variance + bound.mean * bound.mean);
  // With a factor up to 1 both terms are positive.
  const variance = factor * bound.variance + (factor === 1 ? 0 : (1 - factor) * mean * bound.mean);
  if (factor <= 1 || !(variance < 0.01 * square)) return variance;
  let sum = (1 - factor * countSome(law)) * mean * mean;
  for (let n = 1; n < 10_000; n++) {
    const term = factor * (n - mean) * (n - mean) * countPmf(law, n);
    sum += term;
    if (n > mean && term < 1e-17 * sum) break;
  }
  return sum;
}
