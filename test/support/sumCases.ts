import { type Frequency, gamma, inforce, type Plan, PricingModel, portfolio } from "../../dist/index.js";
import { math } from "../../dist/kernel.js";
import { build, type Written } from "../severityBuild.js";
import type { Law } from "./lawTest.js";
import { reference } from "./reference.js";

/** A sum of gamma(alpha, 1) claims, its law, and how the plan should draw it. */
export interface SumCase {
  readonly name: string;
  readonly frequency: Frequency;
  readonly alpha: number;
  readonly method: "sum table" | "sum closure";
  readonly law: Law;
  readonly seed: number;
}

type Stored = Law & { readonly counts: Written; readonly alpha: number; readonly method: SumCase["method"] };

/** At the switches between the ways to draw a sum (reference/sumTable.py). */
export const sumCases: readonly SumCase[] = reference<readonly Stored[]>("sumTable").map((stored, i) => {
  const { counts, alpha, method, ...law } = stored;
  const frequency = build(counts) as unknown as Frequency;
  return { name: `${frequency} gamma(${alpha})`, frequency, alpha, method, law, seed: 20_310_101 + i };
});

export function sumModel(frequency: Frequency, alpha: number): PricingModel {
  return new PricingModel(portfolio([inforce({ name: "sum", frequency, severity: gamma({ alpha, theta: 1 }) })]));
}

export const methodOf = (plan: Plan): string => plan.components[0]!.losses.method;

/**
 * P(S <= x), counts up to `most`: probabilities of counts times incomplete gamma functions (Loss Models, 9.4). The sampler
 * knows neither; both are tested against mpmath by themselves.
 */
export function sumCdf(frequency: Frequency, alpha: number, most: number): (x: number) => number {
  const pmf = Array.from({ length: most + 1 }, (_, n) => frequency.pmf(n));
  return (x) => {
    let sum = 0;
    for (let n = most; n > 0; n--) {
      const p = pmf[n]!;
      if (p > 1e-25) sum += p * math.gammaP(n * alpha, x);
    }
    return sum + pmf[0]!;
  };
}

/** A law with so many cells between order statistics of a pilot's losses: random edges, exact probabilities. */
export function binnedLaw(pilot: Float64Array, cells: number, cdf: (x: number) => number): Law {
  const ascending = pilot.filter((loss) => loss > 0).sort();
  const at = (share: number): number => ascending[Math.floor(share * ascending.length)]!;
  const edges = [...new Set([0, ...Array.from({ length: cells - 1 }, (_, i) => at((i + 1) / cells))])];
  const ladder = [0.1, 0.5, 0.9, 0.99, 0.999].map((p) => edges.findIndex((edge) => edge >= at(p)));
  return { edges, cdf: edges.map(cdf), ladder, limited: [] };
}
