import { describe, expect, it } from "vitest";
import { claimLaw } from "../dist/exact/claimLaw.js";
import { discretise } from "../dist/exact/discretise.js";
import { panjer } from "../dist/exact/panjer.js";
import { partOf } from "../dist/exact/part.js";
import { Pause } from "../dist/exact/pause.js";
import { totalMasses } from "../dist/exact/total.js";
import {
  binomial,
  compoundFrequency,
  empirical,
  empiricalCounts,
  extendedTruncatedNegativeBinomial,
  type Frequency,
  gamma,
  geometric,
  inforce,
  logarithmic,
  mixedPoisson,
  negativeBinomial,
  neymanA,
  PricingModel,
  pareto,
  poisson,
  poissonInverseGaussian,
  polyaAeppli,
  portfolio,
  type Severity,
  weibull,
  zeroModified,
  zeroTruncated,
} from "../dist/index.js";
import { reference } from "./support/reference.js";

// Two ways to one law: the Fourier transform, and Panjer's recursion or the count's probabilities, on the same grid.

function claimsOn(severity: Severity, step: number, points: number): Float64Array {
  const component = inforce({ name: "claims", frequency: poisson({ lambda: 1 }), severity });
  const masses = new Float64Array(points);
  discretise(claimLaw(component), step, masses);
  masses[0]! += 1;
  return masses;
}

async function fourier(frequency: Frequency, severity: Severity, step: number, points: number): Promise<Float64Array> {
  const part = partOf(inforce({ name: "sum", frequency, severity }));
  return (await totalMasses([part], { step, first: 0, points }, new Pause())).masses;
}

const largestDifference = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

describe("Fourier against Panjer", () => {
  const counts: readonly Frequency[] = [
    poisson({ lambda: 5 }),
    poisson({ lambda: 300 }),
    poisson({ lambda: 2000 }),
    negativeBinomial({ r: 3, beta: 1.5 }),
    negativeBinomial({ r: 0.2, beta: 20 }),
    geometric({ beta: 2 }),
    binomial({ m: 20, q: 0.3 }),
    logarithmic({ beta: 2 }),
    extendedTruncatedNegativeBinomial({ r: -0.5, beta: 3 }),
    zeroTruncated(poisson({ lambda: 2 })),
    zeroModified(negativeBinomial({ r: 2.5, beta: 1.6 }), { p0: 0.3 }),
    zeroModified(logarithmic({ beta: 2 }), { p0: 0.9 }),
  ];
  it.each(counts.map((frequency) => [String(frequency), frequency] as const))("%s", async (_, frequency) => {
    // Claims far beyond the grid, so that what wraps around it would show.
    for (const severity of [gamma({ alpha: 0.7, theta: 20 }), pareto({ alpha: 1.5, theta: 30 })]) {
      const claims = claimsOn(severity, 1, 1024);
      const difference = largestDifference(await fourier(frequency, severity, 1, 1024), panjer(frequency, claims));
      expect(difference).toBeLessThan(1e-11);
    }
  });

  it("starts below the least double", async () => {
    const claims = claimsOn(gamma({ alpha: 2, theta: 1 }), 1, 4096);
    const law = panjer(poisson({ lambda: 1000 }), claims);
    expect(law.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 11);
    expect(
      largestDifference(law, await fourier(poisson({ lambda: 1000 }), gamma({ alpha: 2, theta: 1 }), 1, 4096)),
    ).toBeLessThan(1e-11);
  });
});

describe("Fourier against the count's probabilities", () => {
  // With claims of 1 the sum is the count.
  const counts: readonly Frequency[] = [
    poissonInverseGaussian({ mu: 8, beta: 2 }),
    neymanA({ lambda1: 4, lambda2: 3 }),
    polyaAeppli({ lambda: 5, beta: 2 }),
    compoundFrequency({ primary: binomial({ m: 9, q: 0.4 }), secondary: zeroTruncated(poisson({ lambda: 2 })) }),
    mixedPoisson({ lambda: 6, mixing: weibull({ tau: 1.5, theta: 1 }) }),
    mixedPoisson({ lambda: 6, mixing: empirical({ values: [1, 2, 5] }) }),
    empiricalCounts({ counts: [0, 3, 4, 4, 90] }),
    empiricalCounts({ counts: [0, 200] }),
  ];
  it.each(counts.map((frequency) => [String(frequency), frequency] as const))("%s", async (_, frequency) => {
    const law = await fourier(frequency, empirical({ values: [1] }), 1, 256);
    const truth = Float64Array.from(law, (_mass, n) => frequency.pmf(n));
    expect(largestDifference(law, truth)).toBeLessThan(1e-11);
  });
});

describe("published lattices", () => {
  interface Case {
    readonly inputs: Record<string, Record<string, number & number[]>>;
    readonly expected: Record<string, number & number[]>;
  }
  const cases = reference<Record<string, Case>>("exactGolden");

  it("dental (Loss Models, examples 9.5 and 9.6)", async () => {
    const { inputs, expected } = cases["kpw-9-5-dental"]!;
    const frequency = empiricalCounts({ counts: inputs.freq!.n!, weights: inputs.freq!.p! });
    const severity = empirical({ values: inputs.sev!.x!, weights: inputs.sev!.p! });
    const r = await new PricingModel(portfolio([inforce({ name: "dental", frequency, severity })])).solve();
    expect(r.execution).toMatchObject({ lattice: true, step: 25 });
    expect(r.mean.value).toBeCloseTo(expected.mean!, 10);
    expect(r.standardDeviation).toBeCloseTo(expected.sd!, 10);
    expected.pmf_0_to_20_units!.forEach((mass, n) => {
      expect(Math.abs(r.cdf(25 * n).value - r.cdf(25 * n - 1).value - mass)).toBeLessThan(1e-14);
    });
    [0, 25, 50, 75, 100, 250, 500].forEach((d, i) => {
      expect(r.stopLoss(d).value).toBeCloseTo(expected.stop_loss_0_25_50_75_100_250_500![i]!, 10);
    });
    expect([r.var(0.95).value, r.var(0.99).value]).toEqual([expected.var95, expected.var99]);
  });

  it("zero-modified negative binomial (actuar)", async () => {
    const { inputs, expected } = cases["panjer-zm-negbin"]!;
    const frequency = zeroModified(negativeBinomial({ r: 2.5, beta: 1.6 }), { p0: 0.3 });
    const severity = empirical({ values: inputs.sev!.x!, weights: inputs.sev!.p! });
    const claims = claimsOn(severity, 1, 256);
    for (const law of [panjer(frequency, claims), await fourier(frequency, severity, 1, 256)]) {
      expected.pmf_0_to_12!.forEach((mass, n) => {
        expect(Math.abs(law[n]! - mass)).toBeLessThan(1e-13);
      });
    }
  });

  it("Poisson(20)-Pareto on a short grid (Embrechts & Frei 2009, figure 1)", async () => {
    const { inputs, expected } = cases["panjer-vs-fft-aliasing"]!;
    // Claims rounded to the grid, those beyond it at one amount that is far beyond.
    const x = pareto({ alpha: 4, theta: 3 });
    const at = (k: number): number => (k < 0 ? 0 : x.cdf((k + 0.5) / 8));
    const weights = Array.from({ length: 256 }, (_, k) => at(k) - at(k - 1));
    const severity = empirical({ values: [...weights.keys(), 10_000], weights: [...weights, 1 - at(255)] });
    const claims = claimsOn(severity, 1, 256);
    const laws = [panjer(poisson({ lambda: 20 }), claims), await fourier(poisson({ lambda: 20 }), severity, 1, 256)];
    for (const law of laws) {
      (inputs.k as unknown as number[]).forEach((k, i) => {
        expect(Math.abs(law[k]! - expected.panjer_pmf![i]!)).toBeLessThan(1e-11);
      });
      expect(law.reduce((a, b) => a + b, 0)).toBeCloseTo(expected.cumulative_at_255!, 9);
    }
  });
});
