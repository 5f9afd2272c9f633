import { afterAll, describe, expect, it } from "vitest";
import {
  ActuarialError,
  close,
  customSeverity,
  empirical,
  inforce,
  type Manifest,
  PricingModel,
  poisson,
  portfolio,
  valueVersion,
  verify,
} from "../dist/index.js";
import { fire, motor } from "./support/motorAndFire.js";

afterAll(() => close());

const model = new PricingModel(portfolio([motor, fire({ attachment: 1000, limit: 20_000 })]));
const manifestOf = async (options: object = {}): Promise<Manifest> =>
  (await model.simulate({ trials: 10_000, seed: 2026, ...options })).manifest;

/** The manifest's JSON with one thing changed. */
// biome-ignore lint/suspicious/noExplicitAny: a test reaches anywhere into JSON
async function forged(change: (json: any) => void, options: object = {}): Promise<string> {
  const json = JSON.parse(JSON.stringify(await manifestOf(options)));
  change(json);
  return JSON.stringify(json);
}

async function rejection(manifest: unknown, options?: object): Promise<ActuarialError> {
  const outcome = await verify(manifest as string, options).then(
    (done) => `verified as ${done.same}`,
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(ActuarialError);
  return outcome as ActuarialError;
}

describe("verify", () => {
  it.each([
    {},
    { components: true, outputs: ["groundUp", "claimCount", "largestClaim"] },
    { keep: "tail" },
    { keep: "tail", hash: true, components: true },
    { keep: "none" },
    { keep: "none", hash: true, outputs: ["largestClaim"] },
    { storage: "float32", levels: [0.123456789, 0.9] },
  ])("finds the same on any number of workers: %j", async (options) => {
    const manifest = await manifestOf({ ...options, workers: 1 });
    for (const given of [manifest, String(manifest), JSON.parse(JSON.stringify(manifest))]) {
      const verification = await verify(given, { workers: 2 });
      expect(verification.fields.filter(({ same }) => !same)).toEqual([]);
      expect(verification.same).toBe(true);
      expect(verification.fields.length).toBeGreaterThan(20);
      expect(verification.manifest.result).toEqual(manifest.result);
      expect(String(verification)).toMatch(
        /^10,000 years, seed 2026, run again by .*2 threads\n[\s\S]*The same to the last bit$/,
      );
    }
  });

  it("compares every hash and every measure, and no words", async () => {
    const { fields, warnings } = await verify(await manifestOf({ components: true }));
    const names = fields.map(({ field }) => field);
    expect(names).toContain("modelHash");
    expect(names).toContain("result.hash");
    expect(names).toContain("result.levels[4].tvar.high");
    expect(names).toContain("result.components[1].hash");
    expect(names.filter((name) => name.includes("warnings"))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(warnings).toEqual([]);
  });

  it.each([
    ["a hash", "result.hash", (json: { result: { hash: string } }) => (json.result.hash = "0".repeat(64))],
    [
      "the last bit of a measure",
      "result.levels[1].var.value",
      (json: { result: { levels: { var: { value: number } }[] } }) =>
        (json.result.levels[1]!.var.value *= 1 + 2 ** -52),
    ],
    ["the model's hash", "modelHash", (json: { modelHash: string }) => (json.modelHash = "0".repeat(64))],
    [
      "a measure that is missing",
      "result.skewness",
      (json: { result: { skewness?: number } }) => delete json.result.skewness,
    ],
    [
      "a measure that there is not",
      'result["mean.value"]',
      (json: { result: Record<string, number> }) => (json.result["mean.value"] = 1),
    ],
  ])("tells %s", async (_, field, change) => {
    const verification = await verify(await forged(change));
    expect(verification.same).toBe(false);
    expect(verification.fields.filter(({ same }) => !same).map((each) => each.field)).toEqual([field]);
    expect(String(verification)).toContain(`${field}: recorded `);
    expect(String(verification)).toMatch(/Different: 1 of \d+ fields$/);
  });

  it("tells another seed, another model and another count of trials by their losses", async () => {
    for (const change of [
      (json: { run: { seed: string } }) => (json.run.seed = "2027"),
      (json: { run: { trials: number } }) => (json.run.trials += 1),
      (json: { model: { components: { policies?: number }[] } }) => (json.model.components[0]!.policies = 2),
    ]) {
      const { fields } = await verify(await forged(change));
      expect(fields.find(({ field }) => field === "result.hash")?.same).toBe(false);
    }
  });

  it("warns of another kernel, another version, and losses without a hash", async () => {
    const text = await forged(
      (json) => {
        json.library.kernelId = "0123456789abcdef";
        json.library.version = "0.0.9";
      },
      { keep: "none" },
    );
    const verification = await verify(text);
    expect(verification.same).toBe(true);
    expect(verification.warnings.map(({ code }) => code)).toEqual(["OTHER_VERSION", "OTHER_KERNEL", "NOT_HASHED"]);
    expect(String(verification)).toContain('warning: recorded with kernel "0123456789abcdef"');
  });

  it("refuses another valueVersion and a later format", async () => {
    const other = await rejection(await forged((json) => (json.library.valueVersion = valueVersion + 1)));
    expect(other.code).toBe("ERR_UNSUPPORTED");
    expect(other.message).toMatch(
      /the manifest has valueVersion 1, and this library draws by 0; verify it with lundberg/,
    );
    expect((await rejection(await forged((json) => (json.format = 2)))).code).toBe("ERR_UNSUPPORTED");
  });

  it("takes the portfolio whose functions a manifest does not hold", async () => {
    const own = (power: number) =>
      portfolio([
        inforce({
          name: "odd",
          frequency: poisson({ lambda: 1 }),
          severity: customSeverity({
            name: "own",
            survival: (x) => 1 / ((1 + power * x) * (1 + power * x)),
            support: [0, Infinity],
          }),
        }),
      ]);
    const { manifest } = await new PricingModel(own(1)).simulate({ trials: 1000, seed: 1 });
    const alone = await rejection(manifest);
    expect(alone.message).toMatch(/^verify: portfolio must be given, for "odd" are made of functions/);
    expect((await verify(manifest, { portfolio: own(1) })).same).toBe(true);
    const { same, fields } = await verify(manifest, { portfolio: own(1.001) });
    expect(same).toBe(false);
    expect(fields[0]).toMatchObject({ field: "modelHash", same: false });
    // A manifest that hides it is refused where the law is read.
    const hidden = JSON.parse(String(manifest));
    hidden.unwritten = [];
    expect((await rejection(hidden)).message).toMatch(/customSeverity takes functions, which no file holds/);
  });

  it("takes data of 150,000 values and 3,000 levels", async () => {
    const values = Float64Array.from({ length: 150_000 }, (_, i) => 1 + i / 7);
    const data = inforce({ name: "data", frequency: poisson({ lambda: 2 }), severity: empirical({ values }) });
    const levels = Array.from({ length: 3000 }, (_, i) => (i + 1) / 3001);
    const { manifest } = await new PricingModel(portfolio([data])).simulate({ trials: 5000, seed: 1, levels });
    const { same, fields } = await verify(manifest);
    expect(same).toBe(true);
    expect(fields.length).toBeGreaterThan(7 * 3000);
  });

  it("can be cancelled", async () => {
    const manifest = await manifestOf();
    await expect(verify(manifest, { signal: AbortSignal.abort("no more") })).rejects.toBe("no more");
  });
});

describe("verify refuses", () => {
  const deep = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
  it.each([
    [undefined, "ERR_PARAMETER"],
    [null, "ERR_PARAMETER"],
    [7, "ERR_PARAMETER"],
    ["", "ERR_DATA"],
    ["{", "ERR_DATA"],
    ["[]", "ERR_PARAMETER"],
    ["{}", "ERR_UNSUPPORTED"],
    [deep(200_000), "ERR_PARAMETER"],
    ['{"__proto__":{"format":1}}', "ERR_UNKNOWN_KEY"],
    ['{"constructor":{"prototype":{}}}', "ERR_UNKNOWN_KEY"],
  ])("%#: what is no manifest", async (manifest, code) => {
    expect((await rejection(manifest)).code).toBe(code);
  });

  it("objects that are no data", async () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const throwing = {
      get format(): number {
        throw new Error("a trap");
      },
    };
    for (const bad of [circular, throwing, { format: 1n }]) expect((await rejection(bad)).code).toBe("ERR_DATA");
    for (const bad of [[], new Map(), { toJSON: () => undefined }]) await rejection(bad);
    await rejection(await manifestOf(), { workers: 0 });
    await rejection(await manifestOf(), { worker: 1 });
    await rejection(await manifestOf(), { portfolio: {} });
  });

  it("runs that are too large, before they begin", async () => {
    const vast = await forged((json) => (json.run.trials = 2 ** 53 - 1));
    expect((await rejection(vast)).code).toBe("ERR_TOO_LARGE");
    expect((await rejection(await manifestOf(), { memoryLimit: 1000 })).code).toBe("ERR_TOO_LARGE");
    expect((await rejection(await manifestOf(), { claimLimit: 1000 })).code).toBe("ERR_TOO_LARGE");
  });

  it("each part of it that is something else, with an ActuarialError", async () => {
    const text = JSON.stringify(await manifestOf({ components: true }));
    const oddities = [null, true, -1, 1.5, 1e300, "", "x".repeat(100), [], {}, [[]], JSON.parse(deep(2000))];
    const paths = [
      ...["format", "library", "library.version", "library.valueVersion", "library.kernelId", "model", "modelHash"],
      ...["unwritten", "run", "run.trials", "run.seed", "run.keep", "run.storage", "run.levels", "run.outputs"],
      ...["run.components", "run.hash", "model.components", "model.components.0", "model.components.0.name"],
      ...["model.components.0.frequency", "model.components.0.frequency.poisson", "model.components.1.terms"],
      ...["model.components.0.severity.gamma.alpha", "model.components.1.terms.limit", "result"],
    ];
    let refused = 0;
    for (const path of paths) {
      for (const oddity of oddities) {
        const json = JSON.parse(text);
        const steps = path.split(".");
        const last = steps.pop()!;
        let at = json;
        for (const step of steps) at = at[step];
        at[last] = oddity;
        // Few trials: what is no error after all is run.
        if (path !== "run" && path !== "run.trials") json.run.trials = 10;
        const outcome = await verify(JSON.stringify(json), { workers: 1 }).catch((error: unknown) => error);
        if (outcome instanceof ActuarialError) refused += 1;
        else expect((outcome as { same: unknown }).same, `${path} ${JSON.stringify(oddity)?.slice(0, 50)}`).toBe(false);
      }
    }
    expect(refused).toBeGreaterThan(200);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
