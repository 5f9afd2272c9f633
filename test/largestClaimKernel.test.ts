import { describe, expect, it } from "vitest";
import {
  empirical,
  gamma,
  type InforceOptions,
  inforce,
  lognormal,
  mixture,
  pareto,
  poisson,
  portfolio,
  type Severity,
  splice,
  type TermsOptions,
} from "../dist/index.js";
import { blockTrials, Kernel, math } from "../dist/kernel.js";
import { arrivalsOf } from "../dist/plan/arrivals.js";
import { Plan } from "../dist/plan/plan.js";
import { largestClaimTable } from "../dist/tables/largestClaim.js";
import { drawChunk } from "./support/scalarKernel/chunk.js";
import { readComponent } from "./support/scalarKernel/component.js";
import { readLargestAt } from "./support/scalarKernel/largest.js";
import { Stream, streamKey } from "./support/scalarKernel/stream.js";

// The largest claims of a block and the chunks below them, against the same draws one number at a time: every bit.

const seed = 20_261_120n;
const heavy = lognormal({ mu: 8, sigma: 2 });
const year = { aggregateDeductible: 20_000, aggregateLimit: 900_000, aggregateShare: 0.7 };
const points = empirical({ values: [1, 2, 2, 3, 50, 1000], weights: [9, 9, 9, 4, 1, 0.5] });

const components: Record<string, Omit<InforceOptions, "name">> = {
  "of a heavy tail": { frequency: poisson({ lambda: 5 }), severity: heavy },
  "that are rare": { policies: 3, frequency: poisson({ lambda: 0.01 }), severity: heavy },
  "of an infinite mean": { frequency: poisson({ lambda: 2 }), severity: pareto({ alpha: 0.7, theta: 100 }) },
  "in a layer, where many pay the limit": {
    frequency: poisson({ lambda: 0.4 }),
    severity: heavy,
    terms: { deductible: 1000, limit: 9000, share: 0.9 },
  },
  "of atoms alone": { frequency: poisson({ lambda: 1 }), severity: points },
  "of atoms, under the terms of a year": {
    frequency: poisson({ lambda: 2 }),
    severity: splice({ pieces: [points, pareto({ alpha: 1.1, theta: 800 })], breaks: [2000], weights: [0.9, 0.1] }),
    terms: { ...year, trend: 1.03 },
  },
  "that fill more than a batch": { frequency: poisson({ lambda: 3000 }), severity: pareto({ alpha: 1.05, theta: 1 }) },
  "of a mixture": {
    frequency: poisson({ lambda: 4 }),
    severity: mixture({ severities: [heavy, points], weights: [0.2, 0.8] }),
    terms: { ...year, aggregateBasis: "bucket", deductible: 2, deductibleKind: "franchise" },
  },
};

describe("largest claims first", () => {
  it.each(Object.entries(components))("%s", (_, options) => {
    const plan = new Plan(portfolio([inforce({ name: "a", ...options })]), { largestClaim: true });
    expect(plan.weighted).toBe(true);
    const [planned] = plan.components;
    const numbers = plan.table(planned!);
    const scalar = readComponent(numbers);
    const [key, largestKey] = [streamKey(seed, "a"), streamKey(seed, "a", "largest")];
    const { exports, ...kernel } = installed(numbers, key, largestKey);
    for (const [block, budget] of [
      [0, 2 ** 20],
      [2 ** 33 + 1, 700],
    ] as const) {
      const largest = scalar.largest!(new Stream(largestKey, block));
      exports.clearWeights();
      exports.drawLargest(kernel.component, kernel.largestKey, block);
      expect([...kernel.view(exports.weightsAddress())]).toEqual(largest.map(({ weight }) => weight));
      const first = blockTrials - scalar.chunk;
      const chunk = (block * blockTrials + first) / scalar.chunk;
      exports.beginChunk(kernel.component, kernel.key, chunk, first);
      while (exports.advanceChunk(budget) === 0);
      const expected = drawChunk(scalar, new Stream(key, chunk), largest.slice(first));
      const drawn = [...kernel.view(exports.blockAddress())].slice(first);
      expect(drawn).toEqual(expected.map(({ loss }) => loss));
      expect(drawn.some((loss) => loss > 0)).toBe(true);
    }
  });
});

it("have one v in each stratum of each block, in an order of its own", () => {
  const plan = new Plan(portfolio([inforce({ name: "a", ...components["of a heavy tail"]! })]), { largestClaim: true });
  const key = streamKey(seed, "a", "largest");
  const { exports, component, largestKey, view } = installed(plan.table(plan.components[0]!), key, key);
  const seen: number[][] = [];
  for (let block = 0; block < 4; block++) {
    exports.clearWeights();
    exports.drawLargest(component, largestKey, block);
    const strata = [...view(exports.weightsAddress())].map((weight) => Math.floor((weight / 2) * blockTrials));
    expect(strata.toSorted((a, b) => a - b)).toEqual([...strata.keys()]);
    seen.push(strata);
  }
  // Ranks that have nothing to do with each other: correlations of 4096 pairs.
  for (const [i, one] of [[...seen[0]!.keys()], ...seen].entries()) {
    for (const other of seen.slice(i)) expect(Math.abs(correlation(one, other))).toBeLessThan(4.89 / 64);
  }
});

describe("the table of largest claims", () => {
  const laws: Record<string, [number, Severity, TermsOptions?]> = {
    lognormal: [20, lognormal({ mu: 10, sigma: 1.5 })],
    "lognormal, rare": [0.01, lognormal({ mu: 10, sigma: 1.5 })],
    "many claims": [1e9, pareto({ alpha: 2, theta: 1 })],
    gamma: [3, gamma({ alpha: 0.4, theta: 100 })],
    "next to no mean": [2, pareto({ alpha: 0.3, theta: 1 })],
    layer: [5, lognormal({ mu: 10, sigma: 1.5 }), { attachment: 20_000, limit: 1e6, share: 0.3, trend: 1.2 }],
    splice: [
      4,
      splice({
        pieces: [gamma({ alpha: 2, theta: 10 }), pareto({ alpha: 1.1, theta: 800 })],
        breaks: [60],
        weights: [0.9, 0.1],
      }),
    ],
    points: [2, points],
    mixture: [4, mixture({ severities: [heavy, points], weights: [0.2, 0.8] })],
  };

  it.each(Object.entries(laws))("has the quantiles of %s", (_, [lambda, severity, terms = {}]) => {
    const { attachment = 0, limit = Infinity, share = 1, trend = 1 } = terms;
    const table = largestClaimTable(
      arrivalsOf(inforce({ name: "a", frequency: poisson({ lambda }), severity, terms })),
    );
    const at = readLargestAt(table);
    const median = severity.quantile(0.5) * trend * share;
    const stream = new Stream(streamKey(seed, "places"), 0);
    let worst = { error: 0, v: 0 };
    for (let i = 0; i < 20_000; i++) {
      const u = stream.uniform();
      // Half of them in the first strata, where the largest of the largest are.
      const stratum = i % 2 === 0 ? Math.floor(blockTrials * stream.uniform()) : i % 8;
      const v = (stratum + u) / blockTrials;
      const claim = severity.survivalQuantile(Math.min(1, -math.log1p(-v * v) / lambda));
      const exact = share * Math.min(limit, Math.max(0, trend * claim - attachment));
      // Where a claim has just no chance to be there at all, the last digit of v decides.
      if (Math.abs(-math.log1p(-v * v) / lambda - 1) < 1e-9) continue;
      const payment = -math.log1p(-v * v) >= lambda ? 0 : exact;
      const allowed = payment * (v > 2 ** -11 ? 1e-9 : 1e-6) + 1e-10 * median;
      const error = Math.abs(at(stratum, u).claim - payment) / allowed;
      if (!(error <= worst.error)) worst = { error, v };
    }
    expect(worst.error, `at ${worst.v}`).toBeLessThan(1);
  });

  it("never ascends", () => {
    for (const [lambda, severity] of Object.values(laws)) {
      const at = readLargestAt(
        largestClaimTable(arrivalsOf(inforce({ name: "a", frequency: poisson({ lambda }), severity }))),
      );
      let before = Infinity;
      for (let i = 0; i < 3 * blockTrials; i++) {
        const { claim } = at(Math.floor(i / 3), (i % 3) / 3 + 0.01);
        expect(claim <= before * (1 + 1e-12)).toBe(true);
        before = claim;
      }
    }
  });
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const middle = (blockTrials - 1) / 2;
  const variance = (blockTrials * blockTrials - 1) / 12;
  return a.reduce((sum, x, i) => sum + (x - middle) * (b[i]! - middle), 0) / blockTrials / variance;
}

function installed(numbers: Float64Array, key: Uint8Array, largestKey: Uint8Array) {
  const kernel = new Kernel();
  const component = kernel.install(numbers);
  kernel.exports.prepareComponent(component);
  return {
    ...{ component, key: kernel.install(key), largestKey: kernel.install(largestKey) },
    exports: kernel.exports,
    view: (at: number) => kernel.view(at, blockTrials),
  };
}
