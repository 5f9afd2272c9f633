import { describe, expect, test } from "vitest";
import {
  constant,
  empirical,
  gamma,
  lognormal,
  singleParameterPareto,
  truncated,
  uniform,
} from "../dist/severity/index.js";
import { histogram, limited, mixture, piecewisePareto, scaled, shifted } from "./support/combinators.js";
import { refusal } from "./support/failure.js";

const severity = lognormal({ mu: 6, sigma: 1 });
const narrow = uniform({ low: 5, high: 9 });

describe("what a combinator refuses", () => {
  const cases: [string, () => unknown][] = [
    [
      "ERR_PARAMETER mixture: severities must be an array of severities, got a",
      () => mixture({ severities: severity, weights: [1] } as never),
    ],
    [
      "ERR_PARAMETER mixture: severities must be an array of 1 or more, got an array of 0",
      () => mixture({ severities: [], weights: [] }),
    ],
    [
      "ERR_PARAMETER mixture: severities[1] must be a severity, got 3",
      () => mixture({ severities: [severity, 3 as never], weights: [0.5, 0.5] }),
    ],
    [
      "ERR_PARAMETER mixture: weights must be as many as severities, 2, got an array of 1",
      () => mixture({ severities: [severity, narrow], weights: [1] }),
    ],
    [
      "ERR_PARAMETER mixture: weights[1] must be a finite number >= 0, got -1",
      () => mixture({ severities: [severity, narrow], weights: [2, -1] }),
    ],
    [
      "ERR_PARAMETER mixture: the sum of weights must be 1 within 1e-12, got 2",
      () => mixture({ severities: [severity, narrow], weights: [1, 1] }),
    ],
    [
      "ERR_PARAMETER mixture: weights[0] must be a finite number >= 0, got NaN",
      () => mixture({ severities: [severity], weights: [Number.NaN] }),
    ],
    [
      'ERR_UNKNOWN_KEY mixture: unknown key "pieces"',
      () => mixture({ severities: [severity], weights: [1], pieces: [] } as never),
    ],
    [
      "ERR_PARAMETER mixture must be an object with severities, weights, got undefined",
      () => mixture(undefined as never),
    ],
    [
      "ERR_PARAMETER shifted: severity must be a severity, got an object",
      () => shifted({ severity: {} as never, by: 1 }),
    ],
    ["ERR_PARAMETER shifted: by must be a finite number, got Infinity", () => shifted({ severity, by: Infinity })],
    [
      "ERR_PARAMETER shifted: by must be at least -5, for uniform(low=5, high=9) begins at 5, got -5.5",
      () => shifted({ severity: narrow, by: -5.5 }),
    ],
    [
      "ERR_PARAMETER shifted: by must be a shift to finite amounts, got 1.7e+308",
      () => shifted({ severity: constant({ value: 1e308 }), by: 1.7e308 }),
    ],
    ["ERR_PARAMETER scaled: by must be a finite number > 0, got 0", () => scaled({ severity, by: 0 })],
    ["ERR_PARAMETER scaled: by must be a finite number > 0, got undefined", () => scaled({ severity } as never)],
    [
      "ERR_PARAMETER scaled: by must be a scale to finite amounts, got 1e+308",
      () => scaled({ severity: narrow, by: 1e308 }),
    ],
    ["ERR_PARAMETER limited: at must be a number > 0 or Infinity, got 0", () => limited({ severity, at: 0 })],
    [
      "ERR_PARAMETER limited: at must be a number > 0 or Infinity, got NaN",
      () => limited({ severity, at: Number.NaN }),
    ],
    [
      "ERR_PARAMETER histogram: edges must be an array of numbers, got undefined",
      () => histogram({ weights: [1] } as never),
    ],
    [
      "ERR_DATA histogram: edges must be at least 2 numbers, got an array of 1",
      () => histogram({ edges: [1], weights: [] }),
    ],
    [
      "ERR_DATA histogram: edges[0] must be a finite number >= 0, got -1",
      () => histogram({ edges: [-1, 1], weights: [1] }),
    ],
    [
      "ERR_DATA histogram: edges[2] must be a number > edges[1] = 2, got 2",
      () => histogram({ edges: [1, 2, 2], weights: [1, 1] }),
    ],
    [
      "ERR_DATA histogram: weights must be one fewer than edges, 1, got an array of 2",
      () => histogram({ edges: [1, 2], weights: [1, 1] }),
    ],
    [
      "ERR_DATA histogram: weights[0] must be a finite number >= 0, got NaN",
      () => histogram({ edges: [1, 2], weights: [Number.NaN] }),
    ],
    [
      "ERR_DATA histogram: the sum of weights must be a finite number > 0, got 0",
      () => histogram({ edges: [1, 2], weights: [0] }),
    ],
    [
      "ERR_PARAMETER piecewisePareto: thresholds must be an array of 1 or more, got an array of 0",
      () => piecewisePareto({ thresholds: [], alphas: [] }),
    ],
    [
      "ERR_PARAMETER piecewisePareto: thresholds[0] must be a finite number > 0, got 0",
      () => piecewisePareto({ thresholds: [0], alphas: [1] }),
    ],
    [
      "ERR_PARAMETER piecewisePareto: thresholds[1] must be a number > thresholds[0] = 2, got 1",
      () => piecewisePareto({ thresholds: [2, 1], alphas: [1, 1] }),
    ],
    [
      "ERR_PARAMETER piecewisePareto: alphas must be as many as thresholds, 2, got an array of 1",
      () => piecewisePareto({ thresholds: [1, 2], alphas: [1] }),
    ],
    [
      "ERR_PARAMETER piecewisePareto: alphas[0] must be a finite number >= 0, got -1",
      () => piecewisePareto({ thresholds: [1], alphas: [-1] }),
    ],
    [
      "ERR_PARAMETER piecewisePareto: alphas[1] must be a finite number > 0, got 0",
      () => piecewisePareto({ thresholds: [1, 2], alphas: [1, 0] }),
    ],
    [
      "ERR_PARAMETER truncated: mixture(severities=[uniform(low=5, high=9), constant(value=3)], weights=[0.5, 0.5]) has no mass above 9",
      () =>
        truncated({
          severity: mixture({ severities: [narrow, constant({ value: 3 })], weights: [0.5, 0.5] }),
          lower: 9,
        }),
    ],
    [
      "ERR_PARAMETER truncated: limited(severity=uniform(low=5, high=9), at=7) has no mass above 7",
      () => truncated({ severity: limited({ severity: narrow, at: 7 }), lower: 7 }),
    ],
    [
      "ERR_PARAMETER truncated: histogram(edges=[0, 1, 2, 3], weights=[1, 0, 1]) has no mass above 1 and up to 2",
      () => truncated({ severity: histogram({ edges: [0, 1, 2, 3], weights: [1, 0, 1] }), lower: 1, upper: 2 }),
    ],
  ];
  test.each(cases)("%s", (message, call) => {
    expect(refusal(call)).toContain(message);
  });
});

describe("combinators are frozen values", () => {
  const tree = mixture({
    severities: [
      shifted({ severity: scaled({ severity: gamma({ alpha: 2, theta: 3 }), by: 1.05 }), by: 10 }),
      limited({ severity: piecewisePareto({ thresholds: [1, 2], alphas: Float64Array.of(0.5, 2) }), at: 7 }),
      truncated({ severity: histogram({ edges: [0, 1, 2], weights: [3, 1] }), lower: 0.5 }),
    ],
    weights: [0.5, 0.25, 0.25],
  });
  test("written as they are made", () => {
    expect(String(tree)).toBe(
      "mixture(severities=[shifted(severity=scaled(severity=gamma(alpha=2, theta=3), by=1.05), by=10), " +
        "limited(severity=piecewisePareto(thresholds=[1, 2], alphas=[0.5, 2]), at=7), " +
        "truncated(severity=histogram(edges=[0, 1, 2], weights=[3, 1]), lower=0.5)], weights=[0.5, 0.25, 0.25])",
    );
  });
  test("frozen, and keeping nothing of the caller's arrays", () => {
    const edges = [0, 1, 2];
    const severities = [severity, narrow];
    const made = [tree, histogram({ edges, weights: [1, 1] }), mixture({ severities, weights: [0.5, 0.5] })];
    edges[2] = 100;
    severities.pop();
    expect(made[1]!.support).toEqual([0, 2]);
    expect(made[2]!.parameters.severities).toHaveLength(2);
    for (const each of made) {
      for (const frozen of [each, each.parameters, each.support, ...Object.values(each.parameters)]) {
        expect(Object.isFrozen(frozen)).toBe(true);
      }
      expect(each.parts()).toBe(each.parts());
    }
  });
  test("at the edge of what they take", () => {
    expect(shifted({ severity: singleParameterPareto({ alpha: 2, theta: 5 }), by: -5 }).support).toEqual([0, Infinity]);
    expect(limited({ severity: narrow, at: 5 }).variance()).toBe(0);
    expect(limited({ severity: narrow, at: 3 }).quantile(0.5)).toBe(3);
    expect(scaled({ severity: empirical({ values: [0] }), by: 2 }).quantile(0.5)).toBe(0);
    expect(shifted({ severity: empirical({ values: [1, 1 + 2 ** -52] }), by: 1e6 }).cdf(1e6 + 1)).toBe(1);
    expect(mixture({ severities: [narrow, narrow], weights: [0.5, 0.5] }).quantile(0.25)).toBe(6);
  });
});
