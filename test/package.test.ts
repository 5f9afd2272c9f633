import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ActuarialError } from "../dist/errors.js";
import * as door from "../dist/index.js";
import { libraryVersion } from "../dist/libraryVersion.js";

/** The package as `npm pack` would make it, installed in an empty folder, where it can lean on nothing of the repository. */
const root = resolve(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "lundberg-package-"));
const installed = join(folder, "node_modules", "lundberg");
let files: string[] = [];
let unpackedSize = 0;

const run = promisify(execFile);
const node = (...args: string[]): Promise<{ stdout: string }> => run(process.execPath, args, { cwd: folder });
const read = (file: string): string => readFileSync(join(installed, file), "utf8");

beforeAll(async () => {
  // Without prepack, which would build anew under the other tests.
  const pack = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const { stdout } = await run("npm", pack, { cwd: root, shell: process.platform === "win32" });
  const [packed] = JSON.parse(stdout) as [{ files: { path: string }[]; unpackedSize: number }];
  files = packed.files.map(({ path }) => path);
  unpackedSize = packed.unpackedSize;
  for (const file of files) cpSync(join(root, file), join(installed, file));
  symlinkSync(join(root, "node_modules/yaml"), join(folder, "node_modules/yaml"), "junction");
  // A caller's compiler knows Node's types, and not the browser's.
  mkdirSync(join(folder, "node_modules", "@types"));
  symlinkSync(join(root, "node_modules/@types/node"), join(folder, "node_modules/@types/node"), "junction");
  symlinkSync(join(root, "node_modules/undici-types"), join(folder, "node_modules/undici-types"), "junction");
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the package", () => {
  it("knows its own version", () => {
    expect(libraryVersion).toBe(JSON.parse(read("package.json")).version);
  });

  it("holds what a caller loads or reads, and no more", () => {
    expect(files.filter((file) => !file.endsWith(".d.ts")).sort()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "dist/bench.js",
      "dist/bench.js.map",
      "dist/cli.js",
      "dist/cli.js.map",
      "dist/cli/modelFile/index.js",
      "dist/command.js",
      "dist/command.js.map",
      "dist/index.js",
      "dist/kernel.wasm",
      "dist/lundberg.js",
      "dist/lundberg.js.map",
      "dist/modelFile.js",
      "dist/modelFile.js.map",
      "dist/portfolio/reading/readPortfolio.js",
      "dist/reading.js",
      "dist/reading.js.map",
      "dist/words.js",
      "dist/words.js.map",
      "dist/worker.cjs",
      "dist/worker.cjs.map",
      "package.json",
    ]);
    expect(files.filter((file) => file.endsWith(".d.ts") && !file.startsWith("dist/"))).toEqual([]);
    expect(unpackedSize).toBeLessThan(3_900_000);
  });

  it("loads one file and a few words behind its door, another file in a thread, and modules of Node", () => {
    const loaded = (file: string): string[] =>
      [...read(file).matchAll(/^(?:import|export)\b[^"\n]*"([^"\n]+)";$|\brequire\("([^"\n]+)"\)/gm)]
        .map(([, imported, required]) => imported ?? required ?? "")
        .sort();
    expect(loaded("dist/index.js")).toEqual(["./lundberg.js"]);
    expect(loaded("dist/lundberg.js")).toEqual([
      "./words.js",
      "node:crypto",
      "node:events",
      "node:fs",
      "node:fs/promises",
      "node:os",
      "node:path",
      "node:timers/promises",
      "node:worker_threads",
      "node:zlib",
    ]);
    expect(loaded("dist/worker.cjs")).toEqual(["node:worker_threads"]);
    expect(loaded("dist/cli/modelFile/index.js")).toEqual(["../../modelFile.js"]);
    expect(loaded("dist/modelFile.js")).toEqual([
      "./lundberg.js",
      "./reading.js",
      "./words.js",
      "node:fs",
      "node:path",
      "yaml",
    ]);
    expect(loaded("dist/portfolio/reading/readPortfolio.js")).toEqual(["../../reading.js"]);
    expect(loaded("dist/reading.js")).toEqual(["./lundberg.js", "./words.js"]);
    // Help and mistaken flags wait for nothing else.
    expect(loaded("dist/cli.js")).toEqual(["./command.js"]);
    expect(loaded("dist/command.js")).toEqual(["./words.js", "node:fs", "node:path", "node:util"]);
    expect(loaded("dist/words.js")).toEqual([]);
    // Not with the library: who simulates measures nothing.
    expect(loaded("dist/bench.js")).toEqual(["./lundberg.js", "node:child_process", "node:util"]);
  });

  it("computes on threads of its own what the repository computes", async () => {
    writeFileSync(
      join(folder, "run.js"),
      `const [, , door, workers] = process.argv;
      const { gamma, inforce, lognormal, poisson, portfolio, PricingModel } = await import(door);
      const model = new PricingModel(portfolio([
        inforce({ name: "a", frequency: poisson({ lambda: 5 }), severity: gamma({ alpha: 2, theta: 1000 }) }),
        inforce({ name: "b", frequency: poisson({ lambda: 2 }), severity: lognormal({ mu: 7, sigma: 1 }) }),
      ]));
      console.log((await model.simulate({ trials: 50_000, seed: 1, workers: Number(workers) })).hash);`,
    );
    const door = pathToFileURL(join(root, "dist", "index.js")).href;
    const [packaged, built] = await Promise.all([node("run.js", "lundberg", "2"), node("run.js", door, "1")]);
    expect(packaged.stdout).toMatch(/^[0-9a-f]{64}\n$/);
    expect(packaged.stdout).toBe(built.stdout);
  });

  it("has the command, and models from files", async () => {
    const component = {
      name: "a",
      frequency: { poisson: { lambda: 5 } },
      severity: { gamma: { alpha: 2, theta: 1000 } },
    };
    writeFileSync(join(folder, "model.json"), JSON.stringify({ components: [component] }));
    writeFileSync(
      join(folder, "load.js"),
      `import { loadModel } from "lundberg/model";
      console.log((await loadModel("model.json").simulate({ trials: 10_000, seed: 1 })).hash);`,
    );
    const { bin, version } = JSON.parse(read("package.json"));
    const command = join(installed, bin.lundberg);
    const flags = ["--trials", "1e4", "--seed", "1", "--hash", "--json"];
    const [told, script, about] = await Promise.all([
      node(command, "simulate", "model.json", ...flags),
      node("load.js"),
      node(command, "--version"),
    ]);
    expect(`${JSON.parse(told.stdout).hash}\n`).toBe(script.stdout);
    expect(about.stdout).toBe(`${version}\n`);
  });

  it("points its stack traces at the source", async () => {
    const script = 'import { gamma } from "lundberg"; try { gamma({}); } catch ({ stack }) { console.log(stack); }';
    const { stdout } = await node("--enable-source-maps", "--input-type=module", "--eval", script);
    expect(stdout).toMatch(/src[\\/]check\.ts:\d+:\d+/);
    expect(stdout).toMatch(/src[\\/]severity[\\/]define\.ts:\d+:\d+/);
  });

  it("has types that a strict caller's compiler accepts", async () => {
    writeFileSync(
      join(folder, "typed.ts"),
      `import { gamma, inforce, kernelId, type LossFile, openLosses, type Plan, PricingModel, poisson, portfolio, readLosses,
        riskMeasures, type SimulationResult, writeLosses } from "lundberg";
      import { loadModel, parseModel } from "lundberg/model";
      const claims = inforce({ name: "a", frequency: poisson({ lambda: 5 }), severity: gamma({ alpha: 2, theta: 1 }) });
      const model = new PricingModel(portfolio([claims]));
      export const plan: Plan = model.explain();
      export const result: SimulationResult = await model.simulate({ trials: 1000 });
      export const numbers: [number, string] = [result.var(0.99).value, kernelId];
      export const models: PricingModel[] = [loadModel("model.yaml"), parseModel("components: []", { name: "text" })];
      await writeLosses("a", [new Float64Array(1)]);
      export const file: LossFile = await openLosses("a");
      export const all: Float64Array | Float32Array = await readLosses("a");
      for await (const losses of file.component("a").claimCount) riskMeasures(losses, { levels: [0.9] });
      riskMeasures(file, { levels: [0.9] });
      await model.simulate({ trials: 1000, checkpoint: { path: "a", everyTrials: 4096 } });
      // @ts-expect-error lambda is missing
      poisson({});`,
    );
    const compilerOptions = {
      noEmit: true,
      strict: true,
      skipLibCheck: false,
      target: "es2022",
      module: "nodenext",
      lib: ["es2023"],
      types: ["node"],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["typed.ts"] }));
    const { stdout } = await node(join(root, "node_modules/typescript/bin/tsc"), "-p", ".").catch((error) => error);
    expect(stdout).toBe("");
  });
});

describe("the build", () => {
  it("is one instance of every module, through whichever path it is imported", () => {
    expect(door.ActuarialError).toBe(ActuarialError);
    expect(() => door.gamma({ alpha: -1, theta: 1 })).toThrow(ActuarialError);
  });

  it("names the kernel by its hash", () => {
    const wasm = readFileSync(join(root, "dist", "kernel.wasm"));
    expect(door.kernelId).toBe(createHash("sha256").update(wasm).digest("hex").slice(0, 16));
  });
});
