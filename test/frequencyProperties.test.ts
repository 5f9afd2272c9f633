import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Frequency, frequencyFamilies } from "../dist/frequency/index.js";

const settings = { seed: 1903, numRuns: 60 };
type Maker = (parameters: Record<string, number>) => Frequency;

/** Any law of any family, its parameters from the declared ranges. */
const laws: fc.Arbitrary<Frequency> = fc.oneof(
  ...Object.values(frequencyFamilies).map(({ definition }) => {
    const values = Object.entries(definition.parameters).map(([name, { rule, typical }]) => {
      const [low, high] = typical as [number, number];
      const value = rule.text.startsWith("an integer")
        ? fc.integer({ min: low, max: high })
        : low < 0
          ? fc.double({ min: low, max: high, noNaN: true })
          : fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);
      return value.map((x) => [name, Math.min(Math.max(x, low), high)] as const);
    });
    const make = (frequencyFamilies as unknown as Record<string, Maker>)[definition.family]!;
    return fc.tuple(...values).map((pairs) => make(Object.fromEntries(pairs)));
  }),
);

/** The counts that matter: all of them up to 12 deviations above the mean. */
function counts(law: Frequency): number[] {
  const last = Math.ceil(law.mean() + 12 * Math.sqrt(law.variance()) + 40 * (1 + law.variance() / (law.mean() || 1)));
  return Array.from({ length: Math.min(last, 40_000) + 1 }, (_, n) => n);
}

function parametric({ law }: Frequency): boolean {
  return law.kind !== "probabilities" && law.kind !== "mixture";
}

function near(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(Math.abs(expected), 1e-280));
}

describe("every family", () => {
  test("its pmf sums to its cdf, to 1, to its mean, its variance and its generating function", () => {
    fc.assert(
      fc.property(laws, fc.double({ min: -0.99, max: 0.99, noNaN: true }), (law, z) => {
        let [sum, mean, square, generating] = [0, 0, 0, 0];
        const all = counts(law);
        fc.pre(parametric(law) || all.length <= 6000);
        for (const n of all) {
          const p = law.pmf(n);
          sum += p;
          mean += n * p;
          square += (n - law.mean()) ** 2 * p;
          generating += z ** n * p;
          expect(Math.abs(law.cdf(n) - sum)).toBeLessThan(1e-11);
        }
        near(sum, 1, 1e-11);
        near(mean, law.mean(), 1e-10);
        expect(Math.abs(square - law.variance())).toBeLessThanOrEqual(1e-9 * law.variance());
        expect(Math.abs(law.pgf(z) - generating)).toBeLessThan(1e-11);
      }),
      settings,
    );
  });

  test("the sum of k like counts has the k-th power of the generating function", () => {
    fc.assert(
      fc.property(laws, fc.integer({ min: 1, max: 50 }), fc.double({ min: 0, max: 1, noNaN: true }), (law, k, z) => {
        const sum = law.superposed(k);
        if (sum === undefined) {
          expect(["logarithmic", "extendedTruncatedNegativeBinomial"]).toContain(law.family);
          return;
        }
        near(sum.mean(), k * law.mean(), 1e-14);
        near(sum.variance(), k * law.variance(), 1e-14);
        const power = law.pgf(z) ** k;
        if (power > 1e-250) near(sum.pgf(z), power, 1e-10);
      }),
      settings,
    );
  });

  test("thinning puts 1 - p + p z into the generating function", () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(laws, unit, unit, (law, p, z) => {
        const kept = law.thinned(p)!;
        near(kept.mean(), p * law.mean(), 1e-13);
        near(kept.variance(), p * p * law.variance() + p * (1 - p) * law.mean(), 1e-11);
        const value = law.pgf(1 - p + p * z);
        if (value > 1e-250) near(kept.pgf(z), value, 1e-9);
      }),
      settings,
    );
  });
});
