import { ActuarialError } from "../errors.js";
import type { Frequency } from "../frequency/frequency.js";
import { math } from "../kernel.js";
import { type CountLaw, countPmf, countSome, type PointCounts } from "../tables/countLaw.js";
import type { Algebra } from "./algebra.js";

/** Coefficients of the longest polynomial. */
const mostTerms = 16_384;
/** An exponential of a logarithm costs as much as this many steps of Horner's rule. */
const powerCost = 20;

/**
 * log E (1 + w)^N with w in its place, |1 + w| <= 1: relative accuracy where w is small, and nothing overflows or vanishes
 * however many claims there are. Every law of a family has it in closed form; a law that is known by its
 * probabilities alone is a polynomial, and ERR_UNSUPPORTED where it has more than 16,384 of them.
 */
export function logTransform<T>(frequency: Frequency, w: T, algebra: Algebra<T>): T {
  const { affine, expm1, log1p } = bound(algebra);
  const { beta, mu, lambda, lambda1, lambda2 } = frequency.parameters as { readonly [name: string]: number };
  switch (frequency.family) {
    case "poissonInverseGaussian": {
      // -(mu / beta) (sqrt(1 - 2 beta w) - 1) without its difference.
      const root = expm1(affine(log1p(affine(algebra.copy(w), -2 * beta!, 0)), 0.5, 0));
      return affine(quotient(algebra, w, affine(root, 1, 2)), 2 * mu!, 0);
    }
    case "neymanA":
      return affine(expm1(affine(w, lambda2!, 0)), lambda1!, 0);
    case "polyaAeppli": {
      const left = affine(algebra.copy(w), -beta!, 1);
      return affine(quotient(algebra, w, left), lambda! * (1 + beta!), 0);
    }
    case "compoundFrequency": {
      const { primary, secondary } = frequency.parameters as { readonly [name: string]: Frequency };
      return logTransform(primary!, expm1(logTransform(secondary!, w, algebra)), algebra);
    }
    case "logarithmic":
    case "extendedTruncatedNegativeBinomial":
    case "zeroModified":
    case "zeroTruncated":
      return log1p(lessOne(frequency, w, algebra));
    default:
      return logLaw(String(frequency), frequency.law, w, algebra);
  }
}

/** Coefficients of the longest polynomial that `logTransform` evaluates at every value, or what costs as much. */
export function longestPolynomial({ family, parameters, law }: Frequency): number {
  switch (family) {
    case "compoundFrequency":
      return Math.max(...Object.values(parameters as Readonly<Record<string, Frequency>>).map(longestPolynomial));
    case "zeroModified":
    case "zeroTruncated":
      return longestPolynomial(parameters.frequency as Frequency);
    case "logarithmic":
    case "extendedTruncatedNegativeBinomial":
    case "poissonInverseGaussian":
    case "neymanA":
    case "polyaAeppli":
      return 1;
    default:
      return termsOf(law);
  }
}

function termsOf(law: CountLaw): number {
  switch (law.kind) {
    case "points":
      return Math.min(law.counts[law.counts.length - 1]!, powerCost * law.counts.length);
    case "mixture":
      return law.parts.reduce((sum, part) => sum + powerCost + termsOf(part.law), 0);
    case "probabilities":
      return law.last;
    default:
      return 1;
  }
}

/** E (1 + w)^N - 1 of a family that is known by this and not by its logarithm. */
function lessOne<T>(frequency: Frequency, w: T, algebra: Algebra<T>): T {
  const { affine, expm1, log1p } = bound(algebra);
  const { beta, r } = frequency.parameters as { readonly [name: string]: number };
  switch (frequency.family) {
    case "logarithmic":
      return affine(log1p(affine(w, -beta!, 0)), -1 / math.log1p(beta!), 0);
    case "extendedTruncatedNegativeBinomial": {
      const power = expm1(affine(log1p(affine(w, -beta!, 0)), -r!, 0));
      return affine(power, -1 / math.expm1(-r! * math.log1p(beta!)), 0);
    }
    default: {
      // Zero-modified: the base law given that it is positive, with another weight.
      const base = frequency.parameters.frequency as Frequency;
      const some = countSome(frequency.law) / countSome(base.law);
      return affine(expm1(logTransform(base, w, algebra)), some, 0);
    }
  }
}

function logLaw<T>(name: string, law: CountLaw, w: T, algebra: Algebra<T>): T {
  const { affine, log1p } = bound(algebra);
  switch (law.kind) {
    case "poisson":
      return affine(w, law.a, 0);
    case "negativeBinomial":
      return affine(log1p(affine(w, -law.b, 0)), -law.a, 0);
    case "binomial":
      return affine(log1p(affine(w, law.b, 0)), law.a, 0);
    case "points":
      return logPoints(name, law, w, algebra);
    case "mixture": {
      const parts = law.parts.filter(({ weight }) => weight > 0);
      const terms = parts.map(({ weight, law: part, positive }) => {
        const factor = weight / (positive ? countSome(part) : 1);
        return [factor, (x: T) => algebra.expm1(logLaw(name, part, x, algebra))] as const;
      });
      return log1p(sum(terms, w, algebra));
    }
    default: {
      if (!(law.last < mostTerms)) refuse(name, law.last);
      const terms = Float64Array.from({ length: law.last + 1 }, (_, n) => (n < law.first ? 0 : countPmf(law, n)));
      return log1p(polynomial(terms, w, algebra));
    }
  }
}

function logPoints<T>(name: string, { counts, weights }: PointCounts, w: T, algebra: Algebra<T>): T {
  const power = (n: number, x: T): T => algebra.affine(algebra.log1p(x), n, 0);
  if (counts.length === 1) return power(counts[0]!, w);
  const positive = Array.from(counts.keys()).filter((i) => counts[i]! > 0);
  const last = counts[counts.length - 1]!;
  if (last < mostTerms && last < powerCost * positive.length) {
    const terms = new Float64Array(last + 1);
    for (const i of counts.keys()) terms[counts[i]!] = weights[i]!;
    return algebra.log1p(polynomial(terms, w, algebra));
  }
  if (positive.length * powerCost > mostTerms) refuse(name, positive.length);
  const terms = positive.map((i) => [weights[i]!, (x: T) => algebra.expm1(power(counts[i]!, x))] as const);
  return algebra.log1p(sum(terms, w, algebra));
}

/** sum over n of terms[n] (1 + w)^n, less the sum of the terms. */
function polynomial<T>(terms: Float64Array, w: T, algebra: Algebra<T>): T {
  const total = terms.reduce((a, b) => a + b, 0);
  return algebra.affine(algebra.polynomial(algebra.affine(w, 1, 1), terms), 1, -total);
}

function sum<T>(terms: readonly (readonly [factor: number, f: (x: T) => T])[], w: T, algebra: Algebra<T>): T {
  const total = algebra.affine(algebra.copy(w), 0, 0);
  for (const [factor, f] of terms) {
    const term = f(algebra.copy(w));
    algebra.add(total, term, factor);
    algebra.release(term);
  }
  algebra.release(w);
  return total;
}

function quotient<T>(algebra: Algebra<T>, x: T, y: T): T {
  algebra.multiply(x, algebra.reciprocal(y));
  algebra.release(y);
  return x;
}

function bound<T>(algebra: Algebra<T>): Pick<Algebra<T>, "affine" | "expm1" | "log1p"> {
  return {
    affine: (x, a, b) => algebra.affine(x, a, b),
    expm1: (x) => algebra.expm1(x),
    log1p: (x) => algebra.log1p(x),
  };
}

function refuse(name: string, terms: number): never {
  throw new ActuarialError(
    "ERR_UNSUPPORTED",
    `solve: ${name} is known to the exact engine by its probabilities, and ${terms} of them are too many; simulate`,
  );
}
