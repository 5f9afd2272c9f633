/** Of something that is kept to be used again: how often it was wanted, and how often it had to be made. */
export interface Reuse {
  uses: number;
  made: number;
}

/** What this process keeps. Each is counted where it is kept, once a run or a table and never once a trial. */
export const reuse: { readonly [K in "arrays" | "threads" | "tables" | "results"]: Reuse } = {
  /** Shared arrays of losses and moments (simulation/arrays.ts). */
  arrays: { uses: 0, made: 0 },
  /** Threads that take part in a run (simulation/pool.ts). */
  threads: { uses: 0, made: 0 },
  /** What the kernel draws from: used by the components of a run, made by a plan. */
  tables: { uses: 0, made: 0 },
  /** Whole results, of runs that ask for a cache. */
  results: { uses: 0, made: 0 },
};
