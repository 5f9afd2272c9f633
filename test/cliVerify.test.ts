import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadModel } from "../dist/cli/modelFile/index.js";
import { lundberg } from "./support/command.js";

const folder = mkdtempSync(join(tmpdir(), "lundberg-verify-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string): string => join(folder, name);

writeFileSync(
  path("book.yaml"),
  `components:
  - name: motor
    frequency: { poisson: { lambda: 5 } }
    severity: { empirical: { values: { file: claims.csv, column: amount } } }
    terms: { limit: .inf }
`,
);
writeFileSync(path("claims.csv"), "amount\n100\n250.5\n1e3\n");

describe("lundberg simulate --manifest and lundberg verify", () => {
  it("write a run and run it again, from the manifest alone", async () => {
    const run = path("run.json");
    writeFileSync(run, "what was there");
    const simulated = await lundberg(
      "simulate",
      path("book.yaml"),
      "--trials",
      "1e4",
      "--seed",
      "7",
      "--manifest",
      run,
    );
    expect(simulated).toMatchObject({ code: 0, stderr: "" });
    const result = await loadModel(path("book.yaml")).simulate({ trials: 10_000, seed: 7 });
    expect(JSON.parse(readFileSync(run, "utf8")).result.hash).toBe(result.hash);
    expect(readdirSync(folder).sort()).toEqual(["book.yaml", "claims.csv", "run.json"]);

    mkdirSync(path("elsewhere"));
    const moved = join(path("elsewhere"), "run.json");
    writeFileSync(moved, `\uFEFF${readFileSync(run, "utf8")}`);
    const same = await lundberg("verify", moved, "--workers", "2");
    expect(same).toMatchObject({ code: 0, stderr: "" });
    expect(same.stdout).toMatch(/portfolio {5}same +\d+ of \d+\n\nThe same to the last bit\n$/);

    // The manifest's model is a model file.
    writeFileSync(path("model.json"), JSON.stringify(JSON.parse(readFileSync(run, "utf8")).model));
    expect((await loadModel(path("model.json")).simulate({ trials: 10_000, seed: 7 })).hash).toBe(result.hash);
  });

  it("tell what differs, with exit code 1, as text and as JSON", async () => {
    const other = path("other.json");
    const { manifest } = await loadModel(path("book.yaml")).simulate({ trials: 1000, seed: 7 });
    const json = JSON.parse(String(manifest));
    json.run.seed = "8";
    writeFileSync(other, JSON.stringify(json));
    const [text, data] = await Promise.all([lundberg("verify", other), lundberg("verify", other, "--json")]);
    expect(text).toMatchObject({ code: 1, stderr: "" });
    expect(text.stdout).toMatch(/result\.hash: recorded "[0-9a-f]{40}\.\.\.", now "/);
    expect(text.stdout).toMatch(/Different: \d+ of \d+ fields\n$/);
    expect(data.code).toBe(1);
    const { same, fields } = JSON.parse(data.stdout);
    expect(same).toBe(false);
    expect(fields).toContainEqual({
      field: "result.hash",
      recorded: manifest.result.hash,
      found: expect.anything(),
      same: false,
    });
  });

  it("say what is wrong with a manifest, a file and a command line", async () => {
    writeFileSync(path("no.json"), "{}");
    expect(await lundberg("verify", path("no.json"))).toMatchObject({
      code: 1,
      stdout: "",
      stderr: "manifest: format must be 1, the format that this version reads, got undefined\n",
    });
    const absent = path("absent.json");
    expect(await lundberg("verify", absent)).toMatchObject({
      code: 1,
      stderr: `${absent} cannot be read: there is no such file\n`,
    });
    expect(await lundberg("verify")).toMatchObject({ code: 2, stderr: expect.stringMatching(/a manifest is missing/) });
    expect(await lundberg("verify", path("run.json"), "--workers", "0")).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/--workers must be an integer from 1 to 1024/),
    });
    expect(await lundberg("verify", path("run.json"), "--trials", "5")).toMatchObject({ code: 2 });
    const nowhere = join(folder, "no", "run.json");
    const unwritten = await lundberg("simulate", path("book.yaml"), "--trials", "10", "--manifest", nowhere);
    expect(unwritten).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/run\.json cannot be written: /),
    });
    expect(existsSync(join(folder, "no"))).toBe(false);
  });

  it("leave what was there where a manifest cannot be written", async () => {
    const taken = path("taken");
    mkdirSync(taken);
    const { code } = await lundberg("simulate", path("book.yaml"), "--trials", "10", "--manifest", taken);
    expect(code).toBe(1);
    expect(readdirSync(taken)).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});
