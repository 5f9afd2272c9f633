import {
  binomial,
  compoundFrequency,
  constant,
  deterministic,
  empirical,
  empiricalCounts,
  type Frequency,
  gamma,
  geometric,
  type InforceOptions,
  lognormal,
  mixedPoisson,
  mixture,
  negativeBinomial,
  neymanA,
  pareto,
  poisson,
  poissonInverseGaussian,
  polyaAeppli,
  type Severity,
  zeroModified,
  zeroTruncated,
} from "../../dist/index.js";

type Component = Omit<InforceOptions, "name">;

/** One law, said so that the plan takes a rewrite, and so that it cannot. */
export interface RewriteCase {
  readonly name: string;
  /** Of the first component's steps, or of its kernel: what the rewritten model has and the other has not. */
  readonly rewrite: string;
  readonly rewritten: readonly Component[];
  /** Another model of the same law; left out, the same model with outputs, which draws each ground-up claim. */
  readonly asIs?: readonly Component[];
}

const claim = lognormal({ mu: 8, sigma: 1 });
const layered = { deductible: 1000, attachment: 2000, limit: 10_000 } as const;

const apart = (component: Component): Component[] =>
  Array.from({ length: component.policies! }, () => ({ ...component, policies: 1 }));

function superposed(name: string, component: Component): RewriteCase {
  return { name, rewrite: "superposition", rewritten: [component], asIs: apart(component) };
}

const superposition: readonly RewriteCase[] = [
  superposed("40 Poisson", { policies: 40, frequency: poisson({ lambda: 0.1 }), severity: claim }),
  superposed("12 negative binomial", {
    policies: 12,
    frequency: negativeBinomial({ r: 0.5, beta: 1.5 }),
    severity: claim,
    terms: layered,
  }),
  superposed("10 binomial", { policies: 10, frequency: binomial({ m: 3, q: 0.2 }), severity: claim }),
  superposed("8 geometric, gamma claims", {
    policies: 8,
    frequency: geometric({ beta: 0.8 }),
    severity: gamma({ alpha: 1.5, theta: 100 }),
  }),
  superposed("30 Poisson under a trend, a franchise and a share", {
    policies: 30,
    frequency: poisson({ lambda: 0.2 }),
    severity: pareto({ alpha: 3, theta: 5000 }),
    terms: { trend: 1.1, deductible: 1000, deductibleKind: "franchise", share: 0.5 },
  }),
];

/** Frequencies that stay in their family, or in another known one, when claims are dropped. */
const thinnable: Readonly<Record<string, Frequency>> = {
  Poisson: poisson({ lambda: 6 }),
  "negative binomial": negativeBinomial({ r: 2, beta: 3 }),
  binomial: binomial({ m: 12, q: 0.4 }),
  geometric: geometric({ beta: 4 }),
  deterministic: deterministic({ n: 6 }),
  "empirical counts": empiricalCounts({ counts: [0, 2, 5, 11], weights: [1, 2, 3, 1] }),
  "zero-modified Poisson": zeroModified(poisson({ lambda: 5 }), { p0: 0.3 }),
  "zero-modified negative binomial": zeroModified(negativeBinomial({ r: 0.5, beta: 6 }), { p0: 0.1 }),
  "zero-truncated binomial": zeroTruncated(binomial({ m: 8, q: 0.3 })),
  "zero-truncated geometric": zeroTruncated(geometric({ beta: 3 })),
  "Poisson-inverse Gaussian": poissonInverseGaussian({ mu: 5, beta: 2 }),
  "Neyman A": neymanA({ lambda1: 2, lambda2: 3 }),
  "Polya-Aeppli": polyaAeppli({ lambda: 2, beta: 1.5 }),
  "mixed Poisson": mixedPoisson({ lambda: 5, mixing: lognormal.fromMeanCv({ mean: 1, cv: 0.8 }) }),
  compound: compoundFrequency({ primary: poisson({ lambda: 2 }), secondary: zeroTruncated(poisson({ lambda: 2 })) }),
};

const thinning: readonly RewriteCase[] = [
  ...Object.entries(thinnable).map(([name, frequency]) => ({
    name,
    rewrite: "thinning",
    rewritten: [{ frequency, severity: claim, terms: layered }],
  })),
  {
    name: "atoms at the deductible and above it, of a franchise",
    rewrite: "thinning",
    rewritten: [
      {
        frequency: negativeBinomial({ r: 2, beta: 3 }),
        severity: empirical({ values: [500, 1000, 1000, 2000, 7000] }),
        terms: { deductible: 1000, deductibleKind: "franchise", limit: 5000 },
      },
    ],
  },
  {
    name: "a thousandth of the claims",
    rewrite: "thinning",
    rewritten: [
      { frequency: poisson({ lambda: 30 }), severity: pareto({ alpha: 3, theta: 1000 }), terms: { deductible: 9000 } },
    ],
  },
];

/** A mixture of a law with itself: its claims are the same, and the plan does not see of which family. */
const hidden = (severity: Severity): Severity => mixture({ severities: [severity, severity], weights: [0.5, 0.5] });
/** The same counts, but not of a parametric law. */
const disguised = (frequency: Frequency): Frequency => zeroModified(frequency, { p0: frequency.pmf(0) });

const gammaSums: readonly (readonly [string, Frequency, Severity])[] = [
  ["Poisson(5) gamma(2)", poisson({ lambda: 5 }), gamma({ alpha: 2, theta: 1000 })],
  ["Poisson(.3) gamma(.5)", poisson({ lambda: 0.3 }), gamma({ alpha: 0.5, theta: 1000 })],
  ["Poisson(.55) gamma(20)", poisson({ lambda: 0.55 }), gamma({ alpha: 20, theta: 10 })],
  ["Poisson(40) gamma(.02)", poisson({ lambda: 40 }), gamma({ alpha: 0.02, theta: 1 })],
  ["Poisson(3) gamma(100)", poisson({ lambda: 3 }), gamma({ alpha: 100, theta: 10 })],
  ["negative binomial(.5, 20) gamma(.3)", negativeBinomial({ r: 0.5, beta: 20 }), gamma({ alpha: 0.3, theta: 100 })],
  ["binomial(20, .3) gamma(1)", binomial({ m: 20, q: 0.3 }), gamma({ alpha: 1, theta: 1000 })],
  ["geometric(4) gamma(1.5)", geometric({ beta: 4 }), gamma({ alpha: 1.5, theta: 100 })],
];

const sums: readonly RewriteCase[] = [
  ...gammaSums.map(([name, frequency, severity]) => ({
    name: `${name} by a table and claim by claim`,
    rewrite: "sum table",
    rewritten: [{ frequency, severity }],
    asIs: [{ frequency, severity: hidden(severity) }],
  })),
  ...gammaSums.map(([name, frequency, severity]) => ({
    name: `${name} by a table and by counts`,
    rewrite: "sum table",
    rewritten: [{ frequency, severity }],
    asIs: [{ frequency: disguised(frequency), severity }],
  })),
  ...[0.3, 3].map((lambda) => ({
    name: `Poisson(${lambda}) gamma(101) by counts and claim by claim`,
    rewrite: "sum closure",
    rewritten: [{ frequency: poisson({ lambda }), severity: gamma({ alpha: 101, theta: 10 }) }],
    asIs: [{ frequency: poisson({ lambda }), severity: hidden(gamma({ alpha: 101, theta: 10 })) }],
  })),
  {
    name: "scaled, under an annual layer of the bucket",
    rewrite: "sum table",
    rewritten: [
      {
        policies: 5,
        frequency: poisson({ lambda: 0.8 }),
        severity: gamma({ alpha: 2, theta: 800 }),
        terms: { trend: 1.25, share: 0.5, aggregateDeductible: 1000, aggregateLimit: 4000, aggregateBasis: "bucket" },
      },
    ],
  },
];

/** Claims of which nine in ten are 0, and ten times as many: fewer trials have no claim, as many have no loss. */
const diluted: Severity = mixture({ severities: [constant({ value: 0 }), claim], weights: [0.9, 0.1] });

function skipped(name: string, rewrite: string, of: (times: number) => Frequency): RewriteCase {
  const asIs = [{ frequency: of(10), severity: diluted }];
  return { name, rewrite, rewritten: [{ frequency: of(1), severity: claim }], asIs };
}

const skipping: readonly RewriteCase[] = [
  ...[0.9, 0.61].map((none) =>
    skipped(`Poisson, P(0) = ${none}`, "zero skipping", (times) => poisson({ lambda: -times * Math.log(none) })),
  ),
  ...[0.8, 0.61].map((none) =>
    skipped(`negative binomial, P(0) = ${none}`, "zero skipping", (times) =>
      negativeBinomial({ r: 0.4, beta: times * (none ** -2.5 - 1) }),
    ),
  ),
  // Just below the switch nothing is skipped in either.
  skipped("Poisson, P(0) = .59", "", (times) => poisson({ lambda: -times * Math.log(0.59) })),
  {
    name: "policies of which most have no claim",
    rewrite: "zero skipping",
    rewritten: [
      { policies: 6, frequency: poisson({ lambda: 0.05 }), severity: claim, terms: { aggregateLimit: 9000 } },
    ],
    asIs: [{ policies: 6, frequency: poisson({ lambda: 0.5 }), severity: diluted, terms: { aggregateLimit: 9000 } }],
  },
];

const constantClaims: readonly RewriteCase[] = [
  {
    name: "Poisson",
    rewrite: "constant claims",
    rewritten: [{ frequency: poisson({ lambda: 5 }), severity: constant({ value: 7 }) }],
  },
  {
    name: "mostly none",
    rewrite: "constant claims",
    rewritten: [
      { frequency: geometric({ beta: 0.2 }), severity: constant({ value: 1000 }), terms: { deductible: 400 } },
    ],
  },
  {
    name: "more than 64 of them",
    rewrite: "constant claims",
    rewritten: [{ frequency: negativeBinomial({ r: 2, beta: 40 }), severity: constant({ value: 7 }) }],
  },
  {
    name: "one amount that pays, policies, an annual layer of the bucket",
    rewrite: "constant claims",
    rewritten: [
      {
        policies: 20,
        frequency: binomial({ m: 4, q: 0.25 }),
        severity: empirical({ values: [500, 900, 2000] }),
        terms: {
          deductible: 1000,
          share: 0.5,
          aggregateDeductible: 1500,
          aggregateLimit: 3000,
          aggregateBasis: "bucket",
        },
      },
    ],
  },
];

function atLimit(name: string, component: Partial<Component>): RewriteCase {
  const whole = { frequency: poisson({ lambda: 8 }), severity: claim, terms: { limit: 4000 }, ...component };
  return { name, rewrite: "layer to limit", rewritten: [whole] };
}

const layerToLimit: readonly RewriteCase[] = [
  atLimit("a share of .38", {}),
  atLimit("a share of .26", { terms: { limit: 5600 } }),
  atLimit("nearly all", { terms: { limit: 100 } }),
  atLimit("with a deductible and an attachment", { terms: { deductible: 1000, attachment: 1000, limit: 2500 } }),
  atLimit("with a trend and a share", { terms: { trend: 1.25, limit: 4000, share: 0.75 } }),
  atLimit("with a franchise", { terms: { deductible: 2000, deductibleKind: "franchise", limit: 5000 } }),
  atLimit("with a franchise above the limit: all pay it or a bit less", {
    terms: { deductible: 4000, deductibleKind: "franchise", attachment: 500, limit: 4500 },
  }),
  atLimit("with policies", { policies: 25, frequency: poisson({ lambda: 0.4 }) }),
  atLimit("with a count of the bucket", { policies: 25, frequencyBasis: "bucket" }),
  atLimit("with an annual layer of the bucket", {
    policies: 25,
    frequency: poisson({ lambda: 0.4 }),
    terms: { limit: 4000, aggregateDeductible: 10_000, aggregateLimit: 16_000, aggregateBasis: "bucket" },
  }),
  atLimit("with an annual layer of its one policy", {
    terms: { limit: 4000, share: 0.5, aggregateDeductible: 4000, aggregateLimit: 10_000, aggregateShare: 0.5 },
  }),
  atLimit("of atoms", { severity: empirical({ values: [1000, 3000, 4000, 9000] }) }),
];

/** Counts whose thinning would be a table of millions of products, and is not made. */
const many = Array.from({ length: 2049 }, (_, n) => n);

/** What claims pay drawn as one law, where no claim is dropped or counted. */
const netOfTerms: readonly RewriteCase[] = [
  {
    name: "a limit on negative binomial counts",
    rewrite: "",
    rewritten: [
      { frequency: negativeBinomial({ r: 2, beta: 2 }), severity: claim, terms: { limit: 4000, share: 0.75 } },
    ],
  },
  {
    name: "a layer on a mixture with atoms",
    rewrite: "thinning",
    rewritten: [
      {
        frequency: negativeBinomial({ r: 2, beta: 2 }),
        severity: mixture({ severities: [claim, constant({ value: 2500 })], weights: [0.75, 0.25] }),
        terms: { trend: 1.5, deductible: 1500, limit: 3000, share: 0.5 },
      },
    ],
  },
  {
    name: "a count that cannot be thinned",
    rewrite: "",
    rewritten: [
      {
        frequency: empiricalCounts({ counts: many, weights: many.map((n) => 0.8 ** n) }),
        severity: claim,
        terms: layered,
      },
    ],
  },
];

const aggregate = { deductible: 1000, aggregateDeductible: 2000, aggregateLimit: 9000, aggregateShare: 0.5 };

function grouped(name: string, component: Component): RewriteCase {
  const rewrite = component.terms === undefined ? "a sum of like counts" : "each policy by itself";
  return { name, rewrite, rewritten: [component], asIs: apart(component) };
}

const groups: readonly RewriteCase[] = [
  grouped("Poisson", { policies: 20, frequency: poisson({ lambda: 0.4 }), severity: claim, terms: aggregate }),
  grouped("negative binomial", {
    policies: 10,
    frequency: negativeBinomial({ r: 0.5, beta: 3 }),
    severity: claim,
    terms: aggregate,
  }),
  grouped("gamma claims", {
    policies: 15,
    frequency: binomial({ m: 3, q: 0.3 }),
    severity: gamma({ alpha: 0.7, theta: 5000 }),
    terms: { aggregateDeductible: 2000, aggregateLimit: 9000 },
  }),
  grouped("zero-modified counts, which do not add", {
    policies: 15,
    frequency: zeroModified(poisson({ lambda: 2 }), { p0: 0.8 }),
    severity: claim,
  }),
  grouped("zero-truncated counts: every policy has claims", {
    policies: 6,
    frequency: zeroTruncated(geometric({ beta: 0.5 })),
    severity: gamma({ alpha: 2, theta: 10 }),
  }),
];

export const rewriteCases: Readonly<Record<string, readonly RewriteCase[]>> = {
  superposition,
  thinning,
  "sums of claims": sums,
  "zero skipping": skipping,
  "constant claims": constantClaims,
  "layer to limit": layerToLimit,
  "claims net of terms": netOfTerms,
  groups,
};
