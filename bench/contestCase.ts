import type { Task } from "./lundberg.js";

/** A peer's part in a case: its column's label, its program, and what the program is asked for n trials. */
export interface Ask {
  readonly label: string;
  readonly program: string;
  readonly request: (n: number) => string;
}

/** A bar: at least this many times as fast as a peer. Cases with one text share a bar, and the worst of them counts. */
export interface Bar {
  readonly text: string;
  readonly label: string;
  readonly least: number;
}

/** One model on which lundberg and its peers are timed in turns. */
export interface ContestCase {
  readonly name: string;
  /** What a lundberg process does. */
  readonly task: Task;
  /** Trials, draws or values of a lundberg run at full size. */
  readonly trials: number;
  /** Times are per item: 1 for times per trial, the expected claims for times per claim. */
  readonly itemsPerTrial: number;
  /** What a peer is asked for n trials, where every peer is asked the same. */
  readonly request?: (n: number) => string;
  /** Who is asked what, where they are not; then all of them take as many values as lundberg. */
  readonly asks?: readonly Ask[];
  readonly bars: readonly Bar[];
}

/** Cases of one table. */
export interface Contest {
  readonly title: string;
  readonly unit: string;
  /** What a reader must know to judge the numbers. */
  readonly notes: readonly string[];
  readonly cases: readonly ContestCase[];
}
