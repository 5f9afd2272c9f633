import { describe, expect, it } from "vitest";
import { exponential, gamma, lognormal, poisson } from "../dist/index.js";
import { failures } from "./support/finding.js";
import { frequencyCases, severityCases } from "./support/laws.js";
import { LawTest } from "./support/lawTest.js";
import { correlation, scores } from "./support/scores.js";

// Samples against laws that scipy computed (reference/statisticsLaws.py). Limits: support/limits.ts.

const draws = 4_000_000;

const severityCase = (wanted: string) => severityCases.find(({ name }) => name === wanted)!;
const frequencyCase = (wanted: string) => frequencyCases.find(({ name }) => name === wanted)!;

describe("a severity's sample has its law", () => {
  it.each(severityCases)("$name", ({ made, law, seed }) => {
    const test = new LawTest(law);
    test.add(made.sample(draws, { seed }));
    expect(failures(test.findings())).toEqual([]);
  });
});

describe("a frequency's sample has its law", () => {
  it.each(frequencyCases)("$name", ({ made, law, seed }) => {
    const sample = made.sample(draws, { seed });
    const test = new LawTest(law);
    test.add(sample);
    expect(failures(test.findings(Infinity))).toEqual([]);
    expect(sample.findIndex((n) => !Number.isSafeInteger(n) || n < 0)).toBe(-1);
  });
});

describe("draws are independent", () => {
  const lags = [1, 2, 3, 4, 4096];
  const chosen = [
    severityCase("lognormal(11.5, 1.4)"),
    severityCase("splice of empirical and generalizedPareto"),
    frequencyCase("poisson(5)"),
    frequencyCase("poisson(1e+06)"),
  ];

  // A chunk has 4096 draws and a stream of its own: at that lag stands the same place of the next chunk.
  it.each(chosen)("of each other and of those of the next seeds: $name", ({ made, law, seed }) => {
    const [first, second, third] = [0, 1, 2].map((step) => scores(made.sample(draws, { seed: seed + step }), law));
    const found = [
      ...lags.map((lag) => correlation(`lag ${lag}`, first!, first!, lag)),
      correlation("next seed", first!, second!),
      correlation("next seed, lag 1", first!, second!, 1),
      correlation("the seed after that", first!, third!),
      correlation("next seed and the one after", second!, third!),
    ];
    expect(failures(found)).toEqual([]);
  });
});

describe("what is slightly wrong is found", () => {
  const median = severityCase("exponential(1000)").law.limited[0]![0];
  const wrong: Record<string, readonly [law: string, sample: (n: number) => Float64Array]> = {
    "a shape 1 % off": ["gamma(2, 1000)", (n) => gamma({ alpha: 2.02, theta: 1000 }).sample(n, { seed: 1 })],
    "a scale 0.3 % off": ["exponential(1000)", (n) => exponential({ theta: 1003 }).sample(n, { seed: 2 })],
    "a sigma 0.5 % off": ["lognormal(11.5, 1.4)", (n) => lognormal({ mu: 11.5, sigma: 1.407 }).sample(n, { seed: 3 })],
    "a mean count 0.2 % off": ["poisson(5)", (n) => poisson({ lambda: 5.01 }).sample(n, { seed: 4 })],
    "one stream in every chunk": [
      "exponential(1000)",
      (n) => {
        const chunk = exponential({ theta: 1000 }).sample(4096, { seed: 5 });
        return Float64Array.from({ length: n }, (_, i) => chunk[i % 4096]!);
      },
    ],
    "a tail that ends at 1 in 50,000": [
      "exponential(1000)",
      (n) =>
        exponential({ theta: 1000 })
          .sample(n, { seed: 6 })
          .map((x) => Math.min(x, 10_820)),
    ],
    "an atom of 2 in 10,000": [
      "exponential(1000)",
      (n) =>
        exponential({ theta: 1000 })
          .sample(n, { seed: 7 })
          .map((x, i) => (i % 5000 === 0 ? median : x)),
    ],
  };

  it.each(Object.entries(wrong))("%s", (_, [name, sample]) => {
    const { law } = name.startsWith("poisson") ? frequencyCase(name) : severityCase(name);
    const test = new LawTest(law);
    test.add(sample(draws));
    expect(failures(test.findings())).not.toEqual([]);
  });
});
