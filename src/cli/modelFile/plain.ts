import type { Tree } from "./tree.js";

/** A tree as a program has it: objects, arrays, strings, numbers. */
export function plain(tree: Tree): unknown {
  if (tree.kind === "scalar") return tree.value;
  if (tree.kind === "list") return tree.items.map(plain);
  const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, { value }] of tree.entries) copy[key] = plain(value);
  return copy;
}
