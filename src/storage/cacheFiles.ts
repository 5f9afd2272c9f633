import { constants, type Stats } from "node:fs";
import { lstat, mkdir, open, readdir, unlink, utimes } from "node:fs/promises";
import { join } from "node:path";
import { disk, type FileLayer } from "./fileLayer.js";
import { newFileOf } from "./newFile.js";
import { refuseStorage, storageError } from "./storageError.js";

/** An entry is no longer than this; what is, was not written here. */
const longestEntry = 67_108_864;
/** What is left when there were too many bytes, as a share of those allowed. */
const leftShare = 0.9;
/** Files that are this library's: entries, losses, the drafts and locks of either. */
const ours = /^(?:[0-9a-f]{64}\.(?:json|losses)(?:\.lock)?|\.lundberg-[0-9a-f]{16})$/;

/** Whether what is read is whole is checked then, so that nothing needs to wait for the disk. */
const unsecured: FileLayer = {
  ...disk,
  create: async (path) => ({ ...(await disk.create(path)), sync: async () => {} }),
  syncFolder: async () => {},
};

interface CacheFile {
  readonly path: string;
  readonly bytes: number;
  readonly usedAt: number;
}

/** Files in a folder of their own, by keys of 64 hexadecimal digits, of which the longest unused go when there are too many. */
export class CacheFiles {
  readonly folder: string;
  readonly #mostBytes: number;
  /** Bytes in the folder, by what was seen and what was written since; undefined until somebody looked. */
  #bytes: number | undefined;

  constructor(folder: string, mostBytes: number) {
    this.folder = folder;
    this.#mostBytes = mostBytes;
  }

  /** Where the losses of a key are, or may be put. */
  async losses(key: string): Promise<{ path: string; exists: boolean }> {
    await this.#prepare();
    const path = join(this.folder, `${key}.losses`);
    const found = await lstat(path).catch(() => undefined);
    const doubt = found && doubtOf(found);
    if (doubt !== undefined) refuseStorage(path, doubt);
    await touch(path);
    return { path, exists: found !== undefined };
  }

  /** An entry, which nobody else reads or changes meanwhile; undefined where there is none. Links are not followed. */
  async read(key: string): Promise<string | undefined> {
    const path = this.#entry(key);
    try {
      // Not waiting for somebody to write where it is a pipe.
      const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      try {
        const found = await file.stat();
        const doubt = doubtOf(found) ?? (found.size > longestEntry ? "is too long" : undefined);
        if (doubt !== undefined) refuseStorage(path, doubt);
        const text = await file.readFile("utf8");
        await touch(path);
        return text;
      } finally {
        await file.close();
      }
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw storageError(path, "read", cause);
    }
  }

  /** Writes an entry in the place of the one that was there. */
  async write(key: string, text: string): Promise<void> {
    await this.#prepare();
    const bytes = Buffer.from(text, "utf8");
    await newFileOf(unsecured, this.#entry(key), bytes);
    await this.grown(bytes.length);
  }

  /** So many bytes were written. Deletes what was not used for longest where there are too many. */
  async grown(bytes: number): Promise<void> {
    this.#bytes = this.#bytes === undefined ? total(await this.list()) : this.#bytes + bytes;
    if (this.#bytes <= this.#mostBytes) return;
    const files = (await this.list()).sort((a, b) => a.usedAt - b.usedAt);
    this.#bytes = total(files);
    for (const file of files) {
      if (this.#bytes <= leftShare * this.#mostBytes) break;
      await remove(file.path);
      this.#bytes -= file.bytes;
    }
  }

  async forget(path: string): Promise<void> {
    await remove(path);
    this.#bytes = undefined;
  }

  /** What is there. Nothing is an empty list. */
  async list(): Promise<CacheFile[]> {
    const names = await readdir(this.folder).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === "ENOENT") return [];
      throw storageError(this.folder, "list", cause);
    });
    const files = names.filter((name) => ours.test(name)).map((name) => join(this.folder, name));
    const looked = await Promise.all(
      files.map(async (path): Promise<CacheFile[]> => {
        // Another process may have deleted it.
        const found = await lstat(path).catch(() => undefined);
        return found?.isFile() ? [{ path, bytes: found.size, usedAt: found.mtimeMs }] : [];
      }),
    );
    return looked.flat();
  }

  /** Deletes everything that this library wrote there, and nothing else. */
  async clear(): Promise<void> {
    for (const { path } of await this.list()) await this.forget(path);
  }

  #entry(key: string): string {
    return join(this.folder, `${key}.json`);
  }

  async #prepare(): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
    } catch (cause) {
      throw storageError(this.folder, "make", cause);
    }
  }
}

/** Why a file is not taken for this user's own: whoever else could write it could write numbers into a result. */
function doubtOf(status: Stats): string | undefined {
  if (!status.isFile()) return "is not a regular file";
  const user = process.getuid?.();
  if (user === undefined) return undefined;
  if (status.uid !== user) return "belongs to another user";
  return (status.mode & 0o002) !== 0 ? "can be written by every user" : undefined;
}

function total(files: readonly CacheFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Notes that a file was used. */
async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => {});
}

async function remove(path: string): Promise<void> {
  await unlink(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "ENOENT") throw storageError(path, "delete", cause);
  });
}
