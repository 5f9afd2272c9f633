import { describe, expect, test } from "vitest";
import {
  binomial,
  compoundFrequency,
  empiricalCounts,
  type Frequency,
  frequencyFamilies,
  geometric,
  logarithmic,
  mixedPoisson,
  negativeBinomial,
  poisson,
  zeroModified,
  zeroTruncated,
} from "../dist/frequency/index.js";
import { gamma, pareto } from "../dist/severity/index.js";
import { failure } from "./support/failure.js";

/** A constructor with parameters by name, a family's own or an alternative one. */
interface Door {
  readonly name: string;
  readonly make: (parameters: unknown) => Frequency;
  readonly parameters: Record<
    string,
    { rule: { text: string; holds(x: number): boolean }; typical: readonly number[] }
  >;
}

const doors = Object.values(frequencyFamilies).flatMap((family): Door[] => {
  const { definition } = family;
  const own = { name: definition.family, make: family as Door["make"], parameters: definition.parameters };
  const others = Object.entries<{ parameters: object }>(definition.constructors).map(([name, { parameters }]) => ({
    name: `${definition.family}.${name}`,
    make: (family as unknown as Record<string, Door["make"]>)[name]!,
    parameters: parameters as Door["parameters"],
  }));
  return [own, ...others];
});

describe.each(doors)("$name", ({ name, make, parameters }) => {
  const names = Object.keys(parameters);
  const good = Object.fromEntries(names.map((key) => [key, parameters[key]!.typical[1]!]));

  test("takes typical parameters", () => {
    expect(make(good).mean()).toBeGreaterThan(0);
  });

  test.each(names)("checks %s", (key) => {
    const { rule } = parameters[key]!;
    const bad = [Number.NaN, null, "2", 2n, true, [1], -1, -5e-324, Infinity, -Infinity, Symbol("x"), new Number(1)];
    for (const value of bad.filter((each) => typeof each !== "number" || !rule.holds(each))) {
      const error = failure(() => make({ ...good, [key]: value }));
      expect(error.code).toBe("ERR_PARAMETER");
      expect(error.message).toMatch(
        new RegExp(`^${name}: ${key} must be ${rule.text.replace(/[.^+]/g, "\\$&")}, got `),
      );
    }
    expect(failure(() => make({ ...good, [key]: undefined })).message).toMatch(/, got undefined$/);
    const { [key]: _, ...missing } = good;
    expect(failure(() => make(missing)).message).toBe(`${name}: ${key} must be ${rule.text}, got undefined`);
    if (!rule.holds(0)) expect(failure(() => make({ ...good, [key]: -0 })).code).toBe("ERR_PARAMETER");
    if (rule.text.startsWith("an integer")) {
      expect(failure(() => make({ ...good, [key]: 1.5 })).code).toBe("ERR_PARAMETER");
      expect(failure(() => make({ ...good, [key]: 2 ** 53 })).code).toBe("ERR_PARAMETER");
    }
    const error = failure(() => make({ ...good, [key]: function beta() {} }));
    expect(error.message).toBe(`${name}: ${key} must be ${rule.text}, got function beta; write { ${key}: 7 }`);
  });

  test("knows its keys", () => {
    for (const key of ["extra", names[0]!.toUpperCase(), "toString"]) {
      const error = failure(() => make({ ...good, [key]: 1 }));
      expect(error.code).toBe("ERR_UNKNOWN_KEY");
      expect(error.message).toBe(`${name}: unknown key "${key}"; known are ${names.join(", ")}`);
    }
    expect(failure(() => make(JSON.parse('{"__proto__": {}}'))).code).toBe("ERR_UNKNOWN_KEY");
    expect(failure(() => make(Object.create(good))).message).toMatch(/, got undefined$/);
    for (const value of [undefined, null, 3, [3], "3"]) expect(failure(() => make(value)).code).toBe("ERR_PARAMETER");
  });
});

test("what no single parameter's rule can say", () => {
  const error = failure(() => negativeBinomial.fromMeanVariance({ mean: 5, variance: 5 }));
  expect(error.code).toBe("ERR_PARAMETER");
  expect(error.message).toBe("negativeBinomial.fromMeanVariance: variance must be above the mean 5, got 5");
  expect(failure(() => negativeBinomial.fromContagion({ mean: 1e300, c: 1e300 })).message).toBe(
    "negativeBinomial: beta must be a finite number > 0, got Infinity",
  );
});

describe("the arguments of methods", () => {
  const law = geometric({ beta: 2 });
  const untyped = law as unknown as Record<string, (...values: unknown[]) => unknown>;

  test.each(["pmf", "cdf", "pgf", "superposed", "thinned", "sample"])("%s", (method) => {
    for (const value of [Number.NaN, undefined, null, "1", 1n, {}]) {
      const error = failure(() => untyped[method]!(value));
      expect(error.code).toBe("ERR_PARAMETER");
      expect(error.message).toMatch(new RegExp(`^geometric.${method}: `));
    }
  });

  test("ranges", () => {
    for (const k of [0, -1, 1.5, 2 ** 53]) expect(failure(() => law.superposed(k)).code).toBe("ERR_PARAMETER");
    for (const p of [-1e-9, 1.0000001]) expect(failure(() => law.thinned(p)).code).toBe("ERR_PARAMETER");
    for (const n of [-1, 0.5, 2 ** 32]) expect(failure(() => law.sample(n, { seed: 1 })).code).toBe("ERR_PARAMETER");
    for (const seed of [-1, 0.5, "1", 2n ** 64n, 2 ** 64, -1n, Number.NaN, null]) {
      const error = failure(() => law.sample(1, { seed: seed as number }));
      expect(error.message).toMatch(/^geometric.sample: seed must be an integer >= 0 and below 2\^64, got /);
    }
    expect(failure(() => law.sample(1, { sed: 1 } as object)).code).toBe("ERR_UNKNOWN_KEY");
  });

  test("a sum that leaves the domain has no name", () => {
    expect(poisson({ lambda: 1e300 }).superposed(1e10)).toBeUndefined();
    expect(binomial({ m: 2 ** 52, q: 0.5 }).superposed(2)).toBeUndefined();
    expect(negativeBinomial({ r: 1e300, beta: 1 }).superposed(1e10)).toBeUndefined();
  });
});

describe("laws made of data and of other laws", () => {
  const three = poisson({ lambda: 3 });
  const mixing = gamma({ alpha: 2, theta: 1 });
  const cases: Record<string, readonly [run: () => unknown, code: string, message: string]> = {
    "no counts": [
      () => empiricalCounts({ counts: [] }),
      "ERR_DATA",
      "empiricalCounts: counts must be at least one number, got an array of 0",
    ],
    "half a count": [
      () => empiricalCounts({ counts: [1, 2.5] }),
      "ERR_DATA",
      "empiricalCounts: counts[1] must be an integer from 0 to 2^53 - 1, got 2.5",
    ],
    "a negative weight": [
      () => empiricalCounts({ counts: [1, 2], weights: [1, -1] }),
      "ERR_DATA",
      "empiricalCounts: weights[1] must be a finite number >= 0, got -1",
    ],
    "too few weights": [
      () => empiricalCounts({ counts: [1, 2], weights: [1] }),
      "ERR_DATA",
      "empiricalCounts: weights must be as many as counts, 2, got an array of 1",
    ],
    "no weight": [
      () => empiricalCounts({ counts: [1, 2], weights: [0, 0] }),
      "ERR_DATA",
      "empiricalCounts: the sum of weights must be a finite number > 0, got 0",
    ],
    "a count for a law": [
      () => zeroTruncated(3 as unknown as Frequency),
      "ERR_PARAMETER",
      "zeroTruncated: frequency must be a frequency like poisson, got 3",
    ],
    "no claim to be truncated to": [
      () => zeroTruncated(poisson({ lambda: 0 })),
      "ERR_PARAMETER",
      "zeroTruncated: frequency must be one that can have claims, got poisson(lambda=0)",
    ],
    "p0 above 1": [
      () => zeroModified(three, { p0: 1.5 }),
      "ERR_PARAMETER",
      "zeroModified: p0 must be a number from 0 to 1, got 1.5",
    ],
    "p0 a function": [
      () => zeroModified(three, { p0: Math.max as unknown as number }),
      "ERR_PARAMETER",
      "zeroModified: p0 must be a number from 0 to 1, got function max; write { p0: 7 }",
    ],
    "an unknown key": [
      () => zeroModified(three, { p: 0.5 } as never),
      "ERR_UNKNOWN_KEY",
      'zeroModified: options: unknown key "p"; known are p0, claimProbability',
    ],
    "a severity as a frequency": [
      () => compoundFrequency({ primary: three, secondary: mixing as unknown as Frequency }),
      "ERR_PARAMETER",
      "compoundFrequency: secondary must be a frequency like poisson, got an object",
    ],
    "a frequency as mixing": [
      () => mixedPoisson({ lambda: 3, mixing: three as never }),
      "ERR_PARAMETER",
      "mixedPoisson: mixing must be a severity like gamma, got an object",
    ],
    "lambda below 0": [
      () => mixedPoisson({ lambda: -1, mixing }),
      "ERR_PARAMETER",
      "mixedPoisson: lambda must be a finite number >= 0, got -1",
    ],
    "mixing without a mean": [
      () => mixedPoisson({ lambda: 3, mixing: pareto({ alpha: 1, theta: 2 }) }),
      "ERR_PARAMETER",
      "mixedPoisson: mixing must be a severity with a finite mean > 0, got pareto(alpha=1, theta=2) with mean Infinity",
    ],
  };

  test.each(Object.entries(cases))("%s", (_, [run, code, message]) => {
    const error = failure(run);
    expect(error.message).toBe(message);
    expect(error.code).toBe(code);
  });

  test("p0 or the probability of a claim", () => {
    const both = failure(() => zeroModified(three, { p0: 0.5, claimProbability: 0.5 }));
    expect(both.message).toBe("zeroModified: give p0 or claimProbability, not both");
    const rule = failure(() => zeroModified(three, { claimProbability: -0.1 }));
    expect(rule.message).toBe("zeroModified: claimProbability must be a number from 0 to 1, got -0.1");
    const rare = zeroModified(three, { claimProbability: 1e-20 });
    expect(rare.mean() / (1e-20 * zeroTruncated(three).mean())).toBeCloseTo(1, 12);
  });

  test("rates beside the least double end, one way or the other", () => {
    for (const lambda of [3e-308, 1e-310, 5e-324]) {
      expect(poisson({ lambda }).sample(3, { seed: 1 })).toEqual(new Float64Array(3));
      const some = { code: "ERR_PARAMETER" };
      if (lambda < 1e-308) expect(failure(() => zeroTruncated(poisson({ lambda })))).toMatchObject(some);
      else expect([...zeroTruncated(poisson({ lambda })).sample(3, { seed: 1 })]).toEqual([1, 1, 1]);
    }
  });

  test("counts that no double can hold one by one are too large, when they are drawn", () => {
    const error = failure(() => poisson({ lambda: 1e17 }).sample(1, { seed: 1 }));
    expect(error.code).toBe("ERR_TOO_LARGE");
    expect(error.message).toMatch(/^poisson: claim counts beyond 2\^53 - 1 are likely; the largest here is \d/);
  });

  test("what cannot be tabulated is too large, when it is drawn", () => {
    const heavy = mixedPoisson({ lambda: 3, mixing: pareto({ alpha: 1.2, theta: 2 }) });
    expect(heavy.mean()).toBe(3);
    expect(heavy.pmf(2)).toBeGreaterThan(0);
    const secondary = empiricalCounts({ counts: [1, 1000], weights: [1, 1] });
    const long = compoundFrequency({ primary: poisson({ lambda: 1e6 }), secondary });
    expect(long.mean()).toBe(5.005e8);
    const sparse = compoundFrequency({ primary: logarithmic({ beta: 1e6 }), secondary: logarithmic({ beta: 1e6 }) });
    for (const law of [heavy, long, sparse]) {
      const error = failure(() => law.sample(1, { seed: 1 }));
      expect(error.code).toBe("ERR_TOO_LARGE");
      expect(error.message).toMatch(
        /^(mixedPoisson: claim counts beyond 2\^53|compoundFrequency: the probabilities of)/,
      );
    }
  });
});
