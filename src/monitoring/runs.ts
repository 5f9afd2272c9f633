import { allottedProcessors } from "../hardware/allottedProcessors.js";
import { Histogram } from "./histogram.js";

export type RunOutcome = "done" | "failed" | "aborted";

/** Below this share of the processors that it could have had, a run was disturbed by other load. */
export const contendedBelow = 0.6;
/** A shorter run is over before its threads are all busy. */
const leastJudgedMs = 50;

/** What this process has simulated. Its size does not grow with the runs. */
export const totals: {
  readonly outcomes: { [O in RunOutcome]: number };
  readonly latency: Histogram;
  trials: number;
  blocksRerun: number;
  /** Time while runs were under way: of the clock, and of this process's processors. */
  busyMs: number;
  processorMs: number;
  /** Runs that were alone and long enough to tell whether they were disturbed, and those that were. */
  judged: number;
  contended: number;
  /** The last of them was. */
  disturbed: boolean;
} = {
  outcomes: { done: 0, failed: 0, aborted: 0 },
  latency: new Histogram(),
  trials: 0,
  blocksRerun: 0,
  busyMs: 0,
  processorMs: 0,
  judged: 0,
  contended: 0,
  disturbed: false,
};

const underWay = new Set<RunWatch>();
let busySince = { ms: 0, processor: process.cpuUsage() };

/** Runs that have begun and are not over. */
export function runsUnderWay(): number {
  return underWay.size;
}

/** Accompanies a run from its beginning to its end. */
export class RunWatch {
  readonly #started = performance.now();
  /** Another run was under way at the same time: whose the processor time is, nobody knows. */
  #shared = false;

  constructor() {
    if (underWay.size === 0) busySince = { ms: this.#started, processor: process.cpuUsage() };
    underWay.add(this);
    if (underWay.size > 1) for (const watch of underWay) watch.#shared = true;
  }

  /** Does the part of a run in which every worker has work, and notes whether the workers got the processors. */
  async drawing<T>(workers: number, work: () => Promise<T>): Promise<T> {
    const [began, used] = [performance.now(), process.cpuUsage()];
    const done = await work();
    const ms = performance.now() - began;
    if (this.#shared || ms < leastJudgedMs) return done;
    totals.judged++;
    totals.disturbed =
      milliseconds(process.cpuUsage(used)) < contendedBelow * ms * Math.min(workers, allottedProcessors());
    if (totals.disturbed) totals.contended++;
    return done;
  }

  end(outcome: RunOutcome, { trials, blocksRerun }: { readonly trials: number; readonly blocksRerun: number }): void {
    const now = performance.now();
    totals.outcomes[outcome]++;
    totals.blocksRerun += blocksRerun;
    if (outcome === "done") {
      totals.trials += trials;
      totals.latency.record(now - this.#started);
    }
    underWay.delete(this);
    if (underWay.size > 0) return;
    totals.busyMs += now - busySince.ms;
    totals.processorMs += milliseconds(process.cpuUsage(busySince.processor));
  }
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}
