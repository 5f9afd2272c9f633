/** A value of a model as data, with the place in its text where it stands. What an alias stands for is the same object as its anchor. */
export type Tree = ScalarTree | ListTree | MappingTree;

export interface ScalarTree {
  readonly kind: "scalar";
  readonly offset: number;
  readonly value: unknown;
}

export interface ListTree {
  readonly kind: "list";
  readonly offset: number;
  readonly items: readonly Tree[];
}

export interface MappingTree {
  readonly kind: "mapping";
  readonly offset: number;
  readonly entries: ReadonlyMap<string, { readonly keyOffset: number; readonly value: Tree }>;
}

/** A value as a message shows it. */
export function shownTree(tree: Tree): string {
  if (tree.kind === "list") return `a list of ${tree.items.length}`;
  if (tree.kind === "mapping") return `a mapping with ${[...tree.entries.keys()].join(", ") || "no keys"}`;
  if (typeof tree.value !== "string") return String(tree.value);
  return JSON.stringify(tree.value.length > 40 ? `${tree.value.slice(0, 40)}...` : tree.value);
}

/** What stands at a path, or at as much of it as there is. */
export function deepest(tree: Tree, path: readonly (string | number)[]): { tree: Tree; depth: number } {
  let at = tree;
  for (const [depth, part] of path.entries()) {
    let next: Tree | undefined;
    if (at.kind === "list" && typeof part === "number") next = at.items[part];
    if (at.kind === "mapping" && typeof part === "string") next = at.entries.get(part)?.value;
    if (next === undefined) return { tree: at, depth };
    at = next;
  }
  return { tree: at, depth: path.length };
}
