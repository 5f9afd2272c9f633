import { ActuarialError, type ErrorCode } from "../../errors.js";
import { printable } from "../../printable.js";

/** Keys and indices from the root of a model to a place in it. */
export type Path = readonly (string | number)[];

interface Problem {
  /** In the model's text; `nowhere` where it has none. */
  readonly offset: number;
  readonly path: Path;
  readonly message: string;
  readonly code: ErrorCode;
}

/** The offset of data that no text is known of. */
export const nowhere: number = -1;

/** Where an offset of a text is; both count from 1. */
export type PositionOf = (offset: number) => { line: number; col: number };

/** A text in which more is wrong was not meant as a model. */
const mostSaid = 100;

/** What is wrong with a model, gathered so that all of it can be said at once. */
export class Problems {
  readonly #found = new Map<string, Problem>();

  /** What an alias repeats is wrong once. */
  add(problem: Problem): void {
    const key = `${problem.offset} ${problem.offset < 0 ? problem.path.join(".") : ""} ${problem.message}`;
    if (!this.#found.has(key)) this.#found.set(key, problem);
  }

  /** More is wrong than will be said: nothing is gained by looking on. */
  get full(): boolean {
    return this.#found.size > mostSaid;
  }

  /** @throws ActuarialError with a line for each problem, in the text's order, and the code of the first */
  throwIfAny(name: string, positionOf?: PositionOf): void {
    const sorted = [...this.#found.values()].sort((a, b) => a.offset - b.offset);
    if (sorted.length === 0) return;
    const lines = sorted.slice(0, mostSaid).map(({ offset, path, message }) => {
      const at = positionOf?.(offset);
      const place = at === undefined ? "" : `:${at.line}:${at.col}`;
      return printable(`${name}${place}${path.length === 0 ? "" : ` ${pathText(path)}`}: ${message}`);
    });
    if (this.full) lines.push(`${name}: and more`);
    throw new ActuarialError(sorted[0]!.code, lines.join("\n"));
  }
}

/** As a program would write it: `components[0].severity`. */
function pathText(path: Path): string {
  return path.map((part, i) => (typeof part === "number" ? `[${part}]` : `${i === 0 ? "" : "."}${part}`)).join("");
}
