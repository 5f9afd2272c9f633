import { randomBytes } from "node:crypto";
import { ActuarialError, type ErrorCode } from "./errors.js";
import { printable } from "./printable.js";

/** A rule on one number: the words that a message prints, and whether a finite value keeps it. */
export interface Rule {
  readonly text: string;
  readonly holds: (value: number) => boolean;
}

// Conditions are stated positively and negated where they are used, so that NaN fails every one of them.
export const positive: Rule = { text: "a finite number > 0", holds: (x) => x > 0 && x < Infinity };
export const nonNegative: Rule = { text: "a finite number >= 0", holds: (x) => x >= 0 && x < Infinity };
export const finite: Rule = { text: "a finite number", holds: (x) => x > -Infinity && x < Infinity };
export const nonNegativeOrInfinite: Rule = { text: "a number >= 0 or Infinity", holds: (x) => x >= 0 };
export const positiveOrInfinite: Rule = { text: "a number > 0 or Infinity", holds: (x) => x > 0 };
export const probability: Rule = { text: "a number from 0 to 1", holds: (x) => x >= 0 && x <= 1 };
export const openProbability: Rule = { text: "a number above 0 and below 1", holds: (x) => x > 0 && x < 1 };
export const aboveOne: Rule = { text: "a finite number > 1", holds: (x) => x > 1 && x < Infinity };
export const share: Rule = { text: "a number above 0 and at most 1", holds: (x) => x > 0 && x <= 1 };
export const count: Rule = {
  text: "an integer from 0 to 2^53 - 1",
  holds: (x) => x >= 0 && Number.isSafeInteger(x),
};
export const positiveCount: Rule = {
  text: "an integer from 1 to 2^53 - 1",
  holds: (x) => x >= 1 && Number.isSafeInteger(x),
};
export const sampleSize: Rule = {
  text: "an integer from 0 to 2^32 - 1",
  holds: (x) => x >= 0 && x < 4294967296 && Number.isInteger(x),
};
export const anyNumber: Rule = { text: "a number", holds: (x) => !Number.isNaN(x) };

/** A value as a message shows it: short, on one line, never throwing. */
export function show(value: unknown): string {
  switch (typeof value) {
    case "string":
      return printable(JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}...` : value));
    case "bigint":
      return `${value}n`;
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "function":
      return `function ${value.name || "(anonymous)"}`;
    case "symbol":
      return "a symbol";
    case "object":
      if (value === null) return "null";
      if (Array.isArray(value)) return `an array of ${value.length}`;
      return "an object";
    default:
      return String(value);
  }
}

/** Fails with "<where> must be <rule>, got <value>". */
export function fail(where: string, rule: string, value: unknown, code: ErrorCode = "ERR_PARAMETER"): never {
  throw new ActuarialError(code, `${where} must be ${rule}, got ${show(value)}`);
}

/** A number that keeps the rule; -0 becomes 0. */
export function number(where: string, value: unknown, rule: Rule): number {
  if (typeof value === "function") {
    throw new ActuarialError(
      "ERR_PARAMETER",
      `${where} must be ${rule.text}, got function ${value.name}; write { ${where.split(/[ .]/).pop()}: 7 }`,
    );
  }
  if (typeof value !== "number" || !rule.holds(value)) fail(where, rule.text, value);
  return value === 0 ? 0 : value;
}

/** A value that its formula gave. At the ends of the number range formulas lose their last digit: ERR_UNSUPPORTED. */
export function computed(where: string, value: number, holds: boolean = !Number.isNaN(value)): number {
  if (holds) return value;
  const message = `${where} cannot be computed: the parameters are too near the ends of the number range`;
  throw new ActuarialError("ERR_UNSUPPORTED", message);
}

export function text(where: string, value: unknown): string {
  if (typeof value !== "string" || value.length === 0) fail(where, "a non-empty string", value);
  return value;
}

export function oneOf<T extends string>(where: string, value: unknown, allowed: readonly T[]): T {
  if (!allowed.includes(value as T)) fail(where, allowed.map((word) => JSON.stringify(word)).join(" or "), value);
  return value as T;
}

export function boolean(where: string, value: unknown): boolean {
  if (typeof value !== "boolean") fail(where, "true or false", value);
  return value;
}

/**
 * The own, known keys of an options object, copied: a misspelt or unknown key is ERR_UNKNOWN_KEY that lists the known
 * ones, inherited keys and `__proto__` never count, and a key set to undefined counts as absent. Getters are read once.
 */
export function record<K extends string>(where: string, value: unknown, known: readonly K[]): { [P in K]?: unknown } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    fail(where, `an object with ${known.join(", ")}`, value);
  }
  const copy = Object.create(null) as { [P in K]?: unknown };
  for (const key of Object.keys(value)) {
    if (!known.includes(key as K)) {
      throw new ActuarialError("ERR_UNKNOWN_KEY", `${where}: unknown key ${show(key)}; known are ${known.join(", ")}`);
    }
    const entry = (value as Record<string, unknown>)[key];
    if (entry !== undefined) copy[key as K] = entry;
  }
  return copy;
}

/** A parameter as data: its rule, and the range that documentation, examples and tests draw it from. */
export interface Parameter {
  readonly rule: Rule;
  readonly typical: readonly [low: number, high: number];
}

export type Values<K extends string> = { readonly [P in K]: number };

/** Named numbers by their declarations, each of them required. */
export function parameters<K extends string>(
  where: string,
  value: unknown,
  declared: { readonly [P in K]: Parameter },
): Values<K> {
  const names = Object.keys(declared) as K[];
  const given = record(where, value, names);
  const read = names.map((name) => [name, number(`${where}: ${name}`, given[name], declared[name].rule)] as const);
  return Object.fromEntries(read) as Values<K>;
}

/** A list of numbers (array or Float64Array) that all keep the rule, copied. */
export function numbers(where: string, value: unknown, rule: Rule): Float64Array {
  if (!Array.isArray(value) && !(value instanceof Float64Array)) fail(where, "an array of numbers", value);
  const copy = new Float64Array(value.length);
  for (let i = 0; i < value.length; i++) copy[i] = number(`${where}[${i}]`, value[i], rule);
  return copy;
}

/** A 64-bit seed as a bigint; drawn from the system's entropy when absent. */
export function seed(where: string, value: unknown): bigint {
  if (value === undefined) return randomBytes(8).readBigUInt64LE();
  const integer = Number.isInteger(value) ? BigInt(value as number) : value;
  if (typeof integer !== "bigint" || integer < 0n || integer >= 1n << 64n) {
    fail(where, "an integer >= 0 and below 2^64", value);
  }
  return integer;
}
