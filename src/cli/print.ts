import { printable } from "../printable.js";

/**
 * Writes a text to standard output, waiting until it is there. A reader that has seen enough (`| head`) is no failure; a
 * full disk is.
 * @throws ActuarialError ERR_STORAGE
 */
export async function print(text: string): Promise<void> {
  const { stdout } = process;
  try {
    await new Promise<void>((done, failed) => {
      // The stream reports an error to its listeners too, and to the process where there is none.
      stdout.once("error", failed);
      stdout.write(`${printable(text, "\n")}\n`, (error) => (error ? failed(error) : done()));
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EPIPE") return;
    const { ActuarialError } = await import("../index.js");
    throw new ActuarialError("ERR_STORAGE", `standard output cannot be written: ${message}`, { cause: error });
  }
}
