import {
  geometric,
  type InforceOptions,
  lognormal,
  negativeBinomial,
  poisson,
  singleParameterPareto,
  uniform,
} from "../../dist/index.js";

/** 2,100 policies of three lines under high deductibles, which the claims of the last never reach. */
export const book: readonly InforceOptions[] = [
  {
    name: "property",
    policies: 1000,
    frequency: poisson({ lambda: 100 }),
    severity: singleParameterPareto({ alpha: 2.2, theta: 40_000 }),
    terms: { deductible: 500_000 },
  },
  {
    name: "liability",
    policies: 700,
    frequency: negativeBinomial({ r: 50, beta: 1 }),
    severity: lognormal({ mu: Math.log(100_000), sigma: 2 }),
    terms: { deductible: 1_000_000 },
  },
  {
    name: "small",
    policies: 400,
    frequency: geometric({ beta: 7 }),
    severity: uniform({ low: 5000, high: 95_000 }),
    terms: { deductible: 100_000 },
  },
];

/** A trial's claims from the ground up, those that pay, and the expected annual losses net of the deductibles. */
export const bookFigures = { claims: 137_800, drawn: 4754.4, millions: [160.9114, 16_372.302, 0] } as const;
