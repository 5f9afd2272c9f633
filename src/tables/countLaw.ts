import { math } from "../kernel.js";

/**
 * A law of counts as plain numbers, which is all that the sampler and the kernel need to know of a frequency.
 * Poisson: a = lambda, b = 0. Binomial: a = m, b = q. Negative binomial: a = r, b = beta, so P(0) = (1 + b)^-a.
 * Points: finitely many counts, ascending and distinct, whose weights sum to 1.
 */
export type CountLaw =
  | { readonly kind: "poisson" | "binomial" | "negativeBinomial"; readonly a: number; readonly b: number }
  | { readonly kind: "points"; readonly counts: Float64Array; readonly weights: Float64Array };

/** The code by which the kernel's logPmf knows a parametric law. */
export const countKind = { poisson: 0, binomial: 1, negativeBinomial: 2 } as const;

/** P(N = n) for an integer n >= 0. */
export function countPmf(law: CountLaw, n: number): number {
  if (law.kind === "points") return law.weights[law.counts.indexOf(n)] ?? 0;
  return math.exp(math.logPmf(countKind[law.kind], law.a, law.b, n));
}
