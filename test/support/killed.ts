import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { SimulateOptions } from "../../dist/index.js";
import type { Folder } from "./checkpoints.js";

const door = pathToFileURL(resolve(import.meta.dirname, "..", "..", "dist", "index.js")).href;
/** Source text, for a process of its own. A block of this model takes some milliseconds. */
const model = `import { gamma, inforce, PricingModel, poisson, portfolio } from ${JSON.stringify(door)};
  const severity = gamma({ alpha: 2.5, theta: 1 });
  const slow = inforce({ name: "s", frequency: poisson({ lambda: 300 }), severity, terms: { deductible: 1 } });
  const model = new PricingModel(portfolio([slow]));`;

const run = { trials: 40 * 4096 + 7, seed: 6, hash: true } as const;
const everyTrials = 4096;

/** Runs in a process of its own, which says when it starts and what its hash is. */
function child(options: SimulateOptions): ReturnType<typeof spawn> {
  const script = `${model}
    console.log("started");
    const { hash, execution } = await model.simulate(${JSON.stringify(options)});
    console.log(hash);
    console.log(execution.reasons.at(-1));`;
  return spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
}

/** A run that a process holds; resolves when it has drawn something. */
export async function runningElsewhere(path: string): Promise<{ pid: number; kill: () => Promise<void> }> {
  const process = child({ ...run, trials: 1e9, keep: "none", checkpoint: { path, everyTrials } });
  const gone = new Promise<void>((resolve) => process.on("exit", () => resolve()));
  await new Promise((resolve) => process.stdout!.once("data", resolve));
  return {
    pid: process.pid!,
    kill: () => {
      process.kill("SIGKILL");
      return gone;
    },
  };
}

/** The hash that every run here must have. */
export async function hashWithoutKills(): Promise<string> {
  return (await lifeOf(child({ ...run, keep: "none" })))!.hash;
}

/**
 * Kills a run at random moments and lets another process, with other workers and another `keep`, go on, until one comes to
 * its end; and so on with new files until so many were killed. Returns the hashes, and
 * how many of them come from a run that went on with what a killed one had left.
 */
export async function killAndResume(
  folder: Folder,
  kills: number,
  seed: number,
): Promise<{ hashes: string[]; resumed: number }> {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const hashes: string[] = [];
  let resumed = 0;
  let path = folder.file();
  for (let killed = 0; killed < kills || hashes.length === 0; ) {
    const keep = (["losses", "tail", "none"] as const)[Math.floor(3 * next())]!;
    const process = child({ ...run, keep, workers: 1 + Math.floor(3 * next()), checkpoint: { path, everyTrials } });
    const before = sizeOf(path);
    const late = performance.now() + 500 * next();
    // Every other time, the last one too, by what it has written, so that no machine is too fast or too slow to be killed.
    const written = before + 40_000 * (1 + 10 * next());
    const enough = killed % 2 === 0 ? () => performance.now() > late : () => sizeOf(path) > written;
    const told = await lifeOf(process, killed < kills ? enough : undefined);
    if (told === undefined) {
      killed++;
      continue;
    }
    hashes.push(told.hash);
    if (told.reason.includes("from the checkpoint")) resumed++;
    path = folder.file();
  }
  return { hashes, resumed };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** What a process says of its run, unless it is killed when `enough` says so. */
function lifeOf(
  process: ReturnType<typeof child>,
  enough?: () => boolean,
): Promise<{ hash: string; reason: string } | undefined> {
  const timer = enough && setInterval(() => enough() && process.kill("SIGKILL"), 1);
  let said = "";
  process.stdout!.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    process.on("close", (code, signal) => {
      clearInterval(timer);
      const [, hash = "", reason = ""] = said.split("\n");
      if (code === 0) resolve({ hash, reason });
      else if (signal === "SIGKILL") resolve(undefined);
      else reject(new Error(`exit code ${code}: ${said}`));
    });
  });
}
