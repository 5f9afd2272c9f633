import { unknownKey } from "../../unknownKey.js";
import type { Inforce } from "../inforce.js";
import { componentAt } from "./componentAt.js";
import type { Reading } from "./reading.js";
import { shownTree, type Tree } from "./tree.js";

/** The components of a model: a mapping whose one key lists them. Of use only where no problem was found. */
export function componentsAt(reading: Reading, tree: Tree): Inforce[] {
  const { problems } = reading;
  const list = tree.kind === "mapping" ? tree.entries.get("components") : undefined;
  if (tree.kind !== "mapping" || list === undefined) {
    const message = `must be a mapping with components, got ${shownTree(tree)}`;
    problems.add({ offset: tree.offset, path: [], message, code: "ERR_PARAMETER" });
    return [];
  }
  for (const [key, { keyOffset }] of tree.entries) {
    if (key === "components") continue;
    problems.add({ offset: keyOffset, path: [], message: unknownKey(key, ["components"]), code: "ERR_UNKNOWN_KEY" });
  }
  const path = ["components"];
  if (list.value.kind !== "list" || list.value.items.length === 0) {
    const message = `must be a list of at least one component, got ${shownTree(list.value)}`;
    problems.add({ offset: list.value.offset, path, message, code: "ERR_PARAMETER" });
    return [];
  }
  const first = new Map<unknown, number>();
  return list.value.items.flatMap((item, i) => {
    if (problems.full) return [];
    const name = item.kind === "mapping" ? item.entries.get("name")?.value : undefined;
    const word = name?.kind === "scalar" ? name.value : undefined;
    if (name && first.has(word)) {
      const message = `is the name of components[${first.get(word)}] too; names are unique in a portfolio`;
      problems.add({ offset: name.offset, path: [...path, i, "name"], message, code: "ERR_DUPLICATE_NAME" });
    } else if (typeof word === "string") {
      first.set(word, i);
    }
    return componentAt(reading, item, [...path, i]) ?? [];
  });
}
