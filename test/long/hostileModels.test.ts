import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";

// Random models and options, LUNDBERG_HOSTILE_CASES of them (20,000 by default, some minutes; a million takes some hours),
// in processes beside each other. A process that hangs is killed, and the case that it was at is shown.
const count = Number(process.env.LUNDBERG_HOSTILE_CASES ?? 20_000);
const seed = Number(process.env.LUNDBERG_HOSTILE_SEED ?? 1903);
const chunk = 2500;
/** A chunk takes half a minute on an idle core. */
const hung = 1_200_000;

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "lundberg-hostile-"));
const root = resolve(import.meta.dirname, "../..");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function judged(process_: number): Promise<Record<string, number>> {
  const file = join(folder, `${process_}.txt`);
  const size = Math.min(chunk, count - process_ * chunk);
  const script = join(root, "test/support/hostile/run.ts");
  const args = ["--import", "tsx", script, String(seed + process_), String(size), file];
  try {
    const { stdout } = await run(process.execPath, args, { cwd: root, timeout: hung, killSignal: "SIGKILL" });
    return JSON.parse(stdout);
  } catch (error) {
    const { killed, stderr } = error as { killed?: boolean; stderr?: string };
    throw new Error(killed ? `hung at ${readFileSync(file, "utf8")}` : stderr, { cause: error });
  }
}

test(`${count} random models and options`, { timeout: 86_400_000 }, async () => {
  const chunks = [...Array(Math.ceil(count / chunk)).keys()];
  const outcomes = new Map<string, number>();
  const work = async (): Promise<void> => {
    for (let next = chunks.shift(); next !== undefined; next = chunks.shift()) {
      for (const [outcome, n] of Object.entries(await judged(next))) {
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + n);
      }
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  console.table(Object.fromEntries([...outcomes].sort()));
  expect([...outcomes.values()].reduce((a, b) => a + b, 0)).toBe(count);
});
