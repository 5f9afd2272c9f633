import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import {
  ActuarialError,
  close,
  createCache,
  customSeverity,
  gamma,
  inforce,
  lognormal,
  PricingModel,
  pareto,
  poisson,
  portfolio,
  type Severity,
  type SimulateOptions,
  type SimulationResult,
  shifted,
  simulateMany,
  verify,
} from "../dist/index.js";
import { readEntry } from "../dist/simulation/cacheEntry.js";
import { randomModel } from "./support/randomModels.js";

const root = mkdtempSync(join(tmpdir(), "lundberg-cache-"));
let folder = root;
let folders = 0;

beforeEach(() => {
  folder = join(root, String(folders++));
});
afterAll(async () => {
  await close();
  rmSync(root, { recursive: true });
});

type Result = SimulationResult<Float64Array | Float32Array>;

const model = new PricingModel(
  portfolio([
    inforce({ name: "GL", frequency: poisson({ lambda: 3 }), severity: lognormal({ mu: 8, sigma: 1.5 }) }),
    inforce({ name: "WC", frequency: poisson({ lambda: 0.2 }), severity: pareto({ alpha: 1.8, theta: 40_000 }) }),
  ]),
);
const run = { trials: 20_000, seed: 1 } as const;
const wanted = { ...run, components: true, outputs: ["groundUp", "largestClaim"], hash: true } as const;

/** What a result says at the run's levels and the usual return periods. */
function told(result: Result): unknown {
  const one = (each: Result): unknown[] => [
    ...[each.mean, each.standardDeviation, each.skewness, each.probabilityOfLoss, each.hash, each.warnings],
    ...[0.9, 0.95, 0.99, 0.995, 0.999].map((level) => [each.var(level), each.tvar(level)]),
    each.exceedanceCurve([200, 1000]),
  ];
  const parts = ["GL", "WC"].map((name) => result.component(name));
  return [
    ...[result, ...parts].flatMap((each) => [one(each), one(each.groundUp), each.oep([250])]),
    String(result.manifest),
  ];
}

async function refusal(work: () => unknown): Promise<ActuarialError> {
  try {
    await work();
  } catch (error) {
    expect(error).toBeInstanceOf(ActuarialError);
    return error as ActuarialError;
  }
  return expect.unreachable();
}

/** The files of the cache that end so. */
const files = (end: string): string[] =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith(end))
    .map((name) => join(folder, name));

describe("a result from the cache", () => {
  it.each(["losses", "tail", "none"] as const)(
    'says what the run said, from memory and from disk, keep "%s"',
    async (keep) => {
      const cache = createCache({ path: folder });
      const first = await model.simulate({ ...wanted, keep, cache });
      expect(first.execution.cached).toBe(false);
      const expected = told(first);
      for (const each of [cache, createCache({ path: folder })]) {
        const again = await model.simulate({ ...wanted, keep, workers: 2, cache: each });
        expect(again.execution.cached).toBe(true);
        expect(again.execution.reasons[0]).toMatch(/^from the cache: drawn earlier by/);
        expect(told(again)).toEqual(expected);
        expect(String(again).split("\n").slice(0, -1)).toEqual(String(first).split("\n").slice(0, -1));
        expect(String(again)).toMatch(/\nfrom the cache: [\d.]+ ms$/);
        expect((await each.statistics()).hits).toBe(1);
      }
    },
  );

  it("is verified like any other", async () => {
    const cache = createCache({ path: folder });
    await model.simulate({ ...run, cache });
    const { manifest, execution } = await model.simulate({ ...run, cache: createCache({ path: folder }) });
    expect([execution.cached, (await verify(JSON.stringify(manifest))).same]).toEqual([true, true]);
  });

  it("has what was recorded and no more", async () => {
    const cache = createCache();
    await model.simulate({ ...run, levels: [0.9, 0.99], cache });
    const again = await model.simulate({ ...run, levels: [0.9, 0.99], cache });
    for (const ask of [
      () => again.losses,
      () => again.var(0.95),
      () => again.tvar(0.5),
      () => again.exceedanceCurve([7]),
      () => again.exceedanceProbability(5),
      () => again.stopLoss(5),
      () => again.component("GL"),
      () => again.groundUp,
    ]) {
      expect((await refusal(ask)).code).toBe("ERR_NOT_KEPT");
    }
    for (const odd of [() => again.var(2), () => again.stopLoss(Number.NaN), () => again.exceedanceCurve([0.5])]) {
      expect((await refusal(odd)).code).toBe("ERR_PARAMETER");
    }
    again.release();
    expect((await refusal(() => again.mean)).code).toBe("ERR_RELEASED");
  });

  it("is of the same run and of no other", async () => {
    const cache = createCache();
    await model.simulate({ ...run, cache });
    const cached = async (options: Partial<SimulateOptions>, other = model): Promise<boolean> =>
      (await other.simulate({ ...run, ...options, cache } as SimulateOptions)).execution.cached;
    const differing: Partial<SimulateOptions>[] = [
      ...([{ seed: 2 }, { trials: 20_001 }, { keep: "tail" }, { storage: "float32" }, { levels: [0.9] }] as const),
      ...([{ outputs: ["claimCount"] }, { components: true }, { hash: true }] as const),
    ];
    for (const other of differing) expect(await cached(other), JSON.stringify(other)).toBe(false);
    for (const same of [{ workers: 2 }, { seed: 1n }, { memoryLimit: 1e9 }, { claimLimit: 1e9 }, {}]) {
      expect(await cached(same)).toBe(true);
    }
    const [gl] = model.portfolio.components;
    expect(await cached({}, new PricingModel(portfolio([gl!])))).toBe(false);
    expect(await cached({}, new PricingModel(portfolio([...model.portfolio.components])))).toBe(true);
    const stats = await cache.statistics();
    expect([stats.hits, stats.misses, stats.entries, stats.folder]).toEqual([6, 10, 10, undefined]);
  });

  it("is had by random models as they are", async () => {
    const models = Array.from(
      { length: 40 },
      (_, i) => new PricingModel(portfolio(randomModel(i).map((each) => inforce(each)))),
    );
    const options = { trials: 1000, seed: 5, components: true, cache: createCache({ path: folder }) } as const;
    const first = await simulateMany(models, options);
    const again = await simulateMany(models, { ...options, cache: createCache({ path: folder }) });
    expect(again.every(({ execution }) => execution.cached)).toBe(true);
    for (const [i, result] of again.entries()) expect(String(result.manifest)).toBe(String(first[i]!.manifest));
  });

  it("is never had where nobody could tell whose it is", async () => {
    const cache = createCache();
    const functions = customSeverity({ name: "f", survival: (x) => 1 - x, support: [0, 1] });
    const custom = new PricingModel(
      portfolio([inforce({ name: "a", frequency: poisson({ lambda: 1 }), severity: functions })]),
    );
    let severity: Severity = gamma({ alpha: 2, theta: 3 });
    for (let i = 0; i < 300; i++) severity = shifted({ severity, by: 1 });
    const deep = new PricingModel(portfolio([inforce({ name: "a", frequency: poisson({ lambda: 1 }), severity })]));
    const reasons: string[][] = [];
    for (const [each, options] of [
      [model, { trials: 100 }],
      [custom, { trials: 100, seed: 1 }],
      [deep, { trials: 100, seed: 1 }],
      [model, { trials: 100, seed: 1, checkpoint: { path: join(root, "a.losses") } }],
    ] as const) {
      for (let i = 0; i < 2; i++) {
        const { execution } = await each.simulate({ ...options, cache });
        expect(execution.cached).toBe(false);
        reasons.push(execution.reasons.filter((reason) => reason.startsWith("not cached")));
      }
    }
    expect(reasons.flat()).toEqual([
      ...Array(2).fill("not cached: its seed was drawn"),
      ...Array(2).fill("not cached: its model is made of functions"),
      ...Array(2).fill("not cached: model: laws nest more than 300 deep and cannot be written"),
      ...Array(2).fill("not cached: it has a checkpoint"),
    ]);
    expect((await cache.statistics()).entries).toBe(0);
  });
});

describe("a cache", () => {
  it("forgets what was not asked for longest, in memory and on disk", async () => {
    const cache = createCache({ maxEntries: 2 });
    const at = async (seed: number): Promise<boolean> =>
      (await model.simulate({ ...run, seed, cache })).execution.cached;
    expect([await at(1), await at(2), await at(1), await at(3), await at(1), await at(2)]).toEqual([
      ...[false, false, true, false, true, false],
    ]);
    const small = createCache({ path: folder, maxEntries: 0, maxBytes: 30_000 });
    for (let seed = 0; seed < 12; seed++) await model.simulate({ ...run, seed, cache: small });
    const { folder: there, entries } = await small.statistics();
    expect(entries).toBe(0);
    expect(there!.bytes).toBeLessThanOrEqual(30_000);
    expect(there!.files).toBeGreaterThan(1);
    expect((await model.simulate({ ...run, seed: 11, cache: small })).execution.cached).toBe(true);
    expect((await model.simulate({ ...run, seed: 0, cache: small })).execution.cached).toBe(false);
  });

  it("clears what it wrote and nothing else", async () => {
    const cache = createCache({ path: folder, losses: true });
    await model.simulate({ ...run, cache });
    const plain = createCache({ path: folder });
    await model.simulate({ ...run, cache: plain });
    writeFileSync(join(folder, "mine.json"), "{}");
    expect(readdirSync(folder)).toHaveLength(3);
    await cache.clear();
    await plain.clear();
    expect(readdirSync(folder)).toEqual(["mine.json"]);
    expect((await model.simulate({ ...run, cache: plain })).execution.cached).toBe(false);
  });

  it("keeps losses when asked to, for every measure", async () => {
    const cache = createCache({ path: folder, losses: true });
    const first = await model.simulate({ ...wanted, cache });
    const again = await model.simulate({ ...wanted, cache: createCache({ path: folder, losses: true }) });
    expect(again.execution.reasons.join()).toMatch(/trials (from|of|were|in)/);
    expect(told(again)).toEqual(told(first));
    expect(again.losses).toEqual(first.losses);
    expect(again.stopLoss(12_345)).toEqual(first.stopLoss(12_345));
    const [file] = files(".losses");
    const bytes = readFileSync(file!);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(file!, bytes);
    const mended = await model.simulate({ ...wanted, cache });
    expect(mended.warnings.map(({ code }) => code)).toContain("CACHE_UNUSED");
    expect(mended.losses).toEqual(first.losses);
    const sound = await model.simulate({ ...wanted, cache });
    expect(sound.warnings.map(({ code }) => code)).not.toContain("CACHE_UNUSED");
    expect(sound.hash).toBe(first.hash);
  });

  it("serves many runs of the same at once, with and without losses", async () => {
    for (const losses of [false, true]) {
      const cache = createCache({ path: join(folder, String(losses)), losses });
      const results = await Promise.all(Array.from({ length: 6 }, () => model.simulate({ ...run, cache })));
      expect(new Set(results.map(({ hash }) => hash)).size).toBe(1);
    }
  });

  it("refuses what it does not know", async () => {
    const odd: [unknown, string][] = [
      [{ maxEntries: -1 }, "ERR_PARAMETER"],
      [{ maxBytes: 0 }, "ERR_PARAMETER"],
      [{ path: "" }, "ERR_PARAMETER"],
      [{ path: "a\0b" }, "ERR_PARAMETER"],
      [{ path: false }, "ERR_PARAMETER"],
      [{ losses: true }, "ERR_PARAMETER"],
      [{ losses: 1, path: folder }, "ERR_PARAMETER"],
      [{ folder }, "ERR_UNKNOWN_KEY"],
      [null, "ERR_PARAMETER"],
    ];
    for (const [options, code] of odd) expect((await refusal(() => createCache(options as never))).code).toBe(code);
    for (const cache of ["yes", 1, null, {}, { path: folder }]) {
      expect((await refusal(() => model.simulate({ ...run, cache: cache as never }))).code).toBe("ERR_PARAMETER");
    }
    expect((await model.simulate({ ...run, cache: false })).execution.cached).toBe(false);
  });

  it("of the user lies in the folder that XDG_CACHE_HOME names", async () => {
    const before = process.env.XDG_CACHE_HOME;
    process.env.XDG_CACHE_HOME = folder;
    try {
      await model.simulate({ ...run, cache: createCache({ path: true }) });
    } finally {
      if (before === undefined) delete process.env.XDG_CACHE_HOME;
      else process.env.XDG_CACHE_HOME = before;
    }
    expect(readdirSync(join(folder, "lundberg", "results"))).toHaveLength(1);
  });
});

describe("what is damaged or forged in the folder", () => {
  /** A folder with one entry, and what a run makes of it when something was done to it. */
  async function after(change: (path: string, text: string) => void): Promise<Result> {
    rmSync(folder, { recursive: true, force: true });
    await model.simulate({ ...run, cache: createCache({ path: folder }) });
    const [path] = files(".json");
    change(path!, readFileSync(path!, "utf8"));
    const cache = createCache({ path: folder });
    const result = await model.simulate({ ...run, cache });
    expect((await model.simulate({ ...run, cache })).execution.cached).toBe(true);
    return result;
  }

  const expected = model.simulate(run).then(({ hash }) => hash);

  it("is a miss with a warning, at every place", async () => {
    const changes: ((path: string, text: string) => void)[] = [
      (path) => writeFileSync(path, ""),
      (path) => writeFileSync(path, "null"),
      (path, text) => writeFileSync(path, text.slice(0, -1)),
      (path, text) => writeFileSync(path, text.replace(/"mean":\{"value":\d/, '"mean":{"value":9')),
      (path, text) => writeFileSync(path, `${text}\n`),
      (path, text) => writeFileSync(path, text.toUpperCase()),
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
      (path) => chmodSync(path, 0o666),
      (path, text) => {
        rmSync(path);
        writeFileSync(join(folder, "elsewhere"), text);
        symlinkSync(join(folder, "elsewhere"), path);
      },
    ];
    for (const change of changes) {
      const result = await after(change);
      expect(result.execution.cached, String(change)).toBe(false);
      expect(result.warnings.map(({ code }) => code)).toContain("CACHE_UNUSED");
      expect(result.hash).toBe(await expected);
    }
  });

  it("under another run's name is not used", async () => {
    const cache = createCache({ path: folder });
    await model.simulate({ ...run, cache });
    const [one] = files(".json");
    await model.simulate({ ...run, seed: 2, cache });
    const two = files(".json").find((path) => path !== one)!;
    writeFileSync(two, readFileSync(one!));
    const result = await model.simulate({ ...run, seed: 2, cache: createCache({ path: folder }) });
    expect([result.execution.cached, result.seed]).toEqual([false, 2n]);
    expect(result.warnings.map(({ message }) => message).join()).toMatch(/cache has .* not used: it is of another run/);
  });

  it("is refused when it is read, whatever byte is another", async () => {
    await model.simulate({ ...run, cache: createCache({ path: folder }) });
    const [path] = files(".json");
    const text = readFileSync(path!, "utf8");
    const key = path!.slice(-69, -5);
    expect(readEntry(key, text).losses.title).toBe("Portfolio of 2 components");
    for (let at = 0; at < text.length; at += 7) {
      const other = text.slice(0, at) + (text[at] === "7" ? "8" : "7") + text.slice(at + 1);
      expect(() => readEntry(key, other)).toThrow();
    }
    for (let end = 0; end < text.length; end += 13) expect(() => readEntry(key, text.slice(0, end))).toThrow();
  });

  it("cannot keep a run from being drawn, nor can a folder that cannot be", async () => {
    writeFileSync(folder, "a file");
    const cache = createCache({ path: folder });
    const result = await model.simulate({ ...run, cache });
    expect(result.hash).toBe(await expected);
    const stats = await refusal(() => cache.statistics());
    expect(stats.code).toBe("ERR_STORAGE");
    const withLosses = createCache({ path: folder, losses: true });
    expect((await model.simulate({ ...run, cache: withLosses })).hash).toBe(await expected);
  });
});
