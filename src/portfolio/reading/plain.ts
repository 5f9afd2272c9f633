import type { Tree } from "./tree.js";

/** A tree as a program has it: objects, arrays, strings, numbers. */
export function plain(tree: Tree): unknown {
  return convert(tree, (value) => value);
}

/** A tree where text stands for nothing but the number that JSON has no word for. */
export function plainNumbers(tree: Tree): unknown {
  return convert(tree, numberIn);
}

/** What a scalar among a law's parameters or the terms is: "Infinity" is a number. */
export function numberIn(value: unknown): unknown {
  return value === "Infinity" ? Infinity : value;
}

function convert(tree: Tree, scalar: (value: unknown) => unknown): unknown {
  if (tree.kind === "scalar") return scalar(tree.value);
  if (tree.kind === "list") return tree.items.map((item) => convert(item, scalar));
  const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, { value }] of tree.entries) copy[key] = convert(value, scalar);
  return copy;
}
