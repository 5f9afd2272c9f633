import { afterAll, describe, expect, it } from "vitest";
import {
  close,
  gamma,
  type InforceOptions,
  inforce,
  lognormal,
  negativeBinomial,
  PricingModel,
  pareto,
  poisson,
  portfolio,
} from "../../dist/index.js";
import { lossMoments } from "../../dist/measures/lossMoments.js";
import { LossMeasures } from "../../dist/measures/measures.js";

// How often 95 % intervals hold what the exact engine says, over 4,000 runs of 50,000 years: 2,500, 500 and 50 years are
// beyond the levels. A run of many years is cut into runs of few, whose measures are those of a run to the last bit.

afterAll(() => close());

const runs = 4000;
const trials = 50_000;
const together = 100;
const levels = [0.95, 0.99, 0.999];

const component = (frequency: InforceOptions["frequency"], severity: InforceOptions["severity"], terms = {}) =>
  new PricingModel(portfolio([inforce({ name: "a", frequency, severity, terms })]));

/** Each with its tail index, where it has one. */
const models: Record<string, readonly [PricingModel, number]> = {
  "Poisson(5) gamma(2, 1000)": [component(poisson({ lambda: 5 }), gamma({ alpha: 2, theta: 1000 })), NaN],
  "negative binomial(2, 3) gamma(0.5, 1000)": [
    component(negativeBinomial({ r: 2, beta: 3 }), gamma({ alpha: 0.5, theta: 1000 })),
    NaN,
  ],
  "Poisson(0.1) lognormal(8, 1)": [component(poisson({ lambda: 0.1 }), lognormal({ mu: 8, sigma: 1 })), NaN],
  "Poisson(10) lognormal(9, 1.2)": [component(poisson({ lambda: 10 }), lognormal({ mu: 9, sigma: 1.2 })), NaN],
  "Poisson(20) lognormal(10, 1.5)": [component(poisson({ lambda: 20 }), lognormal({ mu: 10, sigma: 1.5 })), NaN],
  "Poisson(3) lognormal(9, 1.5), 40,000 xs 10,000": [
    component(poisson({ lambda: 3 }), lognormal({ mu: 9, sigma: 1.5 }), { attachment: 10_000, limit: 40_000 }),
    NaN,
  ],
  "Poisson(10) Pareto(4.5, 10,000)": [component(poisson({ lambda: 10 }), pareto({ alpha: 4.5, theta: 10_000 })), 4.5],
  "Poisson(10) Pareto(2.5, 10,000)": [component(poisson({ lambda: 10 }), pareto({ alpha: 2.5, theta: 10_000 })), 2.5],
};

/** A measure's name, its 95 % interval, the truth, and within which shares the interval has to hold it. */
type Asked = readonly [
  name: string,
  of: (measures: LossMeasures) => Ends,
  truth: number,
  limits: readonly [number, number],
];
interface Ends {
  readonly low: number;
  readonly high: number;
}

const quantile = [0.93, 0.97] as const;
const tail = [0.9, 0.97] as const;
const seen = [0, 1] as const;
/** Order statistics hold an atom oftener. */
const atom = [0.93, 1] as const;

async function asked(model: PricingModel, tailIndex: number): Promise<Asked[]> {
  const exact = await model.solve({ levels });
  const [x, d] = [exact.var(0.99).value, exact.var(0.9).value];
  const isAtom = (p: number): boolean => {
    const { value } = exact.var(p);
    return exact.cdf(value).value - exact.cdf(value * (1 - 1e-6)).value > 1e-4;
  };
  const stable = !(tailIndex < 4);
  const rows: Asked[] = [
    ["mean", ({ mean }) => around(mean), exact.mean.value, stable ? quantile : tail],
    ...levels.map((p): Asked => [`VaR ${p}`, (m) => m.var(p), exact.var(p).value, isAtom(p) ? atom : quantile]),
    ...[0.95, 0.99].map((p): Asked => [`TVaR ${p}`, (m) => m.tvar(p), exact.tvar(p).value, tail]),
    ["TVaR 0.999", (m) => m.tvar(0.999), exact.tvar(0.999).value, seen],
    ["100 years", (m) => curvePoint(m), exact.var(0.99).value, quantile],
    ["P(S > VaR 0.99)", (m) => m.exceedanceProbability(x), 0.01, quantile],
    ["stop loss", (m) => m.stopLoss(d), exact.stopLoss(d).value, tail],
    ["layer", (m) => m.layerMean(d, x - d), exact.layerMean(d, x - d).value, quantile],
  ];
  // An interval of the standard deviation takes a fourth moment.
  return stable
    ? [...rows, ["standard deviation", (m) => m.standardDeviationInterval(), exact.standardDeviation, seen]]
    : rows;
}

const around = ({ value, standardError }: { value: number; standardError: number }): Ends => {
  return { low: value - 1.959963984540054 * standardError, high: value + 1.959963984540054 * standardError };
};

function curvePoint(measures: LossMeasures): Ends {
  return measures.exceedanceCurve([100])[0]!;
}

describe(`95 % intervals over ${runs} runs of ${trials} years`, () => {
  const shares = new Map<string, Map<string, number>>();

  it.each(Object.entries(models))("%s", async (name, [model, tailIndex]) => {
    const rows = await asked(model, tailIndex);
    const held = new Map(rows.map(([measure]) => [measure, 0]));
    for (let first = 0; first < runs; first += together) {
      const result = await model.simulate({ trials: together * trials, seed: first });
      for (let run = 0; run < together; run++) {
        const losses = result.losses.subarray(run * trials, (run + 1) * trials);
        const measures = new LossMeasures(losses, lossMoments(losses), { tailIndex });
        measures.prepare(levels, [100]);
        for (const [measure, of, truth] of rows) {
          const { low, high } = of(measures);
          if (low <= truth && truth <= high) held.set(measure, held.get(measure)! + 1);
        }
      }
      result.release();
    }
    shares.set(name, new Map([...held].map(([measure, count]) => [measure, count / runs])));
    const out = rows.filter(([measure, , , [low, high]]) => {
      const share = held.get(measure)! / runs;
      return !(share >= low && share <= high);
    });
    expect(out.map(([measure]) => `${measure}: ${held.get(measure)! / runs}`)).toEqual([]);
  });

  it("is a table", () => {
    const measures = [...new Set([...shares.values()].flatMap((each) => [...each.keys()]))];
    const lines = [...shares].map(([name, held]) => {
      const cells = measures.map((measure) => {
        const share = held.get(measure);
        return share === undefined ? "" : (100 * share).toFixed(1);
      });
      return `| ${[name, ...cells].join(" | ")} |`;
    });
    const rule = `| --- |${" --: |".repeat(measures.length)}`;
    console.log(["", `| % | ${measures.join(" | ")} |`, rule, ...lines, ""].join("\n"));
    expect(shares.size).toBe(Object.keys(models).length);
  });
});
