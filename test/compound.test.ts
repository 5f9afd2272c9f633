import { afterAll, describe, expect, it } from "vitest";
import {
  close,
  constant,
  deterministic,
  gamma,
  inforce,
  lognormal,
  negativeBinomial,
  PricingModel,
  pareto,
  poisson,
  portfolio,
} from "../dist/index.js";
import {
  type CompoundCase,
  closureCases,
  equivalentCases,
  latticeCases,
  perClaimCases,
} from "./support/compoundCases.js";
import { failures } from "./support/finding.js";
import { frequencyCases, severityCases } from "./support/laws.js";
import { LawTest } from "./support/lawTest.js";
import { type Measures, measureFindings } from "./support/measures.js";
import { plainErlang, plainLognormal, plainNegativeBinomial, plainPareto, plainPoisson } from "./support/plainLaws.js";
import { simulatePlainly } from "./support/plainSimulation.js";
import { reference } from "./support/reference.js";
import { correlation, scores } from "./support/scores.js";
import { simulated } from "./support/simulated.js";
import { twoSample } from "./support/twoSample.js";

// Annual losses against exact laws (reference/compoundLaws.py), and against a simulation without any shortcut.

afterAll(() => close());

const seed = 20_260_401;

async function lossesOf({ components, trials, seed }: CompoundCase): Promise<Float64Array> {
  return (await simulated(components, trials, seed)).losses;
}

async function hasItsLaw(compound: CompoundCase): Promise<void> {
  const { law } = compound;
  const losses = await lossesOf(compound);
  const test = new LawTest(law);
  test.add(losses);
  const { mean, variance } = law;
  expect(failures([...test.findings(Infinity), ...measureFindings(losses, { mean, variance })])).toEqual([]);
}

describe("the annual loss has its law", () => {
  it.each(closureCases)("by sum closure: $name", hasItsLaw);
  it.each(perClaimCases)("claim by claim: $name", hasItsLaw);
  it.each(equivalentCases)("said otherwise: $name", hasItsLaw);
  it.each(latticeCases)("with terms: $name", hasItsLaw);
});

describe("sum closure and claim by claim", () => {
  it.each(perClaimCases.slice(0, 6))("agree: $name", async (perClaim) => {
    const trials = 1_000_000;
    const byClosure = closureCases.find(({ name }) => name === perClaim.name)!;
    const [a, b] = [await lossesOf({ ...byClosure, trials }), await lossesOf({ ...perClaim, trials })];
    expect(failures([twoSample(a, b)])).toEqual([]);
  });
});

describe("a simulation of one claim", () => {
  const gammas = severityCases.filter(({ made }) => made.family === "gamma");
  it.each(gammas)("draws $name by sum closure", async ({ made, law, seed }) => {
    const { losses } = await simulated([{ frequency: deterministic({ n: 1 }), severity: made }], 4_000_000, seed);
    const test = new LawTest(law);
    test.add(losses);
    expect(failures(test.findings())).toEqual([]);
  });

  const counts = frequencyCases.filter(({ made }) => made.mean() < 50);
  it.each(counts)("of size 1 counts $name", async ({ made, law, seed }) => {
    const component = { frequency: made, severity: constant({ value: 1 }) };
    const { losses } = await simulated([component], 2_000_000, seed);
    const test = new LawTest(law);
    test.add(losses);
    expect(failures(test.findings(Infinity))).toEqual([]);
  });
});

describe("years are independent", () => {
  const names = ["Poisson(5) gamma(2, 1000)", "Poisson(.1) gamma(2, 1000)", "Poisson(.53) gamma(.6, 1000)"];
  const cases = [...closureCases, ...perClaimCases].filter(({ name }) => names.includes(name));

  // A chunk has 4096 trials and a stream of its own; names and seeds key the streams.
  it.each(cases)("of each other, of the next seed's and of the next component's: $name", async (compound) => {
    const { law, seed, components } = compound;
    const one = components[0]!;
    const both = portfolio([inforce({ name: "a", ...one }), inforce({ name: "b", ...one })]);
    const result = await new PricingModel(both).simulate({ trials: 1_000_000, seed, components: true });
    const [a, b] = ["a", "b"].map((name) => scores(result.component(name).losses, law));
    const next = await new PricingModel(both).simulate({ trials: 1_000_000, seed: seed + 1, components: true });
    const found = [
      ...[1, 2, 3, 4096].map((lag) => correlation(`lag ${lag}`, a!, a!, lag)),
      correlation("next component", a!, b!),
      correlation("next component, lag 1", a!, b!, 1),
      correlation("next seed", a!, scores(next.component("a").losses, law)),
    ];
    expect(failures(found)).toEqual([]);
  });
});

describe("figures in print", () => {
  const figures: Record<string, Measures> = {
    "Poisson(5) gamma(2, 1000)": {
      mean: 10_000,
      variance: 3e7,
      probabilityOfZero: Math.exp(-5),
      cdf: [[10_000, 0.548925447592]],
      quantiles: [
        [0.95, 20031.09792],
        [0.99, 25482.66704],
        [0.995, 27623.57744],
      ],
      tvar: [
        [0.95, 23390.80747],
        [0.99, 28469.15418],
      ],
      stopLoss: [[10_000, 2172.856401]],
    },
    "Poisson(100) gamma(.5, 1000)": {
      mean: 50_000,
      variance: 7.5e7,
      probabilityOfZero: Math.exp(-100),
      cdf: [[50_000, 0.519211582207]],
      quantiles: [
        [0.95, 64921.95258],
        [0.99, 71949.92107],
        [0.995, 74622.26875],
      ],
      tvar: [
        [0.95, 69243.25133],
        [0.99, 75634.54487],
      ],
      stopLoss: [[50_000, 3450.137358]],
    },
    "Poisson(.1) gamma(2, 1000)": {
      mean: 200,
      variance: 600_000,
      probabilityOfZero: Math.exp(-0.1),
      cdf: [[200, 0.906423230525]],
      quantiles: [
        [0.95, 1661.600106],
        [0.99, 4049.872787],
        [0.995, 4987.472461],
      ],
      tvar: [
        [0.95, 3147.976081],
        [0.99, 5381.670388],
      ],
      stopLoss: [[200, 181.0767675]],
    },
    "negative binomial(3, 1.5) gamma(2, 150)": {
      mean: 1350,
      variance: 1_215_000,
      quantiles: [[0.95, 3478.3098]],
      tvar: [[0.95, 4341.8852]],
    },
    "binomial(20, .3) gamma(1, 1000)": {
      mean: 6000,
      quantiles: [
        [0.95, 11895.348],
        [0.99, 15209.841],
      ],
    },
  };

  it.each(Object.entries(figures))("%s, by either path", async (name, exact) => {
    for (const cases of [closureCases, perClaimCases]) {
      const losses = await lossesOf(cases.find((each) => each.name === name)!);
      expect(failures(measureFindings(losses, exact))).toEqual([]);
    }
  });

  it("lognormal(8, 1) claims, five a year, 10k xs 1000 at 90 %", async () => {
    const component = {
      frequency: poisson({ lambda: 5 }),
      severity: lognormal({ mu: 8, sigma: 1 }),
      terms: { deductible: 1000, limit: 10_000, share: 0.9 },
    };
    const { losses } = await simulated([component], 4_000_000, seed);
    expect(failures(measureFindings(losses, { mean: 14172.93129, variance: 82508999.12 }))).toEqual([]);
  });
});

describe("gamma claims of each policy under an annual layer", () => {
  const exact = reference<Record<string, Measures>>("compoundLaws");

  it.each([
    ["20 policies, gamma", 20, 0.3, Infinity],
    ["20 policies, gamma", 20, 0.3, 1e300],
    ["6 policies, mostly without a claim, gamma", 6, 0.05, Infinity],
    ["6 policies, mostly without a claim, gamma", 6, 0.05, 1e300],
  ])("have their moments: %s", async (name, policies, lambda, limit) => {
    const component = {
      policies,
      frequency: poisson({ lambda }),
      severity: gamma({ alpha: 1.5, theta: 100 }),
      terms: { limit, aggregateDeductible: 100, aggregateLimit: 400 },
    };
    const { losses } = await simulated([component], 1_000_000, seed);
    expect(failures(measureFindings(losses, exact[name]!))).toEqual([]);
  });

  it("have their moments: 3 policies of many claims, whose counts stand in wide cells", async () => {
    const component = {
      policies: 3,
      frequency: poisson({ lambda: 1e5 }),
      severity: gamma({ alpha: 2, theta: 1 }),
      terms: { aggregateDeductible: 200_000, aggregateLimit: 1500 },
    };
    const { losses } = await simulated([component], 2_000_000, seed);
    expect(failures(measureFindings(losses, exact["3 policies of many claims, gamma"]!))).toEqual([]);
  });
});

describe("a simulation without shortcuts agrees", () => {
  const trials = 400_000;

  it("all terms of each policy on lognormal claims", async () => {
    const terms = {
      trend: 1.1,
      deductible: 500,
      attachment: 300,
      limit: 20_000,
      share: 0.8,
      aggregateDeductible: 1000,
      aggregateLimit: 25_000,
      aggregateShare: 0.9,
    };
    const plain = { policies: 5, count: plainPoisson(0.7), claim: plainLognormal(8, 1.2), ...terms };
    const component = {
      policies: 5,
      frequency: poisson({ lambda: 0.7 }),
      severity: lognormal({ mu: 8, sigma: 1.2 }),
      terms,
    };
    const { losses } = await simulated([component], 4 * trials, seed);
    expect(failures([twoSample(losses, simulatePlainly(plain, trials, 1))])).toEqual([]);
  });

  it("a franchise on Pareto claims, terms of the bucket", async () => {
    const terms = { deductible: 20_000, attachment: 5000, limit: 200_000, aggregateLimit: 500_000 };
    const count = plainNegativeBinomial(2, 0.4);
    const plain = { policies: 4, count, claim: plainPareto(2.2, 40_000), franchise: true, perBucket: true, ...terms };
    const component = {
      policies: 4,
      frequency: negativeBinomial({ r: 2, beta: 0.4 }),
      severity: pareto({ alpha: 2.2, theta: 40_000 }),
      terms: { deductibleKind: "franchise", aggregateBasis: "bucket", ...terms } as const,
    };
    const { losses } = await simulated([component], 4 * trials, seed);
    expect(failures([twoSample(losses, simulatePlainly(plain, trials, 2))])).toEqual([]);
  });

  it("gamma sums of each policy under an annual layer", async () => {
    const terms = { share: 0.5, aggregateDeductible: 400, aggregateLimit: 1500, aggregateShare: 0.75 };
    const plain = { policies: 6, count: plainNegativeBinomial(1, 1.5), claim: plainErlang(2, 300), ...terms };
    const component = {
      policies: 6,
      frequency: negativeBinomial({ r: 1, beta: 1.5 }),
      severity: gamma({ alpha: 2, theta: 300 }),
      terms,
    };
    const { losses } = await simulated([component], 4 * trials, seed);
    expect(failures([twoSample(losses, simulatePlainly(plain, trials, 3))])).toEqual([]);
  });
});
