import { afterAll, describe, expect, it } from "vitest";
import {
  ActuarialError,
  close,
  gamma,
  inforce,
  lognormal,
  negativeBinomial,
  PricingModel,
  pareto,
  poisson,
  portfolio,
  type SimulateOptions,
  type SimulationResult,
  simulateEach,
  simulateMany,
} from "../dist/index.js";
import { Kernel } from "../dist/kernel.js";
import { pool } from "../dist/simulation/pool.js";
import { ways, withFault } from "./support/faultyThreads.js";
import { randomModel } from "./support/randomModels.js";

afterAll(close);

type Result = SimulationResult<Float64Array | Float32Array>;

const random = Array.from(
  { length: 24 },
  (_, seed) => new PricingModel(portfolio(randomModel(seed + 100).map((each) => inforce(each)))),
);

/** Books of one component: `claims` a year decides where a run of 100,000 years is drawn. */
function book(claims: number, name = "GL", mu = 8): PricingModel {
  const frequency = poisson({ lambda: claims });
  const severity = lognormal({ mu, sigma: 1 });
  return new PricingModel(portfolio([inforce({ name, frequency, severity, terms: { deductible: 1000 } })]));
}

/** Drawn in the calling thread, as a whole on one thread, and divided among them. */
const sizes = [0.5, 8, 60, 0.1, 12, 9, 400, 7, 8, 0.2, 11].map((claims) => book(claims));

async function alone(models: readonly PricingModel[], options: SimulateOptions): Promise<string[]> {
  const hashes: string[] = [];
  for (const model of models) {
    const result: Result = await model.simulate({ ...options, workers: 1 });
    hashes.push(result.hash);
    result.release();
  }
  return hashes;
}

function hashesOf(results: readonly Result[]): string[] {
  return results.map((result) => {
    const { hash } = result;
    result.release();
    return hash;
  });
}

async function refusal(work: Promise<unknown>): Promise<ActuarialError> {
  const error = await work.then(
    () => undefined,
    (each: unknown) => each,
  );
  expect(error).toBeInstanceOf(ActuarialError);
  return error as ActuarialError;
}

describe("many models", () => {
  it.each([1, 2, 5, "auto"] as const)("have the bits that each has alone, with %s workers", async (workers) => {
    const options = { trials: 5000, seed: 7 };
    const expected = await alone(random, options);
    expect(hashesOf(await simulateMany(random, { ...options, workers }))).toEqual(expected);
    const backwards = await simulateMany(random.toReversed(), { ...options, workers });
    expect(hashesOf(backwards)).toEqual(expected.toReversed());
  });

  it.each([1, 2, 3] as const)("of every size have them, with %s workers", async (workers) => {
    const options = { trials: 100_000, seed: 3, hash: true };
    const expected = await alone(sizes, options);
    for (const keep of ["losses", "tail", "none"] as const) {
      const results = await simulateMany(sizes, { ...options, workers, keep });
      const [reasons, few] = [results.flatMap(({ execution }) => execution.reasons).join(), workers > 1];
      expect(/other models run beside/.test(reasons)).toBe(few);
      expect(/calling thread/.test(reasons)).toBe(true);
      expect(hashesOf(results)).toEqual(expected);
    }
  });

  it("keep components, outputs and single precision as one model does", async () => {
    const options = { trials: 5000, seed: 9, components: true, outputs: ["largestClaim"], storage: "float32" } as const;
    const results = await simulateMany(random.slice(0, 8), options);
    for (const [i, result] of results.entries()) {
      const one = await random[i]!.simulate(options);
      expect(result.losses).toBeInstanceOf(Float32Array);
      expect(JSON.stringify(result.manifest.result)).toBe(JSON.stringify(one.manifest.result));
    }
  });

  it("are paired with one seed, and independent with one of their own", async () => {
    const pair = [book(3), book(3)];
    const [a, b] = await simulateMany(pair, { trials: 5000 });
    expect([a!.seed, a!.hash]).toEqual([b!.seed, b!.hash]);
    const [c, d] = await simulateMany(pair, { trials: 5000, seed: (index) => 10 + index });
    expect([c!.seed, d!.seed]).toEqual([10n, 11n]);
    expect(c!.hash).not.toBe(d!.hash);
    expect(d!.hash).toBe((await pair[1]!.simulate({ trials: 5000, seed: 11 })).hash);
  });

  it("none are no results", async () => {
    const told: number[] = [];
    expect(await simulateMany([], { trials: 10, onProgress: ({ done }) => told.push(done) })).toEqual([]);
    for await (const _ of simulateEach([], { trials: 10 })) expect.unreachable();
  });

  it("tell their progress over all trials, the last time at the end", async () => {
    const told: { done: number; trials: number }[] = [];
    const results = await simulateMany(sizes, { trials: 100_000, seed: 3, onProgress: (each) => told.push(each) });
    for (const result of results) result.release();
    expect(told.at(-1)).toMatchObject({ done: 1_100_000, trials: 1_100_000, etaMs: 0 });
    for (const [i, { done }] of told.entries()) expect(done).toBeGreaterThanOrEqual(told[i - 1]?.done ?? 0);
    const thrown = new Error("the caller's own");
    const onProgress = (): never => {
      throw thrown;
    };
    await expect(simulateMany(sizes, { trials: 100_000, seed: 3, onProgress })).rejects.toBe(thrown);
  });
});

it("threads that are lost under many models cost no bit", async () => {
  const options = { trials: 400_000, seed: 3 };
  const expected = await alone(sizes, options);
  const results = await withFault({ ...ways["exits with 7"]!, beat: 29 }, () =>
    simulateMany(sizes, { ...options, workers: 2 }),
  );
  // It may have had no block in hand.
  const reasons = results.flatMap(({ execution }) => execution.reasons);
  expect(reasons.some((reason) => reason.includes("a worker thread ended during a run"))).toBe(true);
  expect(hashesOf(results)).toEqual(expected);
});

it("memory that is not there for threads starts none", async () => {
  await close();
  const results = await simulateMany(sizes, { trials: 100_000, seed: 3, workers: 2, memoryLimit: 15_000_000 });
  expect(pool.size).toBe(0);
  expect(hashesOf(results)).toEqual(await alone(sizes, { trials: 100_000, seed: 3 }));
});

describe("a failure of one of many", () => {
  const heavy = new PricingModel(
    portfolio([inforce({ name: "x", frequency: poisson({ lambda: 9 }), severity: pareto({ alpha: 1e-3, theta: 1 }) })]),
  );

  it("names its model and leaves nothing running", async () => {
    for (const workers of [1, 2] as const) {
      const error = await refusal(simulateMany([...sizes, heavy, ...sizes], { trials: 100_000, seed: 3, workers }));
      expect(error.code).toBe("ERR_NON_FINITE");
      expect(error.message).toMatch(/^simulateMany: models\[11\]: x: the loss of trial \d+ is Infinity/);
      expect(error.cause).toBeInstanceOf(ActuarialError);
    }
    const first = await refusal(simulateMany([heavy, heavy], { trials: 100_000, seed: 3 }));
    expect(first.message).toMatch(/^simulateMany: models\[0\]/);
    expect(hashesOf(await simulateMany(sizes.slice(0, 2), { trials: 9000, seed: 1 }))).toHaveLength(2);
  });

  it("of too many claims or too little memory comes before anything is drawn", async () => {
    const claims = await refusal(simulateMany([book(1), book(50)], { trials: 1e6, claimLimit: 1e7 }));
    expect([claims.code, claims.message.slice(0, 27)]).toEqual(["ERR_TOO_LARGE", "simulateMany: models[1]: GL"]);
    const memory = await refusal(
      simulateMany(Array(1000).fill(book(1)), { trials: 100_000, memoryLimit: 799_999_999 }),
    );
    expect(memory.message).toBe(
      "simulateMany: 1000 results of 100000 trials hold 800000000 bytes, available are 799999999; take them one by one " +
        "with simulateEach",
    );
    const tails = await simulateMany(Array(100).fill(book(1)), { trials: 10_000, seed: 1, memoryLimit: 8_000_000 });
    expect(new Set(hashesOf(tails)).size).toBe(1);
  });

  it("by an abort is its reason, before, meanwhile and after", async () => {
    const reason = new ActuarialError("ERR_DATA", "enough");
    await expect(simulateMany(sizes, { trials: 100, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    for (const workers of [1, 2]) {
      const abort = new AbortController();
      const onProgress = (): void => abort.abort(reason);
      const work = simulateMany(sizes, { trials: 400_000, seed: 1, workers, signal: abort.signal, onProgress });
      await expect(work).rejects.toBe(reason);
    }
  });

  it("of the arguments names the argument", async () => {
    const odd: readonly [unknown, unknown, RegExp][] = [
      ["models", { trials: 1 }, /simulateMany: models must be an array of PricingModels, got "models"/],
      [[sizes[0], {}], { trials: 1 }, /simulateMany: models\[1\] must be a PricingModel, got an object/],
      [new Array(2), { trials: 1 }, /simulateMany: models\[0\] must be a PricingModel, got undefined/],
      [sizes, { trials: 0 }, /simulate: trials must be/],
      [sizes, { trials: 1, checkpoint: { path: "x" } }, /simulateMany: checkpoint belongs to one run/],
      [sizes, { trials: 1, sed: 1 }, /simulateMany: unknown key "sed"/],
      [sizes, { trials: 1, seed: () => -1 }, /simulateMany: seed\(0\) must be an integer >= 0 and below 2\^64, got -1/],
      [sizes, { trials: 1, seed: () => undefined }, /simulateMany: seed\(0\) must be an integer/],
      [sizes, undefined, /simulateMany must be an object/],
    ];
    for (const [models, options, message] of odd) {
      expect((await refusal(simulateMany(models as never, options as never))).message).toMatch(message);
    }
    const each = simulateEach(sizes, { trials: 1, onProgress: () => {} } as never);
    expect((await refusal(each.next())).message).toMatch(/simulateEach: unknown key "onProgress"/);
    expect((await refusal(simulateEach(7 as never, { trials: 1 }).next())).message).toMatch(
      /an iterable of PricingModels/,
    );
  });
});

describe("models one by one", () => {
  it("are made while they are wanted, and have the same bits", async () => {
    let made = 0;
    function* models(): Generator<PricingModel> {
      for (; made < 300; made++) yield sizes[made % sizes.length]!;
    }
    const options = { trials: 20_000, seed: 3 };
    const expected = await alone(sizes, options);
    let taken = 0;
    for await (const result of simulateEach(models(), { ...options, workers: 2 })) {
      expect(result.hash).toBe(expected[taken++ % sizes.length]);
      result.release();
      expect(made - taken).toBeLessThan(40);
    }
    expect(taken).toBe(300);
  });

  it("run no further than asked for, and their source is closed", async () => {
    let [made, closed] = [0, false];
    async function* models(): AsyncGenerator<PricingModel> {
      try {
        for (; ; made++) yield sizes[1]!;
      } finally {
        closed = true;
      }
    }
    for await (const result of simulateEach(models(), { trials: 50_000, seed: 3, workers: 2 })) {
      result.release();
      if (made > 60) break;
    }
    expect(closed).toBe(true);
    expect(made).toBeLessThan(120);
  });

  it("keep to the memory limit in what runs ahead", async () => {
    const options = { trials: 100_000, seed: 3, workers: 2, memoryLimit: 4_000_000 };
    let count = 0;
    for await (const result of simulateEach(Array(30).fill(sizes[1]), options)) {
      count++;
      result.release();
    }
    expect(count).toBe(30);
    const error = await refusal(simulateEach([sizes[0]!], { ...options, memoryLimit: 700_000 }).next());
    expect([error.code, error.message.slice(0, 24)]).toEqual(["ERR_TOO_LARGE", "simulateEach: models[0]:"]);
  });

  it("let through what their source throws", async () => {
    const thrown = new Error("the caller's own");
    function* models(): Generator<PricingModel> {
      yield sizes[0]!;
      throw thrown;
    }
    const results = simulateEach(models(), { trials: 10 });
    expect((await results.next()).done).toBe(false);
    await expect(results.next()).rejects.toBe(thrown);
  });
});

describe("what equal components share", () => {
  const component = (name: string, policies: number, severity = lognormal({ mu: 8, sigma: 1 })): PricingModel =>
    new PricingModel(
      portfolio([
        inforce({
          ...{ name, policies, severity, frequency: negativeBinomial({ r: 2, beta: 0.1 }) },
          terms: { deductible: 500, limit: 20_000 },
        }),
      ]),
    );
  const tableOf = (model: PricingModel): Float64Array => model.explain().table(model.explain().components[0]!);

  it("is their table, whatever they are called", () => {
    const table = tableOf(component("a", 7));
    expect(tableOf(component("b", 7))).toBe(table);
    expect(tableOf(component("b", 8))).not.toBe(table);
    expect(tableOf(component("a", 7, lognormal({ mu: 8, sigma: 1.0000001 })))).not.toBe(table);
    expect(tableOf(component("a", 7, gamma({ alpha: 8, theta: 1 })))).not.toBe(table);
  });

  it("is never what they are called", () => {
    const [a, b] = [component("a", 7), component("b", 7)];
    expect([a, b].map((model) => model.explain().components[0]!.name)).toEqual(["a", "b"]);
    expect(String(a.explain())).not.toBe(String(b.explain()));
  });
});

describe("a kernel that is given back", () => {
  it("is lent again as a new one: zeros where it was written, and from the first byte on", () => {
    const fresh = new Kernel();
    const kernel = Kernel.lend();
    const first = kernel.allocate(8);
    expect(first).toBe(fresh.allocate(8));
    kernel.allocate(99_000);
    kernel.view(first, 10_000).fill(7);
    kernel.giveBack();
    const again = Kernel.lend();
    expect(again).toBe(kernel);
    expect(again.allocate(8)).toBe(first);
    again.allocate(99_000);
    expect(again.view(first, 10_000).every((x) => x === 0)).toBe(true);
  });

  it("is kept only while it is small, and few are", () => {
    const large = Kernel.lend();
    large.allocate(5_000_000);
    large.giveBack();
    expect(Kernel.lend()).not.toBe(large);
    const some = new Set(Array.from({ length: 9 }, () => Kernel.lend()));
    for (const each of some) each.giveBack();
    const kept = Array.from({ length: 9 }, () => Kernel.lend()).filter((each) => some.has(each));
    expect(kept).toHaveLength(4);
  });
});
