import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadModel } from "../dist/cli/modelFile/index.js";
import { ProgressBar } from "../dist/cli/progressBar.js";
import { PricingModel } from "../dist/index.js";
import { lundberg, root, start } from "./support/command.js";

const folder = mkdtempSync(join(tmpdir(), "lundberg-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function model(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const book = model(
  "book.yaml",
  `components:
  - name: motor
    frequency: { poisson: { lambda: 5 } }
    severity: { gamma: { alpha: 2, theta: 1000 } }
  - name: fire
    policies: 10
    frequency: { negativeBinomial: { r: 2, beta: 0.05 } }
    severity: { lognormal: { mu: 7, sigma: 1 } }
    terms: { layer: 5k xs 1k }
`,
);
const heavy = model(
  "heavy.json",
  JSON.stringify({
    components: [{ name: "a", frequency: { poisson: { lambda: 2 } }, severity: { pareto: { alpha: 0.9, theta: 1 } } }],
  }),
);

/** The table without its last line, which says how long it took. */
const untimed = (text: string): string => text.trimEnd().split("\n").slice(0, -1).join("\n");

describe("lundberg simulate", () => {
  it("prints the library's table", async () => {
    const { code, stdout, stderr } = await lundberg("simulate", book, "--trials", "2e4", "--seed=7");
    const result = await loadModel(book).simulate({ trials: 20_000, seed: 7 });
    expect(code).toBe(0);
    expect(stderr).toBe("");
    expect(untimed(stdout)).toBe(untimed(String(result)));
  });

  it("weighs trials", async () => {
    const how = ["--trials=5e3", "--seed=7", "--variance-reduction=controlVariates"];
    const { code, stdout } = await lundberg("simulate", book, ...how);
    expect(code).toBe(0);
    const options = { trials: 5000, seed: 7, varianceReduction: "controlVariates" } as const;
    expect(untimed(stdout)).toBe(untimed(String(await loadModel(book).simulate(options))));
    expect(stdout).toContain("control variates: ");
    const wrong = await lundberg("simulate", book, "--trials=10", "--variance-reduction=luck");
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining("--variance-reduction must be ") });
  });

  it("ends where until says", async () => {
    const run = ["simulate", book, "--trials=1e6", "--seed=7", "--json"];
    const { code, stdout } = await lundberg(...run, "--until", "tvar@0.99:0.012");
    const until = { measure: "tvar", level: 0.99, relativeError: 0.012 } as const;
    const { trials, execution } = await loadModel(book).simulate({ trials: 1e6, seed: 7, until });
    expect(code).toBe(0);
    expect(trials).toBeLessThan(1e6);
    expect(JSON.parse(stdout)).toMatchObject({ trials, execution: { reasons: execution.reasons } });
    expect(JSON.parse((await lundberg(...run, "--until=mean:0.1")).stdout)).toMatchObject({ trials: 65_536 });
  });

  it("goes on from a checkpoint, with its seed", async () => {
    const checkpoint = ["--checkpoint", join(folder, "book.losses")];
    await lundberg("simulate", book, "--trials=1e4", "--seed=7", "--keep=none", ...checkpoint);
    const { code, stdout } = await lundberg("simulate", book, "--trials", "2e4", ...checkpoint);
    expect(code).toBe(0);
    expect(untimed(stdout)).toBe(untimed(String(await loadModel(book).simulate({ trials: 20_000, seed: 7 }))));
    const other = await lundberg("simulate", heavy, "--trials", "2e4", ...checkpoint);
    expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining("model is ") });
    expect(await lundberg("simulate", book, "--trials=10", "--checkpoint=")).toMatchObject({ code: 2 });
  });

  it("prints exact doubles as JSON, the same on any number of workers", async () => {
    const args = ["simulate", book, "--trials", "20_000", "--seed", "18446744073709551615", "--json", "--hash"];
    const levels = [0.5, 0.99];
    const more = ["--levels", "0.5,0.99", "--return-periods", "10,100.5", "--components", "--workers"];
    const [one, two] = await Promise.all([lundberg(...args, ...more, "1"), lundberg(...args, ...more, "2")]);
    const library = loadModel(book);
    const result = await library.simulate({ trials: 20_000, seed: 2n ** 64n - 1n, components: true, levels });
    const measures = (of: typeof result, exact: number | undefined) => ({
      mean: { ...of.mean, exact },
      standardDeviation: of.standardDeviation,
      skewness: of.skewness,
      probabilityOfLoss: of.probabilityOfLoss,
      levels: levels.map((level) => ({ level, var: of.var(level), tvar: of.tvar(level) })),
      exceedanceCurve: of.exceedanceCurve([10, 100.5]),
      warnings: of.warnings,
      hash: of.hash,
    });
    const { execution, ...facts } = JSON.parse(one.stdout);
    expect(facts).toEqual({
      trials: 20_000,
      seed: "18446744073709551615",
      ...measures(result, library.explain().mean),
      components: library.explain().components.map(({ name, mean }) => ({
        name,
        ...measures(result.component(name), mean),
      })),
    });
    expect(execution).toMatchObject({ engine: "simulation", workers: 1, chunk: 4096 });
    expect(JSON.parse(two.stdout)).toMatchObject({ hash: result.hash, execution: { workers: 2 } });
    expect(one.stderr + two.stderr).toBe("");
  });

  it("draws a seed, and the seed that it prints gives the same run", async () => {
    const args = ["simulate", heavy, "--trials", "1000", "--json", "--hash"];
    const first = JSON.parse((await lundberg(...args)).stdout);
    const second = JSON.parse((await lundberg(...args, "--seed", first.seed)).stdout);
    expect(second.hash).toBe(first.hash);
  });

  it("writes what JSON has no number for as text", async () => {
    const { stdout } = await lundberg("simulate", heavy, "--trials=1e4", "--seed=1", "--json");
    const facts = JSON.parse(stdout);
    expect(facts.mean.value).toBe("Infinity");
    expect(facts.mean.exact).toBe("Infinity");
    expect(facts.levels[0].tvar.value).toBe("Infinity");
    expect(facts.levels[0].var.value).toBeGreaterThan(0);
    expect(facts.warnings[0]).toMatchObject({ code: "INFINITE_MEAN", component: "a" });
  });

  it("adds the curve, the hash and the components to the table", async () => {
    const { stdout } = await lundberg(
      ...["simulate", book, "--trials=1e4", "--seed=1", "--return-periods=10,250", "--hash", "--components"],
    );
    const result = await loadModel(book).simulate({ trials: 10_000, seed: 1, components: true });
    expect(
      stdout.match(/return period +loss +95 % interval\n +10 years +[\d,.]+ +[\d,.]+ to [\d,.]+\n +250 years/g),
    ).toHaveLength(3);
    for (const each of [result, result.component("motor"), result.component("fire")]) {
      expect(stdout).toContain(untimed(String(each)));
      expect(stdout).toContain(`hash ${each.hash}`);
    }
  });

  it("hands every flag on", async () => {
    const tail = ["simulate", book, "--trials=1e5", "--seed=1", "--keep=tail", "--levels=0.9,0.99", "--json"];
    const kept = JSON.parse((await lundberg(...tail)).stdout);
    expect(kept.exceedanceCurve.map(({ returnPeriod }: { returnPeriod: number }) => returnPeriod)).toEqual([10, 100]);
    const small = ["--storage=float32", "--keep=none", "--memory-limit=1e8", "--claim-limit=1e6", "--hash", "--quiet"];
    const { code, stdout } = await lundberg("simulate", book, "--trials=1e4", "--seed=1", "--json", ...small);
    const float32 = await loadModel(book).simulate({ trials: 10_000, seed: 1, storage: "float32" });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).hash).toBe(float32.hash);
    const refused = await lundberg("simulate", book, "--trials=1e6", "--memory-limit=1000");
    expect(refused).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^1000000 trials need \d+ bytes/),
    });
    expect(await lundberg("simulate", book, "--trials=1e6", "--claim-limit=1e5")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^motor: 1000000 trials draw about .* claimLimit/),
    });
  });

  it("stops on Ctrl-C with 130", async () => {
    const long = model(
      "long.yaml",
      "components: [{ name: a, frequency: { poisson: { lambda: 1e5 } }, severity: { lognormal: { mu: 7, sigma: 1 } } }]",
    );
    const { child, ended } = start(["simulate", long, "--trials=1e6", "--keep=none", "--seed=1"], true);
    await new Promise((listening) => child.stderr.once("data", listening));
    await new Promise((running) => setTimeout(running, 1000));
    const sent = performance.now();
    child.kill("SIGINT");
    const { code, stdout, stderr } = await ended;
    expect({ code, stdout, stderr }).toEqual({ code: 130, stdout: "", stderr: "listening lundberg: interrupted\n" });
    expect(performance.now() - sent).toBeLessThan(5000);
  });
});

describe("lundberg solve", () => {
  it("prints the exact result and its curve", async () => {
    const { code, stdout } = await lundberg("solve", book, "--levels", "0.9,0.99", "--return-periods=250");
    const result = await loadModel(book).solve({ levels: [0.9, 0.99, 1 - 1 / 250] });
    expect(code).toBe(0);
    expect(stdout).toContain("the exact law");
    const loss = result.var(1 - 1 / 250).value.toLocaleString("en-US", { maximumSignificantDigits: 6 });
    expect(stdout).toMatch(new RegExp(`250 years +${loss} +`));
  });

  it("prints exact doubles as JSON", async () => {
    const { stdout } = await lundberg("solve", book, "--json", "--levels=0.99");
    const { execution, ...facts } = JSON.parse(stdout) as Record<string, unknown>;
    const result = await loadModel(book).solve({ levels: [0.99] });
    expect(facts).toEqual({
      mean: result.mean,
      standardDeviation: result.standardDeviation,
      skewness: result.skewness,
      probabilityOfLoss: result.probabilityOfLoss,
      levels: [{ level: 0.99, var: result.var(0.99), tvar: result.tvar(0.99) }],
      warnings: result.warnings,
    });
    expect(execution).toMatchObject({ engine: "exact", points: result.execution.points });
  });

  it("says what is wrong of the flag", async () => {
    const { code, stderr } = await lundberg("solve", book, "--points", "1000");
    expect(code).toBe(2);
    expect(stderr).toMatch(/--points must be a power of two from 256 to 4194304, got 1000/);
  });
});

describe("lundberg validate", () => {
  it("puts both engines side by side", async () => {
    const { code, stdout } = await lundberg("validate", book, "--trials=1e4", "--seed=7", "--levels=0.99");
    expect(code).toBe(0);
    expect(`${stdout.trim()}\n`).toBe(
      `${await loadModel(book).validate({ trials: 10_000, seed: 7, levels: [0.99] })}\n`,
    );
  });

  it("prints JSON", async () => {
    const { stdout } = await lundberg("validate", book, "--trials=1e4", "--seed=7", "--json");
    const facts = JSON.parse(stdout) as { trials: number; seed: string; rows: { measure: string; z: number }[] };
    expect(facts).toMatchObject({ trials: 10_000, seed: "7" });
    expect(facts.rows.map(({ measure }) => measure)).toContain("TVaR 0.995");
  });
});

describe("lundberg explain", () => {
  it("prints the plan", async () => {
    const { code, stdout } = await lundberg("explain", book);
    expect(code).toBe(0);
    expect(stdout).toBe(`${loadModel(book).explain()}\n`);
  });

  it("prints the plan's figures as JSON", async () => {
    const plan = loadModel(book).explain();
    const facts = JSON.parse((await lundberg("explain", book, "--json")).stdout);
    expect(facts.mean).toBe(plan.mean);
    expect(facts.components).toHaveLength(2);
    expect(facts.components[1]).toMatchObject({
      name: "fire",
      method: "per claim",
      chunk: 4096,
      tailIndex: "Infinity",
    });
    expect(facts.components[1].steps).toEqual(plan.components[1]!.steps);
  });

  it("ends quietly when its reader has seen enough", async () => {
    const component = (i: number) => ({
      name: `${i}`,
      frequency: { deterministic: { n: 1 } },
      severity: { constant: { value: i } },
    });
    const wide = model(
      "wide.json",
      JSON.stringify({ components: Array.from({ length: 1500 }, (_, i) => component(i)) }),
    );
    const { child, ended } = start(["explain", wide, "--json"]);
    child.stdout.once("data", () => child.stdout.destroy());
    expect(await ended).toMatchObject({ code: 0, signal: null, stderr: "" });
  });
});

describe("the command line", () => {
  it("helps", async () => {
    const general = await lundberg("--help");
    expect(general.code).toBe(0);
    expect(general.stdout).toMatch(
      /simulate <model> .*\n +solve <model> .*\n +validate <model> .*\n +explain <model> /,
    );
    const bare = await lundberg();
    expect(bare.code).toBe(2);
    expect(bare.stdout).toBe("");
    expect(bare.stderr).toBe(general.stdout);
    const { code, stdout } = await lundberg("simulate", "-h");
    expect(code).toBe(0);
    for (const flag of [
      "trials",
      "seed",
      "workers",
      "keep",
      "storage",
      "levels",
      "return-periods",
      "variance-reduction",
      "json",
    ]) {
      expect(stdout).toContain(`\n  --${flag} `);
    }
  });

  it("knows its version", async () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect((await lundberg("--version")).stdout).toBe(`${version}\n`);
  });

  it.each([
    [
      ["simulat"],
      /^lundberg: unknown command "simulat"; did you mean "simulate"\? known are simulate, solve, validate, explain/,
    ],
    [["simulate", book, "--trails=1"], /unknown flag "--trails"; did you mean "--trials"\? known are --trials, --seed/],
    [["simulate", book, "-t", "1"], /unknown flag "-t"; known are/],
    [["simulate", book, "--__proto__=1"], /unknown flag "--__proto__"/],
    [["simulate", book], /--trials is missing/],
    [["simulate", book, "--trials"], /--trials needs a value: --trials <n>/],
    [["simulate", book, "--trials", "--json"], /--trials needs a value/],
    [["simulate", book, "--trials", "many"], /--trials must be a number, got "many"/],
    [["simulate", book, "--trials", "1.5"], /--trials must be an integer from 1 to 2\^53 - 1, got 1\.5/],
    [["simulate", book, "--trials", "-5"], /--trials must be an integer from 1 to 2\^53 - 1, got -5/],
    [["simulate", book, "--trials=1e3", "--seed=-1"], /--seed must be an integer >= 0 and below 2\^64, got -1/],
    [["simulate", book, "--trials=1e3", "--workers=0"], /--workers must be an integer from 1 to 1024 or "auto", got 0/],
    [["simulate", book, "--trials=1e3", "--keep=all"], /--keep must be "losses" or "tail" or "none", got "all"/],
    [["simulate", book, "--trials=1e3", "--levels=0.9,1"], /--levels\[1\] must be a number above 0 and below 1, got 1/],
    [["simulate", book, "--trials=1e3", "--levels=0.9,,1"], /--levels must be a number, got ""/],
    [["simulate", book, "--trials=1e3", "--return-periods=1"], /--return-periods must be finite numbers > 1, got 1/],
    [["simulate", book, "--trials=1e3", "--until=median:0.1"], /--until must be like mean:0.01, .*, got "median:0.1"/],
    [["simulate", book, "--trials=1e3", "--until=var@x:0.1"], /--until must be like .*, got "var@x:0.1"/],
    [["simulate", book, "--trials=1e3", "--until=var:0.1"], /--until.level must be a number above 0 and below 1/],
    [["simulate", book, "--trials=1e3", "--memory-limit=0"], /--memory-limit must be a number > 0 or Infinity, got 0/],
    [["simulate", book, "--trials=1e3", "--json=yes"], /--json takes no value/],
    [["simulate"], /a model is missing/],
    [["explain", book, "more"], /"more" is one word too many/],
  ])("refuses %j with 2", async (args, message) => {
    const { code, stdout, stderr } = await lundberg(...args);
    expect(stderr).toMatch(message);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });

  it("says every mistake of a model with its place, and ends with 1", async () => {
    const wrong = model(
      "wrong.yaml",
      `components:
  - name: a
    polices: 10
    frequency: { poisson: { lambda: 0.1 } }
    severity:
      lognormal:
        mu: 11.5
        sigma: -1
`,
    );
    expect(await lundberg("simulate", wrong, "--trials=1")).toEqual({
      code: 1,
      signal: null,
      stdout: "",
      stderr: `${wrong}:3:5 components[0]: unknown key "polices"; did you mean "policies"? known are name, policies, frequency, severity, frequencyBasis, terms
${wrong}:8:16 components[0].severity.lognormal.sigma: must be a finite number > 0, got -1
`,
    });
    const absent = join(folder, "absent.yaml");
    expect(await lundberg("explain", absent)).toMatchObject({
      code: 1,
      stderr: `${absent} cannot be read: there is no such file\n`,
    });
  });
});

describe("the progress bar", () => {
  it("stays on its line and goes away", () => {
    let written = "";
    const write = (text: string): boolean => {
      written += text;
      return true;
    };
    const bar = new ProgressBar({ write } as NodeJS.WriteStream);
    bar.show({ done: 0, trials: 2e6, elapsedMs: 0, etaMs: Infinity });
    bar.show({ done: 1e6, trials: 2e6, elapsedMs: 1500, etaMs: 1500 });
    bar.clear();
    const empty = "░".repeat(30);
    const half = "█".repeat(15) + "░".repeat(15);
    expect(written).toBe(
      `\r${empty}   0 % of 2,000,000 years\u001b[K\r${half}  50 % of 2,000,000 years, 2 s left\u001b[K\r\u001b[K`,
    );
  });
});

describe("lundberg/model", () => {
  it("gives the library's own model", () => {
    expect(loadModel(book)).toBeInstanceOf(PricingModel);
  });
});
