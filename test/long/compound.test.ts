import { afterAll, describe, expect, it } from "vitest";
import { close, deterministic } from "../../dist/index.js";
import {
  type CompoundCase,
  closureCases,
  equivalentCases,
  latticeCases,
  perClaimCases,
} from "../support/compoundCases.js";
import { failures } from "../support/finding.js";
import { severityCases } from "../support/laws.js";
import { LawTest } from "../support/lawTest.js";
import { measureFindings } from "../support/measures.js";
import { simulated } from "../support/simulated.js";
import { findingsTable, type Row } from "../support/table.js";

const batch = 10_000_000;
const rows: Row[] = [];

afterAll(async () => {
  process.stdout.write(findingsTable("annual losses", rows));
  await close();
});

describe("two and a half times the trials have their law", () => {
  const run = (way: string) => async (compound: CompoundCase) => {
    const { name, law, components, seed } = compound;
    const trials = compound.trials * 2.5;
    const result = await simulated(components, trials, seed + 1000);
    const test = new LawTest(law);
    test.add(result.losses);
    const { mean, variance } = law;
    const findings = [...test.findings(Infinity), ...measureFindings(result.losses, { mean, variance })];
    rows.push({ name: `${name}, ${way}`, draws: trials, findings });
    result.release();
    expect(failures(findings)).toEqual([]);
  };
  it.each(closureCases)("by sum closure: $name", run("by sum closure"));
  it.each(perClaimCases)("claim by claim: $name", run("claim by claim"));
  it.each(equivalentCases)("said otherwise: $name", run("said otherwise"));
  it.each(latticeCases)("with terms: $name", run("with terms"));
});

// A gamma variable below and above the shape 1, where the kernel's method changes.
describe("1e8 gamma variables of the sum closure have their law in every cell", () => {
  const gammas = severityCases.filter(({ made }) => made.family === "gamma");
  it.each(gammas)("$name", async ({ name, made, law, seed }) => {
    const test = new LawTest(law);
    for (let i = 0; i < 10; i++) {
      const component = { frequency: deterministic({ n: 1 }), severity: made };
      const result = await simulated([component], batch, seed + 1000 * (i + 1));
      test.add(result.losses);
      result.release();
    }
    const findings = test.findings(Infinity);
    rows.push({ name: `one claim of ${name}`, draws: 10 * batch, findings });
    expect(failures(findings)).toEqual([]);
  });
});
