import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

/**
 * The most resident memory of a process of its own, in MB, after each of some runs of one component, one after the
 * other. The component and the options are source text. resourceUsage().maxRSS would not do: a process starts with that
 * of its parent.
 */
export async function peakMemory(component: string, runs: readonly string[]): Promise<number[]> {
  const door = pathToFileURL(resolve(import.meta.dirname, "..", "..", "dist", "index.js")).href;
  const script = `import { existsSync, readFileSync } from "node:fs";
    import * as l from ${JSON.stringify(door)};
    const { poisson, deterministic, gamma, constant } = l;
    const model = new l.PricingModel(l.portfolio([l.inforce({ name: "a", ${component} })]));
    const status = "/proc/self/status";
    const peak = () => existsSync(status)
      ? Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync(status, "utf8"))[1]) / 1024
      : process.memoryUsage.rss() / 1048576;
    const peaks = [];
    for (const run of [${runs.join(", ")}]) {
      String(await model.simulate({ seed: 1, workers: 2, ...run }));
      peaks.push(peak());
    }
    console.log(JSON.stringify(peaks));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
  return JSON.parse(stdout);
}
