import type { Section } from "../report/index.js";
import type { Measurement, Quantity, Surroundings } from "./measurement.js";

/** A figure of the report: what it measures, and how it shows what came of it. One file each, one line in `figures.ts`. */
export interface BenchFigure {
  /** Its name on the command line and in a saved report. */
  readonly name: string;
  readonly quantities: (surroundings: Surroundings) => readonly Quantity[] | Promise<readonly Quantity[]>;
  /** Reads nothing but the measurements, so that a saved report can be shown again. */
  readonly section: (measurements: readonly Measurement[]) => Section;
}

/** The names of the series, in their order. */
export function seriesOf(measurements: readonly Measurement[]): readonly string[] {
  return [...new Set(measurements.map(({ series }) => series))];
}
