import { describe, expect, it } from "vitest";
import {
  type Bounded,
  binomial,
  constant,
  deterministic,
  type ExactResult,
  gamma,
  type InforceOptions,
  inforce,
  lognormal,
  negativeBinomial,
  PricingModel,
  poisson,
  portfolio,
} from "../dist/index.js";
import { reference } from "./support/reference.js";

// Many claims, on a grid that holds no more than the bulk; amounts without a common step; long computations.

type Component = Omit<InforceOptions, "name">;
const modelOf = (...components: Component[]): PricingModel =>
  new PricingModel(portfolio(components.map((component, i) => inforce({ name: `component ${i}`, ...component }))));
const solved = (...components: Component[]): Promise<ExactResult> => modelOf(...components).solve();

const holds = ({ low, high }: Bounded, truth: number): boolean =>
  low - 2e-11 * truth <= truth && truth <= high + 2e-11 * truth;
const bound = ({ value, low, high }: Bounded): number => (high - low) / 2 / value;

describe("many claims", () => {
  interface Row {
    readonly lambda: number;
    readonly rows: readonly (readonly [level: number, value: number, tail: number])[];
  }
  const { cases } = reference<{ cases: readonly Row[] }>("exactLarge");

  it.each(cases)("Poisson($lambda)-gamma", async ({ lambda, rows }) => {
    const r = await solved({ frequency: poisson({ lambda }), severity: gamma({ alpha: 2, theta: 1000 }) });
    for (const [level, value, tail] of rows) {
      expect(holds(r.var(level), value)).toBe(true);
      expect(holds(r.tvar(level), tail)).toBe(true);
      expect(bound(r.tvar(level))).toBeLessThan(lambda > 1e6 ? 3e-6 : 1e-6);
    }
    // The grid is as long as the bulk is wide, and not as the sum is large.
    expect(r.execution.points * r.execution.step).toBeLessThan(40 * r.standardDeviation);
  });

  it("binomial, negative binomial and fixed counts: Cornish and Fisher's quantiles to the second order", async () => {
    for (const frequency of [
      binomial({ m: 1e6, q: 0.3 }),
      negativeBinomial({ r: 1e5, beta: 3 }),
      deterministic({ n: 1_000_000 }),
    ]) {
      const r = await modelOf({ frequency, severity: lognormal({ mu: 3, sigma: 0.8 }) }).solve({ points: 65_536 });
      const z = 2.3263478740408408;
      const expected = r.mean.value + r.standardDeviation * (z + (r.skewness * (z * z - 1)) / 6);
      expect((r.var(0.99).value - expected) / r.standardDeviation).toBeCloseTo(0, 3);
    }
  });

  it("a billion constants, and years net of an aggregate deductible next to the mean", async () => {
    const fixed = await solved({ frequency: deterministic({ n: 1e9 }), severity: constant({ value: 5 }) });
    expect(fixed.var(0.99).value).toBe(5e9);
    const model = { frequency: poisson({ lambda: 2000 }), severity: gamma({ alpha: 2, theta: 1000 }) };
    const terms = { aggregateDeductible: 4e6, aggregateLimit: 4e5, aggregateShare: 0.5 };
    const rough = { relativeError: 1e-4 };
    const [gross, net] = [await modelOf(model).solve(rough), await modelOf({ ...model, terms }).solve(rough)];
    const layer = gross.layerMean(4e6, 4e5);
    const half = (x: Bounded): number => (x.high - x.low) / 2;
    expect(Math.abs(net.mean.value - layer.value / 2)).toBeLessThanOrEqual(half(net.mean) + half(layer) / 2);
    expect(bound(net.mean)).toBeLessThan(1e-5);
  });

  it("refuses, by name, where a grid resolves the year or the claim and not both", async () => {
    const model = modelOf({ frequency: poisson({ lambda: 1e13 }), severity: lognormal({ mu: 5, sigma: 1 }) });
    await expect(model.solve()).rejects.toMatchObject({ code: "ERR_UNSUPPORTED" });
    await expect(model.solve()).rejects.toThrow(/10000000000000 claims a year.*simulate/);
  });
});

describe("amounts without a common step", () => {
  const of = (lambda: number, value: number): Component => ({
    frequency: poisson({ lambda }),
    severity: constant({ value }),
  });
  const [a, b, c] = [of(3, 1000), of(2, 1000 * Math.SQRT2), of(1, 777 * Math.PI)];

  it("two: years are counts of either", async () => {
    const r = await solved(a, b);
    // Every year by its two counts.
    const pmf = (component: Component, n: number): number => component.frequency.pmf(n);
    const years = Array.from({ length: 60 * 60 }, (_, i) => {
      const [n, m] = [i % 60, Math.floor(i / 60)];
      return [1000 * n + 1000 * Math.SQRT2 * m, pmf(a, n) * pmf(b, m)] as const;
    }).sort(([x], [y]) => x - y);
    for (const level of [0.9, 0.99, 0.999]) {
      let [sum, at] = [0, 0];
      while (sum + years[at]![1] < level) sum += years[at++]![1];
      const value = years[at]![0];
      const tail = value + years.reduce((all, [x, p]) => all + p * Math.max(0, x - value), 0) / (1 - level);
      expect(holds(r.var(level), value)).toBe(true);
      expect(holds(r.tvar(level), tail)).toBe(true);
      expect(bound(r.tvar(level))).toBeLessThan(1e-8);
    }
    expect(r.cdf(5000).value).toBeCloseTo(
      years.reduce((all, [x, p]) => all + (x <= 5000 ? p : 0), 0),
      12,
    );
  });

  it("three, beside a layer with a limit of its own", async () => {
    const layer: Component = {
      frequency: poisson({ lambda: 0.5 }),
      severity: lognormal({ mu: 7, sigma: 1 }),
      terms: { limit: 1500 * Math.E },
    };
    const r = await solved(a, c, layer);
    for (const level of [0.9, 0.99]) expect(bound(r.tvar(level))).toBeLessThan(2e-5);
    const { rows } = await modelOf(a, c, layer).validate({ trials: 400_000, seed: 3 });
    expect(rows.filter(({ z }) => Math.abs(z) > 4.89)).toEqual([]);
  });
});

describe("a long computation", () => {
  const long = modelOf({ frequency: poisson({ lambda: 1e6 }), severity: gamma({ alpha: 2, theta: 1 }) });

  it("stops with the signal's reason, before it begins and under way", async () => {
    const reason = new Error("enough");
    await expect(long.solve({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const abort = new AbortController();
    setImmediate(() => abort.abort(reason));
    await expect(long.solve({ signal: abort.signal })).rejects.toBe(reason);
  });

  it("lets others run, and two at a time do not disturb each other", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const [one, two] = await Promise.all([long.solve(), long.solve()]);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
    expect(one.var(0.99)).toEqual(two.var(0.99));
  });
});
