import { afterAll, describe, expect, it } from "vitest";
import { close, type Frequency, geometric, poisson } from "../../dist/index.js";
import { failures } from "../support/finding.js";
import { LawTest } from "../support/lawTest.js";
import { binnedLaw, methodOf, sumCdf, sumModel } from "../support/sumCases.js";
import { findingsTable, type Row } from "../support/table.js";

const batch = 10_000_000;
const rows: Row[] = [];

afterAll(async () => {
  process.stdout.write(findingsTable("sums of gamma claims, 20,000 cells", rows));
  await close();
});

describe("1e8 sums have their law in each of 20,000 cells", () => {
  const cases: [name: string, frequency: Frequency, alpha: number, counts: number][] = [
    ["Poisson(5) gamma(2)", poisson({ lambda: 5 }), 2, 50],
    ["Poisson(.3) gamma(.05)", poisson({ lambda: 0.3 }), 0.05, 25],
    ["Poisson(3) gamma(100)", poisson({ lambda: 3 }), 100, 45],
    ["geometric(4) gamma(.5)", geometric({ beta: 4 }), 0.5, 280],
  ];
  it.each(cases)("%s", async (name, frequency, alpha, counts) => {
    const model = sumModel(frequency, alpha);
    expect(methodOf(model.explain())).toBe("sum table");
    const pilot = await model.simulate({ trials: 4_000_000, seed: 1 });
    const test = new LawTest(binnedLaw(pilot.losses, 20_000, sumCdf(frequency, alpha, counts)));
    pilot.release();
    for (let i = 0; i < 10; i++) {
      const result = await model.simulate({ trials: batch, seed: 20_340_101 + i });
      test.add(result.losses);
      result.release();
    }
    const findings = test.findings(Infinity);
    rows.push({ name, draws: 10 * batch, findings });
    expect(failures(findings)).toEqual([]);
  });
});
