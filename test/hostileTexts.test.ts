import { describe, expect, it } from "vitest";
import { parseModel } from "../dist/cli/modelFile/index.js";
import { ActuarialError, PricingModel } from "../dist/index.js";

const laws = "frequency: { poisson: { lambda: 1 } }, severity: { constant: { value: 1 } }";
const withMore = (more: string): string => `components: [{ name: a, ${laws}, ${more} }]`;
const named = (name: string): string => `components: [{ name: ${name}, ${laws} }]`;
const withSeverity = (severity: string): string =>
  `components: [{ name: a, frequency: { poisson: { lambda: 1 } }, severity: ${severity} }]`;
const many = (n: number, text: (i: number) => string, between = ""): string =>
  Array.from({ length: n }, (_, i) => text(i)).join(between);

/** The error of a text that is no model. */
function refusal(text: string): ActuarialError {
  try {
    parseModel(text);
  } catch (error) {
    expect(error).toBeInstanceOf(ActuarialError);
    return error as ActuarialError;
  }
  throw new Error("nothing was wrong");
}

describe("texts that are made to exhaust the reader", () => {
  it.each([
    ["lists in lists", "[".repeat(1e5)],
    ["closed lists", "[".repeat(1e5) + "]".repeat(1e5)],
    ["mappings in mappings, as JSON", `${'{"a":'.repeat(1e5)}1${"}".repeat(1e5)}`],
    ["mappings in mappings, as YAML", many(3000, (i) => `${" ".repeat(i)}a:`, "\n")],
    ["lists on one line", "- ".repeat(20_000)],
    ["keys that are mappings", "? ".repeat(20_000)],
    [
      "laws in laws",
      withSeverity(`${"{ scaled: { by: 1, severity: ".repeat(3000)}{ constant: { value: 1 } }${" } }".repeat(3000)}`),
    ],
  ])("%s nest too deeply", (_, text) => {
    expect(refusal(text)).toMatchObject({ code: "ERR_DATA", message: "model:1:1: is nested too deeply" });
  });

  it("laws may nest as deep as they can be written", () => {
    const deep = `${"{ scaled: { by: 1, severity: ".repeat(290)}{ constant: { value: 1 } }${" } }".repeat(290)}`;
    expect(parseModel(withSeverity(deep)).portfolio.components[0]!.severity.mean()).toBe(1);
  });

  it("aliases of aliases stand for no more than a million values", () => {
    let severity = "&a0 { gamma: { alpha: 2, theta: 1 } }";
    for (let i = 1; i < 40; i++) {
      severity = `&a${i} { mixture: { severities: [${severity}, *a${i - 1}], weights: [0.5, 0.5] } }`;
    }
    expect(refusal(withSeverity(severity)).message).toMatch(/aliases repeat more than 1000000 values$/);
    expect(refusal("components: &a { name: *a }").message).toMatch(/\*a stands inside what it repeats$/);
  });

  it.each([
    ["keys", withMore(many(20_000, (i) => `k${i}: 1`, ", "))],
    ["components", `components:\n${many(5000, (i) => `  - { name: a${i}, polices: 1 }`, "\n")}`],
    ["broken lines", "%a\n".repeat(20_000)],
    ["anchors", "&a ".repeat(20_000)],
    ["aliases", `a: &a 1\nb: [${"*a, *b, ".repeat(20_000)}]`],
  ])("of very many bad %s a hundred are told", (_, text) => {
    const lines = refusal(text).message.split("\n");
    expect(lines.length).toBeLessThanOrEqual(101);
    expect(lines.at(-1)).toBe("model: and more");
  });

  it.each([
    ["key", withMore(`${"k".repeat(1e6)}: 1`)],
    ["law", withSeverity(`{ ${"k".repeat(1e6)}: 1 }`)],
    ["name", named("k".repeat(1e6))],
    ["number", withMore(`policies: 1${"0".repeat(1e6)}`)],
    ["text where a number belongs", withMore(`policies: "${"k".repeat(1e6)}"`)],
    ["quote without an end", `"${"\\\\".repeat(1e6)}`],
  ])("a %s of a million characters is not told in full", (_, text) => {
    expect(refusal(text).message.length).toBeLessThan(1500);
  });

  it("a list of a hundred thousand numbers is read, and one bad among them is found", () => {
    const list = many(1e5, String, ",");
    expect(
      parseModel(withSeverity(`{ empirical: { values: [${list}] } }`)).portfolio.components[0]!.severity.mean(),
    ).toBe(49_999.5);
    expect(refusal(withSeverity(`{ empirical: { values: [${list}, -1] } }`)).message).toMatch(
      /values\[100000\]: .*got -1$/,
    );
  });
});

describe("keys that every object has", () => {
  const keys = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "isPrototypeOf"];

  it.each(keys)("%s is an unknown key wherever it stands", (key) => {
    for (const text of [
      withMore(`${key}: { policies: 3 }`),
      withMore(`${key}: 1`),
      withMore(`terms: { ${key}: { limit: 3 } }`),
      withSeverity(`{ gamma: { alpha: 1, theta: 1, ${key}: { alpha: 2 } } }`),
      withSeverity(`{ scaled: { severity: { constant: { value: 1 } }, by: 2, ${key}: 1 } }`),
    ]) {
      expect(refusal(text).code).toBe("ERR_UNKNOWN_KEY");
      expect(refusal(text).message).toContain(`unknown key "${key}"; known are`);
    }
    expect(refusal(withSeverity(`{ ${key}: { alpha: 1 } }`)).message).toContain(`unknown severity "${key}"`);
    expect(refusal(`${key}: { components: [] }`).message).toMatch(/must be a mapping with components, got/);
  });

  it("leave no trace", () => {
    refusal(JSON.stringify({ components: [] }).replace("{", '{"__proto__": { "policies": 3, "limit": 5 }, '));
    expect(({} as { policies?: unknown }).policies).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe("YAML beyond JSON", () => {
  it.each([
    ["merge keys", `x: &x { policies: 3 }\n${withMore("<<: *x")}`, /unknown key "<<"/],
    ["merge keys of YAML 1.1", `%YAML 1.1\n---\nx: &x { policies: 3 }\n${withMore("<<: *x")}`, /unknown key "<<"/],
    ["functions", withMore("policies: !!js/function 'function () {}'"), /Unresolved tag/],
    ["tags of one's own", withMore("policies: !three 3"), /Unresolved tag/],
    ["keys given twice", withMore("policies: 2, policies: 3"), /:1:115: Map keys must be unique$/],
    ["keys that are lists", withMore("? [a, b] : 1"), /all keys must be strings/],
    ["two documents", `${withMore("policies: 2")}\n---\n${withMore("policies: 3")}`, /multiple documents/],
    ["numbers as text", withMore('policies: "3"'), /got "3"; write a number/],
    ["text by its tag", withMore("policies: !!str 3"), /got "3"/],
    ["1e400", withMore("policies: 1e400"), /got Infinity$/],
    ["integers beyond doubles", withMore("policies: 123456789012345678901234567890"), /got 1\.2345678901234568e\+29$/],
    ["1_000", withMore("policies: 1_000"), /got "1_000"; write a number/],
    ["yes", withMore("policies: yes"), /got "yes"/],
    ["dates", withMore("policies: 2001-01-01"), /got "2001-01-01"/],
    ["a NUL behind the text", `${withMore("policies: 2")}\0`, /Unexpected scalar/],
  ])("%s", (_, text, message) => {
    expect(refusal(text).message).toMatch(message);
  });
});

describe("names", () => {
  it("are refused where they have no UTF-8 of their own", () => {
    for (const half of ["\\ud800", "\\udc00", "a\\ud800b"]) {
      expect(refusal(named(`"${half}"`)).message).toMatch(/must be well-formed Unicode/);
    }
  });

  it("are different where their bytes are, however they look", async () => {
    const model = parseModel(`components: [{ name: "\u00e9", ${laws} }, { name: "e\u0301", ${laws} }]`);
    const result = await model.simulate({ trials: 100, seed: 1, workers: 1, components: true });
    expect(result.component("\u00e9").hash).not.toBe(result.component("e\u0301").hash);
  });

  it.each([
    ["the escape sequences of a terminal", "\u001b]0;title\u0007\u001b[31mred"],
    ["sequences of one character", "\u009b31mred"],
    ["new lines", "a\nwarning: all is well\r\n\u2028b"],
    ["a NUL", "a\0b"],
    ["marks of direction", "\u202egnp.exe\u2066"],
  ])("may hold %s, and are printed without", async (_, name) => {
    const model = parseModel(
      JSON.stringify({
        components: JSON.parse(
          `[{"name":${JSON.stringify(name)},"frequency":{"poisson":{"lambda":1}},"severity":{"pareto":{"alpha":0.5,"theta":1}}}]`,
        ),
      }),
    );
    const result = await model.simulate({ trials: 100, seed: 1, workers: 1, components: true });
    const unprintable = /[^\P{Cc}\n]|[\u2028\u202e\u2066]/u;
    const texts = [String(result), String(result.component(name)), String(model.explain())];
    for (const text of texts) expect(text).not.toMatch(unprintable);
    // A line of its own would be one that the name forged.
    for (const text of texts) expect(text).not.toMatch(/^warning: all/m);
    expect(model.portfolio.components[0]!.name).toBe(name);
  });
});

describe("what is no text", () => {
  it.each([[7], [null], [undefined], [["components: []"]], [Buffer.from("components: []")]])("%o", (text) => {
    expect(() => parseModel(text as never)).toThrow(expect.objectContaining({ code: "ERR_PARAMETER" }));
  });

  it.each([[null], ["a"], [{ name: 7 }], [{ folder: 7 }], [{ name: "" }], [["a"]]])("with the source %o", (source) => {
    expect(() => parseModel(withMore("policies: 1"), source as never)).toThrow(
      expect.objectContaining({ code: "ERR_PARAMETER" }),
    );
  });

  it("with a key that a source does not have, and one that it inherits", () => {
    const text = withMore("policies: 1");
    expect(() => parseModel(text, { path: "a" } as never)).toThrow(
      expect.objectContaining({ code: "ERR_UNKNOWN_KEY" }),
    );
    expect(parseModel(text, Object.create({ folder: 7 }))).toBeInstanceOf(PricingModel);
  });
});
