import { ActuarialError } from "../errors.js";

/** One field of a manifest beside what running it again gave; undefined on the side that does not have it. */
export interface ComparedField {
  /** Where it stands: `result.components[0].levels[2].var.high`. */
  readonly field: string;
  readonly recorded: FieldValue | undefined;
  readonly found: FieldValue | undefined;
  readonly same: boolean;
}

/** Numbers that JSON has no word for are text. */
export type FieldValue = number | string | boolean | null;

/** More levels than any manifest has. */
const mostDeep = 16;

/**
 * The fields of two values as JSON.parse makes them, those found first and in their order. Numbers are the same where they
 * are the same double. Warnings are left out: they are words about what is compared, and another version may word them
 * anew.
 * @throws ActuarialError ERR_DATA where a value nests deeper than any manifest
 */
export function comparedFields(recorded: unknown, found: unknown): ComparedField[] {
  const [before, now] = [new Map<string, FieldValue>(), new Map<string, FieldValue>()];
  flatten(recorded, "", 0, before);
  flatten(found, "", 0, now);
  return [...new Set([...now.keys(), ...before.keys()])].map((field) => {
    const pair = { recorded: before.get(field), found: now.get(field) };
    return { field, ...pair, same: pair.recorded === pair.found };
  });
}

/** Keys that are no words are quoted, so that no two places have one path. */
function flatten(value: unknown, path: string, depth: number, into: Map<string, FieldValue>): void {
  if (!(depth <= mostDeep)) throw new ActuarialError("ERR_DATA", `manifest: ${path.slice(0, 80)} is nested too deeply`);
  if (typeof value !== "object" || value === null) {
    into.set(path, value as FieldValue);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (key === "warnings") continue;
    const dot = path === "" ? "" : ".";
    const step = Array.isArray(value) ? `[${key}]` : /^\w+$/.test(key) ? `${dot}${key}` : `[${JSON.stringify(key)}]`;
    flatten(item, path + step, depth + 1, into);
  }
}
