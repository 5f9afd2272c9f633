import * as check from "../check.js";
import { ActuarialError } from "../errors.js";
import type { Measurement } from "./measurement.js";

/** A whole run of the benchmarks, as it is saved: the report is made from it alone. */
export interface BenchRecord {
  readonly format: "lundberg bench 1";
  /** Of the library. */
  readonly version: string;
  readonly kernelId: string;
  readonly date: string;
  readonly quick: boolean;
  readonly seconds: number;
  /** The machine as `detect()` says it for people, which says nothing that tells which machine it is. */
  readonly machine: string;
  /** Wall time over processor time of work on one thread, the median: above 1, other programs had the processor. */
  readonly waiting: number;
  readonly measurements: readonly Measurement[];
}

export const recordFormat = "lundberg bench 1";

/** Values that a saved number can have, of all that are measured. */
const amount = check.nonNegative;

/**
 * A saved report, checked.
 * @param name what messages call it
 * @throws ActuarialError ERR_DATA where it is none
 */
export function readRecord(text: string, name: string): BenchRecord {
  try {
    const given = JSON.parse(text) as BenchRecord;
    if (given?.format !== recordFormat) {
      check.fail(`${name}: format`, JSON.stringify(recordFormat), given?.format);
    }
    for (const key of ["version", "kernelId", "date", "machine"] as const) check.text(`${name}: ${key}`, given[key]);
    check.boolean(`${name}: quick`, given.quick);
    check.number(`${name}: seconds`, given.seconds, amount);
    check.number(`${name}: waiting`, given.waiting, amount);
    if (!Array.isArray(given.measurements)) check.fail(`${name}: measurements`, "an array", given.measurements);
    for (const [i, measurement] of given.measurements.entries()) {
      const where = `${name}: measurements[${i}]`;
      for (const key of ["figure", "series", "label", "unit"] as const) {
        check.text(`${where}.${key}`, measurement?.[key]);
      }
      check.number(`${where}.at`, measurement.at, amount);
      const samples = check.numbers(`${where}.samples`, measurement.samples, check.positive);
      if (!(samples.length > 0)) check.fail(`${where}.samples`, "at least one number", samples);
    }
    return given;
  } catch (cause) {
    const reason = cause instanceof ActuarialError ? cause.message : `${name} is not JSON`;
    throw new ActuarialError("ERR_DATA", `${reason}; a report is what lundberg bench wrote as report.json`, { cause });
  }
}
