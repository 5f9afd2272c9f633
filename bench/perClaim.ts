import { gamma, lognormal, pareto, poisson, type Severity, weibull } from "lundberg";
import { claimsCases, type SeverityCase } from "./cases.js";
import type { Figure } from "./figure.js";
import { timeSimulators } from "./simulators.js";

/** Annual losses where every claim has terms of its own, and the year has an aggregate limit. */
export const perClaim: Figure = {
  title: "Claim by claim with deductible 250, limit 5000, share 0.8, aggregate limit 8000; Poisson 5, one thread",
  unit: "ns per ground-up claim",
  clock: "processor",
  notes: [
    "lundberg's plan may thin the claims by the deductible; the competitors draw every claim and apply the terms",
  ],
  async *rows(effort) {
    for (const model of claimsCases) {
      const { name, lambda, deductible, limit, share, aggregateLimit } = model;
      const timings = await timeSimulators(
        {
          name,
          book: () => ({
            name,
            frequency: poisson({ lambda }),
            severity: severity(model.severity),
            terms: { deductible, limit, share, aggregateLimit },
          }),
          fill: (competitor, losses) => competitor.claims(model, losses),
          itemsPerTrial: lambda,
        },
        effort,
      );
      yield { name, timings };
    }
  },
};

function severity(model: SeverityCase): Severity {
  switch (model.family) {
    case "lognormal":
      return lognormal({ mu: model.mu, sigma: model.sigma });
    case "gamma":
      return gamma({ alpha: model.alpha, theta: model.theta });
    case "pareto":
      return pareto({ alpha: model.alpha, theta: model.theta });
    case "weibull":
      return weibull({ tau: model.tau, theta: model.theta });
  }
}
