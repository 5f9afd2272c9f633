import { readFileSync } from "node:fs";

/** Reads reference data; each file says where it comes from, and the script beside it makes it again. */
export function reference<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../reference/${name}.json`, import.meta.url), "utf8")) as T;
}
