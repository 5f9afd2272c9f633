import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/**
 * Where a program of the system is, as an absolute path; undefined where it is not found. Folders of the search path that
 * are relative are left out: what lies in the current folder may be anybody's.
 */
export function programPath(name: string, search: string | undefined = process.env.PATH): string | undefined {
  const folders = (search ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
