import { deepFreeze } from "../deepFreeze.js";
import { type Reuse, reuse } from "./reuse.js";
import { runsUnderWay, totals } from "./runs.js";

/** How often something kept was there when it was wanted. */
export interface ReuseMetrics extends Readonly<Reuse> {
  /** 1 - made / uses, from 0 to 1; NaN before the first use. */
  readonly hitRate: number;
}

/** What this process has simulated since it loaded the library. */
export interface Metrics {
  readonly runs: {
    readonly done: number;
    readonly failed: number;
    readonly aborted: number;
    readonly underWay: number;
  };
  /** Of the runs that are done, from their call to their result, in milliseconds; known to 1/64 of itself. */
  readonly latencyMs: {
    readonly mean: number;
    readonly p50: number;
    readonly p95: number;
    readonly p99: number;
    readonly largest: number;
  };
  readonly trials: number;
  /** Trials over the time in which runs were under way. */
  readonly trialsPerSecond: number;
  /** Milliseconds while runs were under way: of the clock, and of this process's processors. */
  readonly busyMs: number;
  readonly processorMs: number;
  /** The most resident memory that this process ever had, in bytes. */
  readonly peakMemory: number;
  /** Blocks of 4096 trials that were run once more because their thread was lost. */
  readonly blocksRerun: number;
  /** Shared arrays, threads, tables of laws, and results where a cache is asked for. */
  readonly reuse: { readonly [K in keyof typeof reuse]: ReuseMetrics };
  /** Runs of 50 ms and more beside which no other was under way, and those of them that other load disturbed. */
  readonly contention: {
    readonly judged: number;
    readonly contended: number;
    /** The last that was judged got less than 0.6 of a processor for each worker. */
    readonly now: boolean;
  };
}

/** What this process has simulated, how fast, and what it kept. A frozen copy; counting costs a run a few microseconds. */
export function metrics(): Metrics {
  const { outcomes, latency, trials, blocksRerun, busyMs, processorMs, judged, contended, disturbed } = totals;
  return deepFreeze({
    runs: { ...outcomes, underWay: runsUnderWay() },
    latencyMs: {
      mean: latency.sum / latency.count,
      p50: latency.quantile(0.5),
      p95: latency.quantile(0.95),
      p99: latency.quantile(0.99),
      largest: latency.largest,
    },
    trials,
    trialsPerSecond: (1000 * trials) / busyMs,
    busyMs,
    processorMs,
    // Node gives kilobytes.
    peakMemory: 1024 * process.resourceUsage().maxRSS,
    blocksRerun,
    reuse: {
      arrays: rated(reuse.arrays),
      threads: rated(reuse.threads),
      tables: rated(reuse.tables),
      results: rated(reuse.results),
    },
    contention: { judged, contended, now: disturbed },
  });
}

/** Tables can be made without being used, to be explained. */
function rated({ uses, made }: Reuse): ReuseMetrics {
  return { uses, made, hitRate: uses === 0 ? Number.NaN : Math.max(0, 1 - made / uses) };
}
