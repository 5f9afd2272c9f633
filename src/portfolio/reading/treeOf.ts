import { ActuarialError } from "../../errors.js";
import { mostNested } from "../canonical.js";
import { nowhere } from "./problems.js";
import type { Tree } from "./tree.js";

/** A law is two mappings, and may stand in a list of its own; the components and the terms are the rest. */
export const mostDeep: number = 3 * mostNested + 10;

/**
 * What JSON.parse made of a text, as a tree. Only own keys count, "__proto__" among them.
 * @throws ActuarialError ERR_DATA where it nests deeper than any model
 */
export function treeOf(data: unknown, depth = 0): Tree {
  if (!(depth <= mostDeep)) throw new ActuarialError("ERR_DATA", "model is nested too deeply");
  if (typeof data !== "object" || data === null) return { kind: "scalar", offset: nowhere, value: data };
  if (Array.isArray(data)) {
    return { kind: "list", offset: nowhere, items: data.map((item) => treeOf(item, depth + 1)) };
  }
  const entries = Object.entries(data).map(
    ([key, value]) => [key, { keyOffset: nowhere, value: treeOf(value, depth + 1) }] as const,
  );
  return { kind: "mapping", offset: nowhere, entries: new Map(entries) };
}
