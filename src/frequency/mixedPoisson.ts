import { fail, nonNegative, number, record } from "../check.js";
import { ActuarialError } from "../errors.js";
import { math } from "../kernel.js";
import type { PointsPart, SeverityPart } from "../tables/part.js";
import { deterministic } from "./deterministic.js";
import type { LogPgf } from "./effectiveRange.js";
import { Frequency, type FrequencyLaw } from "./frequency.js";
import { type MixturePart, mixtureLaw } from "./mixtureLaw.js";
import { negativeBinomial } from "./negativeBinomial.js";
import { poisson } from "./poisson.js";
import { poissonMixture } from "./poissonMixture.js";

/** What a mixed Poisson law needs to know of a severity. Severities stand on the same floor of the house. */
export interface Mixing {
  readonly law: { readonly gamma: { readonly alpha: number } | undefined };
  mean(): number;
  variance(): number;
  parts(): readonly SeverityPart[];
}

/**
 * Poisson with a random mean, lambda X / E[X] with the severity X as `mixing`: only the shape of X matters, its scale is
 * divided out. Gamma mixing is the negative binomial, inverse Gaussian mixing the Poisson-inverse Gaussian.
 * ERR_PARAMETER where E[X] is 0 or infinite; ERR_TOO_LARGE, when the law is tabulated, where its tail is so heavy that
 * counts beyond 2^53 have a probability above 2^-76.
 */
export function mixedPoisson(parameters: { readonly lambda: number; readonly mixing: Mixing }): Frequency {
  const given = record("mixedPoisson", parameters, ["lambda", "mixing"]);
  const lambda = number("mixedPoisson: lambda", given.lambda, nonNegative);
  const mixing = isMixing(given.mixing);
  const mean = mixing.mean();
  if (!(mean > 0 && mean < Infinity)) {
    throw new ActuarialError(
      "ERR_PARAMETER",
      `mixedPoisson: mixing must be a severity with a finite mean > 0, got ${mixing} with mean ${mean}`,
    );
  }
  return new Frequency("mixedPoisson", { lambda, mixing }, mixedLaw(lambda, mixing, mean));
}

function isMixing(value: unknown): Mixing {
  const like = value as Partial<Mixing> | null | undefined;
  const is = typeof like === "object" && typeof like?.parts === "function" && typeof like.mean === "function";
  if (!is) fail("mixedPoisson: mixing", "a severity like gamma", value);
  return like as Mixing;
}

function mixedLaw(lambda: number, mixing: Mixing, mean: number): FrequencyLaw {
  if (lambda === 0) return deterministic({ n: 0 }).bound;
  const { gamma } = mixing.law;
  if (gamma !== undefined) return negativeBinomial({ r: gamma.alpha, beta: lambda / gamma.alpha }).bound;
  const rate = lambda / mean;
  const laws = mixing
    .parts()
    .flatMap((part) => (part.kind === "points" ? atoms(part, rate) : poissonMixture(part, rate)));
  const logPgf = (w: number): number => (w === 0 ? 0 : logMixture(laws, w));
  return {
    ...mixtureLaw(laws),
    mean: lambda,
    variance: lambda + lambda * lambda * (mixing.variance() / mean / mean),
    // E e^(y (z - 1)) exists for more negative z than E |z|^N does.
    pgf: (z) => (z < -1 && logPgf(-z - 1) === Infinity ? Number.NaN : math.exp(logPgf(z - 1))),
    logPgf,
    superposed: () => undefined,
    thinned: (p) => mixedPoisson({ lambda: p * lambda, mixing }),
  };
}

type MixedPart = MixturePart & { readonly logPgf: LogPgf };

function atoms({ values, weights }: PointsPart, rate: number): MixedPart[] {
  return Array.from(values, (x, i) => {
    const { law, bound } = poisson({ lambda: rate * x });
    return { weight: weights[i]!, counts: law, cdf: bound.cdf, logPgf: bound.logPgf };
  });
}

function logMixture(parts: readonly MixedPart[], w: number): number {
  const logs = parts.map(({ logPgf }) => logPgf(w));
  const top = logs.reduce((most, log) => Math.max(most, log), -Infinity);
  if (top === Infinity) return Infinity;
  const average = (f: (log: number) => number): number =>
    parts.reduce((sum, { weight }, i) => sum + weight * f(logs[i]!), 0);
  if (Math.abs(top) < 1) return math.log1p(average((log) => math.expm1(log)));
  return top + math.log(average((log) => math.exp(log - top)));
}
