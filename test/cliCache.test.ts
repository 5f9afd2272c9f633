import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { lundberg } from "./support/command.js";

const folder = mkdtempSync(join(tmpdir(), "lundberg-cli-cache-"));
const model = join(folder, "model.yaml");
const before = process.env.XDG_CACHE_HOME;
process.env.XDG_CACHE_HOME = folder;
writeFileSync(
  model,
  "components: [{ name: a, frequency: { poisson: { lambda: 2 } }, severity: { gamma: { alpha: 2, theta: 3 } } }]\n",
);
afterAll(() => {
  if (before === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = before;
  rmSync(folder, { recursive: true });
});

const results = join(folder, "lundberg", "results");
const simulate = (...flags: string[]) =>
  lundberg("simulate", model, "--trials", "20000", "--seed", "1", "--quiet", ...flags);
const table = (text: string): string[] => text.trimEnd().split("\n").slice(0, -1);

describe("lundberg simulate --cache", () => {
  it("says the same the second time, and that it was not drawn", async () => {
    const [first, second] = [await simulate("--cache"), await simulate("--cache")];
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(table(second.stdout)).toEqual(table(first.stdout));
    expect(first.stdout).toMatch(/years a second/);
    expect(second.stdout).toMatch(/from the cache: [\d.]+ ms/);
    const manifest = join(folder, "run.json");
    await simulate("--cache", "--manifest", manifest);
    expect((await lundberg("verify", manifest)).code).toBe(0);
  });

  it("draws where a cache would lack what is asked for", async () => {
    const { code, stdout } = await simulate("--cache", "--return-periods", "7");
    expect([code, /7 years/.test(stdout), /from the cache/.test(stdout)]).toEqual([0, true, false]);
  });
});

describe("lundberg cache", () => {
  it("says what is there, and clears it", async () => {
    const { stdout } = await lundberg("cache");
    expect(stdout).toMatch(/: 1 file, \d+ bytes\n$/);
    expect(stdout.startsWith(results)).toBe(true);
    expect(JSON.parse((await lundberg("cache", "--json")).stdout)).toMatchObject({ path: results, files: 1 });
    expect((await lundberg("cache", "clear")).stdout).toMatch(/1 file, \d+ bytes, deleted\n$/);
    expect((await lundberg("cache")).stdout).toBe(`${results}: 0 files, 0 bytes\n`);
  });

  it("knows one word", async () => {
    for (const words of [["cler"], ["clear", "clear"]]) {
      const { code, stderr } = await lundberg("cache", ...words);
      expect(code).toBe(2);
      expect(stderr).toMatch(
        words.length === 1 ? /unknown action "cler"; did you mean "clear"\?/ : /one word too many/,
      );
    }
    expect((await lundberg("cache", "--help")).stdout).toMatch(/lundberg cache \[clear\] \[flags\]/);
  });
});
