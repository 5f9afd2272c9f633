import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { lawConstructors, notInFiles } from "../dist/portfolio/reading/laws.js";
import { defaultTerms } from "../dist/terms/terms.js";

const folder = new URL("./reference/", import.meta.url);
const { pinned } = await import(new URL("pinned.mjs", folder).href);
const { severities, frequencies, components } = await import(new URL("pinnedModels.mjs", folder).href);

// Catches a draw that changes unnoticed, however little: what statistics cannot see at any size that a test can afford.
describe("every draw is what it was", () => {
  const known = JSON.parse(readFileSync(new URL("pinned.json", folder), "utf8"));
  const drawn = pinned();
  it.each(Object.keys(known))("of %s", async (group) => {
    expect((await drawn)[group]).toEqual(known[group]);
  });
});

describe("something is pinned of", () => {
  const said = JSON.stringify([severities, frequencies, components]);
  const mentioned = (key: string): boolean => said.includes(`"${key}":`);

  it("every law", () => {
    const alternatives = (name: string): boolean => name.includes(".");
    const names = [...lawConstructors.keys()].filter((name) => !alternatives(name));
    expect(names.length).toBeGreaterThan(45);
    expect(names.filter((name) => !mentioned(name))).toEqual([]);
    expect([...notInFiles]).toEqual(["customSeverity"]);
  });

  it("every term", () => {
    expect(Object.keys(defaultTerms).filter((term) => !mentioned(term))).toEqual([]);
  });
});
