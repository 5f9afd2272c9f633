import { UsageError } from "./usageError.js";

/** A flag that stands alone, or takes a value as `--name value` or `--name=value`. */
export interface Flag<T> {
  readonly help: string;
  /** What help calls the value; without it, the flag stands alone. */
  readonly value?: string;
  /** Reads the value. What the library itself checks is read as it is. */
  readonly read: (text: string) => T;
}

export type Flags = Readonly<Record<string, Flag<unknown>>>;

export type FlagValues<F extends Flags> = { readonly [K in keyof F]?: ReturnType<F[K]["read"]> };

export function toggle(help: string): Flag<true> {
  return { help, read: () => true };
}

export function word(value: string, help: string): Flag<string> {
  return { value, help, read: (text) => text };
}

/** 1000000, 1e6 or 1_000_000. */
export function number(value: string, help: string): Flag<number> {
  return { value, help, read: numberOf };
}

/** A number, or one of some words. */
export function numberOr<W extends string>(words: readonly W[], value: string, help: string): Flag<number | W> {
  return { value, help, read: (text) => words.find((each) => each === text) ?? numberOf(text) };
}

/** Integers to the last digit. */
export function integer(value: string, help: string): Flag<number | bigint> {
  return { value, help, read: (text) => (/^\d+$/.test(text) ? BigInt(text) : numberOf(text)) };
}

/** 0.9,0.99 */
export function numbers(value: string, help: string): Flag<number[]> {
  return { value, help, read: (text) => text.split(",").map(numberOf) };
}

function numberOf(text: string): number {
  const read = Number(text.replace(/(?<=\d)_(?=\d)/g, ""));
  if (text.trim() === "" || Number.isNaN(read)) throw new UsageError(`must be a number, got ${JSON.stringify(text)}`);
  return read;
}
