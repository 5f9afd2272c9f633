import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gamma } from "../dist/severity/index.js";
import { aggregatePayment, aggregateScale, aggregateTerms } from "../dist/terms/aggregate.js";
import { groundUpThreshold } from "../dist/terms/groundUp.js";
import { layer } from "../dist/terms/layer.js";
import { type ClaimTerms, claimScale, claimTerms, payment } from "../dist/terms/perClaim.js";
import { parseTerms, type TermsOptions } from "../dist/terms/terms.js";
import golden from "./reference/terms.golden.json" with { type: "json" };

const claim = (options: TermsOptions): ClaimTerms => claimTerms(parseTerms("terms", options))!;
const pay = (options: TermsOptions, claims: readonly number[]): number[] => {
  const terms = claimTerms(parseTerms("terms", options));
  return claims.map((x) => (terms ? payment(terms, x) : x));
};
const payYear = (options: TermsOptions, claims: readonly number[]): number => {
  const terms = aggregateTerms(parseTerms("terms", options));
  const sum = pay(options, claims).reduce((a, b) => a + b, 0);
  return terms ? aggregatePayment(terms, sum) : sum;
};
function find<T>(id: string): T {
  return golden.find((one) => one.id === id) as never;
}

describe("the order of terms", () => {
  test("deductible 1,000, limit 10,000, share 0.8", () => {
    const terms = { deductible: 1000, share: 0.8 };
    expect(pay({ ...terms, limit: 10_000 }, [15_000])).toEqual([8000]);
    expect(pay({ ...terms, maximumCoveredLoss: 10_000 }, [15_000])).toEqual([7200]);
  });

  test("claims of 8k, 12k, 9k and 5k with limit 10k and aggregate limit 25k", () => {
    const claims = [8000, 12_000, 9000, 5000];
    const options = { limit: 10_000, aggregateLimit: 25_000 };
    expect(payYear(options, claims)).toBe(25_000);
    // What each claim adds, paid in their order.
    const paid = claims.map((_, i) => payYear(options, claims.slice(0, i + 1)) - payYear(options, claims.slice(0, i)));
    expect(paid).toEqual([8000, 10_000, 7000, 0]);
  });

  test("an attachment is measured after the deductible", () => {
    const options = { deductible: 100, attachment: 50, limit: 30 };
    expect(pay(options, [150, 151, 180, 200])).toEqual([0, 1, 30, 30]);
    expect(pay({ ...options, deductibleKind: "franchise" }, [100, 101, 60, 79])).toEqual([0, 30, 0, 0]);
    expect(pay({ ...options, deductible: 40, deductibleKind: "franchise" }, [45, 50, 60])).toEqual([0, 0, 10]);
  });

  test("a franchise pays from the ground up, and nothing at its deductible", () => {
    const options = { deductible: 100, deductibleKind: "franchise", limit: 150 } as const;
    expect(pay(options, [99, 100, 101, 200])).toEqual([0, 0, 101, 150]);
    expect(parseTerms("terms", { deductible: 100, deductibleKind: "franchise", maximumCoveredLoss: 90 }).limit).toBe(
      90,
    );
  });

  test("trend comes first", () => {
    expect(pay({ trend: 2, deductible: 100, limit: 150 }, [50, 60, 125, 500])).toEqual([0, 20, 150, 150]);
  });

  test("aggregate deductible, limit, then share", () => {
    const options = { aggregateDeductible: 100, aggregateLimit: 50, aggregateShare: 0.5 };
    expect([100, 120, 150, 900].map((x) => payYear(options, [x]))).toEqual([0, 10, 25, 25]);
  });
});

describe("published cases", () => {
  test("order of deductible, maximum covered loss and coinsurance (Loss Models)", () => {
    const { inputs, expected } = find<{ inputs: { losses: number[] }; expected: Record<string, number[]> }>(
      "coverage-order-deterministic",
    );
    const terms = { deductible: 1000, maximumCoveredLoss: 50_000, share: 0.8 };
    expect(pay(terms, inputs.losses)).toEqual(expected.ordinary);
    expect(pay({ ...terms, deductibleKind: "franchise" }, inputs.losses)).toEqual(expected.franchise);
    const limited = { deductible: 1000, limit: 40_000, share: 0.8 };
    expect(pay(limited, inputs.losses)).toEqual(expected.policy_limit_form_L40000_xs_d1000_then_coins);
  });

  test("layers of a programme (Loss Data Analytics, 10.4.4)", () => {
    const claims = [50, 600, 1800, 4000];
    const expected = find<{ expected: Record<string, number[]> }>("lda-10-4-4-layers").expected;
    const paid = [layer("100 xs 0"), layer("2,900 xs 100"), layer("inf xs 3k")].map((options) => pay(options, claims));
    expect(paid).toEqual([expected.layer1, expected.layer2, expected.layer3]);
    expect(paid.map((one) => one.reduce((a, b) => a + b))).toEqual(expected.totals);
  });

  test("a tower and a stop loss over what it leaves", () => {
    const { inputs, expected } = find<{
      inputs: { annual_losses: number[]; tower: string[] };
      expected: { layer_recoveries: number[][]; agg_xol_recovery: number; agg_xol_recovery_at_90pct: number };
    }>("tower-agg-stoploss-deterministic");
    const paid = inputs.tower.map((text) => pay(layer(text), inputs.annual_losses));
    expect(paid).toEqual(expected.layer_recoveries);
    const net = inputs.annual_losses.map((loss, i) => loss - paid.reduce((sum, one) => sum + one[i]!, 0));
    const stopLoss = { aggregateDeductible: 2e6, aggregateLimit: 3e6 };
    expect(payYear(stopLoss, net)).toBe(expected.agg_xol_recovery);
    expect(payYear({ ...stopLoss, aggregateShare: 0.9 }, net)).toBe(expected.agg_xol_recovery_at_90pct);
  });

  test.each([
    ["coverage-gamma-loss-franchise", { deductibleKind: "franchise" }],
    ["coverage-gamma-loss-ordinary-coins0.8-infl0.05", { share: 0.8, trend: 1.05 }],
  ] as const)("distribution of the payment: %s (R, actuar)", (id, options) => {
    const { inputs, expected } = find<{ inputs: { y: number[] }; expected: { cdf: number[] } }>(id);
    const severity = gamma({ alpha: 5, theta: 1 / 0.6 });
    const terms = { ...options, deductible: 5, maximumCoveredLoss: 13 };
    const paid = pay(
      terms,
      expected.cdf.map((p) => severity.quantile(p)),
    );
    paid.forEach((y, i) => {
      expect(Math.abs(y / inputs.y[i]! - 1)).toBeLessThan(1e-11);
    });
  });
});

describe("the normal form", () => {
  test("terms that do nothing leave nothing to apply", () => {
    for (const options of [{}, { attachment: 0, limit: Infinity }, { deductible: -0, trend: 1, share: 1 }]) {
      const terms = parseTerms("terms", options);
      expect([claimTerms(terms), claimScale(terms), aggregateTerms(terms), aggregateScale(terms)]).toEqual([
        undefined,
        1,
        undefined,
        1,
      ]);
    }
    expect(claimTerms(parseTerms("terms", { trend: 1.25, share: 0.8 }))).toBeDefined();
  });

  test("says when terms only scale", () => {
    expect(claimScale(parseTerms("terms", { trend: 1.5, share: 0.5 }))).toBe(0.75);
    for (const options of [{ deductible: 1 }, { attachment: 1 }, { limit: 1 }]) {
      expect(claimScale(parseTerms("terms", options))).toBeUndefined();
    }
    expect(aggregateScale(parseTerms("terms", { aggregateShare: 0.5 }))).toBe(0.5);
    expect(aggregateTerms(parseTerms("terms", { aggregateShare: 0.5 }))).toEqual({
      deductible: 0,
      limit: Infinity,
      share: 0.5,
    });
    expect(aggregateScale(parseTerms("terms", { aggregateDeductible: 1 }))).toBeUndefined();
    expect(aggregateScale(parseTerms("terms", { aggregateLimit: 1 }))).toBeUndefined();
  });

  test("a limit of 0 pays nothing", () => {
    expect(pay({ limit: 0 }, [0, 1, Infinity])).toEqual([0, 0, 0]);
    expect(payYear({ aggregateLimit: 0 }, [5])).toBe(0);
  });

  test("at the ends of a layer and one unit of the last place to each side", () => {
    const ulp = 2 ** -42; // of 1000 < x < 1024
    const franchise = { deductible: 1000, deductibleKind: "franchise" } as const;
    expect(pay({ deductible: 1000 }, [1000 - ulp, 1000, 1000 + 2 * ulp])).toEqual([0, 0, 2 * ulp]);
    expect(pay(franchise, [1000 - ulp, 1000, 1000 + 2 * ulp])).toEqual([0, 0, 1000 + 2 * ulp]);
    const top = 2 ** -43; // of 512 < x < 1024
    expect(pay({ deductible: 500, limit: 500 }, [1000 - 2 * top, 1000, 1000 + 4 * top])).toEqual([
      500 - 2 * top,
      500,
      500,
    ]);
  });

  test("infinite claims and the largest amounts", () => {
    expect(pay({ deductible: 1e308, attachment: 1e308 }, [Number.MAX_VALUE, Infinity])).toEqual([0, 0]);
    expect(pay({ deductible: 10 }, [Infinity])).toEqual([Infinity]);
    expect(pay({ deductible: 10, limit: 7 }, [Infinity])).toEqual([7]);
  });

  test("layers that tile [0, Infinity) add up to the claim", () => {
    const amount = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 8 }), amount, (points, x) => {
        const cuts = [0, ...new Set(points.filter((a) => a > 0).sort((a, b) => a - b)), Infinity];
        const parts = cuts.slice(1).map((top, i) => pay({ attachment: cuts[i]!, limit: top - cuts[i]! }, [x])[0]!);
        const sum = parts.reduce((a, b) => a + b, 0);
        expect(Math.abs(sum - x)).toBeLessThanOrEqual(1e-14 * x * cuts.length);
      }),
      { seed: 1903, numRuns: 500 },
    );
  });

  test("equals the terms applied one after the other", () => {
    const amount = fc.integer({ min: 0, max: 40 });
    const options = fc.record({
      deductible: amount,
      deductibleKind: fc.constantFrom("ordinary" as const, "franchise" as const),
      attachment: amount,
      limit: fc.oneof(amount, fc.constant(Infinity)),
      share: fc.constantFrom(0.25, 0.5, 1),
      trend: fc.constantFrom(0.5, 1, 2),
    });
    fc.assert(
      fc.property(options, fc.integer({ min: 0, max: 200 }), (terms, x) => {
        let y = terms.trend * x;
        if (terms.deductibleKind === "ordinary") y = Math.max(y - terms.deductible, 0);
        else if (!(y > terms.deductible)) y = 0;
        y = Math.max(y - terms.attachment, 0);
        expect(pay(terms, [x])).toEqual([terms.share * Math.min(y, terms.limit)]);
      }),
      { seed: 1903, numRuns: 2000 },
    );
  });

  test("the ground-up threshold is the last claim that pays nothing", () => {
    const positive = (low: number, high: number) =>
      fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);
    const next = (x: number) => {
      const view = new DataView(new ArrayBuffer(8));
      view.setFloat64(0, x);
      view.setBigInt64(0, view.getBigInt64(0) + 1n);
      return view.getFloat64(0);
    };
    fc.assert(
      fc.property(positive(1e-3, 1e9), positive(1e-6, 1e6), (deductible, trend) => {
        const terms = claim({ deductible, trend, deductibleKind: "franchise" });
        const last = groundUpThreshold(terms);
        expect(payment(terms, last)).toBe(0);
        expect(payment(terms, next(last))).toBeGreaterThan(0);
      }),
      { seed: 1903, numRuns: 2000 },
    );
    expect(groundUpThreshold(claim({ trend: 1e-300, limit: 5 }))).toBe(0);
    expect(groundUpThreshold(claim({ trend: 1e-300, deductible: 1e300 }))).toBeGreaterThan(1e308);
  });
});
