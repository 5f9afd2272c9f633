import type { Plan } from "../plan/plan.js";

/** How a run was done; nothing here changes a result. */
export interface Execution {
  readonly engine: "simulation";
  /** Nothing was drawn: the measures are those that a cache kept of an earlier run. */
  readonly cached: boolean;
  /** Threads that ran; 1 is the calling thread. */
  readonly workers: number;
  /** Trials of the smallest chunk. */
  readonly chunk: number;
  readonly wallMs: number;
  readonly trialsPerSecond: number;
  readonly plan: Plan;
  /** Blocks of 4096 trials that were run once more, with the same draws, because a worker thread was lost with them. */
  readonly blocksRerun: number;
  /** What was asked to give trials their weights; undefined where they have none. */
  readonly varianceReduction: "controlVariates" | "largestClaim" | undefined;
  /** Why the run was done this way, and what its weights gained. */
  readonly reasons: readonly string[];
}

/** Something that a reader of a result should know. `code` is stable. */
export interface Warning {
  readonly code: string;
  readonly message: string;
  /** The component that it comes from, where it is one. */
  readonly component?: string;
}
