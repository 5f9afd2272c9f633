import * as check from "../check.js";
import { poisson } from "../frequency/index.js";
import { numa, numaPolicies } from "../hardware/numa.js";
import { overrides, profileNames } from "../hardware/overrides.js";
import { parallelism } from "../hardware/parallelism.js";
import { blockTrials } from "../kernel.js";
import { Plan } from "../plan/plan.js";
import { inforce } from "../portfolio/inforce.js";
import { portfolio } from "../portfolio/portfolio.js";
import { gamma, lognormal } from "../severity/index.js";
import { clear } from "./arrays.js";
import { runOptions, type SimulateOptions, workerCount } from "./options.js";
import { parallelismUnder } from "./placement.js";
import { pool } from "./pool.js";
import { simulate } from "./simulate.js";

/** Blocks for each thread: enough for the engine to have compiled the kernel's loops to its best. */
const warmBlocks = 64;

/** What is made ready: the same options as those of the runs to come. */
export type WarmUpOptions = Pick<SimulateOptions, "workers" | "numaPolicy" | "profile">;

/**
 * Makes the first run as fast as later ones: starts the worker threads and waits until they are up and where the runs want
 * them, and simulates a little of either kind of model on each and in the calling thread, so that the kernel is compiled.
 * @param options `workers`: how many threads, 1 to 1024; default "auto", one a core, or as LUNDBERG_WORKERS says.
 *   `numaPolicy` and `profile` are those of `simulate`.
 * @throws ActuarialError ERR_PARAMETER, ERR_UNKNOWN_KEY, as a rejection
 */
export async function warmUp(options: WarmUpOptions = {}): Promise<void> {
  const { workers: asked = "auto", ...how } = check.record("warmUp", options, ["workers", "numaPolicy", "profile"]);
  if (how.numaPolicy !== undefined) check.oneOf("warmUp: numaPolicy", how.numaPolicy, numaPolicies);
  if (how.profile !== undefined) check.oneOf("warmUp: profile", how.profile, profileNames);
  const given = overrides();
  const { numaPolicy } = runOptions({ trials: 1, ...how }, given);
  const workers =
    asked === "auto"
      ? (given.workers ?? parallelismUnder(numaPolicy, numa(), parallelism()).threads)
      : check.number("warmUp: workers", asked, workerCount);
  const frequency = poisson({ lambda: 5 });
  const plan = new Plan(
    portfolio([
      inforce({ name: "sum closure", frequency, severity: gamma({ alpha: 2, theta: 1000 }) }),
      inforce({
        name: "per claim",
        frequency,
        severity: lognormal({ mu: 7, sigma: 1 }),
        terms: { deductible: 500, limit: 10_000 },
      }),
    ]),
  );
  for (const count of new Set([1, workers])) {
    const trials = warmBlocks * count * blockTrials;
    const result = await simulate(plan, { trials, seed: 0, workers: count, ...how });
    String(result);
    result.release();
  }
}

/**
 * Ends the worker threads and gives pooled arrays back. Runs on them reject with ERR_CLOSED; a later run starts
 * threads anew. A process that never calls it exits all the same.
 */
export async function close(): Promise<void> {
  clear();
  await pool.close();
}
