import { lstatSync, realpathSync, type Stats } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import * as check from "../check.js";
import { refuseStorage, storageError } from "./storageError.js";

/** A path as text: not empty, and without the NUL that would end it early. */
export function checkPath(where: string, value: unknown): string {
  const path = check.text(where, value);
  if (path.includes("\0")) check.fail(where, "a path without NUL", path);
  return path;
}

/**
 * Where a path leads: absolute, with links followed, so that two names of one file are one. The folder must be there; in
 * it there is a regular file, or nothing yet.
 * @throws ActuarialError ERR_STORAGE where the folder cannot be reached, or where something else has that name
 */
export function locate(path: string): { file: string; exists: boolean } {
  const there = status(path);
  if (there === undefined) {
    try {
      return { file: join(realpathSync(dirname(resolve(path))), basename(path)), exists: false };
    } catch (cause) {
      throw storageError(path, "reach its folder", cause);
    }
  }
  if (there.isDirectory()) refuseStorage(path, "is a folder; name a file in it");
  if (there.isSymbolicLink()) return locate(real(path));
  if (!there.isFile()) refuseStorage(path, "is not a regular file");
  return { file: real(path), exists: true };
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch (cause) {
    throw storageError(path, "follow the link", cause);
  }
}

function status(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw storageError(path, "look at it", cause);
  }
}
