import type { Law } from "./laws.js";
import type { Problems } from "./problems.js";
import type { Tree } from "./tree.js";

/** The numbers of a column of a file, in order. */
export interface Column {
  readonly values: readonly number[];
  /** Names the line of a value, for a message. */
  readonly lineOf: (index: unknown) => string;
}

/** What is known while a model is read. */
export interface Reading {
  readonly problems: Problems;
  /** Reads a column of a file; throws an Error that says why it cannot. Undefined where the model may name no files. */
  readonly readColumn: ((file: string, column: string) => Column) | undefined;
  /** Columns of other files, by the place that names them. */
  readonly columns: Map<Tree, Column>;
  /** What aliases stand for is made once. */
  readonly laws: Map<Tree, Law | undefined>;
}
