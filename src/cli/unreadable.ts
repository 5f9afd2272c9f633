/** Why a file cannot be read, for a message. */
export function unreadable(path: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return `${path} cannot be read: ${code === "ENOENT" ? "there is no such file" : message}`;
}
