import { positive } from "../check.js";
import { math } from "../kernel.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { invertTail } from "./invertTail.js";
import { scaledErfc, scaledErfcFall } from "./scaledErfc.js";

const inverseRootPi = 0.5641895835477563;

/** Inverse Gaussian with mean mu and shape theta: variance mu^3 / theta. */
export const inverseGaussian: SeverityFamily<"mu" | "theta", { fromMeanCv: "mean" | "cv" }> = defineSeverity(
  "inverseGaussian",
  {
    reference: "Loss Models, A.5.1.2",
    formula: "f(x) = sqrt(theta / (2 pi x^3)) exp(-theta (x - mu)^2 / (2 mu^2 x))",
    parameters: { mu: { rule: positive, typical: [10, 1e6] }, theta: { rule: positive, typical: [10, 1e6] } },
    constructors: {
      fromMeanCv: {
        parameters: { mean: { rule: positive, typical: [10, 1e6] }, cv: { rule: positive, typical: [0.1, 10] } },
        to: ({ mean, cv }) => ({ mu: mean, theta: mean / cv / cv }),
      },
    },
    law: ({ mu, theta }) => {
      function survival(x: number): number {
        const { scale, a, b, square } = at(x, mu, theta);
        return difference(a, b, 2 * scale, square);
      }

      function cdf(x: number): number {
        const { scale, a, b, square } = at(x, mu, theta);
        if (a < 0) return (math.exp(-square) / 2) * (scaledErfc(-a) + scaledErfc(b));
        return 1 - difference(a, b, 2 * scale, square);
      }

      function term(x: number): number {
        const { scale, square } = at(x, mu, theta);
        const factor = math.exp(-square);
        return factor === 0 ? 0 : inverseRootPi * scale * factor;
      }

      const slope = (x: number): number => -0.5 - (theta / mu) * (x / mu / 2 - mu / x / 2);
      const lower = { probability: cdf, upper: false, term, slope };
      const upper = { probability: survival, upper: true, term, slope };

      const inverse = (p: number, above: boolean): number => {
        // 1 - p is exact.
        if (p > 0.5) return inverse(1 - p, !above);
        const bound = upperBound(p, above, mu, theta);
        const start = Math.max(least, Math.min(bound, most));
        return start === bound ? invertTail(above ? upper : lower, p, bound) : bound;
      };

      return {
        support: [0, Infinity],
        momentsBelow: Infinity,
        density: (x) => (x === 0 ? 0 : term(x) / x),
        survival,
        cdf,
        quantile: (p) => inverse(p, false),
        survivalQuantile: (s) => inverse(s, true),
        mean: () => mu,
        variance: () => mu * (mu / (theta / mu)),
        skewness: () => 3 * Math.sqrt(mu / theta),
        limitedMean: (d) => {
          // The law that is weighted by x is mu^2 over an inverse Gaussian of the same parameters.
          const { scale, a, b, square } = at(d, mu, theta);
          return mu * difference(-a, b, 2 * scale * (d / mu), square) + d * difference(a, b, 2 * scale, square);
        },
      };
    },
  },
);

// Outside, x and theta / x are not both normal numbers, and the bound has to do.
const least = 1e-290;
const most = 1e290;

interface Point {
  /** sqrt(theta / (2 x)) */
  readonly scale: number;
  readonly a: number;
  readonly b: number;
  /** a^2, without the rounding of a. */
  readonly square: number;
}

/**
 * In the textbook's F(x) = Phi(a sqrt(2)) + exp(2 theta / mu) Phi(-b sqrt(2)) the exponential overflows, and in its S(x)
 * the two terms cancel. Both have the factor exp(-a^2), and what it multiplies is half of exp(a^2) erfc(a), more or less
 * exp(b^2) erfc(b).
 */
function at(x: number, mu: number, theta: number): Point {
  const ratio = x / mu;
  if (ratio === Infinity) return { scale: 0, a: Infinity, b: Infinity, square: Infinity };
  const scale = Math.min(Math.sqrt(theta) / (Math.SQRT2 * Math.sqrt(x)), 1e150);
  const away = (x - mu) / mu;
  const square = away * (away * Math.min(theta / x / 2, 1e300));
  return { scale, a: away * scale, b: (1 + ratio) * scale, square };
}

/** (erfc(a) - exp(b^2 - a^2) erfc(b)) / 2, for b >= |a|, with b - a given: it may be next to nothing. */
function difference(a: number, b: number, width: number, square: number): number {
  const factor = math.exp(-square) / 2;
  if (factor === 0) return a > 0 ? 0 : 1;
  if (width <= 0.1 * Math.max(1, a)) return factor * scaledErfcFall(a, width);
  if (a >= 0) return factor * (scaledErfc(a) - scaledErfc(b));
  return 1 - factor * (scaledErfc(-a) + scaledErfc(b));
}

/**
 * The lesser of two upper bounds of a quantile: what the law would be without the term of exp(2 theta / mu), and the
 * first passage without drift, mu = Infinity.
 */
function upperBound(p: number, above: boolean, mu: number, theta: number): number {
  const z = math.normalQuantile(p);
  const q = z === 0 ? 0 : ((z * z) / 2) * (mu / theta);
  const far = 1 + q + Math.sqrt(q) * Math.sqrt(2 + q);
  const passage = math.normalQuantile(above ? 0.5 + p / 2 : p / 2);
  return Math.min(above ? mu * far : mu / far, theta / passage / passage);
}
