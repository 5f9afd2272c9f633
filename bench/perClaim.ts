import type { Contest, ContestCase } from "./contestCase.js";
import type { Law } from "./lundberg.js";
import { numpy } from "./programs.js";

// Severities of mean near 1,000; two claims in three and more exceed the deductible, so that thinning saves little.
const severities: readonly Law[] = [
  ["lognormal", { mu: 6.4, sigma: 1 }],
  ["gamma", { alpha: 2.5, theta: 400 }],
  ["pareto", { alpha: 2.5, theta: 1500 }],
  ["weibull", { tau: 0.8, theta: 900 }],
];
const terms = { deductible: 250, limit: 5000, share: 0.8 };
const counts = [
  { lambda: 5, aggregateLimit: 8000, trials: 2_000_000 },
  { lambda: 100, aggregateLimit: 80_000, trials: 200_000 },
];

/** Annual losses where every claim has terms of its own, and the year has an aggregate limit. */
export const perClaim: Contest = {
  title: "Claim by claim, with terms",
  unit: "ns per ground-up claim",
  notes: [
    "deductible 250, limit 5000, share 0.8 a claim; aggregate limit 8000 at Poisson 5, 80,000 at Poisson 100",
    "lundberg's plan may thin the claims by the deductible; the peers draw every claim and apply the terms",
  ],
  cases: counts.flatMap(({ lambda, aggregateLimit, trials }) =>
    severities.map(([family, parameters]): ContestCase => {
      const { deductible, limit, share } = terms;
      const severity = [family, ...Object.values(parameters)].join(" ");
      return {
        name: `${severity}, Poisson ${lambda}`,
        task: {
          book: {
            frequency: ["poisson", { lambda }],
            severity: [family, parameters],
            terms: { ...terms, aggregateLimit },
          },
        },
        trials,
        itemsPerTrial: lambda,
        request: (n) => `claims ${n} ${lambda} ${deductible} ${limit} ${share} ${aggregateLimit} ${severity}`,
        bars: [
          { text: "claim by claim with terms, worst severity, against numpy's best form", label: numpy, least: 7 },
          { text: "claim by claim with terms, worst severity, against numba", label: "numba", least: 6 },
        ],
      };
    }),
  ),
};
