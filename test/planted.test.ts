import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { faults } from "./planted/faults.js";

// Who changes a line that a fault replaces, changes the fault too, and need not wait for `npm run test:planted` to hear of it.
describe("every fault of the planted-fault run", () => {
  it.each(faults.map((fault) => [fault.name, fault.edits] as const))("has its place: %s", (_, edits) => {
    for (const { file, text } of edits) {
      const source = readFileSync(join(import.meta.dirname, "..", file), "utf8");
      expect(source.split(text)).toHaveLength(2);
    }
  });

  it("is one of twenty at least, with a name of its own", () => {
    expect(faults.length).toBeGreaterThanOrEqual(20);
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
  });
});
