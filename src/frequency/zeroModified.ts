import { number, probability, record } from "../check.js";
import { ActuarialError } from "../errors.js";
import { math } from "../kernel.js";
import { type CountLaw, countPmf, countSome } from "../tables/countLaw.js";
import { deterministic } from "./deterministic.js";
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
  return {
    counts,
    mean,
    variance: modifiedVariance(base, factor),
    cdf: (n) => {
      let positive = 0;
      if (n <= fewTerms) for (let k = 1; k <= n; k++) positive += countPmf(law, k);
      else positive = bound.cdf(n) - none;
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
      return keptSome > 0 ? zeroModifiedBy(kept, factor * keptSome) : deterministic({ n: 0 });
    },
  };
}

// E N^2 and E N are the base's, times the factor. Where nearly every positive count is 1 the difference would cancel,
// but then few counts are likely, and the sum over them does not.
function modifiedVariance({ law, bound }: Frequency, factor: number): number {
  const mean = factor * bound.mean;
  const square = factor * (bound.variance + bound.mean * bound.mean);
  const variance = square - mean * mean;
  if (!(variance < 0.01 * square)) return variance;
  let sum = (1 - factor * countSome(law)) * mean * mean;
  for (let n = 1; n < 10_000; n++) {
    const term = factor * (n - mean) * (n - mean) * countPmf(law, n);
    sum += term;
    if (n > mean && term < 1e-17 * sum) break;
  }
  return sum;
}
