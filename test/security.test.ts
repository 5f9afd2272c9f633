import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { mostDeep } from "../dist/portfolio/reading/treeOf.js";
import { mostTerms } from "../dist/tables/termsTaken.js";

const root = resolve(import.meta.dirname, "..");
const page = readFileSync(join(root, "SECURITY.md"), "utf8");
const source = join(root, "src");
const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.startsWith("generated"))
  .map((file) => [file, readFileSync(join(source, file), "utf8")] as const);

/** Files that use a module of Node, or anything else by this pattern. */
const filesWith = (pattern: RegExp): string[] => files.filter(([, text]) => pattern.test(text)).map(([file]) => file);

describe("SECURITY.md", () => {
  it("names tests that are there", () => {
    const named = [...page.matchAll(/`(test\/[\w.]+)`/g)].map(([, name]) => name!);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !existsSync(join(root, name)))).toEqual([]);
  });

  it("says the bounds that hold", () => {
    expect(page).toContain(`nests at most ${mostDeep} collections`);
    expect(page).toContain(`${Math.floor(mostTerms / 1e6)} million terms`);
  });
});

describe("the source", () => {
  it("makes no code out of data", () => {
    expect(filesWith(/\beval\(|new Function\(|from "node:vm"|setTimeout\("/)).toEqual([]);
  });

  it("opens no socket", () => {
    expect(filesWith(/from "node:(?:net|http|https|http2|dgram|tls|dns)"|\bfetch\(|WebSocket/)).toEqual([]);
  });

  it("starts processes for lundberg bench, and to pin threads, alone", () => {
    for (const file of filesWith(/node:child_process/)) expect(file).toMatch(/^bench\/|^hardware\/pinThread\.ts$/);
  });

  it("loads nothing by a name that is not written in it", () => {
    const loads = files.flatMap(([file, text]) =>
      [...text.matchAll(/\bimport\(([^)]*)\)/g)].map(([, what]) => [file, what!]),
    );
    const computed = loads.filter(([, what]) => !/^"[^"]+"$/.test(what!));
    expect(computed).toEqual([
      ["hardware/systemInformation.ts", "packageName"],
      ["monitoring/prometheus.ts", "packageName"],
      ["storage/compression.ts", "name"],
    ]);
  });
});
