import {
  type Frequency,
  frequencyFamilies,
  gamma,
  type InforceOptions,
  inforce,
  lognormal,
  PricingModel,
  poisson,
  portfolio,
  type Severity,
  severityFamilies,
} from "../index.js";
import type { Law } from "./laws.js";

export function modelOf(book: Omit<InforceOptions, "name">): PricingModel {
  return new PricingModel(portfolio([inforce({ ...book, name: "book" })]));
}

export function frequencyOf([family, parameters]: Law): Frequency {
  const constructors: Readonly<Record<string, unknown>> = frequencyFamilies;
  return (constructors[family] as (parameters: object) => Frequency)(parameters);
}

export function severityOf([family, parameters]: Law): Severity {
  const constructors: Readonly<Record<string, unknown>> = severityFamilies;
  return (constructors[family] as (parameters: object) => Severity)(parameters);
}

/** The two kinds of work that a model can be: one draw a year, or every claim with its terms. */
export interface Workload {
  readonly name: string;
  readonly text: string;
  readonly model: PricingModel;
  /** Trials that take one thread about as long as those of the other. */
  readonly share: number;
}

export function workloads(): readonly Workload[] {
  return [
    {
      name: "gamma sums",
      text: "Poisson(5) claims of gamma(2), no terms: the plan draws a year's sum at once",
      model: modelOf({ frequency: poisson({ lambda: 5 }), severity: gamma({ alpha: 2, theta: 1000 }) }),
      share: 1,
    },
    {
      name: "claims with terms",
      text: "Poisson(5) lognormal claims with deductible, limit and aggregate limit: claims are drawn one by one",
      model: modelOf({
        frequency: poisson({ lambda: 5 }),
        severity: lognormal({ mu: 6.4, sigma: 1 }),
        terms: { deductible: 250, limit: 5000, share: 0.8, aggregateLimit: 8000 },
      }),
      share: 0.2,
    },
  ];
}
