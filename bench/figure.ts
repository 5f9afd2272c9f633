import type { Clock, Effort, Timing } from "./measure.js";

/** A published figure: what is measured, and the rows of its table. */
export interface Figure {
  readonly title: string;
  /** What a time is for: "ns per trial". */
  readonly unit: string;
  readonly clock: Clock;
  /** What a reader must know to judge the numbers. */
  readonly notes: readonly string[];
  rows(effort: Effort): AsyncIterable<Row>;
}

/** A line of a figure. The first timing is the one that the ratios of the others are taken to. */
export interface Row {
  readonly name: string;
  readonly timings: readonly Timing[];
}
