import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { parseModel } from "../dist/cli/modelFile/index.js";
import { ActuarialError, close, type Portfolio, PricingModel } from "../dist/index.js";
import { canonicalModel } from "../dist/portfolio/canonical.js";
import { type LawConstructor, type LawKind, lawConstructors } from "../dist/portfolio/reading/laws.js";
import { readPortfolio } from "../dist/portfolio/reading/readPortfolio.js";

const url = new URL("./reference/pinnedModels.mjs", import.meta.url);
const { severities, frequencies, components } = await import(url.href);

afterAll(() => close());

type Written = Readonly<Record<string, unknown>>;

const read = (...list: Written[]): Portfolio =>
  readPortfolio({ components: list.map((each, i) => ({ name: `c${i}`, ...each })) }, "model");

/** Draws of each law, and of some years as long as they have few enough claims. */
async function drawn(portfolio: Portfolio): Promise<unknown[]> {
  const model = new PricingModel(portfolio);
  const claims = Math.max(...model.explain().components.map(({ drawsPerTrial }) => drawsPerTrial));
  const laws = portfolio.components.flatMap(({ frequency, severity }) => [frequency, severity]);
  const samples = laws.map((law) => [...law.sample(20, { seed: 7 })]);
  const trials = Math.min(300, Math.floor(1e6 / claims));
  if (trials === 0) return samples;
  const result = await model.simulate({ trials, seed: 7, workers: 1 });
  const { hash } = result;
  result.release();
  return [...samples, hash];
}

/** Model, JSON, model: the same JSON, and the same losses. By the reader of manifests and by that of model files. */
async function expectSame(portfolio: Portfolio, before?: unknown[]): Promise<void> {
  const text = canonicalModel(portfolio);
  const again = readPortfolio(JSON.parse(text), "again");
  expect(canonicalModel(again)).toBe(text);
  const file = parseModel(text).portfolio;
  expect(canonicalModel(file)).toBe(text);
  const losses = before ?? (await drawn(portfolio));
  expect(await drawn(again)).toEqual(losses);
  expect(await drawn(file)).toEqual(losses);
}

const poisson = { poisson: { lambda: 1.5 } };
const constant = { constant: { value: 1 } };

describe("a model that is written and read is the same", () => {
  it.each(Object.keys(severities))("with the severity %s", (name) =>
    expectSame(read({ frequency: poisson, severity: severities[name] })),
  );
  it.each(Object.keys(frequencies))("with the frequency %s", (name) =>
    expectSame(read({ frequency: frequencies[name], severity: constant })),
  );
  it.each(Object.keys(components))("with the component %s", (name) => expectSame(read(components[name])));
});

const unit = fc.double({ min: 0, max: 1, noNaN: true });

/** A family or an alternative constructor of it, with parameters of the declared ranges to the last digit. */
function member([name, { parameters }]: [string, LawConstructor]): fc.Arbitrary<Written> {
  const values = Object.entries(parameters!).map(([key, { rule, typical }]) => {
    const [low, high] = typical;
    const number = unit.map((u) => (low > 0 ? low * (high / low) ** u : low + u * (high - low)));
    return [key, "text" in rule && `${rule.text}`.startsWith("an integer") ? number.map(Math.floor) : number] as const;
  });
  return fc.record(Object.fromEntries(values)).map((given) => ({ [name]: given }));
}

function families(kind: LawKind): fc.Arbitrary<Written> {
  const ofNumbers = [...lawConstructors].filter(([, law]) => law.kind === kind && law.parameters !== undefined);
  return fc.oneof(...ofNumbers.map(member));
}

const positive = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
const data = fc.array(fc.oneof(positive, fc.constantFrom(0, 1e-300, 1e300, 0.1 + 0.2)), { minLength: 1, maxLength: 6 });
const halves = (a: unknown, b: unknown, w: number) => ({ of: [a, b], weights: [w, 1 - w] });

const nested = fc.letrec<{ severity: Written; frequency: Written }>((tie) => {
  const [severity, frequency] = [tie("severity"), tie("frequency")];
  return {
    severity: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      { weight: 4, arbitrary: families("severity") },
      data.map((values) => ({ empirical: { values } })),
      fc.tuple(positive, positive).map(([a, b]) => ({ histogram: { edges: [0, a, a + b], weights: [a, b] } })),
      fc.tuple(positive, unit).map(([t, a]) => ({ piecewisePareto: { thresholds: [t, 2 * t], alphas: [a, 1 + a] } })),
      fc.tuple(severity, severity, unit).map(([a, b, w]) => {
        const { of, weights } = halves(a, b, w);
        return { mixture: { severities: of, weights } };
      }),
      fc.tuple(severity, positive).map(([inner, by]) => ({ shifted: { severity: inner, by } })),
      fc.tuple(severity, positive).map(([inner, by]) => ({ scaled: { severity: inner, by } })),
      fc.tuple(severity, fc.oneof(positive, fc.constant("Infinity"))).map(([inner, at]) => ({
        limited: { severity: inner, at },
      })),
      fc.tuple(severity, positive).map(([inner, lower]) => ({ truncated: { severity: inner, lower } })),
      fc.tuple(severity, severity, positive, unit).map(([a, b, at, w]) => {
        const { of, weights } = halves(a, b, w);
        return { splice: { pieces: of, breaks: [at], weights } };
      }),
    ),
    frequency: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      { weight: 4, arbitrary: families("frequency") },
      fc.array(fc.nat(9), { minLength: 1, maxLength: 5 }).map((counts) => ({ empiricalCounts: { counts } })),
      fc.tuple(unit, severity).map(([lambda, mixing]) => ({ mixedPoisson: { lambda, mixing } })),
      fc.tuple(frequency, frequency).map(([primary, secondary]) => ({ compoundFrequency: { primary, secondary } })),
      frequency.map((inner) => ({ zeroTruncated: { frequency: inner } })),
      fc.tuple(frequency, unit).map(([inner, p0]) => ({ zeroModified: { frequency: inner, p0 } })),
    ),
  };
});

const terms = fc.record(
  {
    deductible: positive,
    deductibleKind: fc.constantFrom("ordinary", "franchise"),
    attachment: positive,
    limit: fc.oneof(positive, fc.constant("Infinity")),
    share: unit.map((u) => u / 2 + 0.5),
    aggregateDeductible: positive,
    aggregateLimit: positive,
    aggregateShare: unit.map((u) => u / 2 + 0.5),
    aggregateBasis: fc.constantFrom("policy", "bucket"),
    trend: unit.map((u) => u + 0.5),
  },
  { requiredKeys: [] },
);
const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });

const component = fc.record(
  { name, policies: fc.integer({ min: 1, max: 5 }), terms, frequency: nested.frequency, severity: nested.severity },
  { requiredKeys: ["name", "frequency", "severity"] },
);

it("any model: nested laws of every family, terms and names", async () => {
  let made = 0;
  await fc.assert(
    fc.asyncProperty(component, async (written) => {
      let portfolio: Portfolio;
      let losses: unknown[];
      try {
        portfolio = read(written);
        losses = await drawn(portfolio);
      } catch (error) {
        // A law without mass in its range, or too wide to tabulate.
        expect(error).toBeInstanceOf(ActuarialError);
        return;
      }
      made += 1;
      await expectSame(portfolio, losses);
    }),
    { seed: 20_261_120, numRuns: 100 },
  );
  expect(made).toBeGreaterThan(50);
}, 60_000);
