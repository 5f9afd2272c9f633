import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";

/**
 * Writes a file as a whole or not at all: under a name of its own beside it, to the disk, and only then in place of what
 * was there.
 * @throws ActuarialError ERR_STORAGE
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.part`;
  try {
    const file = openSync(draft, "wx");
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    const { ActuarialError } = await import("../index.js");
    throw new ActuarialError("ERR_STORAGE", `${path} cannot be written: ${(error as Error).message}`, { cause: error });
  }
}
