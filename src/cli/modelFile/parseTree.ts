import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  Parser,
  parseDocument,
  visit,
} from "yaml";
import type { PositionOf, Problems } from "../../portfolio/reading/problems.js";
import type { Tree } from "../../portfolio/reading/tree.js";
import { mostDeep } from "../../portfolio/reading/treeOf.js";

/** Values that aliases may repeat in all: a few lines of aliases of aliases could stand for billions. */
const mostRepeated = 1_000_000;

/** YAML 1.2, of which JSON is a part, as a tree. What is wrong with the text goes to `problems`; the tree is partial then. */
export function parseTree(text: string, problems: Problems): { tree: Tree; positionOf: PositionOf } {
  const lines = new LineCounter();
  // Lines are counted while collections are composed, which some text does not come to.
  const positionOf: PositionOf = (offset) =>
    lines.lineStarts.length > 0 ? lines.linePos(offset) : { line: 1, col: 1 };
  const nothing: Tree = { kind: "scalar", offset: 0, value: null };
  const report = (offset: number, message: string): void => {
    problems.add({ offset, path: [], message, code: "ERR_DATA" });
  };
  try {
    if (nestsDeeper(text, mostDeep)) throw new RangeError("nested too deeply");
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      stringKeys: true,
      uniqueKeys: false,
    });
    const found = [...document.errors, ...document.warnings];
    const deep = found.find(({ message }) => message.includes("call stack"));
    if (deep) throw new RangeError(deep.message);
    for (const { pos, message } of found) report(pos[0], message);
    if (document.contents === null || document.errors.length > 0) return { tree: nothing, positionOf };
    return { tree: convert(document.contents, anchorsOf(document), report), positionOf };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report(0, "is nested too deeply");
    return { tree: nothing, positionOf };
  }
}

/**
 * Whether collections stand deeper inside each other than that. What composes them calls itself for each, and where the
 * stack ends inside a regular expression, the whole process does; the tokens before are read without recursion.
 */
function nestsDeeper(text: string, most: number): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme)) {
    }
    if (parser.stack.length > most) return true;
  }
  return false;
}

/** What each alias stands for: the last node before it that has its anchor. */
function anchorsOf(document: ReturnType<typeof parseDocument>): Map<Alias, Node> {
  const last = new Map<string, Node>();
  const found = new Map<Alias, Node>();
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) {
        const target = last.get(node.source);
        if (target) found.set(node, target);
      } else if (node.anchor !== undefined) {
        last.set(node.anchor, node as Node);
      }
    },
  });
  return found;
}

function convert(
  root: Node,
  anchors: ReadonlyMap<Alias, Node>,
  report: (offset: number, message: string) => void,
): Tree {
  const made = new Map<Node, { tree: Tree; size: number }>();
  const open = new Set<Node>();
  let repeated = 0;

  function one(node: Node | null, fallback: number): { tree: Tree; size: number } {
    const offset = node?.range?.[0] ?? fallback;
    const failed = { tree: { kind: "scalar", offset, value: null } as const, size: 1 };
    if (node === null) return failed;
    if (isAlias(node)) {
      const target = anchors.get(node);
      if (target === undefined || open.has(target)) {
        report(
          offset,
          target ? `*${node.source} stands inside what it repeats` : `no anchor &${node.source} before this`,
        );
        return failed;
      }
      const known = made.get(target)!;
      if (repeated > mostRepeated) return failed;
      repeated += known.size;
      if (repeated <= mostRepeated) return known;
      report(offset, `aliases repeat more than ${mostRepeated} values`);
      return failed;
    }
    open.add(node);
    const converted = fresh(node, offset);
    open.delete(node);
    made.set(node, converted);
    return converted;
  }

  function fresh(node: Node, offset: number): { tree: Tree; size: number } {
    let size = 1;
    const child = (value: unknown, fallback: number): Tree => {
      const { tree, size: more } = one(value as Node | null, fallback);
      size += more;
      return tree;
    };
    if (isSeq(node)) {
      const items = node.items.map((item) => child(item, offset));
      return { tree: { kind: "list", offset, items }, size };
    }
    if (isMap(node)) {
      const entries = new Map<string, { keyOffset: number; value: Tree }>();
      for (const { key, value } of node.items) {
        const keyOffset = (key as Node).range?.[0] ?? offset;
        const name = String(isScalar(key) ? key.value : key);
        // The parser would compare each key with each other one.
        if (entries.has(name)) report(keyOffset, "Map keys must be unique");
        entries.set(name, { keyOffset, value: child(value, keyOffset) });
      }
      return { tree: { kind: "mapping", offset, entries }, size };
    }
    return { tree: { kind: "scalar", offset, value: isScalar(node) ? node.value : null }, size };
  }

  return one(root, 0).tree;
}
