import { readdirSync, readFileSync } from "node:fs";
import { parseCpuList } from "./cpuList.js";

// Every path is absolute and comes behind a root: "" is this machine, a test has a tree of its own. What is missing,
// unreadable or not understood is undefined: a fact that nobody knows is never an error.

export function readText(root: string, path: string): string | undefined {
  try {
    return readFileSync(root + path, "utf8").trim();
  } catch {
    return undefined;
  }
}

/** A whole number >= 0 that stands alone in its file. */
export function readCount(root: string, path: string): number | undefined {
  return parseCount(readText(root, path));
}

export function parseCount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** A list like "0-3,8". */
export function readCpus(root: string, path: string): readonly number[] | undefined {
  const text = readText(root, path);
  return text === undefined ? undefined : parseCpuList(text);
}

/** The value behind "<key>:" or "<key> " at the start of a line. */
export function readField(text: string | undefined, key: string): string | undefined {
  return text?.match(new RegExp(`^${key}(?:[ \\t]*:|[ \\t])[ \\t]*(.*)$`, "m"))?.[1]?.trim();
}

export function readFolder(root: string, path: string): readonly string[] {
  try {
    return readdirSync(root + path);
  } catch {
    return [];
  }
}
