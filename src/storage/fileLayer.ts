import { type FileHandle, open, rename, unlink } from "node:fs/promises";

/** A file that is open for writing. */
export interface OpenFile {
  /** Writes some of the bytes, from the first on, and says how many: on a full disk fewer, and that is no error. */
  write(bytes: Uint8Array, position: number): Promise<number>;
  /** Resolves when what was written, and the length, would outlive a loss of power. */
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

/** Everything that changes the disk goes through here, so that a test can let any step of it fail. */
export interface FileLayer {
  /** A new file; an error where there is one. */
  create(path: string): Promise<OpenFile>;
  /** A file that is there. */
  open(path: string): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Resolves when the names in a folder would outlive a loss of power. */
  syncFolder(path: string): Promise<void>;
}

export const disk: FileLayer = {
  create: async (path) => openFile(await open(path, "wx")),
  open: async (path) => openFile(await open(path, "r+")),
  rename,
  remove: unlink,
  async syncFolder(path) {
    // Windows cannot open a folder; its file systems write names through a journal.
    if (process.platform === "win32") return;
    const folder = await open(path, "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  },
};

function openFile(handle: FileHandle): OpenFile {
  return {
    write: async (bytes, position) => (await handle.write(bytes, 0, bytes.length, position)).bytesWritten,
    sync: () => handle.datasync(),
    truncate: (length) => handle.truncate(length),
    close: () => handle.close(),
  };
}

/** Writes all bytes, however many the system takes at a time. */
export async function writeAll(file: OpenFile, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const written = await file.write(bytes.subarray(done), position + done);
    if (!(written > 0)) throw new Error(`${bytes.length - done} bytes were not taken, and no error was given`);
    done += written;
  }
}
