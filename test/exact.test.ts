import { describe, expect, it } from "vitest";
import {
  type Bounded,
  binomial,
  type ExactResult,
  exponential,
  gamma,
  generalizedPareto,
  geometric,
  type InforceOptions,
  inforce,
  lognormal,
  negativeBinomial,
  PricingModel,
  poisson,
  portfolio,
  type SolveOptions,
  zeroTruncated,
} from "../dist/index.js";

// The exact engine against closed forms, and its errors.

type Component = Omit<InforceOptions, "name">;
const solved = (components: Component | readonly Component[], options: SolveOptions = {}): Promise<ExactResult> => {
  const list = [components].flat() as Component[];
  const book = portfolio(list.map((component, i) => inforce({ name: `component ${i}`, ...component })));
  return new PricingModel(book).solve(options);
};

/** The truth lies within the bounds (its own last digit aside), and the value is this near it. */
function expectExact({ value, low, high }: Bounded, truth: number, relative = 1e-8): void {
  const digit = 1e-9 * Math.abs(truth);
  expect(low - digit).toBeLessThanOrEqual(truth);
  expect(high + digit).toBeGreaterThanOrEqual(truth);
  expect(Math.abs(value / truth - 1)).toBeLessThan(relative);
}

describe("compound Poisson-gamma", () => {
  // lambda, alpha, theta; F(mean), VaR 95, 99, 99.5, TVaR 95, 99, E(S - mean)+: sums of gamma distribution functions.
  const table = [
    [5, 2, 1000, 0.548925447592, 20031.09792, 25482.66704, 27623.57744, 23390.80747, 28469.15418, 2172.856401],
    [100, 0.5, 1000, 0.519211582207, 64921.95258, 71949.92107, 74622.26875, 69243.25133, 75634.54487, 3450.137358],
    [0.1, 2, 1000, 0.906423230525, 1661.600106, 4049.872787, 4987.472461, 3147.976081, 5381.670388, 181.0767675],
  ] as const;
  it.each(table)("(%d, %d, %d)", async (lambda, alpha, theta, cdf, v95, v99, v995, t95, t99, excess) => {
    const model = { frequency: poisson({ lambda }), severity: gamma({ alpha, theta }) };
    const r = await solved(model, { relativeError: 1e-8 });
    const mean = lambda * alpha * theta;
    expectExact(r.mean, mean, 1e-13);
    expect(r.standardDeviation / Math.sqrt(lambda * alpha * (alpha + 1) * theta ** 2)).toBeCloseTo(1, 12);
    expect(r.skewness / ((alpha + 2) / Math.sqrt(lambda * alpha * (alpha + 1)))).toBeCloseTo(1, 12);
    expect(r.probabilityOfLoss / -Math.expm1(-lambda)).toBeCloseTo(1, 14);
    expectExact(r.cdf(mean), cdf);
    expectExact(r.stopLoss(mean), excess);
    for (const [level, value] of [
      [0.95, v95],
      [0.99, v99],
      [0.995, v995],
    ] as const)
      expectExact(r.var(level), value);
    for (const [level, value] of [
      [0.95, t95],
      [0.99, t99],
    ] as const)
      expectExact(r.tvar(level), value);
  });

  it("does not underflow at 100,000 claims", async () => {
    const r = await solved({ frequency: poisson({ lambda: 1e5 }), severity: gamma({ alpha: 2, theta: 1000 }) });
    // Sums of gamma survival functions over Poisson counts: test/reference/exactLarge.py.
    expectExact(r.var(0.99), 201804920.84353966, 2e-8);
    expectExact(r.tvar(0.99), 202068597.16753638, 2e-8);
  });
});

describe("other closed forms", () => {
  it("negative binomial and gamma", async () => {
    const r = await solved({
      frequency: negativeBinomial({ r: 3, beta: 1.5 }),
      severity: gamma({ alpha: 2, theta: 150 }),
    });
    expectExact(r.mean, 1350, 1e-13);
    expect(r.standardDeviation ** 2 / 1_215_000).toBeCloseTo(1, 12);
    expectExact(r.var(0.95), 3478.3098, 3e-8);
    expectExact(r.tvar(0.95), 4341.8852, 3e-8);
  });

  it("binomial and exponential", async () => {
    const r = await solved({ frequency: binomial({ m: 20, q: 0.3 }), severity: exponential({ theta: 1000 }) });
    expectExact(r.var(0.95), 11895.348, 1e-7);
    expectExact(r.var(0.99), 15209.841, 1e-7);
  });

  it("zero-truncated geometric and exponential is exponential", async () => {
    const r = await solved({
      frequency: zeroTruncated(geometric({ beta: 3 })),
      severity: exponential({ theta: 500 }),
    });
    for (const p of [0.1, 0.5, 0.9, 0.999]) {
      expectExact(r.var(p), -2000 * Math.log1p(-p), 1e-7);
      expectExact(r.tvar(p), 2000 - 2000 * Math.log1p(-p), 1e-7);
    }
    expectExact(r.layerMean(1000, 4000), 2000 * (Math.exp(-0.5) - Math.exp(-2.5)), 1e-7);
  });

  it("terms per claim", async () => {
    const terms = { deductible: 1000, limit: 10_000, share: 0.9 };
    const r = await solved({ frequency: poisson({ lambda: 5 }), severity: lognormal({ mu: 8, sigma: 1 }), terms });
    expectExact(r.mean, 14172.93129, 1e-9);
    expect(r.standardDeviation ** 2 / 82_508_999.12).toBeCloseTo(1, 9);
  });
});

describe("heavy tails", () => {
  it("lognormal", async () => {
    const r = await solved({ frequency: poisson({ lambda: 10 }), severity: lognormal({ mu: 9, sigma: 1.2 }) });
    expectExact(r.var(0.99), 536_969.998, 1e-8);
    expectExact(r.tvar(0.99), 696_533.722, 1e-8);
  });

  it("no mean: VaR stands, TVaR is infinite, a warning says so", async () => {
    const severity = generalizedPareto({ xi: 1, theta: 1, threshold: 0 });
    const r = await solved({ frequency: poisson({ lambda: 100 }), severity }, { levels: [0.999] });
    expectExact(r.var(0.999), 101_049.9989, 1e-6);
    expect(r.tvar(0.999).value).toBe(Infinity);
    expect(r.mean.value).toBe(Infinity);
    expect(r.warnings.map(({ code }) => code)).toContain("INFINITE_MEAN");
  });
});

describe("the ends of the range", () => {
  it("a portfolio without losses", async () => {
    const r = await solved({ frequency: poisson({ lambda: 0 }), severity: gamma({ alpha: 2, theta: 1 }) });
    expect([r.mean.value, r.var(0.99).value, r.tvar(0.99).value, r.probabilityOfLoss]).toEqual([0, 0, 0, 0]);
  });

  it("claims rarer than every level", async () => {
    const r = await solved({ frequency: poisson({ lambda: 1e-9 }), severity: gamma({ alpha: 2, theta: 1e-6 }) });
    expect(r.var(0.999).value).toBe(0);
    expectExact(r.tvar(0.999), 2e-15 / 0.001, 1e-12);
  });

  it("an aggregate limit that is never reached changes nothing", async () => {
    const model = { policies: 10, frequency: poisson({ lambda: 2 }), severity: gamma({ alpha: 2, theta: 1000 }) };
    const [free, far] = [await solved(model), await solved({ ...model, terms: { aggregateLimit: 1e9 } })];
    expectExact(far.mean, free.mean.value, 1e-9);
    expect(far.standardDeviation / free.standardDeviation).toBeCloseTo(1, 8);
    expect(far.skewness / free.skewness).toBeCloseTo(1, 6);
    expectExact(far.tvar(0.99), free.tvar(0.99).value, 1e-7);
  });

  it("an aggregate deductible shifts the law", async () => {
    const model = { frequency: poisson({ lambda: 5 }), severity: gamma({ alpha: 2, theta: 1000 }) };
    const terms = { aggregateDeductible: 10_000, aggregateLimit: 15_000, aggregateShare: 0.5 };
    const [gross, net] = [await solved(model), await solved({ ...model, terms })];
    expectExact(net.mean, gross.layerMean(10_000, 15_000).value / 2, 1e-8);
    expectExact(net.var(0.95), (gross.var(0.95).value - 10_000) / 2, 1e-7);
    expect(net.var(0.99).value).toBeCloseTo(7500, 6);
    expect(net.probabilityOfLoss).toBeCloseTo(1 - gross.cdf(10_000).value, 7);
  });
});

describe("atoms and lattices", () => {
  it("puts VaR on the atom of a year that reaches its limit", async () => {
    const r = await solved({
      frequency: poisson({ lambda: 0.2 }),
      severity: lognormal({ mu: 8, sigma: 2 }),
      terms: { attachment: 10_000, limit: 50_000 },
    });
    expect(r.var(0.999).value).toBeCloseTo(50_000, 6);
  });

  it("rejects what it cannot answer, by name", async () => {
    const model = { frequency: poisson({ lambda: 5 }), severity: gamma({ alpha: 2, theta: 1000 }) };
    const r = await solved(model, { levels: [0.9] });
    expect(() => r.var(1 - 1e-9)).toThrowError(/beyond the grid.*among the levels/);
    expect(() => r.stopLoss(1e9)).toThrowError(/beyond the grid/);
    await expect(solved(model, { levels: [] })).rejects.toThrow(/non-empty/);
    await expect(solved(model, { points: 1000 })).rejects.toThrow(/power of two/);
    await expect(solved(model, { relativeError: 0 })).rejects.toThrow(/relativeError must be a number above 0/);
    await expect(solved(model, { signal: 1 as never })).rejects.toThrow("solve: signal must be an AbortSignal, got 1");
    await expect(solved(model, { speed: 1 } as SolveOptions)).rejects.toThrow(/unknown key/);
  });
});
