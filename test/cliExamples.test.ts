import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { lundberg, root } from "./support/command.js";

const script = async (file: string): Promise<string> => {
  const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
  return (await promisify(execFile)(process.execPath, [tsx, join(root, "examples", file)])).stdout;
};

/** The flags by which the command does what the script of the same name does. */
const runs: Readonly<Record<string, readonly string[]>> = {
  quickstart: ["--seed=2026"],
  danishFire: ["--seed=1985", "--levels=0.99,0.995"],
};

describe("the examples' model files", () => {
  it("are all run here", () => {
    const files = readdirSync(join(root, "examples")).filter((file) => file.endsWith(".yaml"));
    expect(files.sort()).toEqual(
      Object.keys(runs)
        .map((name) => `${name}.yaml`)
        .sort(),
    );
  });

  it.each(Object.entries(runs))("%s prints the plan and the table of its script", async (name, flags) => {
    const file = `examples/${name}.yaml`;
    const [told, plan, table] = await Promise.all([
      script(`${name}.ts`),
      lundberg("explain", file),
      lundberg("simulate", file, "--trials=1e6", ...flags),
    ]);
    expect(told).toContain(plan.stdout);
    // All but how long it took.
    expect(told).toContain(table.stdout.trimEnd().split("\n").slice(0, -1).join("\n"));
    expect(table.stdout).toMatch(/1,000,000 simulated years/);
  });
});
