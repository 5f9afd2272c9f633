import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

/** What a process has more of: MB of resident memory, MB that its collector finds in use, handles, threads. */
export interface More {
  readonly resident: number;
  readonly used: number;
  readonly handles: number;
  readonly threads: number;
}

/**
 * What a process has more of after some runs than after the first thirty: of every keep, some aborted, some refused.
 * Resident memory goes on growing for some thousand runs by what V8 gives its heaps, in three threads.
 */
export async function runInARow(runs: number): Promise<More> {
  const door = pathToFileURL(resolve(import.meta.dirname, "..", "..", "dist", "index.js")).href;
  const script = `import { readdirSync } from "node:fs";
    import * as l from ${JSON.stringify(door)};
    const model = new l.PricingModel(l.portfolio([l.inforce({ name: "a", frequency: l.poisson({ lambda: 5 }),
      severity: l.gamma({ alpha: 2, theta: 1000 }) })]));
    let runs = 0;
    const simulate = async (until) => {
      for (; runs < until; runs++) {
        const keep = ["losses", "tail", "none"][runs % 3];
        const options = { trials: 200_000, workers: 2, seed: runs, keep, hash: runs % 2 === 0 };
        const signal = runs % 5 === 4 ? AbortSignal.timeout(2) : undefined;
        await model.simulate({ ...options, signal, memoryLimit: runs % 7 === 6 ? 1 : 1e9 }).then((result) => {
          String(result);
          result.release();
        }, () => {});
      }
      // Timers of signals that nobody waits for any more, and threads on their way out.
      await new Promise((resolve) => setTimeout(resolve, 1200));
      gc();
      const { rss, heapUsed, external } = process.memoryUsage();
      return [rss / 1e6, (heapUsed + external) / 1e6, process.getActiveResourcesInfo().length, readdirSync("/proc/self/task").length];
    };
    const first = await simulate(30);
    const last = await simulate(${runs});
    const [resident, used, handles, threads] = last.map((each, i) => each - first[i]);
    console.log(JSON.stringify({ resident, used, handles, threads }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", "--input-type=module", "-e", script]);
  return JSON.parse(stdout);
}
