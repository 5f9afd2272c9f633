import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as lundberg from "../dist/index.js";

const {
  betaPrime,
  burr,
  exponential,
  fit: estimate,
  gamma,
  generalizedPareto,
  inverseBurr,
  inverseGamma,
  inverseGaussian,
  inversePareto,
  inverseTransformedGamma,
  logT,
  lognormal,
  loglogistic,
  pareto,
  severityFamilies,
  singleParameterPareto,
  transformedBeta,
  transformedGamma,
  weibull,
} = lundberg;

const danishFire = readFileSync(new URL("../examples/data/danishFire.csv", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((row) => Number(row.split(",")[1]));

describe("closed forms", () => {
  const claims = [
    { amount: 120, deductible: 100 },
    { amount: 500, deductible: 100, limit: 500 },
    { amount: 300 },
    { amount: 80, limit: 1000 },
  ];

  it("exponential: exposure over claims that are not capped", () => {
    const found = estimate(exponential, claims);
    expect(found.parameters.theta).toBeCloseTo((20 + 400 + 300 + 80) / 3, 12);
    expect(found.standardErrors.theta).toBeCloseTo(found.parameters.theta / Math.sqrt(3), 4);
    const { theta } = found.parameters;
    expect(found.logLikelihood).toBeCloseTo(-3 * Math.log(theta) - 800 / theta, 10);
    expect(found.capped).toBe(1);
  });

  it("lognormal: moments of the logarithms, divisor n", () => {
    const { parameters } = estimate(lognormal, [Math.exp(1), Math.exp(2), Math.exp(4)]);
    expect(parameters.mu).toBeCloseTo(7 / 3, 12);
    expect(parameters.sigma).toBeCloseTo(Math.sqrt(7 - 49 / 9), 12);
  });

  it("inverse Gaussian: mean and harmonic mean", () => {
    const { parameters } = estimate(inverseGaussian, [1, 2, 4]);
    expect(parameters.mu).toBeCloseTo(7 / 3, 12);
    expect(1 / parameters.theta).toBeCloseTo((1 + 1 / 2 + 1 / 4) / 3 - 3 / 7, 12);
  });

  it("and the search agrees with them", () => {
    // A known parameter at its estimate keeps the maximum, and leaves the closed form.
    const { parameters } = estimate(lognormal, danishFire);
    const { sigma } = estimate(lognormal, danishFire, { fixed: { mu: parameters.mu } }).parameters;
    expect(Math.abs(sigma / parameters.sigma - 1)).toBeLessThan(1e-10);
  });
});

describe("what claims mean", () => {
  const losses = Array.from(gamma({ alpha: 1.5, theta: 1000 }).sample(300, { seed: 11 }));
  const kept = losses.filter((x) => x > 400);

  it("options hold for all, a claim's own terms before them", () => {
    const common = estimate(gamma, kept, { deductible: 400, limit: 2500 });
    const own = estimate(
      gamma,
      kept.map((x) => ({ amount: Math.min(x, 2500), deductible: 400, limit: 2500 })),
      { deductible: 100 },
    );
    expect(own.parameters).toEqual(common.parameters);
    expect(common.capped).toBe(kept.filter((x) => x >= 2500).length);
  });

  it("a deductible and a limit that bind nothing change nothing", () => {
    const plain = estimate(weibull, losses);
    const bound = estimate(weibull, losses, { deductible: 0, limit: Infinity });
    expect(bound.parameters).toEqual(plain.parameters);
    const far = estimate(weibull, losses, { limit: 1e9 });
    expect(far.parameters).toEqual(plain.parameters);
  });

  it("weights are so many claims, in any order", () => {
    const weights = kept.map((_, i) => 1 + (i % 3));
    const repeated = kept.flatMap((x, i) => Array.from({ length: weights[i]! }, () => x)).reverse();
    const weighted = estimate(gamma, kept, { deductible: 400, weights });
    const plain = estimate(gamma, Float64Array.from(repeated), { deductible: 400 });
    expect(weighted.n).toBe(repeated.length);
    expect(weighted.parameters.alpha).toBeCloseTo(plain.parameters.alpha, 10);
    expect(weighted.logLikelihood).toBeCloseTo(plain.logLikelihood, 8);
    expect(weighted.standardErrors.alpha).toBeCloseTo(plain.standardErrors.alpha!, 8);
  });

  it("another currency scales theta and nothing else", () => {
    for (const factor of [1e-6, 7.5, 1e9]) {
      const scaled = estimate(
        gamma,
        losses.map((x) => factor * x),
      );
      const plain = estimate(gamma, losses);
      expect(scaled.parameters.alpha).toBeCloseTo(plain.parameters.alpha, 9);
      expect(scaled.parameters.theta / factor / plain.parameters.theta).toBeCloseTo(1, 9);
    }
  });

  it("equal data give equal bits", () => {
    expect(estimate(burr, losses).parameters).toEqual(estimate(burr, [...losses].reverse()).parameters);
  });

  it("amounts above their limit are said to be capped", () => {
    const { warnings, capped } = estimate(gamma, kept, { deductible: 400, limit: 2500 });
    const above = kept.filter((x) => x > 2500).length;
    expect(capped).toBe(above);
    expect(warnings).toEqual([
      {
        code: "AMOUNT_ABOVE_LIMIT",
        message: `${above} amounts are above their limit and count as having reached it; amounts and limits are from the ground up, the deductible included`,
      },
    ]);
  });
});

// The parameters that claims came from are never likelier than the ones that are found.
describe("no fit is less likely than the truth", () => {
  const typical = Object.values(severityFamilies).filter(
    ({ definition }) => !["constant", "uniform", "triangular"].includes(definition.family),
  );
  it.each(typical.map((family) => [family.definition.family, family] as const))("%s", (name, family) => {
    const declared = family.definition.parameters as unknown as Record<string, { typical: readonly [number, number] }>;
    const make = family as unknown as lundberg.FitFamily<string>;
    const ends = ["singleParameterPareto", "beta", "generalizedBeta"].includes(name) ? ["theta"] : ["threshold"];
    for (let seed = 1; seed <= 4; seed++) {
      const truth = Object.fromEntries(
        Object.entries(declared).map(
          (
            [
              parameter,
              {
                typical: [low, high],
              },
            ],
            i,
          ) => {
            const fraction = (seed * Math.SQRT2 + (i + 1) * Math.sqrt(3)) % 1;
            return [parameter, low > 0 ? low * (high / low) ** fraction : low + (high - low) * fraction];
          },
        ),
      );
      const fixed = Object.fromEntries(Object.entries(truth).filter(([parameter]) => ends.includes(parameter)));
      const law = make(truth);
      const deductible = seed % 2 ? law.quantile(0.1) : 0;
      const claims = Array.from(law.sample(200, { seed })).filter((x) => x > deductible && x < 1e300);
      const limit = law.quantile(0.9);
      const known = make(truth);
      const likelihood = claims.reduce(
        (sum, x) =>
          sum + Math.log(x >= limit ? known.survival(limit) : known.density(x)) - Math.log(known.survival(deductible)),
        0,
      );
      const found = estimate(make, claims, { deductible, limit, fixed });
      expect(found.logLikelihood).toBeGreaterThan(likelihood - 1e-6);
    }
  });
});

describe("a likelihood without a maximum", () => {
  const code = (found: { warnings: readonly { code: string }[] }): string[] => found.warnings.map((each) => each.code);

  it("Burr on the Danish fire losses runs to the single-parameter Pareto", () => {
    const found = estimate(burr, danishFire);
    expect(found.converged).toBe(false);
    expect(found.warnings[0]!.code).toBe("BOUNDARY_LIKELIHOOD");
    expect(found.warnings[0]!.message).toMatch(
      /^no maximum of the likelihood of burr was found inside its parameters: it climbs as alpha falls and gamma grows.*; singleParameterPareto\(alpha=1\.27073, theta=1\), a law at their edge, has log-likelihood -3353\.1283; fit singleParameterPareto$/,
    );
    expect(found.standardErrors).toEqual({ alpha: NaN, gamma: NaN, theta: NaN });
    expect(found.covariance).toEqual([]);
    expect(String(found)).toContain("BOUNDARY_LIKELIHOOD: no maximum of the likelihood of burr");
  });

  it.each([
    ["betaPrime", betaPrime, "inverseGamma"],
    ["inverseBurr", inverseBurr, "inverseWeibull"],
    ["inversePareto", inversePareto, "inverseExponential"],
    ["inverseTransformedGamma", inverseTransformedGamma, "singleParameterPareto"],
    ["transformedBeta", transformedBeta, "singleParameterPareto"],
    ["transformedGamma", transformedGamma, "lognormal"],
  ] as const)("%s on the Danish fire losses", (_, family, limit) => {
    const found = estimate(family as unknown as lundberg.FitFamily<string>, danishFire);
    expect(found.converged).toBe(false);
    expect(code(found)).toContain("BOUNDARY_LIKELIHOOD");
    expect(found.warnings[0]!.message).toMatch(new RegExp(`fit ${limit}$`));
  });

  it("Pareto on claims of a lighter tail runs to the exponential", () => {
    const found = estimate(pareto, [100, 200, 300, 400, 500]);
    expect(found.warnings[0]!.message).toMatch(
      /exponential\(theta=300\), a law at their edge, has log-likelihood -33\.5189; fit exponential$/,
    );
  });

  it("log-t on normal logarithms runs to the lognormal", () => {
    const law = lognormal({ mu: 7, sigma: 1 });
    const claims = Array.from({ length: 99 }, (_, i) => law.quantile((i + 1) / 100));
    expect(estimate(logT, claims).warnings.at(0)!.message).toMatch(/as r grows.*fit lognormal$/);
  });

  it("lognormal and loglogistic on truncated Pareto claims run to the Pareto above the deductible", () => {
    const law = singleParameterPareto({ alpha: 0.9, theta: 1000 });
    // A tail that is a little heavier still.
    const claims = Array.from({ length: 199 }, (_, i) => law.quantile((i + 1) / 200)).concat(1e7, 1e8);
    for (const family of [lognormal, loglogistic, weibull, inverseGamma]) {
      const found = estimate(family as unknown as lundberg.FitFamily<string>, claims, { deductible: 1000 });
      expect(found.warnings[0]!.message).toMatch(/fit singleParameterPareto$/);
    }
  });

  it("names no law that is none of the edge's", () => {
    const law = singleParameterPareto({ alpha: 0.9, theta: 1000 });
    const claims = Array.from({ length: 199 }, (_, i) => law.quantile((i + 1) / 200));
    const { code, message } = estimate(gamma, claims, { deductible: 1000 }).warnings[0]!;
    expect([code, message]).toEqual([
      "BOUNDARY_LIKELIHOOD",
      "the likelihood of gamma still climbs as alpha falls; no law of this library is known to be its limit",
    ]);
  });

  it("generalized Pareto on claims that fill an interval has irregular estimates", () => {
    const claims = Array.from({ length: 100 }, (_, i) => 10 * Math.sqrt((i + 0.5) / 100));
    const { parameters, warnings } = estimate(generalizedPareto, claims, { fixed: { threshold: 0 } });
    expect(parameters.xi).toBeLessThan(-0.5);
    expect(warnings.map((each) => each.code)).toContain("IRREGULAR_LIKELIHOOD");
  });

  it("an infinite mean is said", () => {
    const found = estimate(singleParameterPareto, [1200, 5000, 90_000], { fixed: { theta: 1000 } });
    expect(found.severity.mean()).toBe(Infinity);
    expect(code(found)).toEqual(["INFINITE_MEAN"]);
  });
});

describe("the result", () => {
  it("is frozen and prints itself", () => {
    const found = estimate(singleParameterPareto, danishFire, { fixed: { theta: 1 } });
    for (const each of [found, found.parameters, found.standardErrors, found.covariance, found.warnings]) {
      expect(Object.isFrozen(each)).toBe(true);
    }
    expect(found.severity).toBeInstanceOf(lundberg.Severity);
    expect(String(found)).toBe(
      [
        "singleParameterPareto, maximum likelihood, 2167 claims",
        "  alpha = 1.27073 (standard error 0.0272975)",
        "  theta = 1 (known)",
        "  log-likelihood -3353.1283, AIC 6708.26, BIC 6713.94",
      ].join("\n"),
    );
  });
});
