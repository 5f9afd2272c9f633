import { formatBytes } from "../hardware/formatBytes.js";
import type { Overrides } from "../hardware/overrides.js";
import type { Parallelism } from "../hardware/parallelism.js";
import { blockTrials } from "../kernel.js";
import { nanoseconds } from "../plan/cost.js";
import type { Plan } from "../plan/plan.js";
import { knownSpeed } from "../speed/knownSpeed.js";
import { builtIn } from "../speed/speed.js";
import type { RunOptions } from "./options.js";

/** Nanoseconds of work that keep one more thread busy for longer than it takes to start. */
const startingWork = builtIn.breakEven;

/** What there is to run on. */
export interface Means {
  readonly parallelism: Parallelism;
  /** Threads that are up. */
  readonly up: number;
  /** Threads that there is memory for. */
  readonly room: number;
  /** Bytes of memory that the run leaves to them. */
  readonly free: number;
}

/**
 * How many threads run, and why. More threads than there are blocks, or than there is work or memory for, would only
 * wait or do harm. Efficiency cores take part where there is work for every core; a smaller run is left to the
 * performance cores. Threads that are up already pay from a smaller run on, where a calibration says from which.
 */
export function chooseWorkers(
  run: Pick<RunOptions, "trials" | "workers">,
  plan: Plan,
  given: Overrides,
  { parallelism, up, room, free }: Means,
): { workers: number; reasons: string[] } {
  const blocks = Math.ceil(run.trials / blockTrials);
  const memory = `memory for ${room}: the run leaves ${formatBytes(Math.max(0, free))}`;
  const asked = run.workers === "auto" ? given.workers : run.workers;
  if (asked !== undefined) {
    const by = run.workers === "auto" ? "by LUNDBERG_WORKERS" : "as asked";
    const workers = Math.min(asked, blocks, room);
    if (workers === asked) return { workers, reasons: [`${asked} workers ${by}`] };
    const why = workers === blocks ? `there are ${blocks} blocks of trials` : memory;
    return { workers, reasons: [`${workers} of ${asked} workers: ${why}`] };
  }
  const { threads, performance, reason } = parallelism;
  const { speed, reasons } = knownSpeed();
  const work = run.trials * plan.components.reduce((sum, component) => sum + nanoseconds(component, speed), 0);
  const busy = Math.max(1, Math.floor(work / startingWork), Math.min(up, Math.floor(work / speed.breakEven)));
  const cores = busy < threads ? performance : threads;
  const workers = Math.min(cores, blocks, busy, room);
  const why =
    workers === threads
      ? reason
      : workers < Math.min(cores, blocks, busy)
        ? memory
        : workers === cores
          ? `${performance} performance cores`
          : `work for ${workers}`;
  return { workers, reasons: [`auto: ${workers} workers (${why})`, ...reasons] };
}
