import {
  gamma,
  type Inforce,
  inforce,
  negativeBinomial,
  pareto,
  poisson,
  type TermsOptions,
} from "../../dist/index.js";

/** A line whose year is drawn at once. */
export const motor: Inforce = inforce({
  name: "motor",
  frequency: poisson({ lambda: 5 }),
  severity: gamma({ alpha: 2, theta: 1000 }),
});

/** A line of policies whose claims are drawn one by one; without a limit its variance is infinite. */
export const fire = (terms: TermsOptions): Inforce =>
  inforce({
    name: "fire",
    policies: 10,
    frequency: negativeBinomial({ r: 2, beta: 0.05 }),
    severity: pareto({ alpha: 1.5, theta: 1000 }),
    terms,
  });
