import { describe, expect, test } from "vitest";
import {
  binomial,
  deterministic,
  type Frequency,
  frequencyFamilies,
  geometric,
  negativeBinomial,
  poisson,
} from "../dist/frequency/index.js";
import golden from "./reference/frequency.golden.json" with { type: "json" };
import reference from "./reference/frequency.json" with { type: "json" };

/** Relative error, where a probability's own logarithm limits what a double can say. */
function expectProbability(actual: number, expected: number, tolerance: number, label: string): void {
  const error = Math.abs(actual / expected - 1) / Math.max(1, -Math.log(expected));
  expect(error, `${label}: ${actual}, not ${expected}`).toBeLessThanOrEqual(tolerance);
}

function close(actual: number, expected: number, tolerance: number, label = ""): void {
  const error = Math.abs(actual - expected);
  expect(error, `${label}: ${actual}, not ${expected}`).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

type Maker = (parameters: Record<string, number>) => Frequency;
const makers = frequencyFamilies as unknown as Record<string, Maker>;

describe("against mpmath", () => {
  for (const { family, parameters, mean, variance, points, pgf } of reference.cases) {
    const law = makers[family]!(parameters as Record<string, number>);
    test(String(law), () => {
      close(law.mean(), mean, 1e-15, "mean");
      close(law.variance(), variance, 1e-15, "variance");
      for (const [n, pmf, cdf] of points) {
        expectProbability(law.pmf(n!), pmf!, 4e-15, `pmf(${n})`);
        if (cdf !== null) expectProbability(law.cdf(n!), cdf!, 3e-13, `cdf(${n})`);
      }
      for (const [z, value, tolerance] of pgf) close(law.pgf(z!), value!, tolerance!, `pgf(${z})`);
    });
  }
});

describe("published cases", () => {
  const byId = new Map(golden.map((one) => [one.id, one]));

  test("Poisson 3 (Loss Models, Appendix B)", () => {
    const { expected, rtol } = byId.get("freq-poisson")!;
    const law = poisson({ lambda: 3 });
    expected.pmf_0_to_8!.forEach((p, n) => {
      close(law.pmf(n), p, rtol);
    });
    close(law.cdf(5), expected.cdf_5!, rtol);
    expect(law.mean()).toBe(expected.mean);
    expect(law.variance()).toBe(expected.variance);
  });

  test("four geometric counts (Loss Data Analytics, 5.2.6)", () => {
    const { expected, rtol } = byId.get("lda-5-2-6")!;
    const law = geometric({ beta: 1.5 }).superposed(4)!;
    expect(String(law)).toBe("negativeBinomial(r=4, beta=1.5)");
    expected.pmf_0_to_3!.forEach((p, n) => {
      close(law.pmf(n), p, rtol);
    });
    close(law.cdf(3), expected.prob_lt_4!, rtol);
  });

  test("Danish fire counts 1980-90: mean 197, variance 971.4", () => {
    const { r, beta } = negativeBinomial.fromMeanVariance({ mean: 197, variance: 971.4 }).parameters;
    expect(r!.toFixed(4)).toBe("50.1149");
    expect(beta!.toFixed(5)).toBe("3.93096");
  });
});

describe("other parameters", () => {
  test("a return period is that of a year with a claim", () => {
    for (const years of [1 + 2 ** -52, 1.5, 2, 10, 250, 1e15]) {
      const law = poisson.fromReturnPeriod({ years });
      close(-Math.expm1(-law.mean()), 1 / years, 1e-15);
    }
    // Close to 1 the probability of an empty year, 1 - 1 / years, keeps its digits.
    close(poisson.fromReturnPeriod({ years: 1 + 2 ** -52 }).pmf(0), 2 ** -52, 1e-13);
  });

  test("negative binomial", () => {
    expect(negativeBinomial.fromProbability({ r: 3, p: 0.4 }).parameters).toEqual({ r: 3, beta: 0.6 / 0.4 });
    const law = negativeBinomial.fromContagion({ mean: 12, c: 0.25 });
    close(law.mean(), 12, 1e-15);
    close(law.variance(), 12 + 0.25 * 144, 1e-15);
    const matched = negativeBinomial.fromMeanVariance({ mean: 300, variance: 800 });
    close(matched.mean(), 300, 1e-15);
    close(matched.variance(), 800, 1e-15);
  });
});

describe("edges of the domains", () => {
  test("nothing happens", () => {
    for (const law of [
      poisson({ lambda: 0 }),
      poisson({ lambda: -0 }),
      binomial({ m: 0, q: 0.3 }),
      binomial({ m: 7, q: 0 }),
      deterministic({ n: 0 }),
    ]) {
      expect([law.pmf(0), law.pmf(1), law.cdf(-1), law.cdf(0), law.cdf(5)]).toEqual([1, 0, 0, 1, 1]);
      expect([law.mean(), law.variance()]).toEqual([0, 0]);
      for (const z of [-Infinity, -2, 0, 1, 3, Infinity]) expect(law.pgf(z), `${law} at ${z}`).toBe(1);
    }
  });

  test("a fixed number happens", () => {
    for (const law of [binomial({ m: 7, q: 1 }), deterministic({ n: 7 })]) {
      expect([law.pmf(6), law.pmf(7), law.pmf(8), law.cdf(6.99), law.cdf(7)]).toEqual([0, 1, 0, 0, 1]);
      expect([law.mean(), law.variance()]).toEqual([7, 0]);
      expect([law.pgf(0), law.pgf(1)]).toEqual([0, 1]);
      close(law.pgf(-2), -128, 1e-15);
    }
  });

  test("between the integers and outside them", () => {
    for (const law of [
      poisson({ lambda: 3 }),
      binomial({ m: 9, q: 0.3 }),
      negativeBinomial({ r: 2, beta: 1 }),
      geometric({ beta: 2 }),
      deterministic({ n: 2 }),
    ]) {
      for (const n of [-1, 0.5, 2.0000001, -Infinity, Infinity]) expect(law.pmf(n)).toBe(0);
      expect(law.cdf(2.999)).toBe(law.cdf(2));
      expect([law.cdf(-1e-300), law.cdf(-Infinity), law.cdf(1e300), law.cdf(Infinity)]).toEqual([0, 0, 1, 1]);
      expect(law.pmf(1e300)).toBe(0);
      close(law.pgf(0), law.pmf(0), 1e-15);
      expect(law.pgf(1)).toBe(1);
    }
  });

  test("the largest parameters", () => {
    expect(poisson({ lambda: Number.MAX_VALUE }).pmf(5)).toBe(0);
    const coins = binomial({ m: Number.MAX_SAFE_INTEGER, q: 1e-12 });
    close(coins.cdf(9007), poisson({ lambda: coins.mean() }).cdf(9007), 1e-9);
    const calm = negativeBinomial({ r: 1e300, beta: 3e-300 });
    close(calm.pmf(4), poisson({ lambda: 3 }).pmf(4), 1e-13);
    close(calm.cdf(4), poisson({ lambda: 3 }).cdf(4), 1e-13);
    // An exponential law, in all digits.
    close(negativeBinomial({ r: 1, beta: 1e200 }).cdf(1e200), -Math.expm1(-1), 1e-13);
    close(geometric({ beta: 1e-300 }).pmf(1), 1e-300, 1e-13);
    close(geometric({ beta: 1e300 }).cdf(41), 4.2e-299, 1e-14);
  });

  test("a generating function says where it diverges and where it does not exist", () => {
    const law = negativeBinomial({ r: 2, beta: 4 });
    expect([law.pgf(1.25), law.pgf(7), law.pgf(Infinity)]).toEqual([Infinity, Infinity, Infinity]);
    expect([law.pgf(-1.25), law.pgf(-Infinity)]).toEqual([Number.NaN, Number.NaN]);
    close(law.pgf(1.2), 25, 1e-14);
    expect(poisson({ lambda: 2 }).pgf(1e6)).toBe(Infinity);
    expect(poisson({ lambda: 2 }).pgf(-Infinity)).toBe(0);
    close(binomial({ m: 3, q: 0.5 }).pgf(-3), -1, 1e-15);
    close(binomial({ m: 4, q: 0.5 }).pgf(-3), 1, 1e-15);
    expect(binomial({ m: 3, q: 0.5 }).pgf(-1)).toBe(0);
  });
});

describe("values", () => {
  test("print as they are written and cannot be changed", () => {
    expect(String(poisson({ lambda: 0.1 }))).toBe("poisson(lambda=0.1)");
    expect(String(negativeBinomial({ beta: 0.05, r: 2 }))).toBe("negativeBinomial(r=2, beta=0.05)");
    const law = binomial({ m: 5, q: 0.5 });
    for (const part of [law, law.parameters, law.law, binomial, frequencyFamilies]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  test("declare typical parameters inside their domain", () => {
    for (const [name, { definition }] of Object.entries(frequencyFamilies)) {
      expect(definition.family).toBe(name);
      for (const { rule, typical } of Object.values(definition.parameters)) {
        expect(typical.every((value) => rule.holds(value))).toBe(true);
      }
    }
  });
});
