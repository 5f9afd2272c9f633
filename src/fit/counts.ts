import { count, fail, numbers, positive } from "../check.js";
import type { Frequency } from "../frequency/frequency.js";
import { math } from "../kernel.js";

/** Distinct counts, ascending, how many periods had each, and their moments. */
export interface Counts {
  readonly values: readonly number[];
  readonly weights: readonly number[];
  readonly n: number;
  readonly mean: number;
  /** With divisor n - 1 and with divisor n. */
  readonly variance: number;
  readonly spread: number;
}

/** Reads counts, one for each period, each standing for `weights[i]` periods; ERR_DATA where they cannot be used. */
export function readCounts(where: string, data: unknown, weights: unknown): Counts {
  if (!Array.isArray(data) && !(data instanceof Float64Array)) fail(`${where}: counts`, "an array of counts", data);
  const given = weights === undefined ? undefined : numbers(`${where}: weights`, weights, positive);
  if (given && given.length !== data.length) {
    fail(`${where}: weights`, `as many as the counts, ${data.length}`, given.length, "ERR_DATA");
  }
  const seen = new Map<number, number>();
  for (let i = 0; i < data.length; i++) {
    const value: unknown = data[i];
    if (typeof value !== "number" || !count.holds(value)) fail(`${where}: counts[${i}]`, count.text, value, "ERR_DATA");
    seen.set(value, (seen.get(value) ?? 0) + (given?.[i] ?? 1));
  }
  const values = [...seen.keys()].sort((a, b) => a - b);
  const held = values.map((value) => seen.get(value)!);
  const sum = (f: (value: number) => number): number =>
    values.reduce((total, value, i) => total + held[i]! * f(value), 0);
  const n = sum(() => 1);
  if (!(n > 1)) fail(`${where}: counts`, "those of more than one period", n, "ERR_DATA");
  const mean = sum((value) => value) / n;
  const squares = sum((value) => (value - mean) * (value - mean));
  return { values, weights: held, n, mean, variance: squares / (n - 1), spread: squares / n };
}

/** The log-likelihood of the counts. */
export function countLikelihood(frequency: Frequency, { values, weights }: Counts): number {
  return values.reduce((sum, value, i) => sum + weights[i]! * math.log(frequency.pmf(value)), 0);
}
