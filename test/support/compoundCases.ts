import {
  binomial,
  constant,
  deterministic,
  empirical,
  exponential,
  gamma,
  generalizedPareto,
  geometric,
  type InforceOptions,
  negativeBinomial,
  poisson,
  weibull,
} from "../../dist/index.js";
import type { Law } from "./lawTest.js";
import { reference } from "./reference.js";

type Component = Omit<InforceOptions, "name">;

export interface CompoundCase {
  readonly name: string;
  readonly law: Law & { readonly mean: number; readonly variance: number };
  readonly components: readonly Component[];
  readonly trials: number;
  readonly seed: number;
}

const laws = reference<Record<string, CompoundCase["law"]>>("compoundLaws");
const many = 4_000_000;
/** Every case looks at other random numbers. */
let nextSeed = 20_260_201;

function compound(name: string, trials: number, ...components: Component[]): CompoundCase {
  const law = laws[name];
  if (law === undefined) throw new Error(`no reference law ${name}`);
  return { name, law, components, trials, seed: nextSeed++ };
}

/** Gamma claims whose sum is drawn at once. */
export const closureCases: readonly CompoundCase[] = [
  compound("Poisson(5) gamma(2, 1000)", many, {
    frequency: poisson({ lambda: 5 }),
    severity: gamma({ alpha: 2, theta: 1000 }),
  }),
  compound("Poisson(100) gamma(.5, 1000)", many, {
    frequency: poisson({ lambda: 100 }),
    severity: gamma({ alpha: 0.5, theta: 1000 }),
  }),
  compound("Poisson(.1) gamma(2, 1000)", many, {
    frequency: poisson({ lambda: 0.1 }),
    severity: gamma({ alpha: 2, theta: 1000 }),
  }),
  // Six trials in ten without a claim: from there on such trials are jumped over.
  compound("Poisson(.49) gamma(.6, 1000)", many, {
    frequency: poisson({ lambda: 0.49 }),
    severity: gamma({ alpha: 0.6, theta: 1000 }),
  }),
  compound("Poisson(.53) gamma(.6, 1000)", many, {
    frequency: poisson({ lambda: 0.53 }),
    severity: gamma({ alpha: 0.6, theta: 1000 }),
  }),
  compound("Poisson(3) gamma(1, 500)", many, {
    frequency: poisson({ lambda: 3 }),
    severity: exponential({ theta: 500 }),
  }),
  compound("negative binomial(3, 1.5) gamma(2, 150)", many, {
    frequency: negativeBinomial({ r: 3, beta: 1.5 }),
    severity: gamma({ alpha: 2, theta: 150 }),
  }),
  compound("binomial(20, .3) gamma(1, 1000)", many, {
    frequency: binomial({ m: 20, q: 0.3 }),
    severity: gamma({ alpha: 1, theta: 1000 }),
  }),
  compound("Poisson(1) gamma(.05, 1)", many, {
    frequency: poisson({ lambda: 1 }),
    severity: gamma({ alpha: 0.05, theta: 1 }),
  }),
  compound("Poisson(40) gamma(.02, 1)", many, {
    frequency: poisson({ lambda: 40 }),
    severity: gamma({ alpha: 0.02, theta: 1 }),
  }),
  compound("Poisson(2) gamma(10000, 1)", many, {
    frequency: poisson({ lambda: 2 }),
    severity: gamma({ alpha: 10_000, theta: 1 }),
  }),
  compound("Poisson(3000) gamma(2, 1)", many, {
    frequency: poisson({ lambda: 3000 }),
    severity: gamma({ alpha: 2, theta: 1 }),
  }),
  // Counts in wide cells, whose gamma sums have no record made beforehand.
  compound("Poisson(100000) gamma(2, 1)", many, {
    frequency: poisson({ lambda: 1e5 }),
    severity: gamma({ alpha: 2, theta: 1 }),
  }),
  compound("Poisson(100000) gamma(.00001, 1)", many, {
    frequency: poisson({ lambda: 1e5 }),
    severity: gamma({ alpha: 1e-5, theta: 1 }),
  }),
  compound("negative binomial(.5, 20) gamma(.3, 100)", many, {
    frequency: negativeBinomial({ r: 0.5, beta: 20 }),
    severity: gamma({ alpha: 0.3, theta: 100 }),
  }),
  compound("geometric(4) gamma(1.5, 100)", many, {
    frequency: geometric({ beta: 4 }),
    severity: gamma({ alpha: 1.5, theta: 100 }),
  }),
  compound("7 gamma(.3, 100)", many, {
    frequency: deterministic({ n: 7 }),
    severity: gamma({ alpha: 0.3, theta: 100 }),
  }),
];

/** The same laws by other models: scaled, over several policies, over several components, of another family. */
export const equivalentCases: readonly CompoundCase[] = [
  compound("Poisson(5) gamma(2, 1000)", many, {
    frequency: poisson({ lambda: 5 }),
    severity: gamma({ alpha: 2, theta: 800 }),
    terms: { trend: 5, share: 0.5, aggregateShare: 0.5 },
  }),
  compound("Poisson(5) gamma(2, 1000)", many, {
    frequency: poisson({ lambda: 0.005 }),
    policies: 1000,
    severity: gamma({ alpha: 2, theta: 1000 }),
  }),
  compound(
    "Poisson(5) gamma(2, 1000)",
    many,
    { frequency: poisson({ lambda: 2 }), severity: gamma({ alpha: 2, theta: 1000 }) },
    { frequency: poisson({ lambda: 2 }), severity: gamma({ alpha: 2, theta: 1000 }) },
    { frequency: poisson({ lambda: 1 }), severity: gamma({ alpha: 2, theta: 1000 }), terms: { limit: 1e300 } },
  ),
  compound("negative binomial(3, 1.5) gamma(2, 150)", many, {
    frequency: negativeBinomial({ r: 0.5, beta: 1.5 }),
    policies: 6,
    severity: gamma({ alpha: 2, theta: 150 }),
  }),
  compound("negative binomial(3, 1.5) gamma(2, 150)", many, {
    frequency: geometric({ beta: 1.5 }),
    policies: 3,
    severity: gamma({ alpha: 2, theta: 100 }),
    terms: { trend: 1.5, limit: 1e300 },
  }),
  compound("binomial(20, .3) gamma(1, 1000)", many, {
    frequency: binomial({ m: 2, q: 0.3 }),
    policies: 10,
    severity: weibull({ tau: 1, theta: 1000 }),
  }),
  compound("Poisson(3) gamma(1, 500)", many, {
    frequency: poisson({ lambda: 3 }),
    severity: generalizedPareto({ xi: 0, theta: 500, threshold: 0 }),
  }),
  compound("7 gamma(.3, 100)", many, {
    frequency: deterministic({ n: 1 }),
    policies: 7,
    severity: gamma({ alpha: 0.3, theta: 200 }),
    terms: { share: 0.5, limit: 1e300 },
  }),
];

/** A limit that no claim reaches: the claims are drawn one by one. */
export const perClaimCases: readonly CompoundCase[] = closureCases
  .filter(({ name }) => !name.startsWith("Poisson(100000)"))
  .map(({ name, components: [component], trials }) =>
    compound(name, Math.min(trials, Math.ceil(1e8 / component!.frequency.mean())), {
      ...component!,
      terms: { limit: 1e300 },
    }),
  );

const claim = empirical({ values: [100, 300, 1000], weights: [5, 3, 2] });
const fewer = 1_000_000;

/** Claims, terms and policies in whole units: laws by convolution. */
export const latticeCases: readonly CompoundCase[] = [
  compound("50 policies, Poisson", fewer, {
    policies: 50,
    frequency: poisson({ lambda: 0.1 }),
    severity: claim,
    terms: { deductible: 50, aggregateDeductible: 100, aggregateLimit: 800 },
  }),
  compound("50 policies, bucket basis", fewer, {
    policies: 50,
    frequency: poisson({ lambda: 0.1 }),
    severity: claim,
    terms: { deductible: 50, aggregateDeductible: 500, aggregateLimit: 3000, aggregateBasis: "bucket" },
  }),
  compound("50 policies, bucket basis", fewer, {
    policies: 50,
    frequencyBasis: "bucket",
    frequency: poisson({ lambda: 5 }),
    severity: claim,
    terms: { deductible: 50, aggregateDeductible: 500, aggregateLimit: 3000, aggregateBasis: "bucket" },
  }),
  compound("200 policies, negative binomial", fewer, {
    policies: 200,
    frequency: negativeBinomial({ r: 0.5, beta: 0.4 }),
    severity: constant({ value: 20 }),
    terms: { share: 0.5, aggregateDeductible: 15, aggregateLimit: 40, aggregateShare: 0.5 },
  }),
  compound("30 policies, binomial", fewer, {
    policies: 30,
    frequency: binomial({ m: 3, q: 0.2 }),
    severity: claim,
    terms: { deductible: 100, deductibleKind: "franchise", attachment: 50, limit: 450, aggregateLimit: 600 },
  }),
  compound("12 policies, geometric", fewer, {
    policies: 12,
    frequency: geometric({ beta: 1.5 }),
    severity: claim,
    terms: { aggregateLimit: 1000 },
  }),
  compound("7 policies, deterministic", fewer, {
    policies: 7,
    frequency: deterministic({ n: 2 }),
    severity: claim,
    terms: { aggregateDeductible: 300 },
  }),
  compound("trend and share", fewer, {
    frequency: poisson({ lambda: 4 }),
    severity: claim,
    terms: { trend: 1.5, deductible: 150, share: 0.5 },
  }),
  compound("3 policies of 2500 claims", 20_000, {
    policies: 3,
    frequency: deterministic({ n: 2500 }),
    severity: empirical({ values: [0, 1] }),
    terms: { aggregateDeductible: 1220, aggregateLimit: 60 },
  }),
  compound("10 policies, mostly without a claim", many, {
    policies: 10,
    frequency: poisson({ lambda: 0.03 }),
    severity: claim,
    terms: { aggregateDeductible: 100, aggregateLimit: 1000 },
  }),
  compound("100000 policies, one claim each", fewer / 4, {
    policies: 100_000,
    frequency: poisson({ lambda: 0.001 }),
    severity: constant({ value: 1 }),
    terms: { aggregateLimit: 1 },
  }),
];
