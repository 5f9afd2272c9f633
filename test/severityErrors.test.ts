import { describe, expect, test } from "vitest";
import * as severities from "../dist/severity/index.js";
import { build } from "./severityBuild.js";
import { refusal } from "./support/failure.js";

const { severityFamilies, constant, empirical, lognormal, pareto, splice, truncated, uniform } = severities;

type Values = Record<string, number>;
interface Declared {
  readonly rule: { readonly text: string; readonly holds: (x: number) => boolean };
  readonly typical: readonly [number, number];
}
const constructors = Object.values(severityFamilies).flatMap((family) => {
  const make = family as unknown as ((parameters: unknown) => unknown) &
    Record<string, (parameters: unknown) => unknown>;
  const { definition } = family;
  const named: [string, (parameters: unknown) => unknown, Record<string, Declared>][] = [
    [definition.family, make, definition.parameters as Record<string, Declared>],
  ];
  for (const [name, { parameters }] of Object.entries(
    definition.constructors as Record<string, { parameters: Record<string, Declared> }>,
  )) {
    named.push([`${definition.family}.${name}`, make[name]!, parameters]);
  }
  return named;
});

describe.each(constructors)("%s", (where, make, parameters) => {
  const names = Object.keys(parameters);
  const typical: Values = Object.fromEntries(names.map((name) => [name, parameters[name]!.typical[1]]));

  test("takes its typical values, as declared", () => {
    expect(() => make(typical)).not.toThrow();
    for (const { rule, typical: range } of Object.values(parameters)) expect(range.every(rule.holds)).toBe(true);
  });

  const bad: [string, unknown][] = [
    ["NaN", Number.NaN],
    ["null", null],
    ["undefined", undefined],
    ['"2"', "2"],
    ["2n", 2n],
    ["Infinity", Infinity],
    ["-Infinity", -Infinity],
    ["an array of 1", [2]],
    ["an object", { valueOf: () => 2 }],
  ];
  test.each(names)("%s: every kind of bad value, by name, rule and value", (name) => {
    const { rule } = parameters[name]!;
    for (const [shown, value] of [...bad, ["-1", -1], ["0", 0], ["-0", -0]] as [string, unknown][]) {
      if (typeof value === "number" && rule.holds(value)) continue;
      expect(refusal(() => make({ ...typical, [name]: value }))).toBe(
        `ERR_PARAMETER ${where}: ${name} must be ${rule.text}, got ${shown}`,
      );
    }
    const { [name]: _, ...others } = typical;
    expect(refusal(() => make(others))).toBe(`ERR_PARAMETER ${where}: ${name} must be ${rule.text}, got undefined`);
    expect(refusal(() => make({ ...others, [`${name}x`]: 1 }))).toBe(
      `ERR_UNKNOWN_KEY ${where}: unknown key "${name}x"; known are ${names.join(", ")}`,
    );
    function beta(): void {}
    expect(refusal(() => make({ ...typical, [name]: beta }))).toContain(
      `${where}: ${name} must be ${rule.text}, got function beta; write { ${name}: `,
    );
  });

  test("what is no object of parameters", () => {
    expect(refusal(() => make({ ...typical, extra: 1 }))).toContain("ERR_UNKNOWN_KEY");
    for (const [shown, value] of [
      ["undefined", undefined],
      ["null", null],
      ["2", 2],
      ["an array of 1", [1]],
    ]) {
      expect(refusal(() => make(value))).toBe(
        `ERR_PARAMETER ${where} must be an object with ${names.join(", ")}, got ${shown}`,
      );
    }
    expect(refusal(() => make(JSON.parse(`{"__proto__": ${JSON.stringify(typical)}}`)))).toMatch(/^ERR_/);
    expect(refusal(() => make(Object.create(typical)))).toContain("got undefined");
  });
});

describe("methods", () => {
  const severity = pareto({ alpha: 2.2, theta: 40_000 });
  const calls: [string, string, (x: never) => unknown][] = [
    ["density", "x", (x) => severity.density(x)],
    ["survival", "x", (x) => severity.survival(x)],
    ["cdf", "x", (x) => severity.cdf(x)],
    ["quantile", "p", (x) => severity.quantile(x)],
    ["survivalQuantile", "s", (x) => severity.survivalQuantile(x)],
    ["moment", "k", (x) => severity.moment(x)],
    ["limitedMean", "d", (x) => severity.limitedMean(x)],
    ["limitedMoment", "k", (x) => severity.limitedMoment(x, 1)],
    ["limitedMoment", "d", (x) => severity.limitedMoment(1, x)],
    ["layerMean", "attachment", (x) => severity.layerMean(x, 1)],
    ["layerMean", "limit", (x) => severity.layerMean(1, x)],
    ["sample", "n", (x) => severity.sample(x)],
  ];
  test.each(calls)("%s checks its %s", (method, name, call) => {
    for (const value of [Number.NaN, null, undefined, "2", 2n, {}]) {
      expect(refusal(() => call(value as never))).toContain(`ERR_PARAMETER pareto.${method}: ${name} must be a`);
    }
  });
  test("says the rule and the value", () => {
    expect(refusal(() => severity.quantile(1.5))).toBe(
      "ERR_PARAMETER pareto.quantile: p must be a number from 0 to 1, got 1.5",
    );
    expect(refusal(() => severity.survivalQuantile(-1e-300))).toContain("got -1e-300");
    expect(refusal(() => severity.layerMean(-1, 1))).toContain("attachment must be a finite number >= 0, got -1");
    expect(refusal(() => severity.layerMean(Infinity, 1))).toContain("got Infinity");
    expect(refusal(() => severity.moment(-1))).toContain("k must be a finite number >= 0, got -1");
    expect(refusal(() => severity.sample(1.5))).toContain("n must be an integer from 0 to 2^32 - 1, got 1.5");
    expect(refusal(() => severity.sample(2 ** 32))).toContain("got 4294967296");
    for (const seed of [-1, 1.5, 2n ** 64n, -1n, "1", null, Number.NaN]) {
      expect(refusal(() => severity.sample(1, { seed: seed as never }))).toContain(
        "ERR_PARAMETER pareto.sample: seed must be an integer >= 0 and below 2^64",
      );
    }
    expect(refusal(() => severity.sample(1, { sed: 1 } as never))).toContain("ERR_UNKNOWN_KEY");
  });
});

describe("what one rule cannot say", () => {
  const body = lognormal({ mu: 6, sigma: 1 });
  const splicing = { pieces: [body, body], breaks: [10], weights: [0.5, 0.5] };
  const cases: [string, () => unknown][] = [
    ["ERR_PARAMETER uniform: high must be a number > low = 5, got 5", () => uniform({ low: 5, high: 5 })],
    [
      "ERR_PARAMETER pareto.fromMeanCv: cv must be a finite number > 1, got 1",
      () => pareto.fromMeanCv({ mean: 1, cv: 1 }),
    ],
    ["ERR_PARAMETER truncated: severity must be a severity, got an object", () => truncated({ severity: {} as never })],
    ["ERR_PARAMETER truncated: severity must be a severity, got undefined", () => truncated({} as never)],
    ['ERR_UNKNOWN_KEY truncated: unknown key "uper"', () => truncated({ severity: body, uper: 3 } as never)],
    [
      "ERR_PARAMETER truncated: lower must be a finite number >= 0, got -1",
      () => truncated({ severity: body, lower: -1 }),
    ],
    [
      "ERR_PARAMETER truncated: upper must be a number >= 0 or Infinity, got NaN",
      () => truncated({ severity: body, upper: Number.NaN }),
    ],
    [
      "ERR_PARAMETER truncated: upper must be a number > lower = 3, got 3",
      () => truncated({ severity: body, lower: 3, upper: 3 }),
    ],
    [
      "ERR_PARAMETER truncated: uniform(low=1, high=2) has no mass above 2",
      () => truncated({ severity: uniform({ low: 1, high: 2 }), lower: 2 }),
    ],
    [
      "ERR_PARAMETER truncated: uniform(low=1, high=2) has no mass up to 1",
      () => truncated({ severity: uniform({ low: 1, high: 2 }), upper: 1 }),
    ],
    [
      "ERR_PARAMETER truncated: lognormal(mu=6, sigma=1) has no mass above 1e+300",
      () => truncated({ severity: body, lower: 1e300 }),
    ],
    [
      "ERR_PARAMETER truncated: constant(value=7) has no mass above 7 and up to 9",
      () => truncated({ severity: constant({ value: 7 }), lower: 7, upper: 9 }),
    ],
    [
      "ERR_PARAMETER splice: pieces must be an array of 2 or more, got an array of 1",
      () => splice({ ...splicing, pieces: [body] }),
    ],
    [
      "ERR_PARAMETER splice: pieces[1] must be a severity, got 3",
      () => splice({ ...splicing, pieces: [body, 3 as never] }),
    ],
    [
      "ERR_PARAMETER splice: breaks must be one fewer than pieces, 1, got an array of 2",
      () => splice({ ...splicing, breaks: [1, 2] }),
    ],
    [
      "ERR_PARAMETER splice: breaks[0] must be a finite number > 0, got NaN",
      () => splice({ ...splicing, breaks: [Number.NaN] }),
    ],
    [
      "ERR_PARAMETER splice: breaks[1] must be a number > breaks[0] = 2, got 2",
      () => splice({ pieces: [body, body, body], breaks: [2, 2], weights: [0.2, 0.3, 0.5] }),
    ],
    [
      "ERR_PARAMETER splice: weights must be as many as pieces, 2, got an array of 1",
      () => splice({ ...splicing, weights: [1] }),
    ],
    [
      "ERR_PARAMETER splice: weights[0] must be a finite number >= 0, got -0.5",
      () => splice({ ...splicing, weights: [-0.5, 1.5] }),
    ],
    [
      "ERR_PARAMETER splice: the sum of weights must be 1 within 1e-12, got 0.9999999999",
      () => splice({ ...splicing, weights: [0.5, 0.4999999999] }),
    ],
    [
      "ERR_PARAMETER splice: pieces[1] has no mass above 10",
      () => splice({ ...splicing, pieces: [body, uniform({ low: 0, high: 10 })] }),
    ],
    [
      "ERR_PARAMETER splice must be an object with pieces, breaks, weights, got undefined",
      () => splice(undefined as never),
    ],
    ["ERR_PARAMETER empirical: values must be an array of numbers, got undefined", () => empirical({} as never)],
    ["ERR_DATA empirical: values must be at least one number, got an array of 0", () => empirical({ values: [] })],
    ["ERR_DATA empirical: values[1] must be a finite number >= 0, got -1", () => empirical({ values: [1, -1] })],
    [
      "ERR_DATA empirical: values[0] must be a finite number >= 0, got undefined",
      () => empirical({ values: new Array(3) }),
    ],
    [
      'ERR_DATA empirical: values[0] must be a finite number >= 0, got "2"',
      () => empirical({ values: ["2"] as never }),
    ],
    [
      "ERR_DATA empirical: weights[0] must be a finite number >= 0, got NaN",
      () => empirical({ values: [1], weights: [Number.NaN] }),
    ],
    [
      "ERR_DATA empirical: weights must be as many as values, 2, got an array of 1",
      () => empirical({ values: [1, 2], weights: [1] }),
    ],
    [
      "ERR_DATA empirical: the sum of weights must be a finite number > 0, got 0",
      () => empirical({ values: [1, 2], weights: [0, -0] }),
    ],
    [
      "ERR_DATA empirical: the sum of weights must be a finite number > 0, got Infinity",
      () => empirical({ values: [1, 2], weights: [1e308, 1e308] }),
    ],
  ];
  test.each(cases)("%s", (message, call) => {
    expect(refusal(call)).toContain(message);
  });
});

describe("severities are frozen values", () => {
  const written = [
    { pareto: { alpha: 2.2, theta: 40_000 } },
    { empirical: { values: [3, 1, 2] } },
    { truncated: { severity: { constant: { value: 7 } }, upper: 10 } },
    {
      splice: {
        pieces: [{ uniform: { low: 0, high: 4 } }, { exponential: { theta: 1 } }],
        breaks: [2],
        weights: [0.5, 0.5],
      },
    },
  ];
  test.each(written)("%j", (each) => {
    const severity = build(each);
    for (const frozen of [severity, severity.parameters, severity.support]) expect(Object.isFrozen(frozen)).toBe(true);
    for (const value of Object.values(severity.parameters)) expect(Object.isFrozen(value)).toBe(true);
    expect(severity.parts()).toBe(severity.parts());
  });
  test("are written as they are made", () => {
    expect(written.map((each) => String(build(each)))).toEqual([
      "pareto(alpha=2.2, theta=40000)",
      "empirical(values=[3, 1, 2])",
      "truncated(severity=constant(value=7), upper=10)",
      "splice(pieces=[uniform(low=0, high=4), exponential(theta=1)], breaks=[2], weights=[0.5, 0.5])",
    ]);
  });
  test("keep nothing of the caller's arrays", () => {
    const values = [1, 2, 3];
    const severity = empirical({ values });
    values[0] = 100;
    expect(severity.mean()).toBe(2);
  });
  test("-0 counts as 0", () => {
    expect(Object.is(constant({ value: -0 }).parameters.value, 0)).toBe(true);
    expect(Object.is(empirical({ values: [-0] }).quantile(0.5), 0)).toBe(true);
  });
});
