import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import { type FileLayer, type OpenFile, writeAll } from "./fileLayer.js";
import { storageError } from "./storageError.js";

/**
 * Makes a file that is there as a whole or not at all: `fill` writes it under another name in its folder, it is secured,
 * and takes the place of what was there. A failure leaves what was there, and nothing else.
 */
export async function newFile(files: FileLayer, path: string, fill: (file: OpenFile) => Promise<void>): Promise<void> {
  const folder = dirname(path);
  const draft = join(folder, `.lundberg-${randomBytes(8).toString("hex")}`);
  let made = false;
  try {
    const file = await files.create(draft);
    made = true;
    try {
      await fill(file);
      await file.sync();
    } finally {
      await file.close();
    }
    await files.rename(draft, path);
    made = false;
    await files.syncFolder(folder);
  } catch (cause) {
    // The first failure is what the caller must know; a draft that cannot be removed either is its consequence.
    if (made) await files.remove(draft).catch(() => {});
    throw storageError(path, "write", cause);
  }
}

/** A new file of these bytes. */
export function newFileOf(files: FileLayer, path: string, bytes: Uint8Array): Promise<void> {
  return newFile(files, path, (file) => writeAll(file, bytes, 0));
}
