import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { farLogs } from "../dist/fit/farLogs.js";
import * as lundberg from "../dist/index.js";
import { reference } from "./support/reference.js";

const { fit: estimate, gamma, generalizedPareto, severityFamilies, singleParameterPareto, weibull } = lundberg;

// test/reference/fit.py says how these numbers were made, and whose they are.
interface Case {
  readonly family: keyof typeof severityFamilies;
  readonly fixed: Record<string, number>;
  readonly claims: readonly (readonly [amount: number, deductible: number, limit: number | null])[];
  readonly parameters: Record<string, number>;
  readonly standardErrors: Record<string, number>;
  readonly logLikelihood: number;
}
interface Reference {
  readonly danish: {
    readonly gamma: { alpha: number; theta: number; logLikelihood: number; rtol: number };
    readonly singleParameterPareto: { alpha: number; logLikelihood: number; rtol: number };
    readonly above10: { n: number; xi: number; theta: number; logLikelihood: number; rtol: number };
    readonly above20: { n: number; xi: number; theta: number; rtol: number };
  };
  readonly published: { amounts: number[]; theta: number; alpha: number; rtol: number };
  readonly outlier: {
    readonly amounts: number[];
    readonly gamma: { alpha: number; theta: number; logLikelihood: number };
    readonly weibull: { tau: number; theta: number; logLikelihood: number };
  };
  readonly severities: readonly Case[];
}
const { danish, outlier, published, severities } = reference<Reference>("fit");

const danishFire = readFileSync(new URL("../examples/data/danishFire.csv", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((row) => Number(row.split(",")[1]));

function off(got: number, expected: number): number {
  return Math.abs(got / expected - 1);
}

describe("the fits of others", () => {
  it("gamma on the Danish fire losses", () => {
    const { parameters, logLikelihood } = estimate(gamma, danishFire);
    expect(off(parameters.alpha, danish.gamma.alpha)).toBeLessThan(danish.gamma.rtol);
    expect(off(parameters.theta, danish.gamma.theta)).toBeLessThan(danish.gamma.rtol);
    expect(off(logLikelihood, danish.gamma.logLikelihood)).toBeLessThan(danish.gamma.rtol);
  });

  it("single-parameter Pareto on the Danish fire losses", () => {
    const { parameters, logLikelihood } = estimate(singleParameterPareto, danishFire, { fixed: { theta: 1 } });
    const { alpha, logLikelihood: highest, rtol } = danish.singleParameterPareto;
    expect(off(parameters.alpha, alpha)).toBeLessThan(rtol);
    expect(off(logLikelihood, highest)).toBeLessThan(rtol);
  });

  it("generalized Pareto above 10 and above 20, McNeil's", () => {
    const tail = (threshold: number) =>
      estimate(
        generalizedPareto,
        danishFire.filter((loss) => loss > threshold),
        { fixed: { threshold } },
      );
    const [ten, twenty] = [tail(10), tail(20)];
    expect(ten.n).toBe(danish.above10.n);
    expect(twenty.n).toBe(danish.above20.n);
    expect(off(ten.parameters.xi, danish.above10.xi)).toBeLessThan(danish.above10.rtol);
    expect(off(ten.parameters.theta, danish.above10.theta)).toBeLessThan(danish.above10.rtol);
    expect(off(ten.logLikelihood, danish.above10.logLikelihood)).toBeLessThan(danish.above10.rtol);
    expect(off(twenty.parameters.xi, danish.above20.xi)).toBeLessThan(danish.above20.rtol);
    expect(off(twenty.parameters.theta, danish.above20.theta)).toBeLessThan(danish.above20.rtol);
    expect(ten.parameters.xi.toFixed(3)).toBe("0.497");
    expect(ten.parameters.theta.toFixed(2)).toBe("6.98");
  });

  it("Loss Data Analytics, example 3.5.1", () => {
    const { parameters } = estimate(singleParameterPareto, published.amounts, { fixed: { theta: published.theta } });
    expect(off(parameters.alpha, published.alpha)).toBeLessThan(published.rtol);
  });
});

describe("a claim whose density is no double", () => {
  it("counts for what it is: gamma", () => {
    const { parameters, logLikelihood, severity } = estimate(gamma, outlier.amounts);
    expect(severity.density(5e6)).toBe(0);
    expect(off(parameters.alpha, outlier.gamma.alpha)).toBeLessThan(1e-9);
    expect(off(parameters.theta, outlier.gamma.theta)).toBeLessThan(1e-9);
    expect(off(logLikelihood, outlier.gamma.logLikelihood)).toBeLessThan(1e-12);
  });

  it("counts for what it is: Weibull", () => {
    const { parameters, logLikelihood } = estimate(weibull, outlier.amounts);
    expect(off(parameters.tau, outlier.weibull.tau)).toBeLessThan(1e-9);
    expect(off(parameters.theta, outlier.weibull.theta)).toBeLessThan(1e-9);
    expect(off(logLikelihood, outlier.weibull.logLikelihood)).toBeLessThan(1e-12);
  });

  it.each([
    lundberg.exponential({ theta: 3 }),
    gamma({ alpha: 0.3, theta: 3 }),
    gamma({ alpha: 60, theta: 3 }),
    gamma({ alpha: 1e4, theta: 3 }),
    weibull({ tau: 0.7, theta: 2 }),
    lundberg.transformedGamma({ alpha: 2, tau: 1.5, theta: 5 }),
    lundberg.inverseGamma({ alpha: 2, theta: 5 }),
    lundberg.inverseExponential({ theta: 5 }),
    lundberg.inverseWeibull({ tau: 2, theta: 5 }),
    lundberg.inverseTransformedGamma({ alpha: 2, tau: 0.6, theta: 5 }),
    lundberg.lognormal({ mu: 1, sigma: 0.2 }),
    lundberg.inverseGaussian({ mu: 2, theta: 3 }),
  ])("%s: the far formulas go on where the near ones end", (severity) => {
    const far = farLogs(severity)!;
    const thin = severity.momentsBelow < Infinity;
    const x = thin ? severity.quantile(1e-250) : severity.survivalQuantile(1e-250);
    expect(Math.abs(far.density(x) - Math.log(severity.density(x)))).toBeLessThan(1e-9);
    if (far.survival) expect(Math.abs(far.survival(x) - Math.log(severity.survival(x)))).toBeLessThan(1e-9);
  });
});

describe.each(severities.map((each, i) => [each.family, i % 2 ? "truncated and censored" : "complete", each] as const))(
  "%s, %s claims",
  (family, _, expected) => {
    const claims = expected.claims.map(([amount, deductible, limit]) => ({
      amount,
      deductible,
      limit: limit ?? Infinity,
    }));
    // Every family of numbers: the names of its parameters are data here.
    const found = estimate(severityFamilies[family] as unknown as lundberg.FitFamily<string>, claims, {
      fixed: expected.fixed,
    });

    // Parameters that can stand for one another are uncertain by many times their size: differences know those less well.
    const relative = Object.entries(expected.standardErrors).map(([name, error]) => error / expected.parameters[name]!);
    const trade = Math.max(...relative) ** 2;

    it("finds the maximum of the likelihood", () => {
      expect(off(found.logLikelihood, expected.logLikelihood)).toBeLessThan(1e-12);
      for (const [name, value] of Object.entries(expected.parameters)) {
        const allowed = 1e-8 * (1 + trade) * (expected.standardErrors[name] ?? 0);
        expect(Math.abs(found.parameters[name]! - value)).toBeLessThanOrEqual(allowed);
      }
      expect(found.converged).toBe(true);
      expect(found.warnings.filter(({ code }) => code !== "INFINITE_MEAN")).toEqual([]);
    });

    it("has the standard errors of the observed information", () => {
      for (const [name, value] of Object.entries(expected.standardErrors)) {
        expect(off(found.standardErrors[name]!, value)).toBeLessThan(1e-5 + 1e-4 * trade);
      }
      const { estimated, covariance } = found;
      expect(estimated).toEqual(Object.keys(expected.standardErrors));
      for (const [i, name] of estimated.entries()) {
        expect(Math.sqrt(covariance[i]![i]!)).toBe(found.standardErrors[name]);
      }
    });

    it("counts what there is", () => {
      expect(found.n).toBe(claims.length);
      expect(found.capped).toBe(claims.filter(({ amount, limit }) => amount >= limit).length);
      expect(found.aic).toBe(2 * found.estimated.length - 2 * found.logLikelihood);
      expect(found.bic).toBeCloseTo(Math.log(found.n) * found.estimated.length - 2 * found.logLikelihood, 8);
    });
  },
);
