import { describe, expect, it } from "vitest";
import { severityTable } from "../dist/tables/severityTable.js";
import { build, type Written } from "./support/combinators.js";
import { failures } from "./support/finding.js";
import { type Law, LawTest } from "./support/lawTest.js";
import { reference } from "./support/reference.js";

// Samples against laws that mpmath computed (reference/combinators.py). Limits: support/limits.ts.
const { cases } = reference<{ cases: { severity: Written; law: Law }[] }>("combinators");
const draws = 2_000_000;
const firstSeed = 20_261_200;

describe("a combinator's sample has its law", () => {
  it.each(cases.map((each, i) => [JSON.stringify(each.severity), each, firstSeed + i] as const))(
    "%s",
    (_, each, seed) => {
      const severity = build(each.severity);
      expect(severityTable(severity.parts()).worst).toBeLessThanOrEqual(1);
      const test = new LawTest(each.law);
      test.add(severity.sample(draws, { seed }));
      expect(failures(test.findings())).toEqual([]);
    },
  );
});
