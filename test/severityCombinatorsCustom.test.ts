import { describe, expect, test } from "vitest";
import type { ActuarialError } from "../dist/errors.js";
import * as families from "../dist/severity/index.js";
import type { Severity } from "../dist/severity/severity.js";
import { severityTable } from "../dist/tables/severityTable.js";
import { customSeverity, limited, mixture, scaled } from "./support/combinators.js";
import { refusal } from "./support/failure.js";

const { exponential, gamma, generalizedPareto, lognormal, pareto, singleParameterPareto, truncated, uniform, weibull } =
  families;

const relative = (got: number, expected: number): number =>
  got === expected ? 0 : Math.abs(got - expected) / Math.abs(expected);

/** The library's own families, given back to it as a user would. */
const known: [string, Severity][] = [
  exponential({ theta: 1000 }),
  pareto({ alpha: 2.2, theta: 40_000 }),
  pareto({ alpha: 0.5, theta: 40_000 }),
  lognormal({ mu: 8, sigma: 1.4 }),
  lognormal({ mu: -8, sigma: 0.1 }),
  gamma({ alpha: 3, theta: 1000 }),
  gamma({ alpha: 0.3, theta: 1000 }),
  weibull({ tau: 0.5, theta: 10 }),
  uniform({ low: 20, high: 120 }),
  singleParameterPareto({ alpha: 1.5, theta: 1000 }),
  generalizedPareto({ xi: -0.3, theta: 7, threshold: 10 }),
  gamma({ alpha: 1e6, theta: 0.01 }),
].map((law) => [String(law), law]);

type Given = "survival" | "density" | "both";
function given(law: Severity, what: Given): Severity {
  return customSeverity({
    name: "mine",
    support: law.support,
    ...(what !== "density" && { survival: (x: number) => law.survival(x) }),
    ...(what !== "survival" && { density: (x: number) => law.density(x) }),
  });
}

describe.each(known)("%s as a custom severity", (_, law) => {
  const spread = Math.sqrt(law.momentsBelow > 2 ? law.variance() : Infinity) / law.quantile(0.5);
  // A law of a thousandth of its distance from 0 is known to as many digits less.
  const digits = Math.max(1e-12, 1e-13 / spread ** 1.5);
  const bounded = law.support[1] < Infinity;

  test.each(["survival", "density", "both"] as const)("from %s", (what) => {
    const custom = given(law, what);
    const wrong: string[] = [];
    const check = (name: string, got: number, expected: number, allowed: number): void => {
      const error = relative(got, expected);
      if (!(error <= allowed)) wrong.push(`${name} is ${got}, not ${expected}: ${error} > ${allowed}`);
    };
    for (const p of [1e-9, 1e-3, 0.1, 0.5, 0.9]) {
      const x = law.quantile(p);
      const near = what === "survival" ? 1e-15 / p : (1e-15 * x * law.density(x)) / p;
      check(`cdf(${x})`, custom.cdf(x), law.cdf(x), digits + near);
      check(`survival(${x})`, custom.survival(x), law.survival(x), digits);
      check(`quantile(${p})`, custom.quantile(p), x, digits + (what === "survival" ? 1e-15 / (x * law.density(x)) : 0));
      const slope = what === "survival" ? 1e-9 + 1e-13 / p : digits;
      check(`density(${x})`, custom.density(x), law.density(x), slope);
    }
    for (const s of bounded ? [0.1, 1e-3] : [0.1, 1e-3, 1e-9, 1e-30, 1e-100, 1e-250]) {
      const x = law.survivalQuantile(s);
      check(`survival(${x})`, custom.survival(x), law.survival(x), digits);
      check(`survivalQuantile(${s})`, custom.survivalQuantile(s), x, digits);
      if (what === "survival") check(`density(${x})`, custom.density(x), law.density(x), 2e-9);
    }
    check("mean", custom.mean(), law.mean(), digits);
    check("variance", custom.variance(), law.variance(), digits);
    const a = law.quantile(0.9);
    check("layerMean", custom.layerMean(a, a), law.layerMean(a, a), digits);
    check("momentsBelow", custom.momentsBelow, law.momentsBelow, 2e-9);
    expect(wrong).toEqual([]);
    // The moment of the tail index's own order is infinite.
    if (law.momentsBelow < Infinity) expect(custom.moment(law.momentsBelow)).toBe(Infinity);
    expect(severityTable(custom.parts()).worst).toBeLessThanOrEqual(1);
  });
});

describe("a custom severity in other combinators", () => {
  test("is truncated, scaled, limited and mixed as any law", () => {
    const law = lognormal({ mu: 8, sigma: 1.4 });
    const tree = (severity: Severity): Severity =>
      mixture({
        severities: [
          truncated({ severity: scaled({ severity, by: 2 }), lower: 9000, upper: 100_000 }),
          limited({ severity, at: 5000 }),
        ],
        weights: [0.5, 0.5],
      });
    const [mine, expected] = [tree(given(law, "survival")), tree(law)];
    expect(relative(mine.mean(), expected.mean())).toBeLessThan(1e-12);
    expect(relative(mine.variance(), expected.variance())).toBeLessThan(1e-12);
    for (const p of [0.1, 0.4, 0.6, 0.99]) {
      expect(relative(mine.quantile(p), expected.quantile(p))).toBeLessThan(1e-12);
      expect(relative(mine.density(mine.quantile(p)), expected.density(expected.quantile(p))) || 0).toBeLessThan(1e-8);
    }
    const n = 1_000_000;
    const sampled = mine.sample(n, { seed: 1 }).reduce((sum, x) => sum + x / n, 0);
    expect(Math.abs(sampled - expected.mean())).toBeLessThan(4.89 * Math.sqrt(expected.variance() / n));
  });
});

describe("what moments a custom severity has", () => {
  const support = [0, Infinity] as const;
  test("is said by the parameter", () => {
    const survival = (x: number): number => (1 + x) ** -2.5;
    const severity = customSeverity({ name: "mine", survival, support, momentsBelow: 2.5 });
    expect(severity.momentsBelow).toBe(2.5);
    expect(severity.moment(2.5)).toBe(Infinity);
    expect(relative(severity.mean(), 1 / 1.5)).toBeLessThan(1e-13);
    expect(String(severity)).toBe("customSeverity(name=mine, support=[0, Infinity], momentsBelow=2.5)");
  });
  test("is seen in the tail where that is plain", () => {
    const found = (survival: (x: number) => number): number =>
      customSeverity({ name: "mine", survival, support }).momentsBelow;
    expect(
      relative(
        found((x) => 1 / (1 + x * x * x)),
        3,
      ),
    ).toBeLessThan(2e-9);
    expect(found((x) => Math.exp(-x))).toBe(Infinity);
    expect(found((x) => Math.exp(-(Math.log1p(x) ** 2)))).toBe(Infinity);
  });
  test("is asked for where it is not", () => {
    // Falls as a power times a logarithm: the slope still changes where doubles end.
    const survival = (x: number): number => (1 + Math.log1p(x)) * (1 + x) ** -2;
    expect(refusal(() => customSeverity({ name: "mine", survival, support }))).toBe(
      "ERR_PARAMETER customSeverity mine: momentsBelow is needed, for how survival falls far out does not tell which " +
        "moments are finite",
    );
    expect(customSeverity({ name: "mine", survival, support, momentsBelow: 2 }).moment(2)).toBe(Infinity);
  });
});

describe("what a custom severity refuses", () => {
  const support = [0, Infinity] as const;
  const name = "mine";
  const survival = (x: number): number => Math.exp(-x);
  const make = (options: unknown) => () => customSeverity(options as never);
  const cases: [string, () => unknown][] = [
    ["ERR_PARAMETER customSeverity: name must be a non-empty string, got undefined", make({ survival, support })],
    ["ERR_PARAMETER customSeverity mine: survival or density must be a function, got neither", make({ name, support })],
    ["ERR_PARAMETER customSeverity mine: density must be a function of x, got 3", make({ name, density: 3, support })],
    ["ERR_PARAMETER customSeverity mine: support must be an array of numbers, got undefined", make({ name, survival })],
    [
      "ERR_PARAMETER customSeverity mine: support must be an array of two numbers, got an array of 1",
      make({ name, survival, support: [0] }),
    ],
    [
      "ERR_PARAMETER customSeverity mine: support[0] must be a finite number >= 0, got -1",
      make({ name, survival, support: [-1, 1] }),
    ],
    [
      "ERR_PARAMETER customSeverity mine: support[1] must be a number > support[0] = 2, or Infinity, got 2",
      make({ name, survival, support: [2, 2] }),
    ],
    [
      "ERR_PARAMETER customSeverity mine: momentsBelow must be a number > 0 or Infinity, got 0",
      make({ name, survival, support, momentsBelow: 0 }),
    ],
    [
      "ERR_PARAMETER customSeverity mine: momentsBelow must be Infinity where the support is bounded, got 3",
      make({ name, survival: (x: number) => 1 - x, support: [0, 1], momentsBelow: 3 }),
    ],
    ['ERR_UNKNOWN_KEY customSeverity: unknown key "cdf"', make({ name, cdf: survival, support })],
    [
      "ERR_DATA customSeverity mine: survival must be 1 at the lower end of the support, got 0.5 at 0",
      make({ name, survival: (x: number) => Math.exp(-x) / 2, support }),
    ],
    [
      "ERR_DATA customSeverity mine: survival must be 0 at the upper end of the support, 2, got 0.1353352832366127 at 2",
      make({ name, survival, support: [0, 2] }),
    ],
    [
      "ERR_DATA customSeverity mine: survival must be 0 at the upper end of the support, Infinity, got 0.5 at 1e+300",
      make({ name, survival: (x: number) => 0.5 + 0.5 * Math.exp(-x), support }),
    ],
    [
      "ERR_DATA customSeverity mine: survival must not rise, but is ",
      make({
        name,
        survival: (x: number) => Math.exp(-x) * (x > 1 && x < 2 ? 1 + Math.sin(Math.PI * x) ** 2 : 1),
        support,
      }),
    ],
    [
      "ERR_DATA customSeverity mine: survival must be continuous, but falls past 0.5 to ",
      make({ name, survival: (x: number) => (x < 1 ? 1 - x / 4 : Math.exp(-x)), support }),
    ],
    [
      "a survival function computed as 1 - cdf has such steps",
      make({ name, survival: (x: number) => 1 - -Math.expm1(-x), support }),
    ],
    [
      "ERR_DATA customSeverity mine: survival(0) must be a number from 0 to 1, got NaN",
      make({ name, survival: (x: number) => Math.sin(x) / x, support }),
    ],
    [
      "ERR_DATA customSeverity mine: survival(0) must be a number from 0 to 1, got 2",
      make({ name, survival: () => 2, support }),
    ],
    [
      "ERR_DATA customSeverity mine: survival(0) must be a number from 0 to 1, got undefined",
      make({ name, survival: () => undefined, support }),
    ],
    [
      "ERR_DATA customSeverity mine: survival(0) threw: no such loss",
      make({
        name,
        survival: () => {
          throw new RangeError("no such loss");
        },
        support,
      }),
    ],
    [
      "ERR_DATA customSeverity mine: the integral of density over [0, Infinity] must be 1 within 1e-6, got 0.5",
      make({ name, density: (x: number) => Math.exp(-2 * x), support }),
    ],
    [
      "ERR_DATA customSeverity mine: the integral of density over [0, 1] must be 1 within 1e-6, got 0; a support that fits",
      make({ name, density: () => 0, support: [0, 1] }),
    ],
    ["must be a number >= 0, got -", make({ name, density: (x: number) => Math.cos(x), support: [0, 3] })],
    [
      "ERR_DATA customSeverity mine: survival must fall as density says, but from ",
      make({ name, survival, density: (x: number) => 2 * Math.exp(-2 * x), support }),
    ],
  ];
  test.each(cases)("%s", (message, call) => {
    expect(refusal(call)).toContain(message);
  });

  test("keeps the error that a function threw", () => {
    const cause = new RangeError("no such loss");
    const survival = (x: number): number => {
      if (x > 1e250) throw cause;
      return Math.exp(-x);
    };
    try {
      customSeverity({ name, survival, support });
      expect.unreachable();
    } catch (error) {
      expect((error as ActuarialError).cause).toBe(cause);
      expect((error as ActuarialError).message).toBe("customSeverity mine: survival(1e+300) threw: no such loss");
    }
  });
});
