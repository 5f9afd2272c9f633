import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { fetchNode, nodeVersions } from "../support/nodeVersions/fetchNode.js";
import { type ModelHashes, type Report, workerCounts } from "../support/nodeVersions/report.js";

// The same program under each version of Node: tables, losses, measures and what is printed of them, to the last bit.

const root = join(import.meta.dirname, "../..");
const reports = new Map<string, Report>();

async function reportOf(path: string): Promise<Report> {
  const { stdout } = await promisify(execFile)(
    path,
    ["--import", "tsx", join(root, "test/support/nodeVersions/program.ts")],
    { cwd: root, maxBuffer: 2 ** 26 },
  );
  return JSON.parse(stdout) as Report;
}

/** Of the Node that runs this test. */
const here = await reportOf(process.execPath);

afterAll(() => {
  process.stdout.write(hashTable([...reports.keys()]));
});

describe("one worker and several", () => {
  it.each(Object.entries(here.models))("%s", (_, { losses, measures }) => {
    const [first] = workerCounts;
    for (const workers of workerCounts) {
      expect([losses[workers], measures[workers]]).toEqual([losses[first], measures[first]]);
    }
  });
});

describe("another Node", () => {
  it.for(Object.keys(nodeVersions))("%s", async (version, { skip }) => {
    const fetched = await fetchNode(version);
    if ("missing" in fetched) {
      process.stdout.write(`Node ${version} was not run: ${fetched.missing}\n`);
      return skip(fetched.missing);
    }
    const report = await reportOf(fetched.path);
    reports.set(version, report);
    expect(report.node).toBe(version);
    expect(report.models).toEqual(here.models);
    expect(report.laws).toEqual(here.laws);
  });
});

/** Markdown: the first digits of what this Node computed, and for which workers the others computed the same. */
function hashTable(versions: readonly string[]): string {
  const same = (version: string, name: string): string => {
    const [other, own] = [reports.get(version)!.models[name]!, here.models[name]!];
    if (other.tables !== own.tables) return "other tables";
    const agrees = (workers: number): boolean =>
      (["losses", "measures"] as const).every((what) => other[what][workers] === own[what][workers]);
    return workerCounts.filter(agrees).join(", ") || "none";
  };
  const short = (hash: string): string => `\`${hash.slice(0, 12)}\``;
  const hashes = ({ tables, losses, measures }: ModelHashes): string[] => [tables, losses[1]!, measures[1]!].map(short);
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const models = Object.keys(here.models);
  return [
    "",
    row(["model", "tables", "losses", "measures", ...versions.map((version) => `workers on ${version}`)]),
    row(["---", "---", "---", "---", ...versions.map(() => "---")]),
    ...models.map((name) => row([name, ...hashes(here.models[name]!), ...versions.map((each) => same(each, name))])),
    "",
    `${models.length} models and ${Object.keys(here.laws).length} laws; hashes of Node ${here.node}, kernel ${here.kernelId}`,
    "",
  ].join("\n");
}
