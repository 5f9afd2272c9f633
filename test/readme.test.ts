import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(resolve(root, file), "utf8");
const tsx = (file: string) =>
  promisify(execFile)(process.execPath, [resolve(root, "node_modules/tsx/dist/cli.mjs"), resolve(root, file)]);

describe("the README", () => {
  it("shows the quickstart that examples/ runs", () => {
    const [, code] = /```ts\n([\s\S]*?)```/.exec(read("README.md"))!;
    expect(code).toBe(read("examples/quickstart.ts"));
  });

  it("links to files that are there", () => {
    for (const [, file] of read("README.md").matchAll(/\]\(([^)#]+)\)/g)) expect(read(file!).length).toBeGreaterThan(0);
  });
});

describe("the examples", () => {
  it("quickstart prints its plan, table and one component", async () => {
    const { stdout } = await tsx("examples/quickstart.ts");
    expect(stdout).toMatch(/Plan for 2 components/);
    expect(stdout).toMatch(/Portfolio of 2 components: 1,000,000 simulated years, seed 2026/);
    expect(stdout).toMatch(/GL 2026 alone, TVaR 99 %: \d+/);
  });

  it("the exact law prices a programme, and a simulation that ends by itself agrees", async () => {
    const { stdout } = await tsx("examples/solve.ts");
    expect(stdout).toMatch(/motor \+ fire: the exact law/);
    expect(stdout).toMatch(/1m xs 5500k +100,568 +16\.912 % +5\.017 % +10\.057 %/);
    expect(stdout).toMatch(/stopped after \d+ of at most 10000000 trials: TVaR at 0\.995 is known to 0\.\d+ %/);
    const [low, high, exact] = /\((\S+) to (\S+)\)\nTVaR 99\.5 % exact +(\S+)\n/
      .exec(stdout)!
      .slice(1)
      .map((amount) => Number(amount.replaceAll(",", "")));
    expect(low).toBeLessThan(exact!);
    expect(high).toBeGreaterThan(exact!);
    expect(stdout).toMatch(/saves \d+ a year\na simulation would see that in some \d+ million years of each book/);
  });

  it("Danish fire agrees with the published fit and with the exact layer", async () => {
    const { stdout } = await tsx("examples/danishFire.ts");
    expect(stdout).toMatch(/mean 197, variance 971\.4: negativeBinomial\(r=50\.1149\d*, beta=3\.93096\d*\)/);
    expect(stdout).toMatch(/109 excesses over 10 mDKK, xi 0\.4970, theta 6\.975/);
    const [, simulated, low, high, exact] = /expected loss \(pure premium\) +(\S+) +(\S+) to (\S+) +(\S+)/.exec(
      stdout,
    )!;
    expect(Number(exact)).toBeCloseTo(17.0201, 3);
    expect(Number(low)).toBeLessThan(Number(simulated));
    expect(Number(high)).toBeGreaterThan(Number(simulated));
    const [, z] = /the simulated mean is (\S+) standard errors/.exec(stdout)!;
    expect(Math.abs(Number(z))).toBeLessThan(4.89);
    expect(stdout).toMatch(/VaR 99 % +100\.0000 .* 100\.0000\n/);
  });
});
