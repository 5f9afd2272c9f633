import { extname } from "node:path";
import * as check from "../check.js";
import { ActuarialError } from "../errors.js";
import { overrides } from "../hardware/overrides.js";
import { printable } from "../printable.js";
import { checkPath } from "../storage/filePath.js";
import { readText } from "../storage/readText.js";
import { optionNames, runOptions, type SimulateOptions } from "./options.js";

/** Larger than any list of options. */
const mostBytes = 65_536;
/** Tables and lists inside each other; options have two. */
const mostDeep = 16;

/** Options that are data, under their own names. */
const keys = optionNames.filter((name) => name !== "signal" && name !== "onProgress");

/**
 * Reads options of `simulate` from a file: TOML 1.0 (`.toml`) or JSON (`.json`), at most 64 KiB, every key an option's name.
 * What is not written stays open. Two things differ from options in code, because neither format has 64-bit integers: `seed`
 * may be text of digits, and must be where it is above 2^53 in JSON or 2^63 in TOML; and JSON writes Infinity as text. The path
 * of a checkpoint is one from the current folder.
 * @throws ActuarialError as a rejection, naming the file and the key: ERR_UNKNOWN_KEY, ERR_PARAMETER for a value that breaks
 *   its rule, ERR_DATA for a text that is no TOML or JSON, ERR_STORAGE for a file that cannot be read
 */
export async function readConfiguration(path: string): Promise<Partial<SimulateOptions>> {
  checkPath("readConfiguration: path", path);
  const kind = extname(path).toLowerCase();
  if (kind !== ".toml" && kind !== ".json") {
    check.fail("readConfiguration: path", "a path that ends in .toml or .json", path);
  }
  const text = readText(path, mostBytes);
  const written = check.record(path, kind === ".toml" ? await readToml(path, text) : readJson(path, text), keys);
  const options: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(written)) {
    options[key] = key === "seed" ? seedOf(path, value) : value === "Infinity" ? Infinity : value;
  }
  try {
    runOptions({ trials: 1, ...options }, overrides({}));
  } catch (error) {
    throw of(path, error);
  }
  return options as Partial<SimulateOptions>;
}

function readJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ActuarialError("ERR_DATA", `${path}: is no JSON: ${printable((cause as Error).message)}`, { cause });
  }
}

async function readToml(path: string, text: string): Promise<unknown> {
  const { parse, TomlError } = await import("smol-toml");
  try {
    return parse(text, { integersAsBigInt: "asNeeded", maxDepth: mostDeep });
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const [why = ""] = cause.message.split("\n");
    throw new ActuarialError("ERR_DATA", `${path}:${cause.line}:${cause.column}: ${printable(why)}`, { cause });
  }
}

/** The parser of a number above 2^53 may have lost digits: no other seed than what is written is taken for it. */
function seedOf(path: string, value: unknown): unknown {
  if (typeof value === "string" && /^\d{1,20}$/.test(value)) return BigInt(value);
  if (typeof value === "number" && value > Number.MAX_SAFE_INTEGER) {
    check.fail(`${path}: seed`, 'text of digits where it is above 2^53, like "18446744073709551615"', value);
  }
  return value;
}

/** What `simulate` says of its options, said of the file. */
function of(path: string, error: unknown): unknown {
  const where = "simulate: ";
  if (!(error instanceof ActuarialError) || !error.message.startsWith(where)) return error;
  return new ActuarialError(error.code, `${path}: ${error.message.slice(where.length)}`, { cause: error });
}
