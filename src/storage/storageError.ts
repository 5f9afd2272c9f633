import { ActuarialError } from "../errors.js";

/** What the system said of a file, as the library's error with its cause: `runs/a.losses: cannot write: ENOSPC ...`. */
export function storageError(path: string, doing: string, cause: unknown): ActuarialError {
  if (cause instanceof ActuarialError) return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ActuarialError("ERR_STORAGE", `${path}: cannot ${doing}: ${why}`, { cause });
}

/** A file that is there and cannot be used. */
export function refuseStorage(path: string, why: string): never {
  throw new ActuarialError("ERR_STORAGE", `${path}: ${why}`);
}

/** A file whose bytes cannot be what was written. */
export function refuseCorrupt(path: string, why: string, cause?: unknown): never {
  throw new ActuarialError("ERR_CHECKPOINT_CORRUPT", `${path} is damaged: ${why}`, { cause });
}
