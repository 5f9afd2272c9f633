import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { riskMeasures } from "../dist/index.js";
import { empirical, exponential, lognormal, pareto, scaled } from "../dist/severity/index.js";
import type { Severity } from "../dist/severity/severity.js";
import { build, relativeError, type Written } from "./severityBuild.js";

interface Golden {
  readonly id: string;
  readonly severity?: Written;
  readonly rtol: number;
  readonly inputs: Record<string, never>;
  readonly expected: Record<string, number | number[]>;
}
const golden = JSON.parse(readFileSync(new URL("reference/severity.golden.json", import.meta.url), "utf8")) as Golden[];
const find = (id: string): Golden => golden.find((each) => each.id === id)!;

function compare(reference: Golden, got: Record<string, number | number[]>): void {
  for (const [name, expected] of Object.entries(reference.expected)) {
    if (!(name in got)) continue;
    const numbers = [got[name]!].flat();
    for (const [i, value] of [expected].flat().entries()) {
      expect(relativeError(numbers[i]!, value), `${name} ${numbers[i]} ${value}`).toBeLessThanOrEqual(reference.rtol);
    }
  }
}

/** Tail value at risk from the quantile and the layer above it. */
const tvar = (severity: Severity, p: number): number =>
  severity.quantile(p) + severity.layerMean(severity.quantile(p), Infinity) / (1 - p);

describe("moments, limited means and layers", () => {
  const cases = golden.filter(({ id }) => id.startsWith("sev-"));
  test.each(cases.map((each) => [each.id, each] as const))("%s", (_, reference) => {
    const severity = build(reference.severity!);
    const { x, d, layer } = reference.inputs as unknown as {
      x: number;
      d: number;
      layer: { limit: number; attachment: number };
    };
    const { attachment: a, limit: l } = layer;
    const limited = (k: number): number => severity.limitedMoment(k, a + l) - severity.limitedMoment(k, a);
    const got: Record<string, number> = {
      cdf_x: severity.cdf(x),
      pdf_x: severity.density(x),
      lev_d: severity.limitedMean(d),
      layer_mean: severity.layerMean(a, l),
      layer_second_moment: limited(2) - 2 * a * limited(1),
      mean: severity.mean(),
      variance: severity.variance(),
      loss_elimination_ratio_d: severity.limitedMean(d) / severity.mean(),
      mean_excess_d: severity.layerMean(d, Infinity) / severity.survival(d),
      q50: severity.quantile(0.5),
      q95: severity.quantile(0.95),
      q99: severity.quantile(0.99),
      tvar99: tvar(severity, 0.99),
    };
    expect(Object.keys(got)).toEqual(expect.arrayContaining(Object.keys(reference.expected)));
    compare(reference, got);
  });
});

describe("risk measures of one loss", () => {
  const cases = golden.filter(({ id }) => id.startsWith("riskmeasure-"));
  test.each(cases.map((each) => [each.id, each] as const))("%s", (_, reference) => {
    const severity = build(reference.severity!);
    const { p, levels = p } = reference.inputs as unknown as Record<string, number[]>;
    const tvars = levels!.map((level) => tvar(severity, level));
    // Where the source has several means beyond a VaR, ours is the one that splits atoms.
    compare(reference, { var: levels!.map((level) => severity.quantile(level)), tvar: tvars, tvar_spectral: tvars });
  });
  test("Loss Data Analytics 10.3.4: the same of a hundred losses", () => {
    const { inputs, expected, rtol } = find("riskmeasure-discrete-var");
    const { x, p, levels } = inputs as unknown as Record<string, number[]>;
    const losses = Float64Array.from(x!.flatMap((value, i) => new Array(Math.round(100 * p![i]!)).fill(value)));
    const measured = riskMeasures(losses, { levels: levels! });
    compare(
      { id: "", inputs: {}, expected, rtol },
      { var: measured.map((each) => each.var), tvar_spectral: measured.map((each) => each.tvar) },
    );
  });
});

describe("Loss Data Analytics", () => {
  test("3.4.1: variance with a deductible", () => {
    const severity = exponential({ theta: 1000 });
    const mean = severity.layerMean(100, Infinity);
    // E[(X - d)+^2] is the second moment of the excess, exponential again.
    const second = severity.survival(100) * severity.moment(2);
    compare(find("lda-3-4-1"), { mean_per_loss: mean, variance_per_loss: second - mean * mean });
  });
  test("3.4.2: payments over a deductible", () => {
    const reference = find("lda-3-4-2");
    const severity = build(reference.severity!);
    const [mean, survival] = [severity.layerMean(4, Infinity), severity.survival(4)];
    compare(reference, { mean_per_loss: mean, sf_d: survival, mean_per_payment: mean / survival });
  });
  test("3.4.3: loss elimination ratio", () => {
    const severity = exponential({ theta: 1 });
    const d = severity.quantile(0.7);
    compare(find("lda-3-4-3"), { ler_next: severity.limitedMean((d * 4) / 3) / severity.mean() });
  });
  test("3.4.5: deductible, limit and inflation", () => {
    const before = exponential({ theta: 1000 });
    const after = exponential({ theta: 1050 });
    compare(find("lda-3-4-5"), {
      per_loss_2006: before.layerMean(100, 500),
      per_loss_2007: after.layerMean(100, 500),
      per_payment_2006: before.layerMean(100, 500) / before.survival(100),
      per_payment_2007: after.layerMean(100, 500) / after.survival(100),
      pct_increase_per_payment:
        after.layerMean(100, 500) / after.survival(100) / (before.layerMean(100, 500) / before.survival(100)) - 1,
    });
  });
  test("3.4.6: quota share with a limit", () => {
    const severity = pareto({ alpha: 5, theta: 3600 });
    compare(find("lda-3-4-6"), {
      insurer_mean: 0.85 * severity.limitedMean(5000),
      reinsurer_mean: severity.mean() - 0.85 * severity.limitedMean(5000),
      sd_unlimited_085: 0.85 * Math.sqrt(severity.variance()),
    });
  });
});

describe("Loss Models", () => {
  const coverages = JSON.parse(
    readFileSync(new URL("reference/terms.golden.json", import.meta.url), "utf8"),
  ) as Golden[];
  test("theorem 8.7: second moment, loss elimination ratio and excess of a coverage", () => {
    const severity = lognormal({ mu: 8, sigma: 1.6 });
    const inflated = scaled({ severity, by: 1.05 });
    const [d, u] = [1000, 50_000];
    const limited = (k: number): number => inflated.limitedMoment(k, u) - inflated.limitedMoment(k, d);
    compare(coverages.find(({ id }) => id === "coverage-lognormal-all")!, {
      coins_infl_second_moment_per_loss: 0.8 ** 2 * (limited(2) - 2 * d * limited(1)),
      ler_d: severity.limitedMean(d) / severity.mean(),
      excess_ratio_u: 1 - severity.limitedMean(u) / severity.mean(),
    });
  });
});

describe("Danish fire", () => {
  const rows = readFileSync(new URL("../examples/data/danishFire.csv", import.meta.url), "utf8")
    .trim()
    .split("\n");
  const values = rows.slice(1).map((row) => Number(row.split(",")[1]));
  const severity = empirical({ values });
  test("the empirical law of 2167 losses", () => {
    const n = values.length;
    const excess = severity.layerMean(10, Infinity) / severity.survival(10);
    compare(find("stats-danish-empirical"), {
      n,
      sum: n * severity.mean(),
      mean: severity.mean(),
      sample_variance: (severity.variance() * n) / (n - 1),
      lev_5: severity.limitedMean(5),
      lev_20: severity.limitedMean(20),
      excess_mean_10: excess,
    });
    expect(severity.parameters.values).toHaveLength(2167);
  });
  test("McNeil's splice, its layer 50 xs 50", () => {
    const splice = build({
      splice: {
        pieces: [{ empirical: { values } }, { generalizedPareto: { xi: 0.496986, theta: 6.975468, threshold: 10 } }],
        breaks: [10],
        weights: [2058 / 2167, 109 / 2167],
      },
    });
    // The integral of the tail's survival function from 50 to 100, by scipy's quad.
    expect(relativeError(splice.layerMean(50, 50), 0.08639657458505846)).toBeLessThan(1e-13);
    expect(splice.survival(10)).toBeCloseTo(109 / 2167, 15);
    expect(splice.parts().map(({ kind }) => kind)).toEqual(["points", "continuous"]);
  });
});
