/**
 * What is simulated, as plain numbers, so that lundberg and its competitors read one description. Parameters as in
 * Klugman, Panjer & Willmot, Loss Models.
 */

/** N ~ Poisson(lambda) claims of Gamma(alpha, theta). */
export interface CompoundCase {
  readonly name: string;
  readonly lambda: number;
  readonly alpha: number;
  readonly theta: number;
}

export type SeverityCase =
  | { readonly family: "lognormal"; readonly mu: number; readonly sigma: number }
  | { readonly family: "gamma"; readonly alpha: number; readonly theta: number }
  | { readonly family: "pareto"; readonly alpha: number; readonly theta: number }
  | { readonly family: "weibull"; readonly tau: number; readonly theta: number };

/** N ~ Poisson(lambda) claims x that each pay share * min(max(x - deductible, 0), limit), their sum at most aggregateLimit. */
export interface ClaimsCase {
  readonly name: string;
  readonly lambda: number;
  readonly severity: SeverityCase;
  readonly deductible: number;
  readonly limit: number;
  readonly share: number;
  readonly aggregateLimit: number;
}

export const compoundCases: readonly CompoundCase[] = [
  { name: "A  Poisson 5, gamma 2", lambda: 5, alpha: 2, theta: 1000 },
  { name: "B  Poisson 100, gamma 0.5", lambda: 100, alpha: 0.5, theta: 1000 },
  { name: "C  Poisson 0.1, gamma 1", lambda: 0.1, alpha: 1, theta: 1000 },
];

// Severities of mean near 1,000; two claims in three and more exceed the deductible, so that thinning saves little.
const terms = { lambda: 5, deductible: 250, limit: 5000, share: 0.8, aggregateLimit: 8000 };

export const claimsCases: readonly ClaimsCase[] = [
  { name: "lognormal 6.4, 1", severity: { family: "lognormal", mu: 6.4, sigma: 1 }, ...terms },
  { name: "gamma 2.5, 400", severity: { family: "gamma", alpha: 2.5, theta: 400 }, ...terms },
  { name: "pareto 2.5, 1500", severity: { family: "pareto", alpha: 2.5, theta: 1500 }, ...terms },
  { name: "weibull 0.8, 900", severity: { family: "weibull", tau: 0.8, theta: 900 }, ...terms },
];
