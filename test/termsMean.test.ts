import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { negativeBinomial, poisson } from "../dist/frequency/index.js";
import {
  constant,
  empirical,
  exponential,
  generalizedPareto,
  lognormal,
  pareto,
  type Severity,
  uniform,
} from "../dist/severity/index.js";
import { groundUpThreshold } from "../dist/terms/groundUp.js";
import { netMean } from "../dist/terms/netMean.js";
import { claimTerms, payment } from "../dist/terms/perClaim.js";
import { parseTerms, type TermsOptions } from "../dist/terms/terms.js";
import golden from "./reference/terms.golden.json" with { type: "json" };
import reference from "./reference/termsMean.json" with { type: "json" };

const mean = (severity: Severity, options: TermsOptions): number => netMean(severity, parseTerms("terms", options));
/** P(payment > 0). */
const pays = (severity: Severity, options: TermsOptions): number => {
  const terms = claimTerms(parseTerms("terms", options));
  return terms ? severity.survival(groundUpThreshold(terms)) : 1;
};
function close(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected), `${actual}, not ${expected}`).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}
function find<T>(id: string): { expected: T; rtol: number } {
  return golden.find((one) => one.id === id) as never;
}

describe("published cases", () => {
  test("exponential with a deductible (Loss Data Analytics, 3.4.1)", () => {
    const { expected, rtol } = find<{ mean_per_loss: number }>("lda-3-4-1");
    close(mean(exponential({ theta: 1000 }), { deductible: 100 }), expected.mean_per_loss, rtol);
  });

  test("deductible, maximum payment and inflation (Loss Data Analytics, 3.4.5)", () => {
    const { expected, rtol } = find<Record<string, number>>("lda-3-4-5");
    const severity = exponential({ theta: 1000 });
    for (const [year, trend] of [
      [2006, 1],
      [2007, 1.05],
    ] as const) {
      const options = { deductible: 100, limit: 500, trend };
      close(mean(severity, options), expected[`per_loss_${year}`]!, rtol);
      close(mean(severity, options) / pays(severity, options), expected[`per_payment_${year}`]!, rtol);
    }
  });

  test("quota share over a limit (Loss Data Analytics, 3.4.6)", () => {
    const { expected, rtol } = find<{ insurer_mean: number; reinsurer_mean: number }>("lda-3-4-6");
    const severity = pareto({ alpha: 5, theta: 3600 });
    const insurer = mean(severity, { limit: 5000, share: 0.85 });
    close(insurer, expected.insurer_mean, rtol);
    close(severity.mean() - insurer, expected.reinsurer_mean, rtol);
  });

  test("all coverage modifications of a lognormal (Loss Models, theorem 8.7)", () => {
    const { expected, rtol } = find<Record<string, number>>("coverage-lognormal-all");
    const severity = lognormal({ mu: 8, sigma: 1.6 });
    const ordinary = { deductible: 1000, maximumCoveredLoss: 50_000 };
    const franchise = { ...ordinary, deductibleKind: "franchise" as const };
    const inflated = { ...ordinary, share: 0.8, trend: 1.05 };
    for (const [options, name] of [
      [ordinary, "ordinary"],
      [franchise, "franchise"],
      [inflated, "coins_infl"],
    ] as const) {
      close(mean(severity, options), expected[`${name}_per_loss`]!, rtol);
      close(mean(severity, options) / pays(severity, options), expected[`${name}_per_payment`]!, rtol);
    }
    close(pays(severity, ordinary), expected.prob_payment!, rtol);
  });

  test("deductible credits (Bahnemann 2015, example 6.7)", () => {
    const { expected, rtol } = find<Record<string, number[]>>("bahnemann-6-7-deductible-credits");
    const severity = lognormal({ mu: 7, sigma: 2.4 });
    const frequency = poisson({ lambda: 0.0005 });
    [1000, 2000, 3000, 4000, 5000, 10_000].forEach((deductible, i) => {
      const options = { deductible, maximumCoveredLoss: 100_000 };
      const paid = frequency.thinned(pays(severity, options))!;
      close(paid.mean(), expected.frequency_net![i]!, rtol);
      // 20 % adjustment expense on every payment.
      close(1.2 * frequency.mean() * mean(severity, options), expected.pure_premium![i]!, rtol);
      close((1.2 * mean(severity, options)) / pays(severity, options), expected.severity_net![i]!, rtol);
      const credit = 1 - mean(severity, options) / mean(severity, { limit: 100_000 });
      close(credit, expected.credit![i]!, 1e-10);
    });
  });

  test("inflation, deductible and the number of payments (Loss Data Analytics, 5.5.5)", () => {
    const { expected, rtol } = find<Record<string, number>>("lda-5-5-5");
    const severity = empirical({ values: [40, 80, 120, 200] });
    const options = { trend: 1.5, deductible: 100 };
    const claims = negativeBinomial.fromMeanVariance({ mean: 300, variance: 800 });
    const payments = claims.thinned(pays(severity, options))!;
    close(payments.mean(), expected.expected_payments!, rtol);
    close(claims.mean() * mean(severity, options), expected.mean!, rtol);
    const perPayment = mean(severity, options) / pays(severity, options);
    close(perPayment, expected.mean_per_payment!, rtol);
    const variancePerPayment = (20 ** 2 + 80 ** 2 + 200 ** 2) / 3 - perPayment ** 2;
    const variance = payments.mean() * variancePerPayment + payments.variance() * perPayment ** 2;
    close(variance, expected.variance!, rtol);
  });

  test("a shared layer of a generalised Pareto (GEMAct, section 3.5)", () => {
    const { expected, rtol } = find<{ layer1_pure_premium: number }>("gemact-multilayer");
    const severity = generalizedPareto({ xi: 0.834, theta: 83.34, threshold: 0 });
    close(0.5 * mean(severity, { attachment: 100, limit: 100, share: 0.5 }), expected.layer1_pure_premium, rtol);
  });

  test("two units with a deductible (Loss Models, exercise 9.31)", () => {
    const { expected, rtol } = find<{ expected_excess_aggregate: number }>("kpw-9-31");
    const units = [2, 1000, 3, 200] as const;
    const excess = (high: number) => mean(uniform({ low: 0, high }), { deductible: 100 });
    close(units[0] * excess(units[1]) + units[2] * excess(units[3]), expected.expected_excess_aggregate, rtol);
  });
});

describe("against quadrature in mpmath", () => {
  const families = { lognormal, pareto, exponential } as unknown as Record<string, (p: object) => Severity>;
  test.each(reference.cases)("$family $terms", ({ family, parameters, terms, value }) => {
    close(mean(families[family]!(parameters), terms as TermsOptions), value, 1e-11);
  });
});

test("equals the average payment over the claims, atoms and all", () => {
  const amount = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.double({ min: 0, max: 30, noNaN: true }));
  const options = fc.record({
    deductible: amount,
    deductibleKind: fc.constantFrom("ordinary" as const, "franchise" as const),
    attachment: amount,
    limit: fc.oneof(amount, fc.constant(Infinity)),
    share: fc.constantFrom(0.3, 0.8, 1),
    trend: fc.constantFrom(0.7, 1, 1.05, 1.1, 3),
  });
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 12 }), options, fc.nat(11), (values, written, i) => {
      // Half the time the deductible is one of the claims after trend, where a franchise jumps.
      const deductible = i % 2 ? written.trend * values[i % values.length]! : written.deductible;
      const terms = parseTerms("terms", { ...written, deductible });
      const claim = claimTerms(terms);
      const average = values.reduce((sum, x) => sum + (claim ? payment(claim, x) : x), 0) / values.length;
      expect(Math.abs(netMean(empirical({ values }), terms) - average)).toBeLessThanOrEqual(1e-13 * 100);
    }),
    { seed: 1903, numRuns: 3000 },
  );
});

test("infinite means are infinite, and a limit makes them finite", () => {
  const severity = pareto({ alpha: 0.9, theta: 100 });
  expect(mean(severity, {})).toBe(Infinity);
  expect(mean(severity, { deductible: 1000, share: 0.1, trend: 2 })).toBe(Infinity);
  expect(mean(severity, { deductible: 1000, deductibleKind: "franchise" })).toBe(Infinity);
  expect(mean(severity, { limit: 1e6 })).toBeLessThan(1e4);
  expect(mean(severity, { limit: 0 })).toBe(0);
});

test("what is never reached pays exactly nothing", () => {
  expect(mean(uniform({ low: 0, high: 10 }), { deductible: 10 })).toBe(0);
  expect(mean(constant({ value: 5 }), { deductible: 5, deductibleKind: "franchise" })).toBe(0);
  expect(mean(exponential({ theta: 1 }), { deductible: 1e308, attachment: 1e308 })).toBe(0);
  expect(mean(exponential({ theta: 1 }), { deductible: 1, trend: 1e-320 })).toBe(0);
});
