/** A command line that cannot be understood. */
export class UsageError extends Error {}

/** What the library says of an option of a run, said of the flag. */
export function asUsage(error: unknown): unknown {
  const message = error instanceof Error ? error.message : "";
  const found = /^(?:simulate|solve|validate|calibrate|suggest): (\w+)(.* must be .*)$/s.exec(message);
  if (!found) return error;
  return new UsageError(`--${found[1]!.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}${found[2]}`);
}
