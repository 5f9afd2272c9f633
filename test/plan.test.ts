import { afterAll, describe, expect, it } from "vitest";
import {
  binomial,
  close,
  constant,
  gamma,
  geometric,
  type InforceOptions,
  inforce,
  lognormal,
  negativeBinomial,
  type Plan,
  PricingModel,
  pareto,
  poisson,
  portfolio,
  uniform,
  zeroModified,
} from "../dist/index.js";
import { book, bookFigures } from "./support/book.js";
import { zLimit } from "./support/limits.js";

// What explain() says: the text as a person reads it, and how many claims each rewrite leaves to be drawn.

afterAll(() => close());

const explain = (...components: InforceOptions[]): Plan =>
  new PricingModel(portfolio(components.map(inforce))).explain();

/** The text; sizes of tables are the kernel's affair. */
const text = (plan: Plan): string => String(plan).replace(/tables \d+ KiB/g, "tables # KiB");

/** What the text says of one component. */
const said = (component: InforceOptions): string => text(explain(component)).split("\n\n")[1]!;

describe("the text of a plan", () => {
  const motor: InforceOptions = {
    name: "motor",
    policies: 1000,
    frequency: poisson({ lambda: 0.0004 }),
    severity: gamma({ alpha: 2, theta: 1000 }),
  };
  const fire: InforceOptions = {
    name: "industrial fire",
    frequency: poisson({ lambda: 40 }),
    severity: pareto({ alpha: 0.9, theta: 100_000 }),
    terms: { deductible: 50_000, limit: 200_000, share: 0.5 },
  };
  const health: InforceOptions = {
    name: "health",
    policies: 200,
    frequency: negativeBinomial({ r: 0.5, beta: 0.4 }),
    severity: lognormal({ mu: 7, sigma: 1 }),
    terms: { trend: 1.25, deductible: 500, deductibleKind: "franchise", aggregateLimit: 20_000 },
  };

  it("is that of three components", () => {
    expect(text(explain(motor, fire, health))).toBe(
      `Plan for 3 components

motor
  frequency poisson(lambda=0.0004) for each of 1000 policies
  severity gamma(alpha=2, theta=1000)
  terms none
  sum closure: the gamma claims of a group are drawn as one variable
  superposition: 1000 like policies have poisson(lambda=0.4) claims together
  zero skipping: trials without claims are jumped over
  claims a trial: 0.400000 from the ground up, a sum of them drawn in 0.329680 of the trials
  kernel: the sum's own law in strips, over geometric gaps
  tables # KiB, chunks of 4096 trials
  exact mean 800.0000000 a year

industrial fire
  frequency poisson(lambda=40)
  severity pareto(alpha=0.9, theta=100000)
  terms ordinary deductible 50000, limit 200000, share 0.5
  thinning: a share of 0.694253 of the claims pays; only they are drawn
  layer to limit: a share of 0.466467 of them pays the limit and is counted
  claims a trial: 40 from the ground up, 14.8163 drawn
  kernel: counts, then claims in strips
  tables # KiB, chunks of 4096 trials
  exact mean 1841636.754 a year

health
  frequency negativeBinomial(r=0.5, beta=0.4) for each of 200 policies
  severity lognormal(mu=7, sigma=1)
  terms trend 1.25, franchise deductible 500, aggregate limit 20000, per policy
  thinning: a share of 0.843401 of the claims pays; only they are drawn
  each policy by itself: only the policies that have claims are drawn, binomial in number
  claims a trial: 40 from the ground up, 33.7361 drawn
  kernel: policies with claims, their counts, then claims in strips
  tables # KiB, chunks of 4096 trials

Estimates, for one thread of the machine of docs/performance.md
  motor            about 1.9 ms for a million trials
  industrial fire  about 35 ms for a million trials
  health           about 370 ms for a million trials
  together         about 400 ms for a million trials
  8 bytes a trial for the losses that are kept`,
    );
  });

  it("is the same for the same portfolio, whoever asks when", async () => {
    const model = new PricingModel(portfolio([motor, fire, health].map(inforce)));
    const before = String(model.explain());
    await model.simulate({ trials: 1000, seed: 1 });
    expect(String(model.explain())).toBe(before);
    expect(String(explain(motor, fire, health))).toBe(before);
    expect(String(explain(motor, fire, health))).not.toBe(String(explain(fire, motor, health)));
  });

  it("of one component has no sum", () => {
    const lines = String(explain(motor)).split("\n");
    expect(lines[0]).toBe("Plan for 1 component");
    expect(lines.slice(-3)).toEqual([
      "Estimates, for one thread of the machine of docs/performance.md",
      "  motor  about 1.9 ms for a million trials",
      "  8 bytes a trial for the losses that are kept",
    ]);
  });

  it("says the size of the tables that the kernel gets", () => {
    const plan = explain(motor, fire, health);
    const sizes = plan.components.map((component) => Math.ceil(plan.table(component).byteLength / 1024));
    expect([...String(plan).matchAll(/tables (\d+) KiB/g)].map(([, size]) => Number(size))).toEqual(sizes);
  });

  it("says that constant claims are multiples, and that trials without any are jumped over", () => {
    expect(
      said({
        name: "storm",
        frequency: poisson({ lambda: 0.1 }),
        severity: constant({ value: 3_000_000 }),
        terms: { deductible: 1_000_000 },
      }),
    ).toBe(`storm
  frequency poisson(lambda=0.1)
  severity constant(value=3000000)
  terms ordinary deductible 1000000
  zero skipping: trials without claims are jumped over
  constant claims: a multiple of 2000000 is drawn
  claims a trial: 0.100000 from the ground up, a sum of them drawn in 0.0951626 of the trials
  kernel: the sum's own law in strips, over geometric gaps
  tables # KiB, chunks of 4096 trials
  exact mean 200000.0000 a year`);
  });

  it("says that nothing is drawn, and nothing else about it", () => {
    expect(
      said({
        name: "small",
        policies: 400,
        frequency: geometric({ beta: 7 }),
        severity: uniform({ low: 5000, high: 95_000 }),
        terms: { deductible: 100_000 },
      }),
    ).toBe(`small
  frequency geometric(beta=7) for each of 400 policies
  severity uniform(low=5000, high=95000)
  terms ordinary deductible 100000
  nothing is drawn: no claim is large enough to pay
  claims a trial: 2800 from the ground up, none drawn
  kernel: none
  tables # KiB, chunks of 4096 trials
  exact mean 0 a year`);
  });

  it("says why policies are drawn one by one, and one sum for each", () => {
    expect(
      said({
        name: "clusters",
        policies: 5,
        frequency: zeroModified(poisson({ lambda: 3 }), { p0: 0.3 }),
        severity: gamma({ alpha: 200, theta: 1 }),
      }),
    ).toBe(`clusters
  frequency zeroModified(frequency=poisson(lambda=3), p0=0.3) for each of 5 policies
  severity gamma(alpha=200, theta=1)
  terms none
  sum closure: the gamma claims of a group are drawn as one variable
  a sum of like counts that is no law of its own: only the policies that have claims are drawn, binomial in number
  claims a trial: 11.0502 from the ground up, 3.50000 sums of them drawn
  kernel: a count, then one gamma variable (Marsaglia & Tsang)
  tables # KiB, chunks of 4096 trials
  exact mean 2210.030963 a year`);
  });

  it("warns of infinite moments", () => {
    const of = (alpha: number, limit = Infinity): string[] =>
      said({ name: "a", frequency: poisson({ lambda: 2 }), severity: pareto({ alpha, theta: 1000 }), terms: { limit } })
        .split("\n")
        .filter((line) => /exact mean|warning/.test(line));
    expect(of(1)).toEqual(["  exact mean Infinity a year", "  warning: the mean is infinite"]);
    expect(of(1.01)).toEqual(["  exact mean 200000.0000 a year", "  warning: the variance is infinite"]);
    expect(of(2)).toEqual(["  exact mean 2000.000000 a year", "  warning: the variance is infinite"]);
    expect(of(2.01)).toEqual(["  exact mean 1980.198020 a year"]);
    expect(of(0.5, 3000)).toEqual(["  exact mean 4000.000000 a year"]);
  });

  it("warns of a limit that is never reached", () => {
    const of = (terms: NonNullable<InforceOptions["terms"]>): string[] =>
      said({ name: "a", frequency: poisson({ lambda: 2 }), severity: uniform({ low: 0, high: 1000 }), terms })
        .split("\n")
        .filter((line) => line.includes("warning"));
    const warning = (limit: number): string => `  warning: the limit ${limit} is never reached: no claim is above 1000`;
    expect(of({ limit: 1500 })).toEqual([warning(1500)]);
    expect(of({ limit: 1500, trend: 1.5 })).toEqual([]);
    expect(of({ limit: 1000 })).toEqual([]);
    expect(of({ limit: 900, deductible: 101 })).toEqual([warning(900)]);
    expect(of({ limit: 900, deductible: 101, deductibleKind: "franchise" })).toEqual([]);
    expect(of({ limit: 900, attachment: 101 })).toEqual([warning(900)]);
    expect(of({ maximumCoveredLoss: 1000, deductible: 101 })).toEqual([]);
  });

  it("says at which share aggregate amounts are", () => {
    const severity = gamma({ alpha: 2, theta: 5 });
    const terms = { share: 0.5, aggregateDeductible: 100, aggregateBasis: "bucket" } as const;
    expect(said({ name: "a", frequency: poisson({ lambda: 3 }), severity, terms })).toContain(
      "  terms share 0.5, aggregate deductible 100, per bucket, (aggregate amounts are at share 0.5)\n",
    );
  });
});

describe("what is drawn before and after", () => {
  const severity = lognormal({ mu: 8, sigma: 1 });
  const paying = severity.survival(5000);
  const full = severity.survival(9000);
  const layered = { deductible: 1000, attachment: 4000 };
  type Case = readonly [step: string, component: Omit<InforceOptions, "name">, before: number, after: number];

  // Before: with outputs, for which each ground-up claim is drawn. After: claims, or sums of claims.
  it.each<Case>([
    ["thinning", { frequency: poisson({ lambda: 50 }), severity, terms: layered }, 50, 50 * paying],
    ["thinning", { frequency: binomial({ m: 12, q: 0.5 }), severity, terms: layered }, 6, 6 * paying],
    [
      "thinning",
      { frequency: zeroModified(geometric({ beta: 4 }), { p0: 0.5 }), severity, terms: layered },
      2.5,
      2.5 * paying,
    ],
    [
      "layer to limit",
      { frequency: poisson({ lambda: 50 }), severity, terms: { ...layered, limit: 4000 } },
      50,
      50 * (paying - full),
    ],
    ["superposition", { policies: 300, frequency: poisson({ lambda: 0.1 }), severity }, 30, 30],
    [
      "superposition",
      { policies: 300, frequency: poisson({ lambda: 0.1 }), severity: gamma({ alpha: 2, theta: 1 }) },
      30,
      1,
    ],
    ["sum closure", { frequency: poisson({ lambda: 30 }), severity: gamma({ alpha: 2, theta: 1 }) }, 30, 1],
    ["sum closure", { frequency: poisson({ lambda: 30 }), severity: gamma({ alpha: 200, theta: 1 }) }, 30, 1],
    ["constant claims", { frequency: poisson({ lambda: 30 }), severity: constant({ value: 7 }) }, 30, 1],
    ["zero skipping", { frequency: poisson({ lambda: 0.5 }), severity }, 0.5, 0.5],
    [
      "zero skipping",
      { frequency: poisson({ lambda: 0.5 }), severity: gamma({ alpha: 2, theta: 1 }) },
      0.5,
      1 - Math.exp(-0.5),
    ],
    [
      "each policy by itself",
      {
        policies: 100,
        frequency: poisson({ lambda: 2 }),
        severity: gamma({ alpha: 2, theta: 1 }),
        terms: { aggregateLimit: 5 },
      },
      200,
      100 * (1 - Math.exp(-2)),
    ],
    [
      "nothing is drawn",
      {
        policies: 9,
        frequency: poisson({ lambda: 2 }),
        severity: uniform({ low: 0, high: 1 }),
        terms: { deductible: 1 },
      },
      18,
      0,
    ],
  ])("%s", (step, component, before, after) => {
    const model = new PricingModel(portfolio([inforce({ name: "a", ...component })]));
    const [rewritten] = model.explain().components;
    const [asIs] = model.explain({ outputs: ["claimCount"] }).components;
    expect(rewritten!.steps.filter((each) => each.startsWith(step))).toHaveLength(1);
    expect(asIs!.steps[0]).toMatch(/^every claim is drawn from the ground up/);
    expect(asIs!.losses.method).toBe("per claim");
    expect(asIs!.drawsPerTrial / before).toBeCloseTo(1, 12);
    expect(rewritten!.meanClaims / before).toBeCloseTo(1, 12);
    if (after === 0) expect(rewritten!.drawsPerTrial).toBe(0);
    else expect(rewritten!.drawsPerTrial / after).toBeCloseTo(1, 10);
  });

  it.each([
    ["zero skipping", 0.6, poisson({ lambda: -Math.log(0.6000001) }), poisson({ lambda: -Math.log(0.5999999) })],
    ["zero skipping", 0.6, geometric({ beta: 1 / 0.6000001 - 1 }), geometric({ beta: 1 / 0.5999999 - 1 })],
  ])("%s begins at P(0) = %d", (step, _, above, below) => {
    const steps = [above, below].map((frequency) => explain({ name: "a", frequency, severity }).components[0]!.steps);
    expect(steps.map((each) => each.some((one) => one.startsWith(step)))).toEqual([true, false]);
  });
});

describe("a portfolio of 2,100 policies", () => {
  const model = new PricingModel(portfolio(book.map(inforce)));
  const { components, mean } = model.explain();

  it("draws 4,754.4 claims a trial of 137,800", () => {
    expect(components.reduce((sum, { meanClaims }) => sum + meanClaims, 0)).toBeCloseTo(bookFigures.claims, 8);
    expect(components.reduce((sum, { drawsPerTrial }) => sum + drawsPerTrial, 0)).toBeCloseTo(bookFigures.drawn, 1);
  });

  it("knows its means, and that one of its components pays nothing", () => {
    components.forEach((component, i) => {
      expect(component.mean! / 1e6).toBeCloseTo(bookFigures.millions[i]!, i === 0 ? 4 : 3);
    });
    expect(mean).toBe(components.reduce((sum, component) => sum + component.mean!, 0));
    expect(components[2]!.mean).toBe(0);
    expect(components[2]!.drawsPerTrial).toBe(0);
  });

  it("has those means in 20,000 trials", async () => {
    const result = await model.simulate({ trials: 20_000, seed: 1, components: true });
    const z = (measured: { value: number; standardError: number }, exact: number): number =>
      Math.abs(measured.value - exact) / measured.standardError;
    expect(z(result.mean, mean!)).toBeLessThan(zLimit);
    for (const [i, name] of ["property", "liability"].entries()) {
      expect(z(result.component(name).mean, components[i]!.mean!)).toBeLessThan(zLimit);
    }
    expect(result.component("small").mean).toEqual({ value: 0, standardError: 0 });
    expect(result.component("small").probabilityOfLoss).toBe(0);
  });
});
