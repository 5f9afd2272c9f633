/** What a version of Node computed, as SHA-256 in hexadecimal; of runs, by the number of workers. */
export interface ModelHashes {
  /** What the kernel draws from, made by JavaScript. */
  readonly tables: string;
  readonly losses: Readonly<Record<string, string>>;
  /** Every measure to the last bit, and the printed table of the result. */
  readonly measures: Readonly<Record<string, string>>;
}

export interface Report {
  readonly node: string;
  readonly kernelId: string;
  readonly models: Readonly<Record<string, ModelHashes>>;
  /** Of each law: its table, functions and sample. */
  readonly laws: Readonly<Record<string, string>>;
}

/** Workers that every model is run with. */
export const workerCounts = [1, 2, 7] as const;
