import { math } from "../kernel.js";

/**
 * A law of counts as the sampler knows it. Poisson: a = lambda, b = 0. Binomial: a = m, b = q. Negative binomial: a = r,
 * b = beta, so P(0) = (1 + b)^-a.
 */
export interface ParametricCounts {
  readonly kind: "poisson" | "binomial" | "negativeBinomial";
  readonly a: number;
  readonly b: number;
}

/** Finitely many counts, ascending and distinct, whose weights sum to 1. */
export interface PointCounts {
  readonly kind: "points";
  readonly counts: Float64Array;
  readonly weights: Float64Array;
}

/** Any law by its probabilities. */
export interface ProbabilityCounts {
  readonly kind: "probabilities";
  /** What messages call it. */
  readonly name: string;
  /** P(N = n) for an integer n >= 0, to relative accuracy. */
  readonly pmf: (n: number) => number;
  /** log P(N = 0), to relative accuracy where it is next to 0. */
  readonly logNone: number;
  /** Counts below the first and beyond the last have 2^-76 at most together; the last may be Infinity. */
  readonly first: number;
  readonly last: number;
  /** The widest stretch from n on in which nothing of the law can hide between the probabilities that are looked at. */
  readonly grain?: (n: number) => number;
}

/** One law or another, each with its weight; a part may be conditioned to be positive. The weights sum to 1. */
export interface MixedCounts {
  readonly kind: "mixture";
  readonly parts: readonly { readonly weight: number; readonly law: CountLaw; readonly positive: boolean }[];
}

export type CountLaw = ParametricCounts | PointCounts | ProbabilityCounts | MixedCounts;

/** The code by which the kernel's logPmf knows a parametric law. */
export const countKind = { poisson: 0, binomial: 1, negativeBinomial: 2 } as const;

/** P(N = n) for an integer n >= 0. */
export function countPmf(law: CountLaw, n: number): number {
  switch (law.kind) {
    case "points":
      return law.weights[law.counts.indexOf(n)] ?? 0;
    case "probabilities":
      return law.pmf(n);
    case "mixture":
      return law.parts.reduce((sum, { weight, law: part, positive }) => {
        if (positive && n === 0) return sum;
        return sum + (weight * countPmf(part, n)) / (positive ? countSome(part) : 1);
      }, 0);
    default:
      return math.exp(math.logPmf(countKind[law.kind], law.a, law.b, n));
  }
}

/** P(N > 0), to relative accuracy. */
export function countSome(law: CountLaw): number {
  if (law.kind === "mixture") {
    return law.parts.reduce(
      (sum, { weight, law: part, positive }) => sum + weight * (positive ? 1 : countSome(part)),
      0,
    );
  }
  return law.kind === "points" ? somePoints(law) : -math.expm1(logCountNone(law));
}

/** log P(N = 0), to relative accuracy. */
export function logCountNone(law: CountLaw): number {
  switch (law.kind) {
    case "probabilities":
      return law.logNone;
    case "points":
    case "mixture": {
      const some = countSome(law);
      return some < 0.5 ? math.log1p(-some) : math.log(countPmf(law, 0));
    }
    default:
      return math.logPmf(countKind[law.kind], law.a, law.b, 0);
  }
}

function somePoints({ counts, weights }: PointCounts): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) if (counts[i]! > 0) sum += weights[i]!;
  return sum;
}
