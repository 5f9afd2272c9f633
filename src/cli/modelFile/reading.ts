import type { Law } from "../../portfolio/reading/laws.js";
import type { Column } from "./column.js";
import type { Problems } from "./problems.js";
import type { Tree } from "./tree.js";

/** What is known while a model file is read. */
export interface Reading {
  readonly problems: Problems;
  /** Where the files lie that it names; undefined where it may name none. */
  readonly folder: string | undefined;
  /** Columns of other files, by the place that names them. */
  readonly columns: Map<Tree, Column>;
  /** What aliases stand for is made once. */
  readonly laws: Map<Tree, Law | undefined>;
}
