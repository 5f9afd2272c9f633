/** How a law was computed. */
export interface ExactExecution {
  readonly engine: "exact";
  readonly wallMs: number;
  /** Points and step of the finer grid. */
  readonly points: number;
  readonly step: number;
  /** Every loss is a multiple of the step, and there is no error but rounding. */
  readonly lattice: boolean;
}
