import fc from "fast-check";
import { type LawKind, lawConstructors } from "../../../dist/portfolio/reading/laws.js";
import { between, type Declared, numberOf, odd, sometimes, type Wildness } from "./numbers.js";

/** A law as a model file writes it: one key, the constructor's name, and under it what the constructor is given. */
export interface Written {
  readonly [law: string]: unknown;
}

/** Laws inside each other, at most. */
const deepest = 3;

const made = new Map<string, fc.Arbitrary<unknown>>();

/** Any law of a kind: every family, every alternative constructor, every combinator, nested. */
export function lawOf(kind: LawKind, wildness: Wildness, depth = 0): fc.Arbitrary<unknown> {
  const key = `${kind} ${wildness} ${depth}`;
  if (!made.has(key)) made.set(key, freshLaw(kind, wildness, depth));
  return made.get(key)!;
}

function freshLaw(kind: LawKind, wildness: Wildness, depth: number): fc.Arbitrary<unknown> {
  const families = [...lawConstructors].filter(([, law]) => law.kind === kind && law.parameters !== undefined);
  const simple = fc.oneof(
    ...families.map(([name, { parameters }]) => wrapped(name, familyOf(parameters as Parameters, wildness))),
  );
  const combined = Object.entries(combinators).filter(([name]) => lawConstructors.get(name)?.kind === kind);
  const nested = (depth < deepest ? combined : combined.filter(([, { plain }]) => plain)).map(([name, { given }]) =>
    wrapped(name, given(wildness, depth + 1)),
  );
  const law = fc.oneof({ weight: 3, arbitrary: simple }, { weight: 2, arbitrary: fc.oneof(...nested) });
  return wildness === "hostile" ? sometimes(odd, law, 40) : law;
}

function wrapped(name: string, given: fc.Arbitrary<unknown>): fc.Arbitrary<Written> {
  return given.map((value) => ({ [name]: value }));
}

type Parameters = Readonly<Record<string, Declared>>;

function familyOf(parameters: Parameters, wildness: Wildness): fc.Arbitrary<unknown> {
  const record = fc.record(
    Object.fromEntries(Object.entries(parameters).map(([name, declared]) => [name, numberOf(declared, wildness)])),
  );
  return wildness === "hostile" ? misspelt(record) : record;
}

/** A record of which now and then a key is missing, misspelt or one too many, or which is no record. */
export function misspelt(record: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<unknown> {
  const change = fc.constantFrom(...(["missing", "misspelt", "extra", "__proto__"] as const));
  const changed = fc.tuple(record, change, fc.nat(20)).map(([given, how, at]) => {
    const entries = Object.entries(given);
    const key = entries[at % Math.max(1, entries.length)]?.[0] ?? "";
    if (how === "__proto__") return Object.defineProperty({ ...given }, how, { value: given, enumerable: true });
    const { [key]: value, ...others } = given;
    if (how === "extra") return { ...given, extra: value };
    return how === "missing" ? others : { ...others, [`${key}x`]: value };
  });
  return fc.oneof({ weight: 30, arbitrary: record }, { weight: 2, arbitrary: changed }, { weight: 1, arbitrary: odd });
}

interface Combinator {
  /** Made of data, not of laws. */
  readonly plain?: true;
  readonly given: (wildness: Wildness, depth: number) => fc.Arbitrary<unknown>;
}

const anyAmount: Declared = { rule: { text: "", holds: (x) => x >= 0 }, typical: [1, 1e6] };
const factor: Declared = { rule: { text: "", holds: (x) => x > 0 }, typical: [0.1, 10] };
const share: Declared = { rule: { text: "", holds: (x) => x >= 0 && x <= 1 }, typical: [0, 1] };
const whole: Declared = { rule: { text: "an integer", holds: (x) => Number.isSafeInteger(x) }, typical: [0, 30] };

/** Ascending amounts, or what only looks like it. */
function ascending(wildness: Wildness, least: number, most: number): fc.Arbitrary<unknown[]> {
  const list = fc.array(numberOf(anyAmount, wildness), { minLength: least, maxLength: most });
  return wildness === "hostile" ? list : list.map((xs) => [...new Set(xs as number[])].sort((a, b) => a - b));
}

/** Weights that sum to 1, or as many other numbers. */
function weights(wildness: Wildness, count: number): fc.Arbitrary<unknown[]> {
  const one = fc.array(fc.oneof(between(1e-3, 1), fc.constantFrom(0, 1e-12, 1)), {
    minLength: count,
    maxLength: count,
  });
  const normalised = one.map((xs) => {
    const sum = xs.reduce((a, b) => a + b, 0);
    return sum > 0 ? xs.map((x) => x / sum) : xs.map((_, i) => (i === 0 ? 1 : 0));
  });
  const other = fc.array(numberOf(share, wildness), { minLength: count, maxLength: count });
  return wildness === "usual" ? normalised : sometimes(other, normalised, wildness === "hostile" ? 8 : 30);
}

/** Numbers with a weight each, which need not sum to anything. */
function weighted(wildness: Wildness, name: string, declared: Declared): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .array(fc.tuple(numberOf(declared, wildness), numberOf(anyAmount, wildness)), {
      minLength: wildness === "hostile" ? 0 : 1,
      maxLength: 12,
    })
    .chain((rows) =>
      fc.boolean().map((alike) => {
        const values = { [name]: rows.map(([value]) => value) };
        return alike ? values : { ...values, weights: rows.map(([, weight]) => weight) };
      }),
    );
}

function recordOf(
  wildness: Wildness,
  model: Readonly<Record<string, fc.Arbitrary<unknown>>>,
  requiredKeys?: string[],
): fc.Arbitrary<unknown> {
  const record = fc.record(model, requiredKeys ? { requiredKeys } : {}) as fc.Arbitrary<Record<string, unknown>>;
  return wildness === "hostile" ? misspelt(record) : record;
}

/** What the constructors are given that are not families of numbers. */
export const combinators: Readonly<Record<string, Combinator>> = {
  empirical: { plain: true, given: (wildness) => weighted(wildness, "values", anyAmount) },
  histogram: {
    plain: true,
    given: (wildness) =>
      ascending(wildness, 2, 8).chain((edges) =>
        recordOf(wildness, { edges: fc.constant(edges), weights: weights(wildness, Math.max(0, edges.length - 1)) }),
      ),
  },
  piecewisePareto: {
    plain: true,
    given: (wildness) =>
      ascending(wildness, 1, 5).chain((thresholds) =>
        recordOf(wildness, {
          thresholds: fc.constant(thresholds),
          alphas: fc.array(numberOf(factor, wildness), { minLength: thresholds.length, maxLength: thresholds.length }),
        }),
      ),
  },
  mixture: {
    given: (wildness, depth) =>
      fc.integer({ min: 1, max: 3 }).chain((n) =>
        recordOf(wildness, {
          severities: fc.array(lawOf("severity", wildness, depth), { minLength: n, maxLength: n }),
          weights: weights(wildness, n),
        }),
      ),
  },
  splice: {
    given: (wildness, depth) =>
      ascending(wildness, 1, 2).chain((breaks) =>
        recordOf(wildness, {
          pieces: fc.array(lawOf("severity", wildness, depth), {
            minLength: breaks.length + 1,
            maxLength: breaks.length + 1,
          }),
          breaks: fc.constant(breaks),
          weights: weights(wildness, breaks.length + 1),
        }),
      ),
  },
  truncated: {
    given: (wildness, depth) =>
      recordOf(
        wildness,
        {
          severity: lawOf("severity", wildness, depth),
          lower: numberOf(anyAmount, wildness),
          upper: numberOf({ ...anyAmount, typical: [1e3, 1e8] }, wildness),
        },
        ["severity"],
      ),
  },
  shifted: {
    given: (wildness, depth) =>
      recordOf(wildness, { severity: lawOf("severity", wildness, depth), by: numberOf(anyAmount, wildness) }),
  },
  scaled: {
    given: (wildness, depth) =>
      recordOf(wildness, { severity: lawOf("severity", wildness, depth), by: numberOf(factor, wildness) }),
  },
  limited: {
    given: (wildness, depth) =>
      recordOf(wildness, { severity: lawOf("severity", wildness, depth), at: numberOf(anyAmount, wildness) }),
  },
  empiricalCounts: { plain: true, given: (wildness) => weighted(wildness, "counts", whole) },
  compoundFrequency: {
    given: (wildness, depth) =>
      recordOf(wildness, {
        primary: lawOf("frequency", wildness, depth + 1),
        secondary: lawOf("frequency", wildness, depth + 1),
      }),
  },
  mixedPoisson: {
    given: (wildness, depth) =>
      recordOf(wildness, {
        lambda: numberOf({ ...anyAmount, typical: [0.01, 100] }, wildness),
        mixing: lawOf("severity", wildness, depth + 1),
      }),
  },
  zeroModified: {
    given: (wildness, depth) =>
      fc
        .constantFrom("p0", "claimProbability")
        .chain((name) =>
          recordOf(wildness, { frequency: lawOf("frequency", wildness, depth), [name]: numberOf(share, wildness) }),
        ),
  },
  zeroTruncated: { given: (wildness, depth) => lawOf("frequency", wildness, depth) },
};

/** What a written law stands for; what is no law is handed on as it is, for a constructor to refuse. */
export function build(written: unknown): unknown {
  if (Array.isArray(written)) return written.map(build);
  if (typeof written !== "object" || written === null) return written;
  const [name, ...others] = Object.keys(written);
  const law = name === undefined ? undefined : lawConstructors.get(name);
  const given = name === undefined ? undefined : (written as Written)[name];
  if (law === undefined || others.length > 0) return written;
  return law.make(law.parameters === undefined ? inside(given) : given);
}

/** The laws in what a constructor is given are built. */
function inside(given: unknown): unknown {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return given;
  const [only, ...others] = Object.keys(given);
  if (only !== undefined && others.length === 0 && lawConstructors.has(only)) return build(given);
  const copy = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(given)) copy[key] = build((given as Written)[key]);
  return copy;
}
