import * as check from "../check.js";
import { poisson } from "../frequency/index.js";
import { overrides } from "../hardware/overrides.js";
import { parallelism } from "../hardware/parallelism.js";
import { blockTrials } from "../kernel.js";
import { Plan } from "../plan/plan.js";
import { inforce } from "../portfolio/inforce.js";
import { portfolio } from "../portfolio/portfolio.js";
import { gamma, lognormal } from "../severity/index.js";
import { clear } from "./arrays.js";
import { workerCount } from "./options.js";
import { pool } from "./pool.js";
import { simulate } from "./simulate.js";

/** Blocks for each thread: enough for the engine to have compiled the kernel's loops to its best. */
const warmBlocks = 64;

/**
 * Makes the first run as fast as later ones: starts the worker threads and waits until they are up, and simulates a
 * little of either kind of model on each and in the calling thread, so that the kernel is compiled.
 * @param options `workers`: how many threads, 1 to 1024; default "auto", one a core, or as LUNDBERG_WORKERS says.
 * @throws ActuarialError ERR_PARAMETER, ERR_UNKNOWN_KEY, as a rejection
 */
export async function warmUp(options: { readonly workers?: number | "auto" } = {}): Promise<void> {
  const { workers: given = "auto" } = check.record("warmUp", options, ["workers"]);
  const workers =
    given === "auto"
      ? (overrides().workers ?? parallelism().threads)
      : check.number("warmUp: workers", given, workerCount);
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
    const result = await simulate(plan, { trials, seed: 0, workers: count });
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
