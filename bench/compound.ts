import { gamma, poisson } from "lundberg";
import { compoundCases } from "./cases.js";
import type { Figure } from "./figure.js";
import { timeSimulators } from "./simulators.js";

/** Annual losses of a compound Poisson-Gamma component without terms. */
export const compound: Figure = {
  title: "Compound Poisson-Gamma, one thread",
  unit: "ns per trial",
  clock: "processor",
  notes: [
    "lundberg from the model's description to all its losses: plan and tables are in its time",
    "the competitors draw one gamma of shape n * alpha a trial too, not n gammas, and fill an array that they keep",
  ],
  async *rows(effort) {
    for (const model of compoundCases) {
      const { name, lambda, alpha, theta } = model;
      const timings = await timeSimulators(
        {
          name,
          book: () => ({ name, frequency: poisson({ lambda }), severity: gamma({ alpha, theta }) }),
          fill: (competitor, losses) => competitor.compound(model, losses),
          itemsPerTrial: 1,
        },
        effort,
      );
      yield { name, timings };
    }
  },
};
