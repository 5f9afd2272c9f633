import fc from "fast-check";
import { createCache, inforce, PricingModel, portfolio } from "../../../dist/index.js";
import { varianceReductions } from "../../../dist/simulation/options.js";
import { build, lawOf, misspelt } from "./laws.js";
import { type Declared, numberOf, odd, sometimes, type Wildness } from "./numbers.js";

/** A model and the options of a run, as they are written. */
export interface Case {
  readonly wildness: Wildness;
  readonly components: readonly unknown[];
  readonly options: unknown;
}

const amount: Declared = { rule: { text: "", holds: (x) => x >= 0 }, typical: [0, 1e6] };
const fraction: Declared = { rule: { text: "", holds: (x) => x > 0 && x <= 1 }, typical: [0.05, 1] };
const trend: Declared = { rule: { text: "", holds: (x) => x > 0 && x < Infinity }, typical: [0.5, 2] };
const count: Declared = {
  rule: { text: "an integer", holds: (x) => x >= 1 && Number.isSafeInteger(x) },
  typical: [1, 50],
};

function oneOf(wildness: Wildness, ...words: unknown[]): fc.Arbitrary<unknown> {
  const word = fc.constantFrom(...words);
  return wildness === "hostile" ? sometimes(odd, word, 12) : word;
}

function terms(wildness: Wildness): fc.Arbitrary<unknown> {
  const limit = sometimes(fc.constant(Infinity), numberOf(amount, wildness), 4);
  const record = fc.record(
    {
      deductible: numberOf(amount, wildness),
      deductibleKind: oneOf(wildness, "ordinary", "franchise"),
      attachment: numberOf(amount, wildness),
      limit,
      share: numberOf(fraction, wildness),
      aggregateDeductible: numberOf(amount, wildness),
      aggregateLimit: limit,
      aggregateShare: numberOf(fraction, wildness),
      aggregateBasis: oneOf(wildness, "policy", "bucket"),
      trend: numberOf(trend, wildness),
      ...(wildness === "hostile" && { maximumCoveredLoss: limit }),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Record<string, unknown>>;
  return wildness === "hostile" ? misspelt(record) : record;
}

/** A name for each component; hostile ones may be empty, alike, or of the kind that terminals and databases choke on. */
const names = ["a", "b", "c", "", "a\u0000b", "\u001b[31mred", "e\u0301", "é", "__proto__", "x".repeat(300), "\ud800"];

function component(wildness: Wildness, i: number): fc.Arbitrary<unknown> {
  const record = fc.record(
    {
      name:
        wildness === "hostile"
          ? sometimes(fc.constantFrom(...names), fc.constant(names[i]!), 6)
          : fc.constant(names[i]!),
      policies: numberOf(count, wildness),
      frequency: lawOf("frequency", wildness),
      severity: lawOf("severity", wildness),
      frequencyBasis: oneOf(wildness, "policy", "bucket"),
      terms: terms(wildness),
    },
    { requiredKeys: ["name", "frequency", "severity"] },
  ) as fc.Arbitrary<Record<string, unknown>>;
  return wildness === "hostile" ? misspelt(record) : record;
}

const controllers = { aborted: AbortSignal.abort(new Error("aborted before")), quiet: new AbortController().signal };

function until(level: fc.Arbitrary<number>): fc.Arbitrary<unknown> {
  const relativeError = fc.constantFrom(5e-324, 1e-3, 0.1, 10);
  return fc.oneof(
    fc.record({ measure: fc.constant("mean"), relativeError }),
    fc.record({ measure: fc.constantFrom("var", "tvar"), level, relativeError }),
  );
}
const cache = createCache({ maxEntries: 5 });

/** Few trials, few claims and little memory: what would be large is refused. */
function options(wildness: Wildness): fc.Arbitrary<unknown> {
  const level = fc.oneof(
    fc.constantFrom(0.5, 0.9, 0.99, 0.999, 1 - 2 ** -53, 5e-324),
    fc.double({ min: 0.01, max: 0.999 }),
  );
  const hostile = wildness === "hostile";
  const may = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<unknown> => (hostile ? sometimes(odd, value, 20) : value);
  const record = fc.record(
    {
      trials: may(fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constantFrom(1, 2, 3, 4095, 4096, 4097))),
      claimLimit: may(fc.constantFrom(10_000, 100_000)),
      memoryLimit: may(fc.constantFrom(100_000, 1_000_000)),
      seed: may(fc.oneof(fc.maxSafeNat(), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }))),
      workers: may(sometimes(fc.constantFrom("auto", 2), fc.constant(1), 25)),
      keep: may(fc.constantFrom("losses", "tail", "none")),
      storage: may(fc.constantFrom("float64", "float32")),
      levels: may(fc.array(level, { minLength: hostile ? 0 : 1, maxLength: 4 })),
      components: may(fc.boolean()),
      hash: may(fc.boolean()),
      // `true` is the cache of whoever runs the tests.
      cache: hostile
        ? sometimes(
            odd.filter((each) => each !== true),
            fc.constant(cache),
            20,
          )
        : fc.constant(cache),
      outputs: may(fc.subarray(["groundUp", "claimCount", "largestClaim"])),
      numaPolicy: may(fc.constantFrom("auto", "local", "interleave", "off")),
      profile: may(fc.constantFrom("throughput", "latency", "memory", "balanced")),
      varianceReduction: sometimes(may(fc.constantFrom(...varianceReductions)), fc.constant(undefined), 40),
      until: may(until(level)),
      ...(hostile && { signal: sometimes(fc.constant(controllers.aborted), fc.constant(controllers.quiet), 8) }),
      ...(hostile && { onProgress: oneOf(wildness, () => undefined) }),
      ...(hostile && { checkpoint: sometimes(odd, fc.constant(undefined), 30) }),
      ...(hostile && { until: sometimes(odd, fc.constant(undefined), 30) }),
    },
    { requiredKeys: ["trials", "claimLimit", "memoryLimit"] },
  ) as fc.Arbitrary<Record<string, unknown>>;
  return hostile ? misspelt(record) : record;
}

function caseOf(wildness: Wildness): fc.Arbitrary<Case> {
  const components = fc
    .integer({ min: 1, max: 3 })
    .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => component(wildness, i))));
  return fc.record({ wildness: fc.constant(wildness), components, options: options(wildness) });
}

/** Any model with any options. */
export const cases: fc.Arbitrary<Case> = fc.oneof(caseOf("usual"), caseOf("extreme"), caseOf("hostile"));

/** Options alone. */
export const runOptions: fc.Arbitrary<unknown> = fc.oneof(options("usual"), options("hostile"));

/** The model that a case writes. */
export function modelOf({ components }: Case): PricingModel {
  return new PricingModel(portfolio(components.map(inforceOf)));
}

function inforceOf(written: unknown): ReturnType<typeof inforce> {
  if (typeof written !== "object" || written === null) return inforce(written as never);
  const given = written as Record<string, unknown>;
  const copy = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(given)) {
    copy[key] = key === "frequency" || key === "severity" ? build(given[key]) : given[key];
  }
  return inforce(copy as never);
}
