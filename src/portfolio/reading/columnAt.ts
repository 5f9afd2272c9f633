import { unknownKey } from "../../unknownKey.js";
import { plain } from "./plain.js";
import type { Path } from "./problems.js";
import type { Reading } from "./reading.js";
import type { MappingTree } from "./tree.js";

/** `{ file: claims.csv, column: amount }` in place of a list of numbers; undefined where it cannot be read. */
export function columnAt(reading: Reading, tree: MappingTree, path: Path): readonly number[] | undefined {
  const refuse = (message: string): undefined =>
    void reading.problems.add({ offset: tree.offset, path, message, code: "ERR_DATA" });
  const { file, column, ...others } = plain(tree) as Record<string, unknown>;
  const [other] = Object.keys(others);
  if (other !== undefined) return refuse(unknownKey(other, ["file", "column"]));
  if (typeof file !== "string" || typeof column !== "string") return refuse("must have file and column, both text");
  if (reading.readColumn === undefined) return refuse("a text by itself has no files; load the model from a file");
  try {
    const read = reading.readColumn(file, column);
    reading.columns.set(tree, read);
    return read.values;
  } catch (error) {
    return refuse((error as Error).message);
  }
}
