import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadModel, parseModel } from "../dist/cli/modelFile/index.js";
import * as exported from "../dist/index.js";
import { ActuarialError, constant, gamma, type PricingModel, pareto, poisson, uniform } from "../dist/index.js";
import { lawConstructors } from "../dist/portfolio/reading/laws.js";
import { unknownKey } from "../dist/unknownKey.js";

const lundberg = { ...exported };
const folder = mkdtempSync(join(tmpdir(), "lundberg-model-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const one = { frequency: { poisson: { lambda: 1 } }, severity: { constant: { value: 1 } } };

/** A file with one component, whose severity or frequency is `law`. */
function lawOf(kind: "frequency" | "severity", law: unknown): unknown {
  const text = JSON.stringify({ components: [{ name: "a", ...one, [kind]: law }] });
  return parseModel(text, { folder }).portfolio.components[0]![kind];
}

function complaint(text: string, source = {}): ActuarialError {
  try {
    parseModel(text, source);
  } catch (error) {
    if (error instanceof ActuarialError) return error;
    throw error;
  }
  throw new Error("nothing was wrong");
}

/** A severity, on one line that begins in column 15 of line 4. */
const severity = (law: string, more = ""): string =>
  `components:\n  - name: a\n    frequency: { poisson: { lambda: 1 } }\n    severity: ${law}\n${more}`;

describe("laws of a model file", () => {
  const g = gamma({ alpha: 2, theta: 3 });
  const p = poisson({ lambda: 2 });
  const inGamma = { gamma: { alpha: 2, theta: 3 } };
  const inPoisson = { poisson: { lambda: 2 } };
  /** Laws out of data or of other laws: what a file says, and the call that it stands for. */
  const combined: Readonly<Record<string, readonly [written: unknown, meant: unknown]>> = {
    empirical: [
      { values: [3, 1, 2], weights: [1, 2, 3] },
      lundberg.empirical({ values: [3, 1, 2], weights: [1, 2, 3] }),
    ],
    histogram: [{ edges: [0, 1, 5], weights: [2, 3] }, lundberg.histogram({ edges: [0, 1, 5], weights: [2, 3] })],
    limited: [{ severity: inGamma, at: 4 }, lundberg.limited({ severity: g, at: 4 })],
    mixture: [
      { severities: [inGamma, { constant: { value: 1 } }], weights: [0.25, 0.75] },
      lundberg.mixture({ severities: [g, constant({ value: 1 })], weights: [0.25, 0.75] }),
    ],
    piecewisePareto: [
      { thresholds: [1, 2], alphas: [1, 3] },
      lundberg.piecewisePareto({ thresholds: [1, 2], alphas: [1, 3] }),
    ],
    scaled: [{ severity: inGamma, by: 4 }, lundberg.scaled({ severity: g, by: 4 })],
    shifted: [{ severity: inGamma, by: 4 }, lundberg.shifted({ severity: g, by: 4 })],
    splice: [
      {
        pieces: [{ uniform: { low: 0, high: 10 } }, { pareto: { alpha: 2, theta: 5 } }],
        breaks: [8],
        weights: [0.9, 0.1],
      },
      lundberg.splice({
        pieces: [uniform({ low: 0, high: 10 }), pareto({ alpha: 2, theta: 5 })],
        breaks: [8],
        weights: [0.9, 0.1],
      }),
    ],
    truncated: [
      { severity: { scaled: { severity: inGamma, by: 4 } }, lower: 1 },
      lundberg.truncated({ severity: lundberg.scaled({ severity: g, by: 4 }), lower: 1 }),
    ],
    compoundFrequency: [
      { primary: inPoisson, secondary: { geometric: { beta: 3 } } },
      lundberg.compoundFrequency({ primary: p, secondary: lundberg.geometric({ beta: 3 }) }),
    ],
    empiricalCounts: [{ counts: [3, 0, 2] }, lundberg.empiricalCounts({ counts: [3, 0, 2] })],
    mixedPoisson: [{ lambda: 3, mixing: inGamma }, lundberg.mixedPoisson({ lambda: 3, mixing: g })],
    zeroModified: [{ frequency: inPoisson, p0: 0.5 }, lundberg.zeroModified(p, { p0: 0.5 })],
    zeroTruncated: [inPoisson, lundberg.zeroTruncated(p)],
  };

  it.each([...lawConstructors])("%s", (name, { kind, parameters }) => {
    if (parameters === undefined) {
      expect(combined[name], "a case for this law is missing in this test").toBeDefined();
      const [written, meant] = combined[name]!;
      expect(String(lawOf(kind, { [name]: written }))).toBe(String(meant));
      return;
    }
    const typical = Object.fromEntries(
      Object.entries(parameters).map(
        ([
          key,
          {
            typical: [low],
          },
        ]) => [key, low],
      ),
    );
    // Parameters that bind each other.
    const bound = "p1" in typical ? { p1: 0.5, x1: 1000, p2: 0.9, x2: 5000 } : {};
    const ends = name === "uniform" ? { high: 1000 } : name === "triangular" ? { mode: 500, high: 1000 } : {};
    const given = { ...typical, ...bound, ...ends };
    const [family, alternative] = name.split(".") as [keyof typeof lundberg, string?];
    const make = (alternative ? lundberg[family][alternative as never] : lundberg[family]) as (
      values: unknown,
    ) => unknown;
    expect(String(lawOf(kind, { [name]: given }))).toBe(String(make(given)));
  });

  it("leaves out what a file cannot hold", () => {
    expect(lawConstructors.has("customSeverity")).toBe(false);
    expect([...lawConstructors.keys()].filter((name) => /^(inforce|portfolio|layer|fit)/.test(name))).toEqual([]);
    expect(lawConstructors.size).toBeGreaterThan(40);
  });
});

describe("components of a model file", () => {
  it("are what inforce takes", () => {
    const model: PricingModel = parseModel(`
components:
  - name: fleet
    policies: 12
    frequency: { poisson: { lambda: 30 } }
    frequencyBasis: bucket
    severity: { lognormal.fromMeanCv: { mean: 1e4, cv: 2 } }
    terms: { deductible: 500, share: 0.8, layer: "1.5m xs 500k", aggregateLimit: .inf, trend: 1.05 }
  - { name: plain, frequency: { deterministic: { n: 1 } }, severity: { constant: { value: 2 } } }
`);
    const [fleet, plain] = model.portfolio.components;
    expect(fleet).toMatchObject({ name: "fleet", policies: 12, frequencyBasis: "bucket" });
    expect(fleet!.terms).toMatchObject({ deductible: 500, attachment: 5e5, limit: 1.5e6, share: 0.8, trend: 1.05 });
    expect(fleet!.terms.aggregateLimit).toBe(Infinity);
    expect(plain).toMatchObject({ name: "plain", policies: 1, frequencyBasis: "policy" });
  });

  it("may share what stands at an anchor", () => {
    const [a, b] = parseModel(
      `${severity("&s { pareto: { alpha: 3, theta: 5 } }", "    terms: &t { limit: 5 }\n")}
  - { name: b, frequency: { poisson: { lambda: 1 } }, severity: *s, terms: *t }
`,
    ).portfolio.components;
    expect(b!.severity).toBe(a!.severity);
    expect(b!.terms).toEqual(a!.terms);
  });

  it("may be JSON, indented by tabs", () => {
    const text = JSON.stringify({ components: [{ name: "ä", ...one }] }, null, "\t");
    expect(parseModel(text).portfolio.components[0]!.name).toBe("ä");
  });
});

describe("numbers from CSV files", () => {
  const csv = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return name;
  };
  const read = (file: string, column = "amount") => lawOf("severity", { empirical: { values: { file, column } } });
  const values = (file: string, column?: string) =>
    (read(file, column) as { parameters: { values: readonly number[] } }).parameters.values;

  it("come in order, with quotes, blank lines, any line ends and a byte order mark", () => {
    expect(values(csv("plain.csv", "date,amount\n2020,1.5\n2021,2e3\n"))).toEqual([1.5, 2000]);
    expect(values(csv("quoted.csv", '\uFEFF"amount" , "a ""b"", c"\r\n" 7 ","x\r\ny"\r\n\r\n.5,\r\n8'))).toEqual([
      7, 0.5, 8,
    ]);
    mkdirSync(join(folder, "data"), { recursive: true });
    expect(values(csv("data/deep.csv", "amount\n3"))).toEqual([3]);
  });

  it("are read from where the model lies", () => {
    csv("weighted.csv", "amount,n\n5,1\n6,0\n7,3\n");
    const path = join(folder, "weighted.yaml");
    const column = (name: string): string => `{ file: weighted.csv, column: ${name} }`;
    writeFileSync(path, severity(`{ empirical: { values: ${column("amount")}, weights: ${column("n")} } }`));
    expect(loadModel(path).portfolio.components[0]!.severity.mean()).toBe(6.5);
  });

  it.each([
    ["plain.csv", "amout", /plain\.csv has no column "amout"; it has date, amount$/],
    ["absent.csv", "amount", /absent\.csv cannot be read: there is no such file$/],
    [".", "amount", /\. cannot be read \(EISDIR\)$/],
    [
      csv("words.csv", "amount\n1\nn/a\n\n-\n"),
      "amount",
      /words\.csv, line 3: "n\/a" in column amount is no number, and 1 more like it$/,
    ],
    [csv("short.csv", "a,amount\n1,2\n3\n"), "amount", /short\.csv, line 3: "" in column amount is no number$/],
    [csv("twice.csv", "amount,amount\n1,2\n"), "amount", /two columns "amount"$/],
    [csv("quote.csv", 'amount\n1\n"2\n'), "amount", /quote\.csv, line 3: a quote stands where CSV can have none$/],
    [csv("empty.csv", "amount\n"), "amount", /must be at least one number, got a list of 0$/],
    [
      csv("negative.csv", "amount\n1\n\n-2\n"),
      "amount",
      /values\[1\]: must be a finite number >= 0, got -2 \(negative\.csv, line 4\)$/,
    ],
    ["../plain.csv", "amount", /must be a path inside the model's folder, without \.\.$/],
    ["data/../../plain.csv", "amount", /inside the model's folder/],
    ["..\\plain.csv", "amount", /inside the model's folder/],
    [join(folder, "plain.csv"), "amount", /inside the model's folder/],
    ["C:plain.csv", "amount", /inside the model's folder/],
    ["C:\\plain.csv", "amount", /inside the model's folder/],
  ])("refuses %j, %s", (file, column, message) => {
    expect(() => read(file, column)).toThrow(message);
    expect(() => read(file, column)).toThrow(expect.objectContaining({ code: "ERR_DATA" }));
  });

  it("are not there for a text by itself", () => {
    const text = severity("{ empirical: { values: { file: plain.csv, column: amount } } }");
    expect(complaint(text).message).toMatch(/^model:4:38 .*\.values: a text by itself has no files/);
    const other = severity("{ empirical: { values: { file: plain.csv, colum: amount } } }");
    expect(complaint(other, { folder }).message).toMatch(/unknown key "colum"; did you mean "column"\?/);
  });
});

describe("what is wrong with a model file", () => {
  it.each([
    ["", "1:1: must be a mapping with components, got null"],
    ["[1]", "1:1: must be a mapping with components, got a list of 1"],
    ["component: []", "1:1: must be a mapping with components, got a mapping with component"],
    ["components: 5", "1:13 components: must be a list of at least one component, got 5"],
    ["components: []", "1:13 components: must be a list of at least one component, got a list of 0"],
    ["components: [7]", "1:14 components[0]: must be a mapping with name, frequency and severity, got 7"],
    [
      severity("5"),
      "4:15 components[0].severity: must be one severity like { lognormal: { mu: 11.5, sigma: 1.4 } }, got 5",
    ],
    [severity("{ gamma: {}, pareto: {} }"), /^model:4:15 .* got a mapping with gamma, pareto$/],
    [
      severity("{ poisson: { lambda: 1 } }"),
      "4:17 components[0].severity: must be a severity, and poisson is a frequency",
    ],
    [
      severity("{ gama: { alpha: 1 } }"),
      /4:17 components\[0\]\.severity: unknown severity "gama"; did you mean "gamma"\? known are beta, /,
    ],
    [severity("{ gamma.fromMeanCV: {} }"), /did you mean "gamma\.fromMeanCv"\? known are .*gamma\.fromMeanCv/],
    [
      severity("{ gamma: { fromMeanCv: { mean: 1, cv: 2 } } }"),
      "4:26 components[0].severity.gamma.fromMeanCv: is a constructor of its own; write { gamma.fromMeanCv: ... }",
    ],
    [severity("{ gamma: }"), "4:17 components[0].severity.gamma: must be a mapping with alpha, theta, got null"],
    [
      severity("{ gamma: { alpha: [1], theta: { a: 1 } } }"),
      "4:33 components[0].severity.gamma.alpha: must be a finite number > 0, got a list of 1\nmodel:4:45 components[0].severity.gamma.theta: must be a finite number > 0, got a mapping",
    ],
    [
      severity("{ gamma: { theta: .nan } }"),
      "4:17 components[0].severity.gamma.alpha: is missing; it must be a finite number > 0\nmodel:4:33 components[0].severity.gamma.theta: must be a finite number > 0, got NaN",
    ],
    [
      severity("{ gamma: { __proto__: 1, alpha: 1, theta: 1 } }"),
      /components\[0\]\.severity\.gamma: unknown key "__proto__"; known are alpha, theta$/,
    ],
    [
      severity("{ gamma.fromMeanCv: { mean: 5k, cv: 2 } }"),
      '4:43 components[0].severity.gamma.fromMeanCv.mean: must be a finite number > 0, got "5k"; write a number like 5000000 or 5e6',
    ],
    [
      severity("{ uniform: { low: 5, high: 2 } }"),
      "4:42 components[0].severity.uniform.high: must be a number > low = 5, got 2",
    ],
    [
      severity("{ truncated: { severity: { pareto: { alpha: 3, theta: 1 } }, lower: -5, uper: 3 } }"),
      '4:83 components[0].severity.truncated.lower: must be a finite number >= 0, got -5\nmodel:4:87 components[0].severity.truncated: unknown key "uper"; did you mean "upper"? known are severity, lower, upper',
    ],
    [
      severity("{ scaled: { severity: { gamma: { alpha: 0, theta: 0 } }, by: 1 } }"),
      /^model:4:55 components\[0\]\.severity\.scaled\.severity\.gamma\.alpha: .*\nmodel:4:65 [^\n]*$/,
    ],
    [
      severity("{ scaled: { by: 2 } }"),
      "4:17 components[0].severity.scaled.severity: is missing; it must be a severity",
    ],
    [
      severity("{ mixture: { severities: [{ constant: { value: 1 } }], weights: [0.5] } }"),
      "4:17 components[0].severity.mixture: the sum of weights must be 1 within 1e-12, got 0.5",
    ],
    [
      severity(
        "{ splice: { pieces: [{ uniform: { low: 0, high: 1 } }, { constant: { value: 1 } }], breaks: [2], weights: [0.5, 0.5] } }",
      ),
      /^model:4:70 components\[0\]\.severity\.splice\.pieces\[1\]: has no mass above 2$/,
    ],
    [
      severity("{ constant: { value: 1 } }", "    terms: { maximumCoveredLoss: 3, limit: 4 }"),
      "5:12 components[0].terms: give limit or maximumCoveredLoss, not both",
    ],
    [
      severity("{ constant: { value: 1 } }", "    terms: { layer: 5m xs 5m, limit: 4 }"),
      "5:21 components[0].terms.layer: says attachment and limit, and so does limit; give one of them",
    ],
    [
      severity("{ constant: { value: 1 } }", "    terms: { layer: 5m by 5m }"),
      /^model:5:21 components\[0\]\.terms\.layer: must be "limit xs attachment" like .*, got "5m by 5m"$/,
    ],
    [
      severity("{ constant: { value: 1 } }", "    terms: { layr: 5m xs 5m, limit: inf }"),
      /^model:5:14 components\[0\]\.terms: unknown key "layr"; did you mean "layer"\? .*\nmodel:5:37 components\[0\]\.terms\.limit: must be a number >= 0 or Infinity, got "inf"; write \.inf$/,
    ],
    [
      "components: [{ name: a, frequency: { zeroModified: }, severity: { constant: { value: 1 } } }]",
      /^model:1:38 components\[0\]\.frequency\.zeroModified\.frequency: is missing; it must be a frequency/,
    ],
    [
      severity("{ shifted: { severity: { truncated: { severity: { constant: { value: 5 } }, lower: -1 } }, by: -6 } }"),
      "4:98 components[0].severity.shifted.severity.truncated.lower: must be a finite number >= 0, got -1",
    ],
    [
      "components: [{ name: a, frequency: { zeroTruncated: { poisson: { lambda: -1 } } }, severity: { constant: { value: 1 } } }]",
      "1:74 components[0].frequency.zeroTruncated.poisson.lambda: must be a finite number >= 0, got -1",
    ],
    [
      "components: [{ name: a, frequency: { zeroModified: { frequency: { poisson: { lambda: 1 } }, p1: 1 } }, severity: { constant: { value: 1 } } }]",
      '1:38 components[0].frequency.zeroModified.p0: is missing; it must be a number from 0 to 1\nmodel:1:93 components[0].frequency.zeroModified: unknown key "p1"; did you mean "p0"? known are p0, claimProbability, frequency',
    ],
    [
      severity(
        "{ constant: { value: 1 } }",
        "    terms: &t { share: 2 }\n  - { name: b, frequency: { poisson: { lambda: 1 } }, severity: { constant: { value: 1 } }, terms: *t }",
      ),
      "5:24 components[0].terms.share: must be a number above 0 and at most 1, got 2",
    ],
    [
      "components: [{ name: , severity: { constant: { value: 1 } } }]",
      "1:14 components[0].frequency: is missing; it must be a frequency like poisson\nmodel:1:22 components[0].name: must be a non-empty string, got null",
    ],
    [
      severity(
        "&s { gamma: { alpha: -1, theta: 1 } }",
        "  - { name: b, frequency: { poisson: { lambda: 1 } }, severity: *s }",
      ),
      "4:36 components[0].severity.gamma.alpha: must be a finite number > 0, got -1",
    ],
    [
      severity(
        "{ constant: { value: 1 } }",
        "  - { name: a, frequency: { poisson: { lambda: 1 } }, severity: { constant: { value: 1 } } }\nextra: 1",
      ),
      '5:13 components[1].name: is the name of components[0] too; names are unique in a portfolio\nmodel:6:1: unknown key "extra"; known are components',
    ],
  ] as [string, string | RegExp][])("%j", (text, said) => {
    const { message } = complaint(text);
    if (typeof said === "string") expect(message).toBe(`model:${said}`);
    else expect(message).toMatch(said);
  });

  it("has the code of its first line", () => {
    expect(complaint(severity("{ gama: {} }"))).toMatchObject({ code: "ERR_UNKNOWN_KEY" });
    expect(complaint(severity("{ gamma: {} }"))).toMatchObject({ code: "ERR_PARAMETER" });
    expect(complaint(severity("{ empirical: { values: [-1] } }"))).toMatchObject({ code: "ERR_DATA" });
    expect(complaint("a: [")).toMatchObject({ code: "ERR_DATA" });
  });

  it("may be its YAML, all of it", () => {
    const { message } = complaint("components:\n  - name: a\n   b: [\na: 1\na: 2\n", { name: "my.yaml" });
    expect(message.split("\n").length).toBeGreaterThan(1);
    for (const line of message.split("\n")) expect(line).toMatch(/^my\.yaml:\d+:\d+: ./);
    expect(complaint("a: 1\na: 2").message).toBe("model:2:1: Map keys must be unique");
    expect(complaint("a: !!foo 1").message).toMatch(/^model:1:4: Unresolved tag/);
    expect(complaint("a: 1\n---\nb: 1").message).toMatch(/multiple documents/);
    expect(complaint("components: *x").message).toBe("model:1:13: no anchor &x before this");
    expect(complaint("components: &x [*x]").message).toBe("model:1:17: *x stands inside what it repeats");
  });

  it("may be meant to exhaust the reader", () => {
    const level = (name: string, inner: string): string => `${name}: &${name} [${Array(10).fill(inner).join(", ")}]`;
    const bomb = [..."abcdefgh"].map((name, i, all) => level(name, i === 0 ? "1" : `*${all[i - 1]}`)).join("\n");
    expect(complaint(bomb).message).toMatch(/^model:\d+:\d+: aliases repeat more than 1000000 values$/);
    expect(complaint("[".repeat(50_000)).message).toBe("model:1:1: is nested too deeply");
    expect(complaint(`a: ${"{ a: ".repeat(50_000)}`).message).toBe("model:1:1: is nested too deeply");
  });

  it("may be that it is no text or no file", () => {
    expect(() => parseModel(7 as never)).toThrow(expect.objectContaining({ code: "ERR_PARAMETER" }));
    expect(() => loadModel(join(folder, "none.yaml"))).toThrow(expect.objectContaining({ code: "ERR_STORAGE" }));
  });
});

describe("unknown words", () => {
  it("are met with the nearest known one, if there is one", () => {
    const known = ["deductible", "limit", "share"];
    expect(unknownKey("Deductable", known)).toBe(
      'unknown key "Deductable"; did you mean "deductible"? known are deductible, limit, share',
    );
    expect(unknownKey("shrae", known)).toMatch(/did you mean "share"/);
    expect(unknownKey("excess", known)).toBe('unknown key "excess"; known are deductible, limit, share');
  });
});
