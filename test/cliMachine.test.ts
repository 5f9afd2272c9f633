import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readRecord } from "../dist/bench/index.js";
import { detect } from "../dist/index.js";
import { lundberg } from "./support/command.js";

const folder = mkdtempSync(join(os.tmpdir(), "lundberg-machine-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What else names a machine, where this one lets it be read. */
const identities = [
  "/etc/machine-id",
  "/proc/sys/kernel/random/boot_id",
  "/sys/class/dmi/id/product_uuid",
  "/sys/class/dmi/id/product_serial",
  "/sys/class/dmi/id/board_serial",
].flatMap((path) => {
  try {
    return [readFileSync(path, "utf8").trim()].filter((text) => text.length > 8);
  } catch {
    return [];
  }
});

/** As a word of its own: a host can be called "vm". */
function expectAnonymous(text: string): void {
  const host = os.hostname().replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  expect(text).not.toMatch(new RegExp(`(?<![\\w-])${host}(?![\\w-])`, "i"));
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i);
  for (const identity of identities) expect(text).not.toContain(identity);
}

/** Memory that is free changes from one moment to the next. */
const steady = (text: string): string => text.replace(/[\d.]+ [KMGT]iB free/g, "# free");

describe("lundberg detect", () => {
  it("prints what the library finds", async () => {
    const { code, stdout, stderr } = await lundberg("detect");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(steady(stdout)).toBe(steady(`${await detect()}\n`));
    expect(stdout).toMatch(/^this process +\d+ threads?: /m);
    expectAnonymous(stdout);
  });

  it("prints it as JSON, without a name of the machine", async () => {
    const { stdout } = await lundberg("detect", "--json");
    const facts = JSON.parse(stdout);
    const { memory, nodes, ...found } = JSON.parse(JSON.stringify(await detect()));
    expect(facts).toMatchObject(found);
    expect(facts.memory.total).toBe(memory.total);
    expect(facts.nodes).toHaveLength(nodes.length);
    expectAnonymous(stdout);
  });

  it("asks systeminformation when told to", async () => {
    const { code, stdout } = await lundberg("detect", "--system-information", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout).system.distribution).toBeTypeOf("string");
    expectAnonymous(stdout);
  });
});

describe("lundberg bench", () => {
  const figures = ["--quick", "--figures=measures"];

  it("measures, writes three files, and compares with an earlier report", { timeout: 120_000 }, async () => {
    const [first, second] = [join(folder, "a", "b"), join(folder, "c")];
    const { code, stdout, stderr } = await lundberg("bench", ...figures, "--out", first);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `written: report.md, report.json and report.html in ${first}\n`,
    });
    expect(stdout).toBe(readFileSync(join(first, "report.md"), "utf8"));
    const json = readFileSync(join(first, "report.json"), "utf8");
    const record = readRecord(json, "report.json");
    expect(record.quick).toBe(true);
    expect([...new Set(record.measurements.map(({ figure }) => figure))]).toEqual(["machine", "measures"]);
    for (const { samples } of record.measurements.slice(1)) expect(samples).toHaveLength(7);
    const html = readFileSync(join(first, "report.html"), "utf8");
    expect(html).toContain("Time of VaR and TVaR</h3>");
    for (const each of [stdout, json, html]) expectAnonymous(each);

    const against = join(first, "report.json");
    const quiet = ["--json", "--quiet", "--out", second, "--against", against];
    const later = await lundberg("bench", ...figures, ...quiet);
    expect(later.stderr).toBe("");
    expect(readRecord(later.stdout, "stdout").measurements).toHaveLength(5);
    const compared = readFileSync(join(second, "report.md"), "utf8");
    expect(compared).toMatch(/## Against the earlier report[\s\S]*\*\*\d better, \d worse, \d within noise\*\*/);
  });

  it.each([
    [["--figures=memry"], 2, /^lundberg bench: --figures: unknown figure "memry"; did you mean "memory"\?/],
    [["--against=absent.json"], 1, /^absent\.json cannot be read: there is no such file/],
    [["--out", join(folder, "file", "within")], 1, /ENOTDIR/],
    [["--against", join(folder, "file")], 1, /file is not JSON; a report is what lundberg bench wrote as report\.json/],
    [["now"], 2, /"now" is one word too many/],
  ])("refuses %j before it measures", async (args, exit, message) => {
    writeFileSync(join(folder, "file"), "text");
    const { code, stdout, stderr } = await lundberg("bench", ...args);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: exit, stdout: "" });
  });
});
