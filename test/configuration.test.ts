import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type ActuarialError, close, readConfiguration } from "../dist/index.js";
import { optionNames } from "../dist/simulation/options.js";
import { lundberg } from "./support/command.js";
import { keepModels } from "./support/keepModels.js";

// Options in a file.

const folder = mkdtempSync(join(tmpdir(), "lundberg-configuration-"));
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const rejection = (path: unknown): Promise<ActuarialError> =>
  readConfiguration(path as string).then(
    () => expect.unreachable(),
    (error: ActuarialError) => error,
  );

const toml = `
# A nightly run.
trials = 1_000_000
seed = 9223372036854775807
workers = "auto"
levels = [0.9, 0.995]
outputs = ["groundUp", "claimCount"]
components = true
hash = true
memoryLimit = 4e9
claimLimit = inf
keep = "tail"
storage = "float32"
numaPolicy = "local"
profile = "memory"
until = { measure = "tvar", level = 0.995, relativeError = 0.005 }
cache = true

[checkpoint]
path = "book.losses"
everyTrials = 65_536
`;
const options = {
  trials: 1_000_000,
  seed: 2n ** 63n - 1n,
  workers: "auto",
  levels: [0.9, 0.995],
  outputs: ["groundUp", "claimCount"],
  components: true,
  hash: true,
  memoryLimit: 4e9,
  claimLimit: Infinity,
  keep: "tail",
  storage: "float32",
  numaPolicy: "local",
  profile: "memory",
  until: { measure: "tvar", level: 0.995, relativeError: 0.005 },
  cache: true,
  checkpoint: { path: "book.losses", everyTrials: 65_536 },
};

describe("a configuration", () => {
  it("has every option that is data, in TOML and in JSON, and no other", async () => {
    const json = JSON.stringify({ ...options, seed: `${options.seed}`, claimLimit: "Infinity" });
    expect(await readConfiguration(file("run.toml", toml))).toEqual(options);
    expect(await readConfiguration(file("run.json", json))).toEqual(options);
    // With a byte order mark, and lines as Windows ends them.
    expect(await readConfiguration(file("marked.toml", `\uFEFF${toml.replaceAll("\n", "\r\n")}`))).toEqual(options);
    const data = optionNames.filter((name) => name !== "signal" && name !== "onProgress");
    // Which cannot be together with some of the others.
    const alone = { trials: 100_000, varianceReduction: "largestClaim" };
    expect(await readConfiguration(file("alone.json", JSON.stringify(alone)))).toEqual(alone);
    expect([...Object.keys(options), "varianceReduction"].sort()).toEqual(data.sort());
  });

  it("leaves open what is not written", async () => {
    expect(await readConfiguration(file("empty.toml", ""))).toEqual({});
    expect(await readConfiguration(file("empty.json", "{}"))).toEqual({});
    const { reasons } = (
      await keepModels.continuous!.simulate({
        ...{ trials: 100, ...(await readConfiguration(file("p.toml", 'profile = "latency"\nworkers = 1'))) },
      })
    ).execution;
    expect(reasons[0]).toBe("profile latency: numaPolicy local");
  });

  it("has the same losses as the same options in code, to the last digit of a seed", async () => {
    for (const seed of [0n, 7n, 2n ** 53n + 1n, 2n ** 63n - 1n, 2n ** 64n - 1n]) {
      const { hash } = await keepModels.continuous!.simulate({ trials: 2000, seed });
      const texts = [["s.json", `{ "trials": 2000, "seed": "${seed}" }`]];
      if (seed < 2n ** 63n) texts.push(["s.toml", `trials = 2000\nseed = ${seed}`]);
      if (seed < 2n ** 53n) texts.push(["n.json", `{ "trials": 2000, "seed": ${seed} }`]);
      for (const [name, text] of texts) {
        const read = await readConfiguration(file(name!, text!));
        expect((await keepModels.continuous!.simulate(read as { trials: number })).hash, `${name} ${seed}`).toBe(hash);
      }
    }
  });

  it.each([
    ["trails = 1", "ERR_UNKNOWN_KEY", /^FILE: unknown key "trails"; known are trials, seed, /],
    ["signal = 1", "ERR_UNKNOWN_KEY", /^FILE: unknown key "signal"/],
    ["__proto__ = { workers = 9 }", "ERR_UNKNOWN_KEY", /^FILE: unknown key "__proto__"/],
    ["[__proto__]\nworkers = 9", "ERR_UNKNOWN_KEY", /^FILE: unknown key "__proto__"/],
    ["[constructor.prototype]\nworkers = 9", "ERR_UNKNOWN_KEY", /^FILE: unknown key "constructor"/],
    ["[checkpoint]\npath = 'a'\n__proto__ = 1", "ERR_UNKNOWN_KEY", /^FILE: checkpoint: unknown key "__proto__"/],
    ["[checkpoint]\neveryTrials = 1", "ERR_PARAMETER", /^FILE: checkpoint.path must be a non-empty string/],
    ["trials = 0", "ERR_PARAMETER", /^FILE: trials must be an integer from 1 to 2\^53 - 1, got 0$/],
    ["trials = 9223372036854775807", "ERR_PARAMETER", /^FILE: trials must be .*, got 9223372036854775807n$/],
    ["workers = '4'", "ERR_PARAMETER", /^FILE: workers must be an integer from 1 to 1024 or "auto", got "4"$/],
    ["levels = [1.5]", "ERR_PARAMETER", /^FILE: levels\[0\] must be/],
    ["levels = 2026-01-01", "ERR_PARAMETER", /^FILE: levels must be an array of numbers, got an object$/],
    ["profile = 'fast'", "ERR_PARAMETER", /^FILE: profile must be "throughput" or .*, got "fast"$/],
    ["numaPolicy = true", "ERR_PARAMETER", /^FILE: numaPolicy must be .*, got true$/],
    ["seed = -1", "ERR_PARAMETER", /^FILE: seed must be an integer >= 0 and below 2\^64, got -1$/],
    ["seed = '99999999999999999999'", "ERR_PARAMETER", /^FILE: seed must be an integer >= 0 and below 2\^64/],
    ["seed = 1e19", "ERR_PARAMETER", /^FILE: seed must be text of digits where it is above 2\^53/],
    ["keep = 'none'\nkeep = 'tail'", "ERR_DATA", /^FILE:2:\d+: /],
    ["trials = ", "ERR_DATA", /^FILE:1:\d+: /],
    ["trials = '\u001b[31m", "ERR_DATA", /^FILE:1:\d+: \P{Cc}*$/u],
    [`levels = ${"[".repeat(20_000)}`, "ERR_DATA", /^FILE:1:\d+: /],
  ])("in TOML, %s", async (text, code, message) => {
    const path = file("bad.toml", text);
    const error = await rejection(path);
    expect(error.code).toBe(code);
    expect(error.message.replace(path, "FILE")).toMatch(message);
    expect(({} as { workers?: number }).workers).toBeUndefined();
  });

  it.each([
    ['{ "__proto__": { "workers": 9 } }', "ERR_UNKNOWN_KEY", /^FILE: unknown key "__proto__"/],
    ['{ "onProgress": null }', "ERR_UNKNOWN_KEY", /^FILE: unknown key "onProgress"/],
    ['{ "trials": null }', "ERR_PARAMETER", /^FILE: trials must be .*, got null$/],
    ['{ "seed": 9007199254740993 }', "ERR_PARAMETER", /^FILE: seed must be text of digits/],
    ['{ "memoryLimit": "lots" }', "ERR_PARAMETER", /^FILE: memoryLimit must be a number > 0 or Infinity, got "lots"$/],
    ["[1]", "ERR_PARAMETER", /^FILE must be an object with trials, .*, got an array of 1$/],
    ["null", "ERR_PARAMETER", /^FILE must be an object with .*, got null$/],
    ["", "ERR_DATA", /^FILE: is no JSON: /],
    ['{ "a": \u0007 }', "ERR_DATA", /^FILE: is no JSON: \P{Cc}*$/u],
    ["[".repeat(60_000), "ERR_DATA", /^FILE: is no JSON: /],
  ])("in JSON, %s", async (text, code, message) => {
    const path = file("bad.json", text);
    const error = await rejection(path);
    expect(error.code).toBe(code);
    expect(error.message.replace(path, "FILE")).toMatch(message);
  });

  it("is a small regular file of text, by its name in one of two formats", async () => {
    const code = async (path: unknown): Promise<string> => (await rejection(path)).code;
    expect(await code(join(folder, "absent.toml"))).toBe("ERR_STORAGE");
    expect(await code(join(folder, "no", "folder.toml"))).toBe("ERR_STORAGE");
    mkdirSync(join(folder, "folder.toml"));
    expect(await code(join(folder, "folder.toml"))).toBe("ERR_STORAGE");
    expect(await code(file("large.toml", `${"#".repeat(65_536)}\n`))).toBe("ERR_STORAGE");
    expect(await readConfiguration(file("full.toml", "#".repeat(65_536)))).toEqual({});
    expect(await code(file("bytes.toml", Uint8Array.of(0x23, 0xff, 0xfe)))).toBe("ERR_DATA");
    for (const path of ["run.yaml", "run", "", ".toml", "a\0.toml", 7, null, undefined, {}, ["run.toml"]]) {
      expect(await code(path), String(path)).toBe("ERR_PARAMETER");
    }
    if (process.platform !== "win32") {
      symlinkSync("/dev/zero", join(folder, "endless.toml"));
      expect(await code(join(folder, "endless.toml"))).toBe("ERR_STORAGE");
      file("real.toml", "trials = 5");
      symlinkSync("real.toml", join(folder, "link.toml"));
      expect(await readConfiguration(join(folder, "link.toml"))).toEqual({ trials: 5 });
    }
  });
});

describe("lundberg simulate --config", () => {
  const book = file(
    "book.yaml",
    "components:\n  - { name: a, frequency: { poisson: { lambda: 2 } }, severity: { exponential: { theta: 1 } } }\n",
  );
  const facts = async (
    ...args: string[]
  ): Promise<{ trials: number; seed: string; hash?: string; levels: unknown[] }> =>
    JSON.parse((await lundberg("simulate", book, "--json", ...args)).stdout);

  it("runs with what the file says, and a flag goes before it", async () => {
    const config = file("cli.toml", 'trials = 5000\nseed = 3\nhash = true\nlevels = [0.5]\nkeep = "none"\nworkers = 1');
    const run = await facts("--config", config);
    expect(run).toMatchObject({ trials: 5000, seed: "3", levels: [{ level: 0.5 }] });
    expect(run.hash).toBe((await facts("--trials=5000", "--seed=3", "--hash")).hash);
    expect(await facts("--config", config, "--seed=4", "--trials", "10")).toMatchObject({ trials: 10, seed: "4" });
  });

  it("is not looked for", async () => {
    file("lundberg.config.toml", "trials = 10");
    expect(await lundberg("simulate", book)).toMatchObject({ code: 2 });
  });

  it("says what is wrong, by the file or by the flag", async () => {
    const config = file("wrong.toml", "trials = 10\nkeep = 'some'");
    const wrong = await lundberg("simulate", book, "--config", config);
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining(`${config}: keep must be "losses" or`) });
    const flag = await lundberg("simulate", book, "--trials=10", "--numa-policy=near");
    expect(flag).toMatchObject({ code: 2, stderr: expect.stringContaining('--numa-policy must be "auto" or "local"') });
    const profile = await lundberg("simulate", book, "--trials=10", "--profile", "fast");
    expect(profile).toMatchObject({ code: 2, stderr: expect.stringContaining('--profile must be "throughput" or') });
  });
});
