import { describe, expect, it } from "vitest";
import * as lundberg from "../dist/index.js";
import { sumLaw } from "../dist/plan/sumLaw.js";
import { type Density, densityOf, evaluate, type Panel, panelsOf } from "../dist/tables/panels.js";
import type { ContinuousPart } from "../dist/tables/part.js";

import { cutIntoStrips, type Strips, slots } from "../dist/tables/strips.js";

const { gamma, lognormal, pareto, weibull, truncated, generalizedPareto } = lundberg;

const severities = [
  gamma({ alpha: 0.3, theta: 1 }),
  gamma({ alpha: 2.5, theta: 400 }),
  gamma({ alpha: 1e6, theta: 1 }),
  lundberg.exponential({ theta: 1000 }),
  lognormal({ mu: 11.5, sigma: 1.4 }),
  lognormal({ mu: 0, sigma: 0.01 }),
  pareto({ alpha: 0.7, theta: 1 }),
  pareto({ alpha: 2.2, theta: 4e4 }),
  lundberg.singleParameterPareto({ alpha: 1.5, theta: 1000 }),
  weibull({ tau: 0.4, theta: 1 }),
  weibull({ tau: 3, theta: 1 }),
  lundberg.uniform({ low: 5, high: 95 }),
  generalizedPareto({ xi: -0.9, theta: 1, threshold: 5 }),
  truncated({ severity: lognormal({ mu: 0, sigma: 1 }), lower: 0.2, upper: 3 }),
];

const sums = (
  [
    ["poisson", 5, 0, 2],
    ["poisson", 0.1, 0, 1],
    ["poisson", 3, 0, 50],
    ["poisson", 100, 0, 0.5],
    ["poisson", 1e6, 0, 6.2],
    ["poisson", 13, 0, 0.05],
    ["negativeBinomial", 0.3, 40, 1.5],
    ["negativeBinomial", 50, 4, 0.8],
    ["binomial", 20, 0.3, 1],
    ["binomial", 7, 0.999, 3],
  ] as const
).map(
  ([kind, a, b, alpha]) => [`${kind}(${a}, ${b}) sum of gamma(${alpha})`, sumLaw({ kind, a, b }, alpha, 1000)] as const,
);

const laws: (readonly [string, Density])[] = [
  ...severities.map((law) => [String(law), densityOf(law.parts()[0] as ContinuousPart)] as const),
  ...sums,
];

const claim = ({ anchor, scale, centre, half }: Panel, t: number): number =>
  anchor + scale * Math.exp(centre + half * t);
const derivative = ({ scale, centre, half }: Panel, t: number): number => scale * half * Math.exp(centre + half * t);
/** The integral from -1 to t. */
const integral = (density: Float64Array, t: number): number => {
  const primitive = Float64Array.of(0, ...density.map((c, k) => c / (k + 1)));
  return evaluate(primitive, t) - evaluate(primitive, -1);
};
const stretches = ({ rest, weights }: Strips) =>
  Array.from(weights, (weight, i) => {
    const [offset, from, length, base, hat] = rest.subarray(5 * i) as unknown as [
      number,
      number,
      number,
      number,
      number,
    ];
    return { panel: offset < 0 ? -1 : offset / 160, from, length, base, hat, weight };
  });
const points = Array.from({ length: 21 }, (_, i) => -1 + i / 10);

describe.each(laws)("the panels of %s", (_, law) => {
  const { panels, atoms, worst, integral: whole } = panelsOf(law);

  it("hold their bound and integrate to 1", () => {
    expect(worst).toBeLessThanOrEqual(1);
    expect(Math.abs(whole - 1)).toBeLessThan(1e-12);
    for (const { weight } of atoms) expect(weight).toBeLessThan(1e-12);
  });

  it("have the law's density", () => {
    for (const panel of panels) {
      // Relative, in a tail less so; next to an end of the support, where rounding a claim tells, to a probability of 2^-52.
      const tolerance = panel.mass < 1e-3 ? 1e-9 : 1e-12;
      const slack = panel.anchor === 0 ? 1e-25 : 2.3e-16;
      for (const t of points) {
        const exact = law.density(claim(panel, t)) * derivative(panel, t);
        expect(Math.abs(evaluate(panel.density, t) - exact)).toBeLessThanOrEqual(tolerance * exact + slack);
        expect(exact).toBeLessThanOrEqual(panel.bound * (1 + 1e-9) + slack);
      }
    }
  });

  const cut = cutIntoStrips(
    [panels],
    atoms.map((atom) => ({ ...atom, width: 0 })),
  );
  const { strips, count } = cut;
  const rest = stretches(cut);

  it("fall nearly all into strips", () => {
    expect(count / slots).toBeGreaterThan(0.96);
    expect(strips.subarray(2 * count).every((number) => number === 0)).toBe(true);
  });

  it("and what the strips leave is above them, in its boxes, with the probability of the slots that are left", () => {
    let left = 0;
    for (const { panel: i, from, length, base, hat, weight } of rest) {
      if (i < 0) {
        left += weight;
        continue;
      }
      const panel = panels[i]!;
      const x = (t: number): number => claim(panel, t);
      left += integral(panel.density, from + length) - integral(panel.density, from);
      left -= base * (x(from + length) - x(from));
      for (const t of points) {
        const at = from + (length * (t + 1)) / 2;
        const above = evaluate(panel.density, at) - base * derivative(panel, at);
        expect(above).toBeGreaterThanOrEqual(-4e-11 * panel.bound - 1e-25);
        expect(above).toBeLessThanOrEqual(hat * (1 + 1e-9) + 1e-12 * panel.bound);
      }
    }
    expect(Math.abs(left - (1 - count / slots))).toBeLessThan(1e-10);
  });

  it("which tile the claims: strips side by side, each over stretches of its own height", () => {
    const sorted = Array.from({ length: count }, (_, i) => [strips[2 * i]!, strips[2 * i + 1]!] as const);
    sorted.sort((a, b) => a[0] - b[0]);
    sorted.forEach(([low, width], i) => {
      if (i > 0) {
        const end = sorted[i - 1]![0] + sorted[i - 1]![1];
        expect(low).toBeGreaterThanOrEqual(end - 1e-12 * end);
      }
      const middle = low + width / 2;
      const height = 1 / (slots * width);
      const over = rest.filter(({ panel: p, base, from, length }) => {
        if (p < 0 || base === 0) return false;
        return claim(panels[p]!, from) < middle && middle < claim(panels[p]!, from + length);
      });
      // Where the density is level nothing is left above a strip.
      expect(over.length).toBeLessThanOrEqual(1);
      for (const { base } of over) expect(Math.abs(base / height - 1)).toBeLessThan(1e-9);
    });
  });
});

describe("an atom", () => {
  it("is strips of width 0 and a rest", () => {
    const { panels } = panelsOf(sums[0]![1]);
    const half = panels.map((panel) => ({
      ...panel,
      density: panel.density.map((c) => c / 2),
      bound: panel.bound / 2,
      mass: panel.mass / 2,
    }));
    const cut = cutIntoStrips(
      [half],
      [{ value: 7, width: 0, weight: 0.5 + 0.25 / slots }].map((a) => ({ ...a })),
    );
    const { strips, count } = cut;
    const own = Array.from({ length: count }, (_, i) => i).filter(
      (i) => strips[2 * i] === 7 && strips[2 * i + 1] === 0,
    );
    expect(own.length).toBe(slots / 2);
    expect(stretches(cut).filter(({ panel }) => panel < 0)).toEqual([
      { panel: -1, from: 7, length: 0, base: 0, hat: 0, weight: expect.closeTo(0.25 / slots, 15) },
    ]);
  });
});
