import { formatBytes } from "../hardware/formatBytes.js";
import type { Overrides } from "../hardware/overrides.js";
import type { Parallelism } from "../hardware/parallelism.js";
import { blockTrials } from "../kernel.js";
import type { Plan } from "../plan/plan.js";
import type { RunOptions } from "./options.js";

/** Work that keeps one more thread busy for longer than it takes to start: about 10 ms at 4 ns a draw. */
const drawsPerWorker = 2_500_000;
/** What one more thread takes of memory: 9.5 MB measured, from 2 threads to 16. */
const bytesPerWorker = 12_000_000;

/** What there is to run on. */
export interface Means {
  readonly parallelism: Parallelism;
  /** Bytes of memory that the run's arrays leave. */
  readonly free: number;
  /** Threads that are up already, and take no more. */
  readonly running: number;
}

/**
 * How many threads run, and why. More threads than there are blocks, or than there is work or memory for, would only
 * wait or do harm. Efficiency cores take part where there is work for every core; a smaller run is left to the
 * performance cores.
 */
export function chooseWorkers(
  run: Pick<RunOptions, "trials" | "workers">,
  plan: Plan,
  given: Overrides,
  means: Means,
): { workers: number; reasons: string[] } {
  const blocks = Math.ceil(run.trials / blockTrials);
  const asked = run.workers === "auto" ? given.workers : run.workers;
  if (asked !== undefined) {
    const by = run.workers === "auto" ? "by LUNDBERG_WORKERS" : "as asked";
    if (asked <= blocks) return { workers: asked, reasons: [`${asked} workers ${by}`] };
    return { workers: blocks, reasons: [`${blocks} of ${asked} workers: there are ${blocks} blocks of trials`] };
  }
  const { threads, performance, reason } = means.parallelism;
  const draws = run.trials * plan.components.reduce((sum, component) => sum + 1 + component.drawsPerTrial, 0);
  const busy = Math.max(1, Math.floor(draws / drawsPerWorker));
  const cores = busy < threads ? performance : threads;
  const room = Math.max(1, means.running + Math.max(0, Math.floor(means.free / bytesPerWorker)));
  const workers = Math.min(cores, blocks, busy, room);
  const why =
    workers === threads
      ? reason
      : workers < Math.min(cores, blocks, busy)
        ? `memory for ${workers}: the run's arrays leave ${formatBytes(Math.max(0, means.free))}`
        : workers === cores
          ? `${performance} performance cores`
          : `work for ${workers}`;
  return { workers, reasons: [`auto: ${workers} workers (${why})`] };
}
