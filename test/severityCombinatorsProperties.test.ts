import fc from "fast-check";
import { expect, test } from "vitest";
import { atomsOf } from "../dist/severity/atomsOf.js";
import {
  constant,
  empirical,
  gamma,
  lognormal,
  pareto,
  singleParameterPareto,
  splice,
  truncated,
  uniform,
} from "../dist/severity/index.js";
import { momentOfParts } from "../dist/severity/momentOfParts.js";
import type { Severity } from "../dist/severity/severity.js";
import type { SeverityPart } from "../dist/tables/part.js";
import { histogram, limited, mixture, piecewisePareto, scaled, shifted } from "./support/combinators.js";

const runs = { seed: 20_261_120, numRuns: 400 };

const between = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: 0, max: 1, noNaN: true }).map((u) => low * (high / low) ** u);
const level = fc.double({ min: 0.02, max: 0.98, noNaN: true });
const whole = fc.integer({ min: 0, max: 12 });

const leaves = fc.oneof(
  fc.tuple(between(0.1, 1e4), between(0.2, 2)).map(([median, sigma]) => lognormal({ mu: Math.log(median), sigma })),
  fc.tuple(between(0.8, 6), between(1, 1e4)).map(([alpha, theta]) => pareto({ alpha, theta })),
  fc.tuple(between(0.2, 30), between(0.1, 1e3)).map(([alpha, theta]) => gamma({ alpha, theta })),
  fc.tuple(whole, between(1, 100)).map(([low, width]) => uniform({ low, high: low + width })),
  whole.map((value) => constant({ value })),
  fc.array(whole, { minLength: 1, maxLength: 8 }).map((values) => empirical({ values })),
  fc.tuple(fc.array(between(0.1, 5), { minLength: 2, maxLength: 5 }), level).map(([steps, first]) => {
    let edge = 0;
    const edges = [0, ...steps.map((step) => (edge += step))];
    return histogram({ edges, weights: steps.map((step, i) => (i === 1 ? 0 : step * first)) });
  }),
  fc
    .tuple(between(0.3, 3), between(0.3, 3), between(1.2, 4))
    .map((alphas) => piecewisePareto({ thresholds: [1, 3, 20], alphas })),
);

/** Laws nested in each other up to four deep, in every way there is. */
const severities: fc.Arbitrary<Severity> = fc.letrec<{ any: Severity }>((tie) => {
  const any = tie("any");
  return {
    any: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaves,
      fc.tuple(any, any, level).map(([a, b, w]) => mixture({ severities: [a, b], weights: [w, 1 - w] })),
      fc.tuple(any, fc.oneof(whole, between(0.01, 100))).map(([severity, by]) => shifted({ severity, by })),
      fc.tuple(any, between(1e-3, 1e3)).map(([severity, by]) => scaled({ severity, by })),
      fc.tuple(any, level).map(([severity, p]) => limited({ severity, at: severity.quantile(p) || 1 })),
      fc.tuple(any, level, level).map(([severity, p, q]) => cut(severity, Math.min(p, q), Math.max(p, q))),
      fc.tuple(any, any, level, level).map(([body, tail, p, weight]) => {
        const at = body.quantile(p);
        const usable = at > 0 && tail.survival(at) > 1e-9;
        return usable ? splice({ pieces: [body, tail], breaks: [at], weights: [weight, 1 - weight] }) : body;
      }),
    ),
  };
}).any;

/** What is above one quantile and up to another; the severity itself where that is nothing. */
function cut(severity: Severity, p: number, q: number): Severity {
  const [lower, upper] = [severity.quantile(p), severity.quantile(q)];
  const mass = severity.survival(lower) - severity.survival(upper);
  return mass > 1e-6 && upper - lower > 1e-6 * upper ? truncated({ severity, lower, upper }) : severity;
}

const close = (got: number, expected: number, tolerance: number): boolean =>
  got === expected || Math.abs(got - expected) <= tolerance * Math.abs(expected);

function check(property: (severity: Severity, p: number, q: number) => boolean): void {
  const ordered = fc.tuple(level, level).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  fc.assert(
    fc.property(severities, ordered, (severity, [p, q]) => property(severity, p, q)),
    runs,
  );
}

const below = (x: number): number => x - x * 1e-9 - 5e-324;

/** P(X <= x) of a part by its quantile function alone. */
function cdfOfPart(part: SeverityPart, x: number): number {
  if (part.kind === "points") return part.weights.reduce((sum, w, i) => (part.values[i]! <= x ? sum + w : sum), 0);
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (part.quantile(middle) <= x) low = middle;
    else high = middle;
  }
  return part.weight * low;
}

test("the cdf ascends and adds to 1 with the survival function", () => {
  check((severity, p, q) => {
    const [a, b] = [severity.quantile(p), severity.quantile(q)];
    return (
      a <= b &&
      severity.cdf(a) <= severity.cdf(b) + 1e-15 &&
      [a, b].every((x) => Math.abs(severity.cdf(x) + severity.survival(x) - 1) < 1e-13) &&
      severity.quantile(0) === severity.support[0] &&
      severity.quantile(1) === severity.support[1]
    );
  });
});

test("a quantile is the least point that has the probability, at atoms to the last digit", () => {
  check((severity, p, q) => {
    const [x, y] = [severity.quantile(p), severity.survivalQuantile(q)];
    const reached = severity.cdf(x * (1 + 1e-12)) >= p - 1e-13 && severity.survival(y * (1 + 1e-12)) <= q + 1e-13;
    const steep = (z: number): number => 1e-6 + 1e-8 * z * severity.density(z);
    const least = severity.cdf(below(x)) <= p + steep(x) && severity.survival(below(y)) >= q - steep(y);
    const atAtoms = severity.parts().every((part) => {
      if (part.kind === "continuous") return true;
      return part.values.every((atom, i) => {
        // In the middle of the jump, the quantile is the atom.
        const middle = severity.cdf(atom) - part.weights[i]! / 2;
        return part.weights[i]! < 1e-9 || (severity.density(atom) === 0 && severity.quantile(middle) === atom);
      });
    });
    return reached && least && atAtoms;
  });
});

test("the sampler's parts are the law", () => {
  check((severity, p, q) => {
    const parts = severity.parts();
    const weight = parts.reduce((sum, part) => sum + part.weight, 0);
    const xs = [severity.quantile(p), severity.quantile(q), severity.survivalQuantile(1e-3)];
    return (
      Math.abs(weight - 1) < 1e-13 &&
      xs.every((x) => {
        const cdf = parts.reduce((sum, part) => sum + cdfOfPart(part, x), 0);
        // Where a part's own atom is x, its continuous neighbours may be a rounding off.
        return Math.abs(cdf - severity.cdf(x)) < 1e-9 + 1e-13 * x * severity.density(x);
      })
    );
  });
});

test("moments are those of the parts", () => {
  check((severity) => {
    const of = (k: number): number => momentOfParts(severity.parts(), k, severity.momentsBelow);
    return [0.5, 1, 1.7, 2, 3].every(
      (k) => k > severity.momentsBelow - 0.05 || close(severity.moment(k), of(k), 1e-10),
    );
  });
});

test("layers tile, and are limited means", () => {
  check((severity, p, q) => {
    if (severity.support[1] === 0) return severity.mean() === 0;
    const cuts = [...new Set([0, severity.quantile(p), severity.quantile(q), severity.survivalQuantile(1e-4)])];
    const layers = cuts.map((a, i) => severity.layerMean(a, (cuts[i + 1] ?? Infinity) - a));
    const ground = layers.slice(0, -1).reduce((a, b) => a + b, 0);
    const top = cuts[cuts.length - 1]!;
    return (
      close(ground + layers[layers.length - 1]!, severity.mean(), 1e-11) &&
      close(ground, severity.limitedMean(top), 1e-11) &&
      close(severity.layerMean(0, cuts[1]!), severity.limitedMean(cuts[1]!), 1e-12)
    );
  });
});

test("what is truncated is the law given its bounds, in parts and functions", () => {
  check((severity, p, q) => {
    const [lower, upper] = [severity.quantile(p), severity.quantile(q)];
    const mass = severity.survival(lower) - severity.survival(upper);
    if (!(mass > 1e-3)) return true;
    const given = truncated({ severity, lower, upper });
    const middle = severity.quantile((p + q) / 2);
    const expected = (severity.survival(middle) - severity.survival(upper)) / mass;
    const inside = given.parts().every((part) => {
      const ends =
        part.kind === "points" ? part.values : [part.quantile(0), part.quantile(1), part.survivalQuantile(0)];
      return ends.every((x) => x >= lower && x <= upper);
    });
    const mean = lower + (severity.layerMean(lower, upper - lower) - (upper - lower) * severity.survival(upper)) / mass;
    return Math.abs(given.survival(middle) - expected) < 1e-10 && inside && close(given.mean(), mean, 1e-9);
  });
});

test("truncating twice is truncating once", () => {
  check((severity, p, q) => {
    const [a, b, c] = [severity.quantile(p / 2), severity.quantile(p), severity.quantile(q)];
    if (!(severity.survival(b) - severity.survival(c) > 1e-3)) return true;
    const twice = truncated({ severity: truncated({ severity, lower: a }), lower: b, upper: c });
    const once = truncated({ severity, lower: b, upper: c });
    return (
      [0.1, 0.5, 0.9].every((u) => close(twice.quantile(u), once.quantile(u), 1e-9)) &&
      close(twice.mean(), once.mean(), 1e-9)
    );
  });
});

test("limiting, scaling and shifting are what they say of quantiles and moments", () => {
  check((severity, p, q) => {
    const at = severity.quantile(q) || 1;
    const capped = limited({ severity, at });
    const large = scaled({ severity, by: 1.05 });
    const moved = shifted({ severity, by: 0.3 });
    const x = severity.quantile(p);
    return (
      capped.quantile(p) === Math.min(x, at) &&
      close(capped.mean(), severity.limitedMean(at), 1e-14) &&
      close(capped.moment(2), severity.limitedMoment(2, at), 1e-14) &&
      large.quantile(p) === 1.05 * x &&
      moved.quantile(p) === x + 0.3 &&
      atomsOf(severity.law).every((atom) => close(large.cdf(1.05 * atom), severity.cdf(atom), 1e-12)) &&
      (severity.momentsBelow <= 2 || close(large.variance(), 1.05 ** 2 * severity.variance(), 1e-12)) &&
      Math.abs(moved.layerMean(x + 0.3, at) - severity.layerMean(x + 0.3 - 0.3, at)) <=
        1e-9 * severity.layerMean(x, at) + 1e-15
    );
  });
});

test("moments near the tail index, where most is beyond any quantile", () => {
  for (const k of [0.5, 1.5, 2.1, 2.15, 2.159]) {
    const severity = shifted({ severity: singleParameterPareto({ alpha: 2.16, theta: 1000 }), by: -1000 });
    expect(close(severity.moment(k), pareto({ alpha: 2.16, theta: 1000 }).moment(k), 1e-11)).toBe(true);
  }
});

test("rounded images of atoms have their atoms' probabilities", () => {
  const tenths = empirical({ values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] });
  const image = (value: number): number => 1.05 * value + 0.3;
  const severity = shifted({ severity: scaled({ severity: tenths, by: 1.05 }), by: 0.3 });
  for (let value = 1; value <= 10; value++) {
    expect(severity.cdf(image(value))).toBe(value / 10);
    expect(severity.cdf(image(value) * (1 - 2e-16))).toBe((value - 1) / 10);
    expect(severity.quantile(value / 10)).toBe(image(value));
    expect(truncated({ severity, lower: image(value) - 1e-9, upper: image(value) }).mean()).toBe(image(value));
  }
  expect(new Set(severity.sample(1000, { seed: 1 }))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(image)));
});

test("identities leave the law what it is", () => {
  const severity = lognormal({ mu: 8, sigma: 1 });
  for (const same of [
    scaled({ severity, by: 1 }),
    shifted({ severity, by: 0 }),
    shifted({ severity, by: -0 }),
    mixture({ severities: [severity], weights: [1] }),
    mixture({ severities: [severity, constant({ value: 3 })], weights: [1, 0] }),
    limited({ severity, at: Infinity }),
    limited({ severity: scaled({ severity, by: 1 }), at: Infinity }),
  ]) {
    expect(same.law).toBe(severity.law);
    expect(same.parts()).toBe(severity.parts());
  }
});

test("a scaled gamma law is a gamma law", () => {
  expect(scaled({ severity: gamma({ alpha: 2, theta: 3 }), by: 5 }).law.gamma).toEqual({ alpha: 2, theta: 15 });
  expect(shifted({ severity: gamma({ alpha: 2, theta: 3 }), by: 5 }).law.gamma).toBe(undefined);
});
