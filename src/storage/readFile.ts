import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { storageError } from "./storageError.js";

/** A file that is open for reading. */
export interface ReadFile {
  readonly size: number;
  /** Fills `into` from a position on; what comes back is shorter where the file ends. */
  read(position: number, into: Uint8Array): Uint8Array;
  close(): void;
}

/**
 * Opens a file. Reading holds up the calling thread: measures are numbers and not promises of numbers, and a few mebibytes
 * at a time take a millisecond or two.
 */
export function openToRead(path: string): ReadFile {
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      throw storageError(path, "read", cause);
    }
  };
  const file = attempt(() => openSync(path, "r"));
  return {
    size: attempt(() => fstatSync(file).size),
    read: (position, into) =>
      attempt(() => {
        let done = 0;
        while (done < into.length) {
          const read = readSync(file, into, done, into.length - done, position + done);
          if (read === 0) break;
          done += read;
        }
        return into.subarray(0, done);
      }),
    close: () => closeSync(file),
  };
}
