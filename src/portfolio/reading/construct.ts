import { ActuarialError } from "../../errors.js";
import { unknownKey } from "../../unknownKey.js";
import { readComplaint } from "./complaint.js";
import type { Path } from "./problems.js";
import type { Reading } from "./reading.js";
import { deepest, type Tree } from "./tree.js";

/** A constructor's argument in the file. */
export interface Site {
  readonly path: Path;
  readonly tree: Tree;
  /** Where the constructor is named, for what is missing. */
  readonly offset: number;
  /** What takes the place of a key that is needed, so that the rest is checked. */
  readonly standIns?: Readonly<Record<string, unknown>>;
  /** Keys that the file knows there besides those of the constructor. */
  readonly moreKeys?: (about: Path) => readonly string[];
}

/**
 * Calls a constructor and reports what it refuses at the place that it is about. Constructors stop at their first
 * complaint, so the call is repeated without what was complained of, until nothing more can be learned.
 * @returns what was made; undefined after a complaint
 */
export function construct<T>(reading: Reading, site: Site, given: unknown, make: (given: unknown) => T): T | undefined {
  const dropped = new Set<string>();
  for (let argument: unknown = given; ; ) {
    try {
      const made = make(argument);
      return dropped.size === 0 ? made : undefined;
    } catch (error) {
      if (!(error instanceof ActuarialError)) throw error;
      const culprit = reading.problems.full ? undefined : report(reading, site, error, dropped);
      const key = culprit?.at(-1);
      if (culprit === undefined || typeof key !== "string") return undefined;
      dropped.add(culprit.join("."));
      const standIn = culprit.length === 1 ? standInFor(site, key) : undefined;
      argument = standIn === undefined ? without(argument, culprit) : { ...(argument as object), [key]: standIn };
    }
  }
}

/** Of a key that is there: "constructor" and "__proto__" are keys like others. */
function standInFor({ standIns = {} }: Site, key: string | number): unknown {
  return Object.hasOwn(standIns, key) ? standIns[key] : undefined;
}

/** @returns the path of the culprit in the argument, or undefined where it is not one value of the file */
function report(
  { problems, columns }: Reading,
  site: Site,
  error: ActuarialError,
  dropped: Set<string>,
): Path | undefined {
  const { tree, offset, moreKeys } = site;
  const {
    path: about,
    rule,
    unknown,
  } = readComplaint(error.message, (path) => deepest(tree, path).depth === path.length);
  if (dropped.has(about.join("."))) return undefined;
  const { tree: place, depth } = deepest(tree, about);
  const path = [...site.path, ...about];
  if (unknown) {
    const entries = place.kind === "mapping" ? [...place.entries] : [];
    // Messages shorten long words.
    const start = unknown.key.endsWith("...") ? unknown.key.slice(0, -3) : undefined;
    const found = entries.find(([key]) => key === unknown.key || (start !== undefined && key.startsWith(start)));
    const message = unknownKey(unknown.key, [...unknown.known, ...(moreKeys?.(about) ?? [])]);
    problems.add({ offset: found?.[1].keyOffset ?? offset, path, message, code: error.code });
    return found && [...about, found[0]];
  }
  const missing = /^must be (.*), got undefined$/s.exec(rule);
  const source = columns.get(place)?.lineOf(about[depth]);
  const message = missing ? `is missing; it must be ${missing[1]}` : `${rule}${hint(place)}${source ?? ""}`;
  problems.add({ offset: depth > 0 ? place.offset : offset, path, message, code: error.code });
  const replaceable = depth === about.length || (about.length === 1 && standInFor(site, about[0]!) !== undefined);
  return about.length > 0 && replaceable ? about : undefined;
}

/** Numbers that people write and YAML reads as text. */
function hint(tree: Tree): string {
  if (tree.kind !== "scalar" || typeof tree.value !== "string") return "";
  if (/^[+-]?\d[\d_,' ]*(\.\d+)?\s*(k|m|bn|%)?$/i.test(tree.value)) return "; write a number like 5000000 or 5e6";
  return /^[+-]?(inf|infinity|∞)$/i.test(tree.value) ? "; write .inf" : "";
}

function without(argument: unknown, path: Path): unknown {
  const [key, ...rest] = path;
  const copy = (Array.isArray(argument) ? [...argument] : { ...(argument as object) }) as Record<
    string | number,
    unknown
  >;
  if (rest.length === 0) delete copy[key!];
  else copy[key!] = without(copy[key!], rest);
  return copy;
}
