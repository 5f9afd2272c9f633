import type { Frequency } from "../../dist/index.js";
import { frequencyFamilies, type Severity, severityFamilies } from "../../dist/index.js";
import { markdownTable } from "../../dist/report/markdownTable.js";
import { code } from "./code.js";
import { type Combinator, frequencyCombinators, joinedRules, severityCombinators } from "./combinators.js";
import { call, type Definition, domain, type Family } from "./definition.js";
import { closures, moments, support } from "./derived.js";
import elsewhere from "./elsewhere.json" with { type: "json" };

const severities = Object.values(severityFamilies) as unknown as Family<Severity>[];
const frequencies = Object.values(frequencyFamilies) as unknown as Family<Frequency>[];

/** docs/distributions.md, but for the outputs of its code. */
export function distributions(): string {
  return `# Distributions

<!-- Made by \`npm run docs\` from the definitions in src/severity and src/frequency. Edit those, or docs/make. -->

A law is a frozen value. Its constructor takes parameters by name and checks them. Names and parameters are those of
Klugman, Panjer & Willmot, *Loss Models*; section numbers are those of its appendices A and B. Amounts are in the currency
of the model, and \`theta\` is the scale in that currency unless the formula says otherwise. The rules on parameters ask for
finite numbers. A value that breaks one is an \`ActuarialError\`: \`gamma: alpha must be a finite number > 0, got -1\`.

| of a severity X | of a frequency N |
| --- | --- |
| \`density(x)\`, 0 at an atom; \`survival(x)\` is P(X > x); \`cdf(x)\` | \`pmf(n)\`, \`cdf(x)\` |
| \`quantile(p)\`, \`survivalQuantile(s)\`; the latter is good to s = 1e-300 | |
| \`mean()\`, \`variance()\`, \`skewness()\`, \`moment(k)\`; Infinity where infinite | \`mean()\`, \`variance()\`, \`pgf(z)\` |
| \`limitedMean(d)\` is E min(X, d); \`limitedMoment(k, d)\` | \`superposed(k)\`, \`thinned(p)\`, where they have a name |
| \`layerMean(attachment, limit)\` is E min(max(X - attachment, 0), limit) | |
| \`sample(n, { seed })\` | \`sample(n, { seed })\` |

## Severities

S is the survival function, F the distribution function, f the density. "Moments" says for which k > 0 the moment E[X^k] is
finite: with \`k < alpha\` the mean is finite for alpha > 1 and the variance for alpha > 2. B is the beta function, Phi the
standard normal distribution function.

${severityTable()}

The log-t law has no finite moment at all: limit it or truncate it before you price.

${alternatives(severities)}

\`cv\` is the standard deviation over the mean. \`fromQuantiles\` takes two points of the distribution function,
P(X <= x1) = p1 and P(X <= x2) = p2, with p1 < p2 and x1 < x2. A Pareto law reaches only quotients x2 / x1 above those of the
exponential law; others are an error that names the bound.

## Severities made of others, of data or of functions

${combinatorTable(severityCombinators)}

Of these, moments are finite as far as those of the heaviest part that has a weight; a bounded law has all of them, and a
piecewise Pareto law those below its last alpha.

A severity made this way is a severity like any other, and can be used in the next one:

\`\`\`ts
import { customSeverity, empirical, generalizedPareto, limited, lognormal, splice, truncated } from "lundberg";

const observed = [120, 340, 610, 95, 2300, 780, 1500, 410, 890, 260];
const spliced = splice({
  pieces: [empirical({ values: observed }), generalizedPareto({ xi: 0.4, theta: 900, threshold: 2300 })],
  breaks: [2300],
  weights: [0.95, 0.05],
});
const capped = limited({ severity: spliced, at: 1_000_000 });
console.log(\`spliced: mean \${spliced.mean().toFixed(2)}, P(X > 10,000) = \${spliced.survival(10_000).toPrecision(4)}\`);
console.log(\`capped: mean \${capped.mean().toFixed(2)}, moments finite below \${capped.momentsBelow}\`);

const reported = truncated({ severity: lognormal({ mu: 7, sigma: 1.2 }), lower: 1000 });
console.log(\`reported claims above 1,000: mean \${reported.mean().toFixed(2)}\`);

const gompertz = customSeverity({
  name: "gompertz",
  survival: (x) => Math.exp(-0.2 * Math.expm1(x / 1000)),
  density: (x) => (0.2 / 1000) * Math.exp(x / 1000 - 0.2 * Math.expm1(x / 1000)),
  support: [0, Infinity],
});
console.log(\`\${gompertz}: mean \${gompertz.mean().toFixed(4)}\`);
\`\`\`

\`\`\`text
\`\`\`

\`customSeverity\` takes smooth continuous laws. Build kinks, gaps and atoms by \`splice\`, \`mixture\` or \`limited\`. Your
functions are probed when the severity is made; one that rises, jumps, throws or contradicts the other is \`ERR_DATA\` and
names the place. They run on the calling thread only: a simulation draws from a table that is made once.

## Frequencies

p(n) is P(N = n), P(z) the probability generating function. Every moment of every family is finite. "Together" is the
family of the claims of several like policies. "Kept" is the family of the claims that remain when each one remains with the
same probability, independently, as above a deductible. Where "together" is empty, the sum has no law of its own here, and
the plan draws the policies that have claims ([plan.md](plan.md)).

${frequencyTable()}

${alternatives(frequencies)}

\`fromContagion\` has the variance mean + c mean^2. \`fromReturnPeriod\` is the Poisson law with a claim in one year of so many:
lambda = -ln(1 - 1 / years).

## Frequencies made of others or of data

${combinatorTable(frequencyCombinators)}

\`\`\`ts
import { compoundFrequency, gamma, mixedPoisson, negativeBinomial, poisson, zeroModified, zeroTruncated } from "lundberg";

const mixed = mixedPoisson({ lambda: 3, mixing: gamma({ alpha: 2, theta: 1 }) });
console.log(mixed.pmf(4).toPrecision(12), negativeBinomial({ r: 2, beta: 1.5 }).pmf(4).toPrecision(12));

const clusters = compoundFrequency({ primary: poisson({ lambda: 2 }), secondary: zeroTruncated(poisson({ lambda: 1 })) });
console.log(\`mean \${clusters.mean().toFixed(6)}, P(N = 0) = \${clusters.pmf(0).toFixed(6)}\`);

const many = zeroModified(poisson({ lambda: 2 }), { p0: 0.7 });
console.log(\`\${many}: mean \${many.mean().toFixed(6)}\`);
\`\`\`

\`\`\`text
\`\`\`

## Coming from R, scipy or NumPy

Each row is one law. The R functions are those of base R and of the package actuar, the distributions those of
\`scipy.stats\`, the samplers those of \`rng = numpy.random.default_rng()\`, to which \`size=n\` is to be added. The expressions
were evaluated as they stand, and [test/docs.test.ts](../test/docs.test.ts) compares the library with what came out; of actuar,
the formulas of its manual.

${elsewhereTable()}

What is easily taken for something else:

- **Scale, not rate.** \`gamma\` and \`exponential\` take the scale theta, as scipy and NumPy do. R's \`pgamma\` takes a rate unless
  \`scale\` is named, and \`pexp\` always does.
- **Negative binomial.** R's and scipy's \`p\` is the probability 1 / (1 + beta): \`negativeBinomial.fromProbability({ r, p })\`.
  R's \`mu\` is r beta, and its \`size\` is r.
- **Geometric** counts from 0, as in R. scipy and NumPy count from 1.
- **Pareto.** \`pareto\` starts at 0 (Pareto II, scipy's \`lomax\`; NumPy's \`pareto\` times theta). \`singleParameterPareto\` starts at
  theta (Pareto I, scipy's \`pareto\`). \`generalizedPareto\` is the law of extreme value theory; the generalized Pareto law of
  *Loss Models* and actuar is \`betaPrime\`.
- **Lognormal.** scipy's \`s\` is sigma, and its \`scale\` is exp(mu).
- **Inverse Gaussian.** theta is the shape, not a scale: the variance is mu^3 / theta. scipy's \`mu\` is mu / theta.
- **Loggamma** is the law of exp(Y) with Y gamma. scipy's \`loggamma\` is the law of log Y.
- **Burr.** scipy's \`burr\` is \`inverseBurr\`; its \`burr12\` is \`burr\`, shapes in the other order.
`;
}

function severityTable(): string {
  return markdownTable(
    ["constructor", "parameters", "law", "support", "moments", "reference"],
    severities.map((family) => {
      const { family: name, parameters, formula, reference } = family.definition;
      return [
        code(call(name, parameters)),
        rules(family.definition),
        code(formula),
        support(family),
        moments(family),
        reference,
      ];
    }),
  );
}

function frequencyTable(): string {
  return markdownTable(
    ["constructor", "parameters", "law", "together", "kept", "reference"],
    frequencies.map((family) => {
      const { family: name, parameters, formula, reference } = family.definition;
      const { together, kept } = closures(family);
      return [code(call(name, parameters)), rules(family.definition), code(formula), together, kept, reference];
    }),
  );
}

function rules({ family, parameters, check }: Definition): string {
  const joined = joinedRules[family];
  if ((check === undefined) !== (joined === undefined)) {
    throw new Error(`${family}: a rule that joins parameters is not in docs/make/combinators.ts`);
  }
  return domain(parameters) + (joined === undefined ? "" : `; ${joined}`);
}

/** Other ways to state a law. */
function alternatives(families: readonly { readonly definition: Definition }[]): string {
  const rows = families.flatMap(({ definition: { family, constructors } }) =>
    Object.entries(constructors).map(([name, { parameters }]) => [
      code(call(`${family}.${name}`, parameters)),
      domain(parameters),
    ]),
  );
  return markdownTable(["the same by other numbers", "parameters"], rows);
}

function combinatorTable(combinators: Readonly<Record<string, Combinator>>): string {
  const rows = Object.values(combinators).map(({ call, law, domain, reference }) => [
    code(call),
    law,
    domain,
    reference,
  ]);
  return markdownTable(["constructor", "law", "parameters", "reference"], rows);
}

function elsewhereTable(): string {
  const rows = elsewhere.map(({ lundberg, r = "", scipy = "", numpy = "" }) => [lundberg, r, scipy, numpy].map(code));
  return markdownTable(["lundberg", "R", "scipy.stats", "NumPy"], rows);
}
