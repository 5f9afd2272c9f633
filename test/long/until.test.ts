import { afterAll, describe, expect, it } from "vitest";
import {
  close,
  gamma,
  inforce,
  lognormal,
  PricingModel,
  poisson,
  portfolio,
  type Severity,
  type SimulationResult,
  type Until,
} from "../../dist/index.js";

// What looking does to an interval: 4,000 runs that end at the first look or at the second, as chance has it. The target
// is what a run of 65,536 years has, so that about half of them end there: nothing makes looking matter more.

afterAll(() => close());

const runs = 4000;
const first = 65_536;

const model = (lambda: number, severity: Severity): PricingModel =>
  new PricingModel(portfolio([inforce({ name: "a", frequency: poisson({ lambda }), severity })]));
const models: Record<string, PricingModel> = {
  "Poisson(5) gamma(2, 1000)": model(5, gamma({ alpha: 2, theta: 1000 })),
  "Poisson(10) lognormal(9, 1.2)": model(10, lognormal({ mu: 9, sigma: 1.2 })),
};
const measures: readonly Omit<Until, "relativeError">[] = [
  { measure: "mean" },
  { measure: "var", level: 0.99 },
  { measure: "tvar", level: 0.99 },
];

function interval(result: SimulationResult, { measure, level }: Omit<Until, "relativeError">): [number, number] {
  if (measure !== "mean") {
    const { low, high } = result[measure](level!);
    return [low, high];
  }
  const { value, standardError } = result.mean;
  return [value - 1.959963984540054 * standardError, value + 1.959963984540054 * standardError];
}

describe(`95 % intervals of ${runs} runs that ended when they had enough`, () => {
  const lines: string[] = [];

  it.each(Object.keys(models).flatMap((name) => measures.map((asked) => [name, asked] as const)))(
    "%s, %j",
    async (name, asked) => {
      const exact = await models[name]!.solve({ levels: [0.99] });
      const truth = asked.measure === "mean" ? exact.mean.value : exact[asked.measure](asked.level!).value;
      const [low, high] = interval(await models[name]!.simulate({ trials: first, seed: runs }), asked);
      const until = { ...asked, relativeError: (high - low) / (high + low) };
      let [held, early] = [0, 0];
      for (let seed = 0; seed < runs; seed++) {
        const result = await models[name]!.simulate({ trials: 8 * first, seed, workers: 1, until });
        const [from, to] = interval(result, asked);
        if (from <= truth && truth <= to) held++;
        if (result.trials === first) early++;
        result.release();
      }
      lines.push(`| ${name} | ${asked.measure} | ${(100 * early) / runs} | ${((100 * held) / runs).toFixed(1)} |`);
      expect(early).toBeGreaterThan(0);
      expect(held / runs).toBeGreaterThan(0.92);
      expect(held / runs).toBeLessThan(0.97);
    },
  );

  it("is a table", () => {
    console.log(
      ["", "| | measure | ended at the first look, % | held, % |", "| --- | --- | --: | --: |", ...lines].join("\n"),
    );
    expect(lines.length).toBe(6);
  });
});
