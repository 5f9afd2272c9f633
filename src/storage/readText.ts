import { ActuarialError } from "../errors.js";
import { locate } from "./filePath.js";
import { openToRead } from "./readFile.js";
import { refuseStorage } from "./storageError.js";

/**
 * The text of a regular file, which is never larger than `mostBytes`.
 * @throws ActuarialError ERR_STORAGE where it cannot be read or is larger, ERR_DATA where it is not UTF-8
 */
export function readText(path: string, mostBytes: number): string {
  const { file, exists } = locate(path);
  if (!exists) refuseStorage(path, "there is no such file");
  const open = openToRead(file);
  try {
    const bytes = open.read(0, new Uint8Array(mostBytes + 1));
    if (bytes.length > mostBytes) refuseStorage(path, `is larger than ${mostBytes} bytes`);
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof ActuarialError) throw cause;
    throw new ActuarialError("ERR_DATA", `${path}: is not UTF-8`, { cause });
  } finally {
    open.close();
  }
}
