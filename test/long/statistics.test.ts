import { afterAll, describe, expect, it } from "vitest";
import { failures } from "../support/finding.js";
import { frequencyCases, severityCases } from "../support/laws.js";
import { LawTest } from "../support/lawTest.js";
import { findingsTable, type Row } from "../support/table.js";

const batch = 10_000_000;
const rows: Row[] = [];
const cases = [...severityCases, ...frequencyCases];

afterAll(() => {
  process.stdout.write(findingsTable("sample of", rows));
});

function drawn({ name, made, law, seed }: (typeof cases)[number], batches: number, cells: number): void {
  const test = new LawTest(law);
  for (let i = 0; i < batches; i++) test.add(made.sample(batch, { seed: seed + 1000 * (i + 1) }));
  const findings = test.findings(cells);
  rows.push({ name, draws: batches * batch, findings });
  expect(failures(findings)).toEqual([]);
}

describe("1e7 draws have their law", () => {
  it.each(severityCases)("$name", (one) => drawn(one, 1, 200));
  it.each(frequencyCases)("$name", (one) => drawn(one, 1, Infinity));
});

// Where a sampler changes its ways: counts by the alias table or in wide cells, octaves interpolated as they are or by
// their logarithms, points beside a continuous part, the ends of a truncated law.
const switches = [
  "poisson(5)",
  "poisson(30000)",
  "poisson(60000)",
  "poisson(1e+09)",
  "negativeBinomial(0.01, 1e+06)",
  "negativeBinomial(30, 10)",
  "negativeBinomial(30, 20)",
  "binomial(100000, 0.1)",
  "binomial(1e+06, 0.1)",
  "gamma(0.01, 1)",
  "gamma(2.5, 400)",
  "lognormal(11.5, 1.4)",
  "pareto(1, 1000)",
  "splice of empirical and generalizedPareto",
  "splice of lognormal and pareto",
  "truncated gamma, tail",
];

describe("1e8 draws have their law in every cell", () => {
  it.each(switches)("%s", (wanted) => drawn(cases.find(({ name }) => name === wanted)!, 10, Infinity));
});
