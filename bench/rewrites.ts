// What each rewrite of the plan gains: docs/plan.md's table. `npm run bench:plan` prints it, `-- --publish` writes it there.
// A model as the plan takes it stands beside the same law said so that one rewrite does not hold.
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  binomial,
  constant,
  deterministic,
  empirical,
  type Frequency,
  gamma,
  type InforceOptions,
  inforce,
  lognormal,
  type MeanEstimate,
  mixedPoisson,
  mixture,
  negativeBinomial,
  PricingModel,
  poisson,
  portfolio,
  type SimulateOptions,
  shifted,
  truncated,
} from "lundberg";
import { markdownTable } from "../dist/report/markdownTable.js";
import { type Spread, spread } from "../dist/statistics.js";
import { busyFrom, describeMachine } from "./machine.js";

type Book = Omit<InforceOptions, "name">;

interface Case {
  readonly rewrite: string;
  readonly model: string;
  readonly taken: Book;
  /** How the same law was said without the rewrite, and its components. */
  readonly turnedOff: string;
  readonly plain: readonly Book[];
  readonly outputs?: SimulateOptions["outputs"];
}

const claims = lognormal({ mu: 8, sigma: 1.5 });
const far = 1e15;

/** A year of one claim or none; or of one claim, mostly of 0. */
const seldom = (q: number): Pick<Case, "taken" | "plain"> => ({
  taken: { frequency: binomial({ m: 1, q }), severity: claims },
  plain: [
    {
      frequency: deterministic({ n: 1 }),
      severity: mixture({ severities: [constant({ value: 0 }), claims], weights: [1 - q, q] }),
    },
  ],
});
/** What claims above a deductible pay, or every claim's payment, mostly 0, as a severity of its own. */
const above = (frequency: Frequency, share: number): Pick<Case, "taken" | "plain" | "turnedOff"> => {
  const deductible = claims.survivalQuantile(share);
  const excess = shifted({ severity: truncated({ severity: claims, lower: deductible }), by: -deductible });
  const severity = mixture({ severities: [constant({ value: 0 }), excess], weights: [1 - share, share] });
  return {
    taken: { frequency, severity: claims, terms: { deductible } },
    plain: [{ frequency, severity }],
    turnedOff: "the payment as a severity, 0 below the deductible",
  };
};

const limitedBook = {
  frequency: poisson({ lambda: 20 }),
  severity: claims,
  terms: { limit: claims.survivalQuantile(0.05) },
};
const sums = (lambda: number, alpha: number): Pick<Case, "taken" | "plain" | "turnedOff"> => {
  const law = { frequency: poisson({ lambda }), severity: gamma({ alpha, theta: 1000 }) };
  return { taken: law, plain: [{ ...law, terms: { limit: far } }], turnedOff: "a limit of 1e15" };
};
const policies = { policies: 200, frequency: poisson({ lambda: 0.05 }), severity: claims };
const ownLimit = { ...policies, terms: { aggregateLimit: 20_000 } };

const cases: readonly Case[] = [
  {
    rewrite: "thinning",
    model: "Poisson(20), 5 % of claims above the deductible",
    ...above(poisson({ lambda: 20 }), 0.05),
  },
  {
    rewrite: "thinning",
    model: "negative binomial, mean 20, 50 % of claims above the deductible",
    ...above(negativeBinomial({ r: 4, beta: 5 }), 0.5),
  },
  {
    rewrite: "claims net of terms",
    model: "Poisson(20), a limit that 5 % of claims reach",
    taken: limitedBook,
    plain: [limitedBook],
    outputs: ["claimCount"],
    turnedOff: 'outputs: ["claimCount"], at their cost',
  },
  ...[0.3, 0.8].map((full) => {
    const terms = { attachment: claims.survivalQuantile(0.5), limit: 0 };
    terms.limit = claims.survivalQuantile(0.5 * full) - terms.attachment;
    return {
      rewrite: "layer to limit",
      model: `Poisson(40), half of the claims reach the layer, ${100 * full} % of them its limit`,
      taken: { frequency: poisson({ lambda: 40 }), severity: claims, terms },
      plain: [
        { frequency: mixedPoisson({ lambda: 40, mixing: constant({ value: 1 }) }), severity: claims, terms },
      ] as const,
      turnedOff: "the count as a mixed Poisson law with a constant mean",
    };
  }),
  {
    rewrite: "superposition",
    model: "200 policies of Poisson(0.05)",
    taken: policies,
    plain: [{ ...policies, terms: { aggregateLimit: far } }],
    turnedOff: "an aggregate limit of 1e15 for each policy",
  },
  {
    rewrite: "policies with claims",
    model: "200 policies of Poisson(0.05), an aggregate limit for each",
    taken: ownLimit,
    plain: Array.from({ length: 200 }, () => ({ ...ownLimit, policies: 1 })),
    turnedOff: "200 components of one policy",
  },
  { rewrite: "sum closure, from a table", model: "Poisson(5) gamma(2)", ...sums(5, 2) },
  { rewrite: "sum closure, from a table", model: "Poisson(100) gamma(2)", ...sums(100, 2) },
  { rewrite: "sum closure, a gamma variable", model: "Poisson(5) gamma(200)", ...sums(5, 200) },
  {
    rewrite: "constant claims",
    model: "Poisson(20) of 1,000 each",
    taken: { frequency: poisson({ lambda: 20 }), severity: constant({ value: 1000 }) },
    plain: [{ frequency: poisson({ lambda: 20 }), severity: empirical({ values: [1000, 1000.000001] }) }],
    turnedOff: "two sizes that differ by 1e-9 of themselves",
  },
  ...[0.3, 0.1, 0.01].map((q) => ({
    rewrite: "zero skipping",
    model: `a claim in ${100 * q} % of the years`,
    ...seldom(q),
    turnedOff: "one claim a year, mostly of 0",
  })),
];

const rounds = 15;
const mostTrials = 4_000_000;
const runNanoseconds = 1.5e8;

interface Measured {
  readonly ratio: Spread;
  readonly drawn: readonly [before: number, after: number];
  readonly busy: number;
}

interface Run {
  readonly cpu: number;
  readonly wall: number;
  readonly mean: MeanEstimate;
}

async function measure({ model: name, taken, plain, outputs }: Case): Promise<Measured> {
  const book = (books: readonly Book[]): PricingModel =>
    new PricingModel(portfolio(books.map((each, i) => inforce({ ...each, name: `component ${i}` }))));
  const [after, before] = [book([taken]), book(plain)];
  const more = outputs === undefined ? {} : { outputs };
  const run = async (model: PricingModel, trials: number, seed: number): Promise<Run> => {
    const [started, usage] = [process.hrtime.bigint(), process.cpuUsage()];
    const result = await model.simulate({ trials, seed, workers: 1, ...(model === before ? more : {}) });
    const { user, system } = process.cpuUsage(usage);
    const wall = Number(process.hrtime.bigint() - started);
    const { mean } = result;
    result.release();
    return { cpu: 1000 * (user + system), wall, mean };
  };
  // Tables, the engine's compilers and the arrays' memory are no part of what is measured.
  for (let i = 0; i < 5; i++) for (const model of [before, after]) await run(model, 16_384, i);
  const { cpu } = await run(before, 16_384, 0);
  const trials = Math.max(4096, Math.min(mostTrials, Math.round((16_384 * runNanoseconds) / cpu)));
  const [a, b] = [(await run(before, trials, 1)).mean, (await run(after, trials, 2)).mean];
  if (!(Math.abs(a.value - b.value) <= 5 * Math.hypot(a.standardError, b.standardError))) {
    throw new Error(`not the same model twice: ${name}, means ${a.value} and ${b.value}`);
  }

  const ratios: number[] = [];
  let [processor, wall] = [0, 0];
  for (let round = 1; round <= rounds; round++) {
    const order = round % 2 === 0 ? [before, after] : [after, before];
    const times = new Map<PricingModel, number>();
    for (const model of order) {
      const time = await run(model, trials, round);
      times.set(model, time.cpu);
      processor += time.cpu;
      wall += time.wall;
    }
    ratios.push(times.get(before)! / times.get(after)!);
  }
  const draws = (model: PricingModel): number =>
    model.explain(model === before ? more : {}).components.reduce((sum, { drawsPerTrial }) => sum + drawsPerTrial, 0);
  return { ratio: spread(ratios), drawn: [draws(before), draws(after)], busy: wall / processor };
}

const { values: options } = parseArgs({ options: { publish: { type: "boolean", default: false } } });
const rows: string[][] = [];
let busy = 0;
for (const each of cases) {
  const { ratio, drawn, busy: now } = await measure(each);
  busy = Math.max(busy, now);
  const times = `${ratio.median.toPrecision(3)} (${ratio.low.toPrecision(3)} to ${ratio.high.toPrecision(3)})`;
  rows.push([each.rewrite, each.model, each.turnedOff, ...drawn.map((n) => String(Number(n.toPrecision(3)))), times]);
  console.error(rows.at(-1)!.join(" | "));
}
const { cpu, cores, node, platform } = await describeMachine();
const measured = [
  markdownTable(["rewrite", "model", "turned off by", "drawn without", "drawn with", "times as fast"], rows, [3, 4, 5]),
  [
    `Measured by \`npm run bench:plan\` on ${cpu}, ${cores} cores, Node ${node}, ${platform}:`,
    `processor time of one thread, the two models in turns, ${rounds} runs of each after five to warm up; the median of the ratios,`,
    "and their quartiles in brackets.",
    ...(busy > busyFrom
      ? [
          `The machine was shared: wall time was up to ${busy.toFixed(1)} times processor time. What the quartiles do`,
          "not tell apart is no difference.",
        ]
      : []),
  ].join("\n"),
].join("\n\n");
console.log(measured);
if (options.publish) {
  const page = new URL("../docs/plan.md", import.meta.url);
  const marks = /(<!-- measured -->\n\n)[\s\S]*?(<!-- end -->)/;
  writeFileSync(
    page,
    readFileSync(page, "utf8").replace(marks, (_, open, end) => `${open}${measured}\n\n${end}`),
  );
}
