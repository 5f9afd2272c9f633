import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { severityFamilies, splice, truncated } from "../dist/severity/index.js";
import type { Severity } from "../dist/severity/severity.js";

const runs = { seed: 20_261_120, numRuns: 200 };

interface Declared {
  readonly rule: { readonly holds: (x: number) => boolean };
  readonly typical: readonly [number, number];
}

/** A number from the typical range: log-uniform where that is positive. */
function typically({ typical: [low, high] }: Declared): fc.Arbitrary<number> {
  const unit = fc.double({ min: 0, max: 1, noNaN: true });
  return unit.map((u) => (low > 0 ? low * (high / low) ** u : low + u * (high - low)));
}

function membersOf(family: unknown): fc.Arbitrary<Severity> {
  const make = family as { (values: unknown): Severity; definition: { parameters: Record<string, Declared> } };
  const values = Object.entries(make.definition.parameters).map(([name, each]) => [name, typically(each)] as const);
  return fc.record(Object.fromEntries(values)).map((parameters) => make(parameters));
}

const { constant: _, ...continuous } = severityFamilies;
const anyContinuous = fc.oneof(...Object.values(continuous).map(membersOf));
const level = fc.double({ min: 0.01, max: 0.99, noNaN: true });
/** Probabilities that their own rounding does not tell apart: nor does that of quantiles. */
const nearby = (p: number, q: number): boolean => p !== q && Math.abs(p - q) < 1e-13;

const cut = fc.tuple(anyContinuous, level, level).filter(([, p, q]) => Math.abs(p - q) > 0.01);
const truncatedOnes = cut.map(([severity, p, q]) =>
  truncated({ severity, lower: severity.quantile(Math.min(p, q)), upper: severity.quantile(Math.max(p, q)) }),
);
const spliced = fc.tuple(anyContinuous, anyContinuous, level, level).map(([body, tail, p, weight]) => {
  // The tail needs mass above the break.
  const at = Math.min(body.quantile(p), tail.quantile(0.9)) || 1;
  // And the body enough below it for a share of 1e-102 to be a double.
  const usable = body.cdf(at) > 1e-150 ? body : tail;
  return splice({ pieces: [usable, tail], breaks: [at], weights: [weight, 1 - weight] });
});

/** Where a splice's density jumps: at its breaks, and where a piece begins behind one. */
function kinks({ family, parameters }: Severity): number[] {
  if (family !== "splice") return [];
  return [...(parameters.breaks as number[]), ...(parameters.pieces as Severity[]).map(({ support }) => support[0])];
}

const kinds: [string, fc.Arbitrary<Severity>][] = [
  ...Object.entries(continuous).map(([name, family]) => [name, membersOf(family)] as [string, fc.Arbitrary<Severity>]),
  ["truncated", truncatedOnes],
  ["splice", spliced],
];

const close = (got: number, expected: number, tolerance: number): boolean =>
  got === expected || Math.abs(got - expected) <= tolerance * Math.abs(expected);

describe.each(kinds)("%s", (_name, severities) => {
  const check = (property: (severity: Severity, p: number, q: number) => boolean | undefined): void => {
    fc.assert(
      fc.property(
        severities,
        level,
        level,
        (severity, p, q) => property(severity, Math.min(p, q), Math.max(p, q)) ?? true,
      ),
      runs,
    );
  };

  test("the cdf ascends, and adds to 1 with the survival function", () => {
    check((severity, p, q) => {
      if (nearby(p, q)) return true;
      const a = severity.quantile(p);
      const b = severity.quantile(q);
      return (
        a <= b &&
        severity.cdf(a) <= severity.cdf(b) &&
        severity.survival(a) >= severity.survival(b) &&
        Math.abs(severity.cdf(a) + severity.survival(a) - 1) < 1e-14
      );
    });
  });

  test("the quantile functions invert the cdf and the survival function, into the far tail", () => {
    // Near a finite end a quantile is a double next to that end, and what is beyond it has lost its digits.
    check((severity, p) => {
      const [low, high] = severity.support;
      for (const tiny of [p, p * 1e-5, p * 1e-10, p * 1e-100]) {
        const x = severity.quantile(tiny);
        const allowed = 1e-11 + (2e-14 * x * severity.density(x)) / tiny;
        if (x - low > 1e-12 * x && !close(severity.cdf(x), tiny, allowed)) return false;
        const y = severity.survivalQuantile(tiny);
        const allowedAbove = 1e-11 + (2e-14 * y * severity.density(y)) / tiny;
        if (high - y > 1e-12 * y && !close(severity.survival(y), tiny, allowedAbove)) return false;
      }
      return severity.quantile(0) === low && severity.quantile(1) === high && severity.survivalQuantile(0) === high;
    });
  });

  test("the limited mean's slope is the survival function, whose slope is the density", () => {
    check((severity, p) => {
      const x = severity.quantile(p);
      // A density may have a pole at an end of the support.
      const h = Math.min(x - severity.support[0], severity.support[1] - x) * 1e-4;
      if (kinks(severity).some((kink) => Math.abs(x - kink) <= h)) return true;
      if (!(h > 1e-10 * x)) return true;
      const slope = severity.layerMean(x - h, 2 * h) / (2 * h);
      const fall = (severity.survival(x - h) - severity.survival(x + h)) / (2 * h);
      const spread = Math.max(severity.density(x - h), severity.density(x + h)) * h;
      return Math.abs(slope - severity.survival(x)) <= spread && close(fall, severity.density(x), 0.01);
    });
  });

  test("layers that tile [0, Infinity) add up, from ground to the mean", () => {
    check((severity, p, q) => {
      const cuts = [0, severity.quantile(p), severity.quantile(q), severity.survivalQuantile(1e-6 * p)];
      if (new Set(cuts).size < cuts.length || nearby(p, q)) return true;
      const layers = cuts.map((a, i) => severity.layerMean(a, (cuts[i + 1] ?? Infinity) - a));
      const sum = layers.reduce((a, b) => a + b, 0);
      const ground = layers.slice(0, 3).reduce((a, b) => a + b, 0);
      return (
        close(sum, severity.mean(), 1e-12) &&
        close(ground, severity.limitedMean(cuts[3]!), 1e-12) &&
        close(severity.layerMean(0, cuts[2]!), severity.limitedMean(cuts[2]!), 1e-12) &&
        layers.every((layer) => layer >= 0)
      );
    });
  });

  test("a far, narrow layer is its width times the survival function", () => {
    check((severity, p) => {
      const a = severity.survivalQuantile(p * 1e-20);
      const width = a * 1e-12;
      if (a + width >= severity.support[1] || a <= severity.support[0]) return true;
      const expected = width * severity.survival(a);
      return close(
        severity.layerMean(a, width),
        expected,
        1e-12 + (width * severity.density(a)) / severity.survival(a),
      );
    });
  });

  test("moments of order 1 and 2 are the mean and the variance", () => {
    check((severity) => {
      if (severity.momentsBelow <= 2.05) return severity.momentsBelow > 2 || severity.variance() === Infinity;
      const second = severity.moment(2);
      const mean = severity.mean();
      return (
        severity.moment(1) === mean &&
        severity.moment(0) === 1 &&
        Math.abs(second - mean * mean - severity.variance()) <= 1e-12 * second
      );
    });
  });

  test("its parts are the law", () => {
    check((severity, p) => {
      const parts = severity.parts();
      const x = severity.quantile(p);
      let density = 0;
      let weight = 0;
      let holding = 0;
      for (const part of parts) {
        weight += part.weight;
        if (part.kind === "points") return false;
        if (x >= part.quantile(0) && x <= part.quantile(1)) {
          holding++;
          density += part.weight * part.density(x);
        }
        if (!(part.quantile(0.4) <= part.quantile(0.6) && close(part.quantile(0.5), part.survivalQuantile(0.5), 1e-12)))
          return false;
      }
      // Where two parts meet, both have a density.
      return Math.abs(weight - 1) < 1e-14 && (holding > 1 || close(density, severity.density(x), 1e-12));
    });
  });
});

test("truncating twice is truncating once", () => {
  fc.assert(
    fc.property(truncatedOnes, level, level, (severity, p, q) => {
      const [lower, upper] = [severity.quantile(Math.min(p, q)), severity.quantile(Math.max(p, q))];
      if (!(lower < upper && p !== q && Math.abs(p - q) > 1e-3)) return;
      const twice = truncated({ severity, lower, upper });
      const once = truncated({ severity: severity.parameters.severity as Severity, lower, upper });
      for (const u of [0.1, 0.5, 0.9]) {
        expect(close(twice.quantile(u), once.quantile(u), 1e-12)).toBe(true);
        expect(close(twice.survival(once.quantile(u)), once.survival(once.quantile(u)), 1e-10)).toBe(true);
      }
      expect(close(twice.mean(), once.mean(), 1e-12)).toBe(true);
    }),
    runs,
  );
});

describe("what the alternative constructors promise", () => {
  test.each(["gamma", "lognormal", "weibull", "pareto", "inverseGaussian"] as const)("%s.fromMeanCv", (name) => {
    const family = severityFamilies[name];
    const { mean: m, cv: c } = family.definition.constructors.fromMeanCv.parameters;
    fc.assert(
      fc.property(typically(m), typically(c), (mean, cv) => {
        const severity = family.fromMeanCv({ mean, cv });
        return (
          close(severity.mean(), mean, 1e-13) && close(Math.sqrt(severity.variance()) / severity.mean(), cv, 1e-12)
        );
      }),
      runs,
    );
  });
  test.each(["gamma", "lognormal", "weibull", "pareto", "loglogistic"] as const)("%s.fromQuantiles", (name) => {
    const family = severityFamilies[name];
    const { p1, x1, p2, x2 } = family.definition.constructors.fromQuantiles.parameters;
    fc.assert(
      fc.property(typically(p1), typically(x1), typically(p2), typically(x2), (a, x, b, y) => {
        const severity = family.fromQuantiles({ p1: a, x1: x, p2: b, x2: y });
        return close(severity.quantile(a), x, 1e-13) && close(severity.quantile(b), y, 1e-13);
      }),
      runs,
    );
  });
  test.each(["gamma", "lognormal", "weibull", "pareto", "loglogistic"] as const)(
    "%s.fromQuantiles finds the law it came from, from its far tails too",
    (name) => {
      const family = severityFamilies[name];
      fc.assert(
        fc.property(membersOf(family), level, fc.constantFrom(0.5, 1e-3, 1e-9), (severity, p, share) => {
          const p1 = p * share;
          const p2 = 1 - (1 - p) * share;
          if (p2 - p1 < 0.01) return true;
          const pair = { p1, x1: severity.quantile(p1), p2, x2: severity.quantile(p2) };
          const found = family.fromQuantiles(pair);
          return [0.1, 0.5, 0.999].every((level) => close(found.quantile(level), severity.quantile(level), 1e-9));
        }),
        runs,
      );
    },
  );
  test("lognormal.fromMedianCv", () => {
    const severity = severityFamilies.lognormal.fromMedianCv({ median: 5000, cv: 2 });
    expect(close(severity.quantile(0.5), 5000, 1e-14)).toBe(true);
    expect(close(Math.sqrt(severity.variance()) / severity.mean(), 2, 1e-14)).toBe(true);
  });
  test("a Weibull law of tiny variation", () => {
    const severity = severityFamilies.weibull.fromMeanCv({ mean: 1, cv: 1e-6 });
    expect(close(Math.sqrt(severity.variance()), 1e-6, 1e-12)).toBe(true);
  });
});
