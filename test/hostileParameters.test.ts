import { describe, expect, test } from "vitest";
import * as library from "../dist/index.js";
import {
  type Frequency,
  frequencyFamilies,
  inforce,
  PricingModel,
  poisson,
  portfolio,
  type Severity,
  severityFamilies,
} from "../dist/index.js";
import { judgeFrequency, judgeRun, judgeSeverity } from "./support/hostile/judge.js";
import { build } from "./support/hostile/laws.js";

// The rows "Parameters" and "Terms" of the matrix of what is tested, end to end: from the parameter to a run's measures.
// What each constructor says of each bad value is in severityErrors, frequencyErrors and termsErrors.

const severity = library.gamma({ alpha: 2, theta: 1000 });
const smallest = 5e-324;
const largest = 1.79e308;
type Terms = NonNullable<library.InforceOptions["terms"]>;

const modelOf = (frequency: Frequency, of: Severity = severity, terms: Terms = {}): PricingModel =>
  new PricingModel(portfolio([inforce({ name: "a", frequency, severity: of, terms })]));
const run = (trials: number): object => ({ trials, seed: 1, workers: 1, claimLimit: 1e6, memoryLimit: 1e8 });

describe("frequencies", () => {
  const laws: Record<string, readonly [written: object, outcome: string]> = {
    "lambda 0": [{ poisson: { lambda: 0 } }, "valid"],
    "lambda -0": [{ poisson: { lambda: -0 } }, "valid"],
    "lambda 1e-300": [{ poisson: { lambda: 1e-300 } }, "valid"],
    "lambda the least double": [{ poisson: { lambda: smallest } }, "valid"],
    "lambda above every count": [{ poisson: { lambda: 1e300 } }, "ERR_TOO_LARGE"],
    "negative binomial r to 0": [{ negativeBinomial: { r: 1e-12, beta: 3 } }, "valid"],
    "negative binomial r the least double": [{ negativeBinomial: { r: smallest, beta: 3 } }, "valid"],
    "negative binomial r 1e12": [{ negativeBinomial: { r: 1e12, beta: 1e-12 } }, "valid"],
    "negative binomial r 1e12, many claims": [{ negativeBinomial: { r: 1e12, beta: 1e-10 } }, "valid"],
    "negative binomial beta the least double": [{ negativeBinomial: { r: 2, beta: smallest } }, "valid"],
    "negative binomial above every count": [{ negativeBinomial: { r: 1e200, beta: 1e200 } }, "ERR_TOO_LARGE"],
    "binomial of one": [{ binomial: { m: 1, q: 1 } }, "valid"],
    "binomial of none": [{ binomial: { m: 0, q: 0.5 } }, "valid"],
    "binomial of 2^53 - 1, rare": [{ binomial: { m: 2 ** 53 - 1, q: 1e-16 } }, "valid"],
    "geometric beta the least double": [{ geometric: { beta: smallest } }, "valid"],
    "logarithmic beta the least double": [{ logarithmic: { beta: smallest } }, "valid"],
    "extended r next to 0": [{ extendedTruncatedNegativeBinomial: { r: -smallest, beta: 2 } }, "valid"],
    "extended r next to -1": [{ extendedTruncatedNegativeBinomial: { r: -1 + 2 ** -53, beta: 2 } }, "valid"],
    "Poisson-inverse Gaussian mu 1e-100": [{ poissonInverseGaussian: { mu: 1e-100, beta: 1 } }, "valid"],
    "a year of return period 1e300": [{ "poisson.fromReturnPeriod": { years: 1e300 } }, "valid"],
    "zero-truncated and rare": [{ zeroTruncated: { poisson: { lambda: 1e-300 } } }, "valid"],
    "clusters that are never empty": [
      {
        compoundFrequency: {
          primary: { logarithmic: { beta: 1 } },
          secondary: { empiricalCounts: { counts: [24, 30] } },
        },
      },
      "valid",
    ],
    "clusters that take too long": [
      {
        compoundFrequency: {
          primary: { negativeBinomial: { r: 1e-4, beta: 1e4 } },
          secondary: { zeroTruncated: { polyaAeppli: { lambda: 1, beta: 1 } } },
        },
      },
      "ERR_TOO_LARGE",
    ],
    "mixing with a pole that is not at 0": [
      { mixedPoisson: { lambda: 3, mixing: { shifted: { severity: { weibull: { tau: 0.3, theta: 2e4 } }, by: 1 } } } },
      "valid",
    ],
    "mixing with a pole at its upper end": [
      { mixedPoisson: { lambda: 3, mixing: { beta: { a: 1, b: 0.3, theta: 1e6 } } } },
      "valid",
    ],
  };
  test.each(Object.entries(laws))("%s", async (_, [written, outcome]) => {
    const frequency = build(written) as Frequency;
    if (outcome === "valid") judgeFrequency(frequency);
    expect(await outcomeOf(() => modelOf(frequency), 500)).toBe(outcome);
  });

  test("1e9 claims in one trial are drawn, and in 1e6 trials refused before anything is allocated", async () => {
    const terms = { deductible: 1 };
    const model = modelOf(poisson({ lambda: 1e9 }), library.lognormal({ mu: 0, sigma: 1 }), terms);
    const before = process.memoryUsage().arrayBuffers;
    const refused = model.simulate({ trials: 1e6, workers: 1 });
    await expect(refused).rejects.toMatchObject({
      code: "ERR_TOO_LARGE",
      message: expect.stringMatching(/^a: 1000000 trials/),
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4e6);
    // The sum of gamma claims is one draw.
    expect(await judgeRun(modelOf(poisson({ lambda: 1e9 })), run(1000))).toBe("valid");
  });

  test("every family at its least and its largest parameters", async () => {
    for (const { definition } of Object.values(frequencyFamilies)) {
      for (const { frequency } of atEnds(definition)) judgeFrequency(frequency as Frequency);
    }
  });
});

describe("severities", () => {
  const laws: Record<string, object> = {
    "gamma alpha 1e-10": { gamma: { alpha: 1e-10, theta: 1 } },
    "gamma alpha 1e10": { gamma: { alpha: 1e10, theta: 1 } },
    "inverse gamma at the end of the number range": { inverseGamma: { alpha: 1.79e308, theta: 1.79e308 } },
    "Lomax alpha 1e-10": { pareto: { alpha: 1e-10, theta: 1 } },
    "Lomax alpha 1": { pareto: { alpha: 1, theta: 1 } },
    "Lomax alpha 1 and 1e-9": { pareto: { alpha: 1 + 1e-9, theta: 1 } },
    "Lomax alpha 1 less 1e-9": { pareto: { alpha: 1 - 1e-9, theta: 1 } },
    "Lomax alpha 1 and a bit": { pareto: { alpha: 1 + 2 ** -52, theta: 1 } },
    "Lomax alpha 2": { pareto: { alpha: 2, theta: 1 } },
    "lognormal sigma 50": { lognormal: { mu: 0, sigma: 50 } },
    "inverse Gaussian mean 1e8 shape 2.25": { inverseGaussian: { mu: 1e8, theta: 2.25 } },
    "beta 1e-4": { beta: { a: 1e-4, b: 1e-4, theta: 1 } },
    "beta 1e-200": { beta: { a: 1e-200, b: 3e-200, theta: 1 } },
    "data with weights at the end of the number range": {
      empirical: { values: [1, 1e200, 2], weights: [1, 1e300, 1e300] },
    },
    "a piece that nothing reaches": { piecewisePareto: { thresholds: [1e-59, 1, 1e62], alphas: [4097, 1, 1e-20] } },
    "a mixture with a mean beyond doubles": {
      mixture: {
        severities: [{ lognormal: { mu: 0, sigma: 1e220 } }, { gamma: { alpha: 1, theta: 1 } }],
        weights: [0.5, 0.5],
      },
    },
    "a mixture with quantiles beyond doubles": {
      mixture: {
        severities: [{ logT: { r: 1e12, mu: 5, sigma: 1e8 } }, { loggamma: { alpha: 1, rate: 1e-4 } }],
        weights: [0.5, 0.5],
      },
    },
    "next to nothing of a law": {
      truncated: { severity: { inverseWeibull: { tau: 2.3e-308, theta: 12 } }, lower: 1 },
    },
  };
  test.each(Object.entries(laws))("%s", async (_, written) => {
    const law = build(written) as Severity;
    judgeSeverity(law);
    expect(await outcomeOf(() => modelOf(poisson({ lambda: 2 }), law, { limit: 1e6 }), 500)).toBe("valid");
  });

  test("inverse Gaussian claims of mean 1e8 and shape 2.25 are all positive", () => {
    const claims = library.inverseGaussian({ mu: 1e8, theta: 2.25 }).sample(100_000, { seed: 1 });
    expect(claims.every((x) => x > 0 && x < Infinity)).toBe(true);
  });

  test.each(Object.values(severityFamilies).map(({ definition }) => [definition.family, definition] as const))(
    "%s with a scale at each end of the number range",
    async (family, { parameters }) => {
      const declared = Object.entries(parameters as Record<string, { typical: readonly [number, number] }>);
      for (const theta of [smallest, largest]) {
        if (!("theta" in parameters)) continue;
        const values = Object.fromEntries(declared.map(([name, { typical }]) => [name, typical[1] / 2]));
        const law = build({ [family]: { ...values, theta } }) as Severity;
        expect(await outcomeOf(() => modelOf(poisson({ lambda: 2 }), law, { limit: 1e6 }), 200)).toBe("valid");
      }
    },
  );
});

describe("terms", () => {
  const frequency = library.negativeBinomial({ r: 2, beta: 1 });
  const law = library.lognormal({ mu: 7, sigma: 2 });
  const lossesOf = async (terms: Terms): Promise<Float64Array> =>
    (await modelOf(frequency, law, terms).simulate({ trials: 5000, seed: 7, workers: 1 })).losses;

  test("attachment 0 with limit Infinity is ground-up, bit for bit", async () => {
    const groundUp = await lossesOf({});
    for (const terms of [
      { attachment: 0, limit: Infinity },
      { deductible: -0, attachment: -0, share: 1, trend: 1, aggregateLimit: Infinity, aggregateDeductible: 0 },
      { maximumCoveredLoss: Infinity, deductibleKind: "franchise" },
    ] as const) {
      expect(await lossesOf(terms)).toEqual(groundUp);
    }
  });

  test("at d, at d + l, and one unit of the last place to each side", async () => {
    const ulp = 2 ** -42; // of 512 < x < 1024, twice
    const pays = async (claim: number, terms: Terms): Promise<number> =>
      (
        await modelOf(library.deterministic({ n: 1 }), library.constant({ value: claim }), terms).simulate({
          trials: 1,
          seed: 1,
          workers: 1,
        })
      ).losses[0]!;
    const layered = { deductible: 700, limit: 200 };
    for (const [claim, payment] of [
      ...[
        [700 - ulp, 0],
        [700, 0],
        [700 + ulp, ulp],
      ],
      ...[
        [900 - ulp, 200 - ulp],
        [900, 200],
        [900 + ulp, 200],
      ],
    ] as [number, number][]) {
      expect(await pays(claim, layered)).toBe(payment);
      expect(await pays(claim, { attachment: 700, limit: 200 })).toBe(payment);
    }
    const franchise = { deductible: 700, deductibleKind: "franchise" } as const;
    expect([await pays(700 - ulp, franchise), await pays(700, franchise), await pays(700 + ulp, franchise)]).toEqual([
      0,
      0,
      700 + ulp,
    ]);
  });

  test("layers that tile [0, Infinity) add up, year by year", async () => {
    // With outputs the draws do not depend on the terms: the same years.
    const ends = [0, 100, 1000, 1000 + 2 ** -42, 5e4, Infinity];
    const years = async (terms: Terms): Promise<Float64Array> =>
      (await modelOf(frequency, law, terms).simulate({ trials: 2000, seed: 7, workers: 1, outputs: ["groundUp"] }))
        .losses;
    const whole = await years({});
    const layers = await Promise.all(
      ends
        .slice(1)
        .map((end, i) => years({ attachment: ends[i]!, limit: end === Infinity ? Infinity : end - ends[i]! })),
    );
    whole.forEach((loss, i) => {
      const sum = layers.reduce((total, layer) => total + layer[i]!, 0);
      expect(Math.abs(sum - loss)).toBeLessThanOrEqual(1e-12 * loss);
    });
    const mean = modelOf(frequency, law).explain().mean!;
    const means = ends
      .slice(1)
      .map((end, i) => modelOf(frequency, law, { attachment: ends[i]!, limit: end - ends[i]! }).explain().mean!);
    expect(Math.abs(means.reduce((a, b) => a + b, 0) / mean - 1)).toBeLessThan(1e-12);
  });
});

/** What becomes of a model: made, explained and run. */
async function outcomeOf(make: () => PricingModel, trials: number): Promise<string> {
  try {
    const model = make();
    String(model.explain());
    return await judgeRun(model, run(trials));
  } catch (error) {
    if (error instanceof library.ActuarialError) return error.code;
    throw error;
  }
}

/** Each parameter of a family at the ends of its declared range, among others at their middle. */
function atEnds(definition: { readonly family: string; readonly parameters: object }): { frequency: unknown }[] {
  const declared = Object.entries(definition.parameters as Record<string, { typical: readonly [number, number] }>);
  return declared.flatMap(([name, { typical }]) =>
    typical.map((end) => {
      const values = Object.fromEntries(declared.map(([key, other]) => [key, key === name ? end : other.typical[1]]));
      return { frequency: build({ [definition.family]: values }) };
    }),
  );
}
