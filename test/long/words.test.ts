import { afterAll, describe, expect, it } from "vitest";
import { arrangements, badArrangements } from "../support/words/arrangements.js";
import { type Assessment, dieharder, dieharderIsThere, dieharderTests } from "../support/words/dieharder.js";

// The kernel's words in the arrangements of simulations, through a battery that is not ours; and words that it must
// reject, or its silence would say nothing. Words and tests are the same every time, so what is found is.

/** A p-value nearer to 0 or 1 than this is a failure: some 200 are looked at. */
const limit = 1e-6;
const fails = ({ p }: Assessment): boolean => !(p > limit && p < 1 - limit);

const rows: string[] = [];
const row = (...cells: readonly unknown[]): void => void rows.push(`| ${cells.join(" | ")} |`);

afterAll(() => {
  const head = ["words", "p-values", "least", "largest", "beyond .005 or .995", "first test failed"];
  const table = [head, ["---", "--:", "--:", "--:", "--:", "---"]].map((cells) => `| ${cells.join(" | ")} |`);
  process.stdout.write(`\n${[...table, ...rows].join("\n")}\n`);
});

const missing = "dieharder is not installed; it is Debian's package of that name";
if (!dieharderIsThere) process.stdout.write(`${missing}\n`);

function note(name: string, seen: readonly Assessment[]): void {
  const ps = seen.map(({ p }) => p);
  const weak = ps.filter((p) => p < 0.005 || p > 0.995).length;
  row(name, ps.length, Math.min(...ps), Math.max(...ps), weak, seen.find(fails)?.test ?? "");
}

describe("passes dieharder", () => {
  it.for(Object.entries(arrangements))("%s", { timeout: 3_600_000 }, async ([name, words], { skip }) => {
    skip(!dieharderIsThere, missing);
    const seen: Assessment[] = [];
    for (const test of dieharderTests) seen.push(...(await dieharder(test, words())));
    note(name, seen);
    expect(seen.length).toBeGreaterThan(50);
    expect(seen.filter(fails)).toEqual([]);
  });
});

describe("fails it, as it must", () => {
  it.for(Object.entries(badArrangements))("%s", { timeout: 3_600_000 }, async ([name, words], { skip }) => {
    skip(!dieharderIsThere, missing);
    const seen: Assessment[] = [];
    for (const test of dieharderTests) {
      seen.push(...(await dieharder(test, words())));
      if (seen.some(fails)) break;
    }
    note(name, seen);
    expect(seen.filter(fails).length).toBeGreaterThan(0);
  });
});
