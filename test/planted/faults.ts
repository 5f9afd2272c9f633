/** A mistake on purpose: texts of the sources and what stands there instead. */
export interface Fault {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** Test files that are run first; the whole suite follows where they see nothing. */
  readonly tests: readonly string[];
}

export interface Edit {
  readonly file: string;
  /** Occurs once in the file. */
  readonly text: string;
  readonly becomes: string;
}

const fault = (name: string, tests: string, file: string, text: string, becomes: string): Fault => ({
  name,
  tests: tests.split(" "),
  edits: [{ file, text, becomes }],
});

const random: readonly Fault[] = [
  fault(
    "a uniform number may be 0",
    "scalarKernel",
    "assembly/stream.ts",
    "(<f64>(<i64>(bits >> 12)) + 0.5) * 2.220446049250313e-16",
    "<f64>(<i64>(bits >> 12)) * 2.220446049250313e-16",
  ),
  fault(
    "a rotation of xoshiro is off by one",
    "stream",
    "assembly/stream.ts",
    "a3 = rotate(a3, 45)",
    "a3 = rotate(a3, 44)",
  ),
  fault(
    "a chunk's number is cut to 32 bits",
    "stream",
    "assembly/stream.ts",
    "if (i == 14) return <u32>(chunk >> 32);",
    "if (i == 14) return 0;",
  ),
  fault("all components share a stream", "compound", "src/tables/stream.ts", '.update(name, "utf8")', ""),
  fault(
    "two blocks share a stream",
    "compound",
    "src/simulation/blocks.ts",
    "(block * blockTrials + this.#first) / chunk",
    "(Math.floor(block / 2) * blockTrials + this.#first) / chunk",
  ),
  fault(
    "what lies beyond a node's blocks counts as taken from it",
    "placement",
    "src/simulation/ledger.ts",
    "if (first < end) {",
    "if (first < end + 1) {",
  ),
  {
    name: "a worker draws its blocks with a key of its own",
    tests: ["determinism"],
    edits: [
      {
        file: "src/simulation/blocks.ts",
        text: 'import { ActuarialError } from "../errors.js";',
        becomes: 'import { threadId } from "node:worker_threads";\nimport { ActuarialError } from "../errors.js";',
      },
      {
        file: "src/simulation/blocks.ts",
        text: "this.#kernel.install(component.key)",
        becomes: "this.#kernel.install(component.key.map((byte) => byte ^ threadId))",
      },
    ],
  },
];

const samplers: readonly Fault[] = [
  fault(
    "the normal variable has lost its sign",
    "sumTable compound",
    "assembly/gammaSums.ts",
    "v128.xor(f64x2.mul(m, width), v128.and(i64x2.shl(wordsN, 53), signMask))",
    "v128.or(f64x2.mul(m, width), f64x2.splat(0))",
  ),
  fault(
    "alpha is off by 1 % where sums are gamma variables",
    "sumTable compound",
    "assembly/gammaSums.ts",
    "gammaRecords(countsOf(table), load<f64>(table))",
    "gammaRecords(countsOf(table), 1.01 * load<f64>(table))",
  ),
  fault(
    "alpha is off by 1 % in the table of a sum",
    "sumTable compound",
    "src/plan/sumTable.ts",
    "sumLaw(law, alpha, scale)",
    "sumLaw(law, 1.01 * alpha, scale)",
  ),
  fault(
    "a squeeze accepts too much",
    "gamma",
    "assembly/gamma.ts",
    "if (d >= 1) return 2.01;",
    "if (d >= 1) return 1.21;",
  ),
  fault(
    "the rest is drawn from the whole density, not from what the strips leave",
    "statistics",
    "assembly/strips.ts",
    "load<f64>(record, 24) * half * distance",
    "0 * half * distance",
  ),
  fault(
    "an alias slot keeps its own target 1 % too often",
    "statistics",
    "assembly/setup/alias.ts",
    "<u64>(share * 4294967296.0 * 4294967296.0)",
    "<u64>(min(0.9999, 1.01 * share) * 4294967296.0 * 4294967296.0)",
  ),
  fault(
    "gaps between trials with a loss fall off 1 % too fast",
    "compound",
    "src/tables/gapTable.ts",
    "math.exp(weights.length * logEmpty)",
    "math.exp(weights.length * 1.01 * logEmpty)",
  ),
  fault(
    "policies that have claims may have none",
    "compound",
    "src/plan/counting.ts",
    "positive: busy === undefined ? skips : some > 0",
    "positive: busy === undefined ? skips : false",
  ),
  fault(
    "the tail index of a Pareto law is off by 1 %",
    "statistics",
    "src/severity/pareto.ts",
    "law: ({ alpha, theta }) => {",
    "law: ({ alpha: given, theta }) => {\n    const alpha = 1.01 * given;",
  ),
];

const terms: readonly Fault[] = [
  fault(
    "the kinds of deductible are swapped",
    "golden compound",
    "src/terms/perClaim.ts",
    'terms.deductibleKind === "franchise"',
    'terms.deductibleKind !== "franchise"',
  ),
  fault(
    "the share is taken before the deductible",
    "golden compound",
    "src/plan/paying.ts",
    "share * trend, -share * deduct, 0",
    "share * trend, -deduct, 0",
  ),
  fault(
    "the limit is reached at a claim before trend",
    "golden compound",
    "src/plan/paying.ts",
    "return (deduct + limit) / trend;",
    "return (deduct + limit) / (trend > 0 ? 1 : trend);",
  ),
  fault(
    "the aggregate limit acts before the aggregate deductible",
    "golden compound",
    "assembly/terms.ts",
    "f64x2.splat(sum - load<f64>(terms))",
    "f64x2.splat(min(sum, load<f64>(terms, 8)) - load<f64>(terms))",
  ),
  fault(
    "thinning is 1 % too heavy",
    "rewrites",
    "src/plan/paying.ts",
    "? frequency.thinned(paying)",
    "? frequency.thinned(0.99 * paying)",
  ),
  fault(
    "a thinned negative binomial keeps beta and thins r",
    "rewrites",
    "src/frequency/negativeBinomial.ts",
    "negativeBinomial({ r, beta: p * beta })",
    "negativeBinomial({ r: p * r, beta })",
  ),
  fault(
    "like negative binomials add their beta",
    "rewrites",
    "src/frequency/negativeBinomial.ts",
    "negativeBinomial({ r: k * r, beta })",
    "negativeBinomial({ r, beta: k * beta })",
  ),
  fault(
    "full and partial claims are taken for independent whatever the count",
    "rewrites",
    "src/plan/paying.ts",
    'frequency.family === "poisson" && partly && counted',
    "partly && counted",
  ),
];

const measures: readonly Fault[] = [
  fault(
    "moments are merged by the stretches of blocks that workers take",
    "determinism",
    "src/simulation/trialOrder.ts",
    "read.moments = mergeMoments(read.moments, readMoments(moments, slot * momentFields));",
    `const own = read as { moments: Moments; stretch?: Moments };
        own.stretch = mergeMoments(own.stretch ?? noMoments, readMoments(moments, slot * momentFields));
        if ((this.#next + 1) % this.#program.take === 0 || this.#next + 1 === blocks) {
          own.moments = mergeMoments(own.moments, own.stretch);
          own.stretch = noMoments;
        }`,
  ),
  fault(
    "the standard deviation divides by n",
    "measures measuresReference",
    "src/measures/moments.ts",
    "Math.sqrt(m2 / (count - 1))",
    "Math.sqrt(m2 / count)",
  ),
  fault(
    "the third moments of two stretches are merged with the wrong sign",
    "measuresReference",
    "src/measures/moments.ts",
    "3 * delta * (shareA * b.m2 - shareB * a.m2)",
    "3 * delta * (shareB * a.m2 - shareA * b.m2)",
  ),
  fault(
    "VaR is one order statistic too high",
    "measures",
    "src/measures/ranks.ts",
    "Math.max(Math.ceil(position), 1)",
    "Math.max(Math.floor(position) + 1, 1)",
  ),
  fault(
    "n p is not the integer that its decimals say",
    "measures",
    "src/measures/ranks.ts",
    "const position = isInteger ? nearest : product;",
    "const position = isInteger && nearest < 0 ? nearest : product;",
  ),
  fault(
    "TVaR is the mean of the losses above VaR",
    "measures",
    "src/measures/intervals.ts",
    "excess.sum / (count - position)",
    "excess.sum / Math.max(1, excess.count)",
  ),
  fault(
    "the interval of VaR is one rank too narrow",
    "measuresReference",
    "src/measures/ranks.ts",
    "return { low, high };",
    "return { low: low + 1, high };",
  ),
  fault(
    "a kept tail loses the order of its blocks",
    "keepTail",
    "src/simulation/tailKeeper.ts",
    "starts[block] = start;",
    "starts[block] = 0;",
  ),
  fault(
    "losses in single precision are measured before they are rounded",
    "storage",
    "src/simulation/blocks.ts",
    "exports.widen(this.#singles, count, address);",
    "",
  ),
];

const sharing: readonly Fault[] = [
  fault(
    "books of other sizes share a plan",
    "many",
    "src/plan/sharedPlan.ts",
    "const told = [policies, frequencyBasis,",
    "const told = [frequencyBasis,",
  ),
  fault(
    "a kernel is lent again as it was left",
    "many",
    "src/kernel.ts",
    "new Uint8Array(memory.buffer).fill(0, start, this.#free);",
    "",
  ),
  fault(
    "a cache does not tell runs by their storage",
    "cache",
    "src/simulation/cacheKey.ts",
    '["seedIsGiven", "checkpoint",',
    '["seedIsGiven", "storage", "checkpoint",',
  ),
  fault("a cache believes what it reads", "cache", "src/simulation/cacheEntry.ts", "&& digest === sha256(body);", ";"),
];

/** By what they break: random words, the samplers, terms and rewrites, measures, what runs have in common. */
export const faults: readonly Fault[] = [...random, ...samplers, ...terms, ...measures, ...sharing];
