import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  type Stats,
} from "node:fs";
import { join } from "node:path";
import { disk } from "./fileLayer.js";
import { newFileOf } from "./newFile.js";
import { refuseStorage, storageError } from "./storageError.js";

/** What is in a file of the cache, or why it is not taken; undefined where there is none. */
export type CacheRead = { readonly text: string } | { readonly ignored: string } | undefined;

/** Beyond this nothing in a cache is read. */
const mostBytes = 65_536;

export function hasCacheFolder(folder: string): boolean {
  return existsSync(folder);
}

/**
 * Reads a small file of the cache. Never an error: what is no plain file of this user's own, which nobody else can write,
 * is ignored, and links are not followed, since whoever can put one there could make the library read anything.
 */
export function readCacheFile(folder: string, name: string): CacheRead {
  const path = join(folder, name);
  let file: number;
  try {
    const doubt = doubtOf(lstatSync(folder), "isDirectory", "folder") ?? doubtOf(lstatSync(path), "isFile", "file");
    if (doubt !== undefined) return { ignored: doubt };
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOENT" || code === "ENOTDIR" ? undefined : { ignored: `it cannot be read (${code})` };
  }
  try {
    // It can have been exchanged since it was looked at.
    const status = fstatSync(file);
    const doubt = doubtOf(status, "isFile", "file");
    if (doubt !== undefined) return { ignored: doubt };
    if (!(status.size <= mostBytes)) return { ignored: `it has ${status.size} bytes` };
    return { text: readFileSync(file, "utf8") };
  } catch (error) {
    return { ignored: `it cannot be read (${(error as NodeJS.ErrnoException).code})` };
  } finally {
    closeSync(file);
  }
}

/**
 * Writes a small file of the cache, as a whole or not at all, in the place of what was there; makes the folder,
 * for this user alone.
 * @throws ActuarialError ERR_STORAGE
 */
export async function writeCacheFile(folder: string, name: string, text: string): Promise<void> {
  let doubt: string | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    doubt = doubtOf(lstatSync(folder), "isDirectory", "folder");
  } catch (cause) {
    throw storageError(folder, "make the folder", cause);
  }
  if (doubt !== undefined) refuseStorage(folder, doubt);
  await newFileOf(disk, join(folder, name), Buffer.from(text));
}

function doubtOf(status: Stats, kind: "isFile" | "isDirectory", noun: "file" | "folder"): string | undefined {
  const it = noun === "file" ? "it" : "its folder";
  if (status.isSymbolicLink()) return `${it} is a symbolic link`;
  if (!status[kind]()) return `${it} is no ${noun}`;
  const user = process.getuid?.();
  if (user !== undefined && status.uid !== user) return `${it} belongs to another user`;
  // Windows makes up these bits.
  if (user !== undefined && (status.mode & 0o002) !== 0) return `every user can write ${it}`;
  return undefined;
}
