import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as frequency from "../dist/frequency/index.js";
import * as lundberg from "../dist/index.js";
import * as severity from "../dist/severity/index.js";
import { frequencyCombinators, severityCombinators } from "../docs/make/combinators.js";
import rows from "../docs/make/elsewhere.json" with { type: "json" };
import { committed, pages } from "../docs/make/pages.js";
import { reference } from "./support/reference.js";

const docs = resolve(import.meta.dirname, "../docs");

describe("the pages", () => {
  // Code blocks are run, and what they print is compared too.
  it.each(Object.entries(pages))("%s is what npm run docs makes", async (page, make) => {
    expect(committed(page)).toBe(await make());
  });

  it("link to files that are there", () => {
    for (const page of readdirSync(docs).filter((file) => file.endsWith(".md"))) {
      for (const [, file] of committed(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)) {
        expect(existsSync(resolve(docs, file!)), `${page}: ${file}`).toBe(true);
      }
    }
  });

  it("show every constructor that the package exports", () => {
    const made = (exports: object, families: object): string[] =>
      Object.entries(exports)
        .filter(([name, value]) => typeof value === "function" && /^[a-z]/.test(name) && !(name in families))
        .map(([name]) => name)
        .sort();
    expect(Object.keys(severityCombinators).sort()).toEqual(made(severity, severity.severityFamilies));
    expect(Object.keys(frequencyCombinators).sort()).toEqual(made(frequency, frequency.frequencyFamilies));
    const page = committed("distributions.md");
    for (const name of Object.keys({ ...severity.severityFamilies, ...frequency.frequencyFamilies })) {
      expect(page).toContain(`| \`${name}({ `);
    }
  });

  it("terms.svg shows the amounts that terms.md computes", () => {
    const amounts = (text: string): string[] => text.match(/\d+(?:,\d{3})*(?:\.\d+)?/g) ?? [];
    const svg = readFileSync(resolve(docs, "terms.svg"), "utf8");
    const shown = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].flatMap(([, text]) => amounts(text!));
    const [, printed] = /```text\n([\s\S]*?)```/.exec(committed("terms.md"))!;
    const computed = new Set([...amounts(printed!), "15,000"]);
    expect(shown.length).toBe(18);
    expect(shown.filter((amount) => !computed.has(amount))).toEqual([]);
  });
});

interface Elsewhere {
  readonly lundberg: string;
  readonly at: Readonly<Record<string, number>>;
  readonly x: readonly number[];
  readonly r?: readonly number[];
  readonly scipy?: readonly number[];
  readonly numpy?: readonly number[];
}

const exported: Readonly<Record<string, unknown>> = { ...lundberg };

/** The law that an expression of the page makes of its parameters' values. */
function evaluate(expression: string, at: Readonly<Record<string, number>>): lundberg.Severity | lundberg.Frequency {
  const known = Object.keys(exported).filter((name) => !(name in at) && expression.includes(`${name}(`));
  const body = new Function(...known, ...Object.keys(at), `return ${expression};`);
  return body(...known.map((name) => exported[name]), ...Object.values(at));
}

describe("the same law elsewhere", () => {
  const cases = reference<readonly Elsewhere[]>("elsewhere");

  it("is what was evaluated", () => {
    const written = rows.map(({ lundberg, at, x, ...languages }) => [lundberg, at, x, Object.keys(languages)]);
    expect(cases.map(({ lundberg, at, x, ...languages }) => [lundberg, at, x, Object.keys(languages)])).toEqual(
      written,
    );
  });

  it.each(cases)("$lundberg", ({ lundberg: expression, at, x, r, scipy, numpy }) => {
    const law = evaluate(expression, at);
    const cdf = x.map((each) => law.cdf(each));
    for (const value of cdf) expect(value).toBeGreaterThan(0);
    for (const other of [r, scipy]) {
      other?.forEach((value, i) => {
        expect(Math.abs(cdf[i]! / value - 1)).toBeLessThan(1e-11);
      });
    }
    // A million draws.
    numpy?.forEach((share, i) => {
      expect(Math.abs(cdf[i]! - share)).toBeLessThan(0.004);
    });
  });
});
