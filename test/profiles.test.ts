import { afterAll, describe, expect, it } from "vitest";
import { profileNames } from "../dist/hardware/overrides.js";
import { close, profiles, type SimulateOptions, verify } from "../dist/index.js";
import { keepModels } from "./support/keepModels.js";

// Options by the name of a profile, and by the environment.

afterAll(() => close());

const model = keepModels.portfolio!;
const run = { trials: 60_000, seed: 5, hash: true } as const;

async function withVariables<T>(variables: Record<string, string>, work: () => Promise<T>): Promise<T> {
  Object.assign(process.env, variables);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
  }
}

const reasonsOf = async (options: object): Promise<readonly string[]> =>
  (await model.simulate({ ...run, workers: 1, ...options })).execution.reasons;

describe("a profile", () => {
  it("never changes a loss, nor does a number of workers", async () => {
    const { hash } = await model.simulate({ ...run, workers: 1 });
    const measures = (await model.simulate({ ...run, workers: 1 })).tvar(0.99);
    for (const profile of profileNames) {
      for (const workers of [1, 2, 3, "auto"] as const) {
        for (const numaPolicy of ["auto", "interleave"] as const) {
          const result = await model.simulate({ ...run, profile, workers, numaPolicy });
          expect(result.hash, `${profile} ${workers} ${numaPolicy}`).toBe(hash);
          expect(result.tvar(0.99)).toEqual(measures);
        }
      }
      // A hash that was not asked for is there too.
      expect((await model.simulate({ trials: run.trials, seed: run.seed, profile })).hash, profile).toBe(hash);
    }
  });

  it("sets what the table says, but for what is given", async () => {
    for (const profile of profileNames) {
      const named = await model.simulate({ trials: 5000, seed: 1, workers: 1, profile });
      const spelled = await model.simulate({ trials: 5000, seed: 1, ...profiles[profile], workers: 1 });
      expect(named.manifest.run).toEqual(spelled.manifest.run);
      expect(named.manifest.run.keep).toBe(profile === "memory" ? "tail" : "losses");
    }
    const given: Partial<SimulateOptions> = { keep: "losses", hash: false, numaPolicy: "auto" };
    const kept = await model.simulate({ trials: 5000, seed: 1, workers: 1, profile: "memory", ...given });
    expect(kept.losses).toHaveLength(5000);
    expect(kept.manifest.run.hash).toBe(false);
    expect(kept.execution.reasons[0]).toBe("profile memory: the defaults");
  });

  it("says what it set", async () => {
    expect((await reasonsOf({ hash: undefined, profile: "memory" }))[0]).toBe(
      "profile memory: keep tail, hash true, numaPolicy off",
    );
    expect((await reasonsOf({ profile: "memory", keep: "none" }))[0]).toBe("profile memory: numaPolicy off");
    expect((await reasonsOf({ profile: "throughput", workers: undefined }))[0]).toBe(
      "profile throughput: workers auto, numaPolicy auto",
    );
    expect((await reasonsOf({ profile: "balanced" }))[0]).toBe("profile balanced: the defaults");
    expect((await reasonsOf({}))[0]).toBe("1 workers as asked");
  });

  it("is frozen data", () => {
    expect(Object.keys(profiles).sort()).toEqual([...profileNames].sort());
    for (const value of [profiles, ...Object.values(profiles)]) expect(Object.isFrozen(value)).toBe(true);
  });
});

describe("the environment", () => {
  it("names a profile and a policy for runs that name none, and the policy goes before the profile's", async () => {
    const environment = { LUNDBERG_PROFILE: "memory", LUNDBERG_NUMA: "interleave" };
    await withVariables(environment, async () => {
      const reasons = await reasonsOf({});
      expect(reasons.slice(0, 2)).toEqual([
        "numaPolicy interleave by LUNDBERG_NUMA",
        "profile memory by LUNDBERG_PROFILE: keep tail",
      ]);
      expect(reasons.at(-1)).toMatch(/^numaPolicy interleave: /);
      const own = await reasonsOf({ profile: "latency", numaPolicy: "local" });
      expect(own[0]).toBe("profile latency: the defaults");
      expect(own.at(-1)).toMatch(/^numaPolicy local: /);
    });
  });

  it("changes neither a loss nor what verify runs again", async () => {
    const plain = await model.simulate({ ...run, workers: 1 });
    await withVariables({ LUNDBERG_PROFILE: "memory", LUNDBERG_NUMA: "local" }, async () => {
      expect((await model.simulate({ ...run, workers: 1 })).hash).toBe(plain.hash);
      expect((await verify(plain.manifest)).same).toBe(true);
    });
  });

  it.each([
    [{ LUNDBERG_NUMA: "near" }, /^LUNDBERG_NUMA must be "auto" or "local" or "interleave" or "off", got "near"$/],
    [{ LUNDBERG_PROFILE: "toString" }, /^LUNDBERG_PROFILE must be "throughput" or .*, got "toString"$/],
  ])("that is mistaken makes a run reject: %o", async (variables, message) => {
    const error = await withVariables(variables, () => model.simulate(run).catch((reason: unknown) => reason));
    expect(error).toMatchObject({ code: "ERR_PARAMETER", message: expect.stringMatching(message) });
  });
});
