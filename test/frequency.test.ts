import { describe, expect, test } from "vitest";
import {
  binomial,
  compoundFrequency,
  deterministic,
  empiricalCounts,
  extendedTruncatedNegativeBinomial,
  type Frequency,
  frequencyFamilies,
  geometric,
  logarithmic,
  mixedPoisson,
  negativeBinomial,
  neymanA,
  poisson,
  poissonInverseGaussian,
  polyaAeppli,
  zeroModified,
  zeroTruncated,
} from "../dist/frequency/index.js";
import { gamma, lognormal, pareto, uniform, weibull } from "../dist/severity/index.js";
import golden from "./reference/frequency.golden.json" with { type: "json" };
import reference from "./reference/frequency.json" with { type: "json" };

/** Relative error, where a probability's own logarithm limits what a double can say. */
function expectProbability(actual: number, expected: number, tolerance: number, label: string): void {
  const error = actual === expected ? 0 : Math.abs(actual / expected - 1) / Math.max(1, -Math.log(expected));
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
      close(law.mean(), mean, 4e-15, "mean");
      close(law.variance(), variance, 4e-15, "variance");
      for (const [n, pmf, cdf] of points) {
        expectProbability(law.pmf(n!), pmf!, 4e-15, `pmf(${n})`);
        if (cdf !== null) expectProbability(law.cdf(n!), cdf!, 3e-13, `cdf(${n})`);
      }
      for (const [z, value, tolerance] of pgf) close(law.pgf(z!), value!, tolerance!, `pgf(${z})`);
    });
  }
});

describe("laws made of others, against mpmath", () => {
  const points = empiricalCounts({ counts: [1, 2, 5], weights: [2, 1, 1] });
  const extended = extendedTruncatedNegativeBinomial({ r: -0.5, beta: 3 });
  const claims = poisson({ lambda: 4 });
  const clusters = negativeBinomial({ r: 2.5, beta: 2 });
  const laws: Record<string, Frequency> = {
    "poisson 3 of points": compoundFrequency({ primary: poisson({ lambda: 3 }), secondary: points }),
    "poisson 900 of points": compoundFrequency({ primary: poisson({ lambda: 900 }), secondary: points }),
    "binomial of zero-truncated poisson": compoundFrequency({
      primary: binomial({ m: 20, q: 0.25 }),
      secondary: zeroTruncated(poisson({ lambda: 2 })),
    }),
    "logarithmic of geometric": compoundFrequency({
      primary: logarithmic({ beta: 3 }),
      secondary: geometric({ beta: 2 }),
    }),
    "poisson of extended": compoundFrequency({ primary: poisson({ lambda: 2 }), secondary: extended }),
    "extended of points": compoundFrequency({
      primary: extended,
      secondary: empiricalCounts({ counts: [2, 0, 1, 1] }),
    }),
    "negativeBinomial of poisson": compoundFrequency({ primary: clusters, secondary: claims }),
    "zero-truncated negativeBinomial of poisson": compoundFrequency({
      primary: zeroTruncated(clusters),
      secondary: claims,
    }),
    "uniform mixing": mixedPoisson({ lambda: 50, mixing: uniform({ low: 1, high: 3 }) }),
    "wide uniform mixing": mixedPoisson({ lambda: 1e5, mixing: uniform({ low: 1, high: 3 }) }),
    "lognormal mixing": mixedPoisson({ lambda: 5, mixing: lognormal({ mu: 0, sigma: 0.5 }) }),
    "pareto mixing": mixedPoisson({ lambda: 5, mixing: pareto({ alpha: 2.5, theta: 1 }) }),
    "weibull mixing": mixedPoisson({ lambda: 5, mixing: weibull({ tau: 0.5, theta: 1 }) }),
  };

  test.each(reference.combined)("$name", ({ name, pmf, points: some, below }) => {
    const law = laws[name]!;
    for (const [n, p] of some ?? pmf!.map((value, i) => [i, value])) {
      // Far below 1 a double's logarithm leaves fewer digits to what it begins.
      if (p! > 1e-300) close(law.pmf(n!), p!, 2e-13 + 3e-16 * Math.abs(Math.log(p!)), `pmf(${n})`);
    }
    if (below !== undefined) close(law.cdf(pmf!.length - 1), below, 2e-13, "cdf");
  });

  test("has a case for every reference", () => {
    expect(reference.combined.map(({ name }) => name).sort()).toEqual(Object.keys(laws).sort());
  });
});

describe("one law in two ways", () => {
  test("a sum of six counts of data, none of which is 0", () => {
    const counts = empiricalCounts({ counts: [1, 1, 4, 8, 2] });
    const sum = compoundFrequency({ primary: deterministic({ n: 6 }), secondary: counts });
    const asData = compoundFrequency({ primary: empiricalCounts({ counts: [6] }), secondary: counts });
    expect(asData.pmf(6)).toBeCloseTo(0.4 ** 6, 14);
    const drawn = [...asData.sample(1000, { seed: 1 })];
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(6);
    expect(drawn).toEqual([...sum.sample(1000, { seed: 1 })]);
  });

  const counts = [0, 1, 2, 3, 7, 20, 55, 120, 300];
  const same = (a: Frequency, b: Frequency, tolerance = 1e-13): void => {
    close(a.mean(), b.mean(), 1e-13, "mean");
    close(a.variance(), b.variance(), 1e-12, "variance");
    for (const n of counts) {
      close(a.pmf(n), b.pmf(n), tolerance, `${a} pmf(${n})`);
      close(a.cdf(n), b.cdf(n), 1e-12, `${a} cdf(${n})`);
    }
    for (const z of [-0.5, 0.2, 0.9]) close(a.pgf(z), b.pgf(z), 1e-12, `${a} pgf(${z})`);
  };

  test("gamma mixing is the negative binomial", () => {
    for (const [alpha, lambda] of [
      [2.5, 10],
      [0.2, 10],
      [80, 60],
    ] as const) {
      const law = negativeBinomial({ r: alpha, beta: lambda / alpha });
      const mixing = gamma({ alpha, theta: 7 });
      same(mixedPoisson({ lambda, mixing }), law);
      // The same law without its name, so by quadrature.
      const plain = {
        law: { gamma: undefined },
        mean: () => mixing.mean(),
        variance: () => mixing.variance(),
        parts: () => mixing.parts(),
      };
      same(mixedPoisson({ lambda, mixing: plain }), law, 2e-13);
    }
  });

  test("logarithmic clusters in Poisson number are negative binomial, by name and by recursion", () => {
    const law = negativeBinomial({ r: 2 / Math.log1p(1.5), beta: 1.5 });
    same(compoundFrequency({ primary: poisson({ lambda: 2 }), secondary: logarithmic({ beta: 1.5 }) }), law);
    // As an array of weights it is not known by its name.
    const weights = Float64Array.from({ length: 600 }, (_, n) => logarithmic({ beta: 1.5 }).pmf(n));
    const unnamed = empiricalCounts({ counts: Float64Array.from(weights.keys()), weights });
    same(compoundFrequency({ primary: poisson({ lambda: 2 }), secondary: unnamed }), law);
  });

  test("extended clusters in Poisson number are Poisson-inverse Gaussian for r = -1/2", () => {
    const [mu, beta] = [4, 3];
    // Loss Models, 7.3.2: lambda = (mu / beta) (sqrt(1 + 2 beta) - 1), with a secondary beta of 2 beta.
    const lambda = (mu / beta) * (Math.sqrt(1 + 2 * beta) - 1);
    const secondary = extendedTruncatedNegativeBinomial({ r: -0.5, beta: 2 * beta });
    same(compoundFrequency({ primary: poisson({ lambda }), secondary }), poissonInverseGaussian({ mu, beta }));
  });

  test("compounds by name and as compounds", () => {
    const primary = poisson({ lambda: 3 });
    same(compoundFrequency({ primary, secondary: poisson({ lambda: 2 }) }), neymanA({ lambda1: 3, lambda2: 2 }));
    const secondary = zeroTruncated(geometric({ beta: 4 }));
    same(compoundFrequency({ primary, secondary }), polyaAeppli({ lambda: 3, beta: 4 }));
    const fixed = compoundFrequency({ primary: deterministic({ n: 5 }), secondary: geometric({ beta: 4 }) });
    same(fixed, negativeBinomial({ r: 5, beta: 4 }));
    const thinned = compoundFrequency({ primary: geometric({ beta: 9 }), secondary: binomial({ m: 1, q: 0.3 }) });
    same(thinned, geometric({ beta: 2.7 }));
  });

  test("thinning and sums of laws made of others", () => {
    const made = [
      zeroModified(negativeBinomial({ r: 2, beta: 3 }), { p0: 0.4 }),
      zeroTruncated(poisson({ lambda: 0.01 })),
      zeroTruncated(logarithmic({ beta: 4 })),
      zeroModified(extendedTruncatedNegativeBinomial({ r: -0.4, beta: 4 }), { p0: 0.1 }),
      zeroModified(deterministic({ n: 4 }), { p0: 0.1 }),
      empiricalCounts({ counts: [0, 2, 2, 9] }),
      mixedPoisson({ lambda: 4, mixing: lognormal({ mu: 0, sigma: 0.4 }) }),
      compoundFrequency({ primary: binomial({ m: 7, q: 0.4 }), secondary: zeroTruncated(poisson({ lambda: 2 })) }),
      compoundFrequency({ primary: logarithmic({ beta: 2 }), secondary: geometric({ beta: 2 }) }),
    ];
    for (const law of made) {
      for (const p of [1e-9, 0.2, 0.97]) {
        const kept = law.thinned(p)!;
        close(kept.mean(), p * law.mean(), 1e-13, `${law} mean`);
        close(kept.variance(), p * p * law.variance() + p * (1 - p) * law.mean(), 1e-11, `${law} variance`);
        for (const z of [0, 0.5, 0.9])
          close(kept.pgf(z), law.pgf(1 - p + p * z), 1e-12, `${law} thinned by ${p} at ${z}`);
        for (const n of [0, 1, 3]) expect(kept.pmf(n)).toBeGreaterThan(0);
      }
      expect(law.thinned(1)).toBe(law);
      expect(law.superposed(1)).toBe(law);
      expect(law.thinned(0)!.pmf(0)).toBe(1);
    }
    const sum = made[7]!.superposed(3)!;
    for (const z of [0, 0.5, 0.9]) close(sum.pgf(z), made[7]!.pgf(z) ** 3, 1e-13);
    for (const law of made.slice(0, 7)) expect(law.superposed(2)).toBeUndefined();
    expect(String(made[2]!.thinned(0.5)!)).toMatch(
      /^zeroModified\(frequency=logarithmic\(beta=2\), claimProbability=0\.\d+\)$/,
    );
    // Too many products for too little gain.
    expect(empiricalCounts({ counts: [3, 1e7] }).thinned(0.5)).toBeUndefined();
  });

  test("zero-truncated and zero-modified twice are so once", () => {
    const base = negativeBinomial({ r: 2, beta: 9 });
    same(zeroModified(base, { p0: base.pmf(0) }), base);
    expect(String(zeroTruncated(zeroModified(base, { p0: 0.9 })))).toBe(String(zeroTruncated(base)));
    same(zeroModified(zeroTruncated(base), { p0: 0.2 }), zeroModified(base, { p0: 0.2 }));
    // The negative binomial's limit, and the extended law's.
    const log = logarithmic({ beta: 5 });
    for (const near of [
      zeroTruncated(negativeBinomial({ r: 1e-12, beta: 5 })),
      extendedTruncatedNegativeBinomial({ r: -1e-12, beta: 5 }),
    ]) {
      for (const n of counts) close(near.pmf(n), log.pmf(n), 1e-10);
      close(near.variance(), log.variance(), 1e-10);
    }
  });

  test("the distribution functions of laws by their tables are sums of probabilities, far out too", () => {
    for (const law of [
      logarithmic({ beta: 2000 }),
      poissonInverseGaussian({ mu: 2000, beta: 100 }),
      neymanA({ lambda1: 400, lambda2: 30 }),
      polyaAeppli({ lambda: 300, beta: 20 }),
      compoundFrequency({ primary: negativeBinomial({ r: 2, beta: 100 }), secondary: poisson({ lambda: 20 }) }),
      mixedPoisson({ lambda: 3000, mixing: uniform({ low: 1, high: 2 }) }),
    ]) {
      let sum = 0;
      for (let n = 0; n <= law.mean() + 3 * Math.sqrt(law.variance()); n++) {
        sum += law.pmf(n);
        if (n % 97 === 0 && sum > 1e-25) close(law.cdf(n), sum, 1e-11, `${law} cdf(${n})`);
      }
    }
  });
});

describe("published cases", () => {
  const byId = new Map(golden.map((one) => [one.id, one]));

  const published: Record<string, Frequency> = {
    "freq-ztpoisson": zeroTruncated(poisson({ lambda: 2 })),
    "freq-zmpoisson": zeroModified(poisson({ lambda: 3 }), { p0: 0.5 }),
    "freq-ztnegbin": zeroTruncated(negativeBinomial({ r: 2.5, beta: 1.6 })),
    "freq-zmnegbin": zeroModified(negativeBinomial({ r: 2.5, beta: 1.6 }), { p0: 0.3 }),
    "freq-ztgeometric": zeroTruncated(geometric({ beta: 2 })),
    "freq-zmlogarithmic": zeroModified(logarithmic({ beta: 0.6 / 0.4 }), { p0: 0.25 }),
    "freq-neyman-a": neymanA({ lambda1: 2, lambda2: 1.5 }),
    "freq-polya-aeppli": polyaAeppli({ lambda: 2, beta: 1.5 }),
  };

  test.each(Object.entries(published))("%s", (id, law) => {
    const { expected, rtol } = byId.get(id)!;
    expected.pmf_0_to_8!.forEach((p, n) => {
      close(law.pmf(n), p, rtol);
    });
    close(law.cdf(5), expected.cdf_5!, rtol);
    close(law.mean(), expected.mean!, rtol);
    close(law.variance(), expected.variance!, rtol);
  });

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
    expect((r as number).toFixed(4)).toBe("50.1149");
    expect((beta as number).toFixed(5)).toBe("3.93096");
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

describe("values", () => {
  test("print as they are written and cannot be changed", () => {
    expect(String(poisson({ lambda: 0.1 }))).toBe("poisson(lambda=0.1)");
    expect(String(negativeBinomial({ beta: 0.05, r: 2 }))).toBe("negativeBinomial(r=2, beta=0.05)");
    expect(String(zeroModified(poisson({ lambda: 3 }), { p0: 0.5 }))).toBe(
      "zeroModified(frequency=poisson(lambda=3), p0=0.5)",
    );
    expect(String(empiricalCounts({ counts: [3, 1, 2] }))).toBe("empiricalCounts(counts=[3, 1, 2])");
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
