import { readFileSync, statSync } from "node:fs";
import { join, posix, win32 } from "node:path";
import type { Column } from "../../portfolio/reading/reading.js";

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * Reads a column of numbers from a CSV file (RFC 4180: commas, quotes doubled inside quotes, the first record names the
 * columns). `file` is relative to `folder` and cannot leave it by `..` or an absolute path; symbolic links inside are
 * followed.
 * @throws Error with a message for the place in the model that names the column
 */
export function readColumn(folder: string, file: string, column: string): Column {
  if (posix.isAbsolute(file) || win32.isAbsolute(file) || /^[a-z]:/i.test(file) || file.split(/[/\\]/).includes("..")) {
    throw new Error("file must be a path inside the model's folder, without ..");
  }
  const rows = records(textOf(join(folder, file), file), file);
  const header = rows[0]?.fields.map((name) => name.trim()) ?? [];
  const at = header.indexOf(column);
  if (at === -1) throw new Error(`${file} has no column ${JSON.stringify(column)}; it has ${header.join(", ")}`);
  if (header.lastIndexOf(column) !== at) throw new Error(`${file} has two columns ${JSON.stringify(column)}`);
  const body = rows.slice(1);
  const cells = body.map(({ fields }) => (fields[at] ?? "").trim());
  const bad = cells.flatMap((cell, i) => (number.test(cell) ? [] : [i]));
  if (bad.length > 0) {
    const more = bad.length === 1 ? "" : `, and ${bad.length - 1} more like it`;
    const cell = JSON.stringify(cells[bad[0]!]!.slice(0, 40));
    throw new Error(`${file}, line ${body[bad[0]!]!.line}: ${cell} in column ${column} is no number${more}`);
  }
  const lineOf = (index: unknown): string => {
    const row = typeof index === "number" ? body[index] : undefined;
    return row ? ` (${file}, line ${row.line})` : "";
  };
  return { values: cells.map(Number), lineOf };
}

function textOf(path: string, file: string): string {
  try {
    const kind = statSync(path);
    if (!kind.isFile() && !kind.isDirectory()) throw Object.assign(new Error(), { code: "it is no file" });
    return readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${file} cannot be read${code === "ENOENT" ? ": there is no such file" : ` (${code})`}`);
  }
}

/** The records that are not blank, with the line that each begins on. */
function records(text: string, file: string): { line: number; fields: string[] }[] {
  const rows: { line: number; fields: string[] }[] = [];
  const field = /(?:[ \t]*"([^"]*(?:""[^"]*)*)"[ \t]*|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;
  let line = 1;
  let row = { line, fields: [] as string[] };
  while (field.lastIndex < text.length) {
    const found = field.exec(text);
    if (!found) throw new Error(`${file}, line ${line}: a quote stands where CSV can have none`);
    const [matched, quoted, plain, end] = found;
    row.fields.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    line += matched.match(/\r\n|\n|\r/g)?.length ?? 0;
    if (end === ",") continue;
    if (row.fields.some((cell) => cell !== "")) rows.push(row);
    row = { line, fields: [] };
  }
  if (row.fields.length > 0) rows.push(row);
  return rows;
}
