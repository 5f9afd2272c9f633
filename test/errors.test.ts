import { describe, expect, it } from "vitest";
import {
  ActuarialError,
  errorCodes,
  gamma,
  inforce,
  negativeBinomial,
  PricingModel,
  poisson,
  portfolio,
  riskMeasures,
} from "../dist/index.js";

const component = inforce({ name: "a", frequency: poisson({ lambda: 5 }), severity: gamma({ alpha: 2, theta: 1000 }) });
const model = new PricingModel(portfolio([component]));

async function rejection(options: unknown): Promise<ActuarialError> {
  const outcome = await model.simulate(options as never).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(ActuarialError);
  return outcome as ActuarialError;
}

describe("simulate refuses", () => {
  it.each([
    [undefined, "ERR_PARAMETER", /^simulate must be an object with trials, .*, got undefined/],
    [null, "ERR_PARAMETER", /got null/],
    [{}, "ERR_PARAMETER", /^simulate: trials must be an integer from 1 to 2\^53 - 1, got undefined/],
    [{ trials: 0 }, "ERR_PARAMETER", /got 0/],
    [{ trials: 1.5 }, "ERR_PARAMETER", /got 1.5/],
    [{ trials: Number.NaN }, "ERR_PARAMETER", /got NaN/],
    [{ trials: 2n }, "ERR_PARAMETER", /got 2n/],
    [{ trials: "1e6" }, "ERR_PARAMETER", /got "1e6"/],
    [{ trails: 10 }, "ERR_UNKNOWN_KEY", /unknown key "trails"; known are trials, seed/],
    [{ trials: 10, seed: -1 }, "ERR_PARAMETER", /simulate: seed .*got -1/],
    [{ trials: 10, seed: 1.5 }, "ERR_PARAMETER", /simulate: seed .*got 1.5/],
    [{ trials: 10, seed: 1n << 64n }, "ERR_PARAMETER", /simulate: seed/],
    [{ trials: 10, seed: "1" }, "ERR_PARAMETER", /simulate: seed/],
    [{ trials: 10, workers: 0 }, "ERR_PARAMETER", /workers must be an integer from 1 to 1024 or "auto", got 0/],
    [{ trials: 10, workers: 1e6 }, "ERR_PARAMETER", /workers/],
    [{ trials: 10, workers: "many" }, "ERR_PARAMETER", /workers/],
    [{ trials: 10, levels: [] }, "ERR_PARAMETER", /levels/],
    [{ trials: 10, levels: [0.9, 1] }, "ERR_PARAMETER", /simulate: levels\[1\] .*got 1/],
    [{ trials: 10, levels: 0.99 }, "ERR_PARAMETER", /levels/],
    [{ trials: 10, components: 1 }, "ERR_PARAMETER", /components must be true or false, got 1/],
    [{ trials: 10, signal: {} }, "ERR_PARAMETER", /signal must be an AbortSignal/],
    [{ trials: 10, onProgress: true }, "ERR_PARAMETER", /onProgress must be a function/],
    [{ trials: 10, keep: "some" }, "ERR_PARAMETER", /keep must be "losses" or "tail" or "none"/],
    [{ trials: 10, storage: "float16" }, "ERR_PARAMETER", /storage must be "float64" or "float32", got "float16"/],
    [{ trials: 10, storage: 32 }, "ERR_PARAMETER", /storage .*got 32/],
    [{ trials: 10, outputs: "groundUp" }, "ERR_PARAMETER", /outputs must be an array of groundUp, claimCount/],
    [{ trials: 10, checkpoint: { path: "x", every: 1 } }, "ERR_UNKNOWN_KEY", /checkpoint: unknown key "every"/],
    [{ trials: 10, until: {} }, "ERR_PARAMETER", /until.measure must be "mean" or "var" or "tvar", got undefined/],
    [{ trials: 10, until: { measure: "tvar", relativeError: 0.1 } }, "ERR_PARAMETER", /until.level must be a number/],
    [{ trials: 10, until: { measure: "mean", relativeError: 0 } }, "ERR_PARAMETER", /relativeError .* > 0, got 0/],
    [
      { trials: 10, until: { measure: "mean", level: 0.9, relativeError: 0.1 } },
      "ERR_PARAMETER",
      /until.level must be left out with measure "mean", got 0.9/,
    ],
    [{ trials: 10, until: { measure: "mean", error: 0.1 } }, "ERR_UNKNOWN_KEY", /until: unknown key "error"/],
    [
      { trials: 10, keep: "tail", until: { measure: "var", level: 0.8, relativeError: 0.1 } },
      "ERR_PARAMETER",
      /until.level must be at least 0.9, the lowest of levels, with keep "tail", got 0.8/,
    ],
    [
      { trials: 1e10, keep: "none", until: { measure: "mean", relativeError: 0.1 } },
      "ERR_UNSUPPORTED",
      /trials must be at most 8589934592 with until and keep "none", got 10000000000/,
    ],
    [{ trials: 10, numaPolicy: "near" }, "ERR_PARAMETER", /numaPolicy must be "auto" or "local" or .*, got "near"/],
    [{ trials: 10, profile: "constructor" }, "ERR_PARAMETER", /profile must be "throughput" or .*, got "constructor"/],
    [{ trials: 2 ** 53 - 1, claimLimit: Infinity }, "ERR_TOO_LARGE", /need \d+ bytes, available are \d+/],
    [{ trials: 1000, memoryLimit: 7999 }, "ERR_TOO_LARGE", /1000 trials need 8000 bytes, available are 7999/],
    [{ trials: 1000, claimLimit: 999 }, "ERR_TOO_LARGE", /^a: 1000 trials draw about .* claimLimit/],
  ] as [unknown, string, RegExp][])("%o with %s", async (options, code, message) => {
    const error = await rejection(options);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  it("options that a prototype smuggles in", async () => {
    const smuggled = Object.assign(Object.create({ workers: 999 }), { trials: 10, seed: 1 });
    expect((await model.simulate(smuggled)).trials).toBe(10);
    const error = await rejection(JSON.parse('{"trials":10,"__proto__":{"workers":999}}'));
    expect(error.code).toBe("ERR_UNKNOWN_KEY");
  });

  it("a billion claims in each of a million trials, before allocating", async () => {
    const huge = inforce({
      name: "huge",
      frequency: poisson({ lambda: 1e9 }),
      severity: gamma({ alpha: 2, theta: 1 }),
      terms: { deductible: 1 },
    });
    const outcome = new PricingModel(portfolio([huge])).simulate({ trials: 1e6 });
    await expect(outcome).rejects.toMatchObject({ code: "ERR_TOO_LARGE", message: expect.stringMatching(/^huge: /) });
  });
});

describe("a model refuses", () => {
  it("what is no portfolio", () => {
    for (const bad of [undefined, null, {}, [component], component]) {
      expect(() => new PricingModel(bad as never)).toThrow(/^PricingModel: portfolio must be a portfolio, got/);
    }
  });

  it("counts that no double can hold", async () => {
    const vast = inforce({
      name: "vast",
      frequency: negativeBinomial({ r: 1e10, beta: 1e10 }),
      severity: gamma({ alpha: 2, theta: 1 }),
    });
    const outcome = new PricingModel(portfolio([vast])).simulate({ trials: 1 });
    await expect(outcome).rejects.toMatchObject({ code: "ERR_TOO_LARGE" });
  });
});

describe("a result refuses", () => {
  it("what was not kept, what there is not, and everything once released", async () => {
    const result = await model.simulate({ trials: 5000, seed: 1 });
    expect(() => result.component("b")).toThrow(expect.objectContaining({ code: "ERR_UNKNOWN_COMPONENT" }));
    expect(() => result.component("a")).toThrow(expect.objectContaining({ code: "ERR_NOT_KEPT" }));
    for (const read of [() => result.oep(), () => result.groundUp, () => result.claimCount]) {
      expect(read).toThrow(expect.objectContaining({ code: "ERR_NOT_KEPT" }));
    }
    for (const p of [0, 1, -1, Number.NaN, "0.9", null, undefined, 2n]) {
      expect(() => result.var(p as never)).toThrow(expect.objectContaining({ code: "ERR_PARAMETER" }));
      expect(() => result.tvar(p as never)).toThrow(expect.objectContaining({ code: "ERR_PARAMETER" }));
    }
    result.release();
    result.release();
    for (const read of [
      () => result.losses,
      () => result.mean,
      () => result.var(0.9),
      () => String(result),
      () => result.hash,
    ]) {
      expect(read).toThrow(expect.objectContaining({ code: "ERR_RELEASED" }));
    }
    expect(result.trials).toBe(5000);
  });
});

describe("every error", () => {
  it("has a code of the table", () => {
    expect(Object.keys(errorCodes).every((code) => /^ERR_[A-Z_]+$/.test(code))).toBe(true);
    try {
      riskMeasures([1, 2] as never, { levels: [0.9] });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ActuarialError);
      expect((error as ActuarialError).code in errorCodes).toBe(true);
      expect((error as ActuarialError).name).toBe("ActuarialError");
    }
  });
});
