import {
  gamma,
  type Inforce,
  inforce,
  lognormal,
  mixedPoisson,
  pareto,
  poisson,
  portfolio,
  type SimulationResult,
} from "../../dist/index.js";
import { conditionalTruth } from "./conditional.js";
import type { Estimate, Study, StudyCase } from "./study.js";

const trials = 50_000;
/** Draws of the part that cannot be solved, for the truth. */
const truthTrials = 4_000_000;

/** So many claims, with so odd a law of their number, that the exact engine refuses them. */
function attritional(mean: number): Inforce {
  const lambda = 20_000;
  const mixing = lognormal.fromMeanCv({ mean: 1, cv: 0.1 });
  const severity = gamma({ alpha: 2, theta: mean / lambda / 2 });
  return inforce({ name: "attritional", frequency: mixedPoisson({ lambda, mixing }), severity });
}

function beside(name: string, large: Inforce, attritionalMean: number): StudyCase {
  const [a, b] = [portfolio([large]), portfolio([attritional(attritionalMean)])];
  return { name, portfolio: a.plus(b), trials, truth: () => conditionalTruth(a, b, truthTrials) };
}

const layer = inforce({
  name: "large",
  frequency: poisson({ lambda: 2 }),
  severity: pareto({ alpha: 2.5, theta: 2e6 }),
  terms: { deductible: 100_000, limit: 2e7 },
});
const heavy = inforce({
  name: "large",
  frequency: poisson({ lambda: 10 }),
  severity: lognormal({ mu: 12, sigma: 1.5 }),
});

/** The largest claim of a Poisson number of them: P(M <= x) = exp(-lambda P(X > x)). */
const lambda = 10;
const severity = lognormal({ mu: 9, sigma: 1.2 });
const periods = [10, 100, 200];
const largest: StudyCase = {
  name: "largest claim of Poisson(10)-lognormal(9, 1.2)",
  portfolio: portfolio([inforce({ name: "book", frequency: poisson({ lambda }), severity })]),
  trials,
  options: { outputs: ["largestClaim"] },
  truth: async () =>
    new Map(periods.map((years) => [`OEP ${years}`, severity.survivalQuantile(-Math.log1p(-1 / years) / lambda)])),
  estimates: (result: SimulationResult) =>
    new Map(
      result
        .oep(periods)
        .map(({ returnPeriod, loss, low, high }): [string, Estimate] => [
          `OEP ${returnPeriod}`,
          { value: loss, low, high },
        ]),
    ),
};

export const controlVariates: Study = {
  title: "Control variates",
  varianceReduction: "controlVariates",
  cases: [
    beside("layer of Pareto claims, attritional losses a third of the mean", layer, 1e6),
    beside("lognormal claims, attritional losses a sixth of the mean", heavy, 1e6),
    beside("lognormal claims, attritional losses of twice their mean", heavy, 1e7),
    beside("layer of Pareto claims, attritional losses of fifteen times their mean", layer, 5e7),
    largest,
  ],
};
