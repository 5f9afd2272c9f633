import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/**
 * A folder of what this user keeps only to be faster: $XDG_CACHE_HOME/lundberg/<part>, or .cache/lundberg/<part> at home
 * (XDG Base Directory Specification 0.8, which ignores a relative path). It need not be there. Undefined where the user has
 * no home.
 */
export function cacheFolder(
  part: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const { XDG_CACHE_HOME: chosen } = environment;
  if (chosen && isAbsolute(chosen)) return join(chosen, "lundberg", part);
  try {
    return join(homedir(), ".cache", "lundberg", part);
  } catch {
    return undefined;
  }
}
