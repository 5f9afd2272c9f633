import { afterAll, describe, expect, it } from "vitest";
import {
  close,
  deterministic,
  type Inforce,
  type InforceOptions,
  inforce,
  negativeBinomial,
  PricingModel,
  poisson,
  portfolio,
} from "../dist/index.js";
import { Kernel } from "../dist/kernel.js";
import { planComponent } from "../dist/plan/component.js";
import { encodeComponent } from "../dist/plan/encode.js";
import { outputNames } from "../dist/simulation/options.js";
import { drawChunk, type Trial } from "./support/scalarKernel/chunk.js";
import { readComponent } from "./support/scalarKernel/component.js";
import { components, pathOf, peaked, skewed } from "./support/scalarKernel/models.js";
import { plainExp, plainLog } from "./support/scalarKernel/pairs.js";
import { scalarHash, scalarTrials } from "./support/scalarKernel/portfolio.js";
import { Stream, streamKey } from "./support/scalarKernel/stream.js";

// The kernel, with its lanes, batches and threads, against the same draws one number at a time: every bit of every loss.

afterAll(() => close());

const seed = 20_261_120n;
const named = (options: Omit<InforceOptions, "name">, name = "a"): Inforce => inforce({ name, ...options });

/** The first losses that are not the same: a hash alone would not say which. */
function differences(losses: Float64Array, expected: Float64Array): [trial: number, loss: number, expected: number][] {
  const trials = [...expected.keys()].filter((i) => losses[i] !== expected[i]);
  return trials.slice(0, 3).map((i) => [i, losses[i]!, expected[i]!]);
}

async function expectScalarHash(inforces: readonly Inforce[], trials = 10_001): Promise<void> {
  const model = new PricingModel(portfolio(inforces));
  const { loss: expected } = scalarTrials(model.explain(), trials, seed);
  for (const workers of [1, 2]) {
    const result = await model.simulate({ trials, seed, workers });
    expect(result.execution.workers).toBe(workers);
    expect(differences(result.losses, expected)).toEqual([]);
    expect(result.hash).toBe(scalarHash(expected));
    result.release();
  }
}

describe.each(Object.entries(components))("%s", (path, all) => {
  it.each(all.map((options) => [`${options.frequency} of ${options.severity}`, named(options)] as const))(
    "%s",
    async (_, component) => {
      expect(pathOf(planComponent(component, false))).toBe(path);
      await expectScalarHash([component]);
    },
  );
});

describe("a portfolio", () => {
  const ofEveryPath = Object.entries(components).map(([path, [first]]) => named(first!, path));

  it("of one component of every path", () => expectScalarHash(ofEveryPath));

  it("with outputs, which are drawn claim by claim", async () => {
    const trials = 10_001;
    const model = new PricingModel(portfolio(ofEveryPath));
    const expected = scalarTrials(model.explain().withOutputs(), trials, seed);
    const ascending = expected.largestClaim.toSorted();
    for (const workers of [1, 2]) {
      const result = await model.simulate({
        trials,
        seed,
        workers,
        outputs: ["groundUp", "claimCount", "largestClaim"],
      });
      expect(result.hash).toBe(scalarHash(expected.loss));
      expect(result.groundUp.hash).toBe(scalarHash(expected.groundUp));
      expect(result.claimCount.hash).toBe(scalarHash(expected.claimCount));
      for (const { returnPeriod, loss } of result.oep([1.5, 2, 10, 1000, trials])) {
        expect(loss).toBe(ascending[trials - Math.floor(trials / returnPeriod) - 1]);
      }
    }
  });

  it("of chunks that are shorter than blocks", async () => {
    const busy = named({ frequency: deterministic({ n: 256 }), severity: skewed });
    expect(planComponent(busy, false).chunk).toBe(2048);
    await expectScalarHash([busy], 4097);
  });
});

describe("a chunk", () => {
  const kernel = new Kernel();

  /** The trials that differ in any of what the kernel writes. */
  function expectScalarChunk(numbers: Float64Array, chunk: number, budget: number, outputs = false): void {
    const component = readComponent(numbers);
    const key = streamKey(seed, "a");
    const address = kernel.install(numbers);
    kernel.exports.prepareComponent(address);
    kernel.exports.beginChunk(address, kernel.install(key), chunk, 0);
    while (kernel.exports.advanceChunk(budget) === 0);
    const expected = drawChunk(component, new Stream(key, chunk));
    const compare = (at: number, of: keyof Trial): void => {
      const drawn = kernel.view(at, component.chunk);
      expect(
        differences(
          drawn,
          Float64Array.from(expected, (trial) => trial[of]),
        ),
      ).toEqual([]);
    };
    compare(kernel.exports.blockAddress(), "loss");
    if (!outputs) return;
    outputNames.forEach((name, i) => {
      compare(kernel.exports.outputAddress(i, 0), name);
    });
  }

  it.each(Object.entries(components))("of any number, wherever calls stop: %s", (_, [first]) => {
    const [plain, withOutputs] = [false, true].map((outputs) => encodeComponent(planComponent(named(first!), outputs)));
    expectScalarChunk(plain!, 2, 1);
    expectScalarChunk(plain!, 2 ** 53 - 1, 2 ** 20);
    expectScalarChunk(withOutputs!, 2 ** 32 + 1, 1500, true);
  });

  // Plans draw few sums of small shapes as gamma variables, and are slow to see that they must.
  it.each([
    ["that are rare", poisson({ lambda: 5 }), 0.6],
    ["that are common", poisson({ lambda: 2 }), 0.001],
    ["that are rare, counts in wide cells", negativeBinomial({ r: 20, beta: 100 }), 0.002],
    ["that are common, counts in wide cells", negativeBinomial({ r: 1.2, beta: 500 }), 0.002],
  ] as const)("with boosts %s", (_, frequency, alpha) => {
    const plan = planComponent(named({ frequency, severity: peaked }), false);
    const numbers = encodeComponent({ ...plan, losses: { method: "sum closure", alpha, scale: 10 } });
    for (let chunk = 0; chunk < 8; chunk++) expectScalarChunk(numbers, chunk, 1000);
  });
});

describe("the functions of the inner loops", () => {
  const kernel = new Kernel();
  const [from, to] = [kernel.allocate(16), kernel.allocate(16)];
  const pair = (logarithm: boolean, arguments_: readonly number[]): number[] => {
    kernel.view(from, 2).set(arguments_);
    kernel.exports.pairs(logarithm ? 1 : 0, from, to);
    return [...kernel.view(to, 2)];
  };

  it.each([
    ["log", true, plainLog, (u: number, v: number) => [u, u * 2 ** Math.floor(200 * v - 100)]],
    ["exp", false, plainExp, (u: number, v: number) => [-u, (-800 * u) / v]],
  ] as const)("%s", (_, logarithm, plain, points) => {
    const stream = new Stream(streamKey(seed, "arguments"), 0);
    const pairs = Array.from({ length: 20_000 }, () => points(stream.uniform(), stream.uniform()));
    const other = pairs.filter((x) => pair(logarithm, x).some((value, lane) => value !== plain(x[lane]!)));
    expect(other).toEqual([]);
  });
});
