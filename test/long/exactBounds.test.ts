import { afterAll, describe, expect, it } from "vitest";
import { type Bounded, type ExactResult, inforce, PricingModel, portfolio } from "../../dist/index.js";
import { randomModel } from "../support/randomModels.js";

// What a result says of its own error, against a grid of four times as many points: the two intervals always meet. Every
// third model is solved as it is by default, the others for a larger error, whose grids are coarser and worse than the
// finer one by more.

const models = 200;
const levels = [0.5, 0.9, 0.95, 0.99, 0.995, 0.999];
const errors = [1e-6, 1e-4, 1e-3];

type Row = readonly [measure: string, of: (r: ExactResult) => Bounded];

function rowsOf(result: ExactResult): Row[] {
  const amounts = [0.77 * result.var(0.9).value, 1.01 * result.var(0.99).value];
  return [
    ["mean", (r) => r.mean],
    ...levels.flatMap((p): Row[] => [
      [`VaR ${p}`, (r) => r.var(p)],
      [`TVaR ${p}`, (r) => r.tvar(p)],
    ]),
    ...amounts.flatMap((x): Row[] => [
      [`F(${x})`, (r) => r.cdf(x)],
      [`E(S - ${x})+`, (r) => r.stopLoss(x)],
      [`layer ${x} xs ${x}`, (r) => r.layerMean(x, x)],
    ]),
  ];
}

describe("error bounds", () => {
  const seen = errors.map((error) => ({ error, models: 0, measures: 0, most: 0, shares: [] as number[] }));
  afterAll(() => {
    const lines = seen.map(({ error, models, measures, most, shares }) => {
      const sorted = shares.sort((a, b) => a - b);
      const at = (p: number): string => (sorted[Math.floor(p * (sorted.length - 1))] ?? Number.NaN).toFixed(3);
      return `| ${[error, models, measures, most, at(0.5), at(0.99), at(1)].join(" | ")} |`;
    });
    const head = "| relativeError | models | measures | most points | median | 99 % | largest |";
    console.log(["", head, "| --: | --: | --: | --: | --: | --: | --: |", ...lines].join("\n"));
  });

  it.each(Array.from({ length: models }, (_, i) => i))("of random model %d", async (seed) => {
    const model = new PricingModel(portfolio(randomModel(seed).map(inforce)));
    const own = seen[seed % errors.length]!;
    const usual = await model.solve({ relativeError: own.error });
    const { points } = usual.execution;
    const fine = await model.solve({ points: Math.min(2 ** 21, Math.max(2 ** 16, 4 * points)) });
    own.models++;
    own.most = Math.max(own.most, points);
    const wrong = rowsOf(usual).flatMap(([measure, of]) => {
      let [a, b]: (Bounded | undefined)[] = [];
      try {
        [a, b] = [of(usual), of(fine)];
      } catch {
        // Beyond one of the grids, which says so.
        return [];
      }
      if (a.value === Infinity && b.value === Infinity) return [];
      const digits = 1e-11 * Math.abs(a.value) + 1e-13;
      const meet = a.low - digits <= b.high && b.low <= a.high + digits;
      own.measures++;
      // How much of the two bounds between them the distance takes, beyond the digits that both may lack.
      const room = b.value > a.value ? a.high - a.value + b.value - b.low : a.value - a.low + b.high - b.value;
      own.shares.push(Math.max(0, Math.abs(b.value - a.value) - digits) / (room + digits));
      return meet ? [] : [`${measure}: ${a.low} to ${a.high}, ${b.low} to ${b.high}`];
    });
    expect(wrong).toEqual([]);
  });
});
