import { afterAll, describe, expect, it } from "vitest";
import {
  close,
  customSeverity,
  inforce,
  kernelId,
  lognormal,
  type Manifest,
  modelHash,
  PricingModel,
  poisson,
  portfolio,
  valueVersion,
} from "../dist/index.js";
import { canonicalModel } from "../dist/portfolio/canonical.js";
import { lossHash } from "../dist/simulation/hash.js";
import { fire, motor } from "./support/motorAndFire.js";

afterAll(() => close());

const book = portfolio([motor, fire({ attachment: 1000 })]);
const model = new PricingModel(book);
const seed = 2n ** 64n - 1n;

describe("the manifest of a run", () => {
  it("says what was run, by what, and what came out", async () => {
    const outputs = ["largestClaim", "groundUp"] as const;
    const result = await model.simulate({ trials: 20_000, seed, components: true, outputs, levels: [0.99, 0.5] });
    const { manifest } = result;
    const { machine, execution, result: recorded, ...rest } = JSON.parse(JSON.stringify(manifest));
    expect(rest).toEqual({
      format: 1,
      library: { version: "0.1.0", valueVersion, kernelId },
      model: JSON.parse(canonicalModel(book)),
      modelHash: modelHash(book),
      unwritten: [],
      run: {
        ...{ trials: 20_000, seed: "18446744073709551615", keep: "losses", storage: "float64", levels: [0.99, 0.5] },
        ...{ outputs: ["groundUp", "largestClaim"], components: true, hash: false },
      },
    });
    expect(kernelId).toMatch(/^[0-9a-f]{16}$/);
    expect(machine).toEqual({ node: process.versions.node, architecture: process.arch, processor: expect.anything() });
    expect(execution).toEqual({ workers: result.execution.workers, blocksRerun: 0 });
    const measured = (of: typeof result) => ({
      hash: lossHash(of.losses),
      mean: of.mean,
      standardDeviation: of.standardDeviation,
      skewness: of.skewness,
      probabilityOfLoss: of.probabilityOfLoss,
      levels: [0.99, 0.5].map((level) => ({ level, var: of.var(level), tvar: of.tvar(level) })),
      warnings: of.warnings,
    });
    expect(manifest.result).toMatchObject(measured(result));
    expect(manifest.result.outputs.groundUp).toMatchObject(measured(result.groundUp));
    const [first] = result.oep([100]);
    expect(manifest.result.outputs.largestClaim?.levels[0]?.var).toEqual({
      ...{ value: first!.loss, low: first!.low, high: first!.high },
    });
    expect(manifest.result.components.map(({ name }) => name)).toEqual(["motor", "fire"]);
    expect(manifest.result.components[1]).toMatchObject(measured(result.component("fire")));
    expect(manifest.result.components[1]!.outputs.groundUp).toMatchObject(measured(result.component("fire").groundUp));
    expect(Object.keys(manifest.result.outputs)).toEqual(["groundUp", "largestClaim"]);
    // The variance of fire is infinite, and so its mean's error; JSON has no word for it.
    expect(manifest.result.standardDeviation).toBe(Infinity);
    expect(recorded.standardDeviation).toBe("Infinity");
    expect(recorded.levels[0].tvar.low).toBe("NaN");
    expect(recorded.mean.value).toBe(result.mean.value);
  });

  it("is one frozen value for the run and its parts, read before the result is released or never", async () => {
    const result = await model.simulate({ trials: 5000, seed: 1, components: true });
    const late = await model.simulate({ trials: 5000, seed: 1 });
    late.release();
    expect(() => late.manifest).toThrow(expect.objectContaining({ code: "ERR_RELEASED" }));
    const { manifest } = result;
    expect(result.component("fire").manifest).toBe(manifest);
    result.release();
    expect(result.manifest).toBe(manifest);
    const frozen = (value: unknown): boolean =>
      typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(frozen));
    expect(frozen(manifest)).toBe(true);
  });

  it("is the same text for the same run, on any number of workers but for that number", async () => {
    const texts: string[] = [];
    for (const workers of [1, 2, 1]) {
      const { manifest } = await model.simulate({ trials: 20_000, seed: 3, workers });
      expect(JSON.stringify(JSON.parse(String(manifest)))).toBe(JSON.stringify(manifest));
      texts.push(JSON.stringify(manifest));
    }
    expect(texts[2]).toBe(texts[0]);
    expect(texts[1]!.replace('"workers":2', '"workers":1')).toBe(texts[0]);
  });

  it("has no hash where losses were neither kept nor hashed", async () => {
    const of = async (options: object): Promise<Manifest> =>
      (await model.simulate({ trials: 20_000, seed: 1, ...options })).manifest;
    const kept = await of({});
    for (const keep of ["tail", "none"] as const) {
      expect((await of({ keep })).result.hash).toBeNull();
      expect((await of({ keep, hash: true })).result.hash).toBe(kept.result.hash);
    }
  });

  it("names the components whose functions it does not hold", async () => {
    const survival = (x: number): number => 1 / ((1 + x) * (1 + x));
    const own = customSeverity({ name: "own", survival, support: [0, Infinity] });
    const odd = inforce({ name: "odd", frequency: poisson({ lambda: 1 }), severity: own });
    const plain = inforce({
      name: "plain",
      frequency: poisson({ lambda: 1 }),
      severity: lognormal({ mu: 1, sigma: 1 }),
    });
    const { manifest } = await new PricingModel(portfolio([plain, odd])).simulate({ trials: 100, seed: 1 });
    expect(manifest.unwritten).toEqual(["odd"]);
  });

  it("tells nothing of which machine it was", async () => {
    const { manifest } = await model.simulate({ trials: 100, seed: 1 });
    const os = await import("node:os");
    for (const secret of [os.hostname(), os.userInfo().username, process.cwd(), os.homedir(), os.tmpdir()]) {
      if (secret.length > 4) expect(String(manifest)).not.toContain(secret);
    }
  });
});
