import * as check from "../check.js";
import { blockTrials, Kernel } from "../kernel.js";
import type { CountLaw } from "./countLaw.js";
import { countTable } from "./countTable.js";
import type { SeverityPart } from "./part.js";
import { severityTable } from "./severityTable.js";
import { streamKey } from "./stream.js";

export interface SampleOptions {
  /** An integer >= 0 below 2^64; drawn when absent. */
  readonly seed?: number | bigint;
  /** Where the n draws go. A new array's first touch takes longer than a draw, so one that is kept is twice as fast. */
  readonly out?: Float64Array;
}

/** `n` independent claims; a shorter sample of a seed is the beginning of a longer one. */
export function sampleSeverity(
  where: string,
  parts: () => readonly SeverityPart[],
  n: number,
  options: SampleOptions,
): Float64Array {
  const { seed, values } = checked(where, n, options);
  return fill(severityTable(parts()).numbers, values, seed, "fillClaims");
}

/** `n` independent claim counts; a shorter sample of a seed is the beginning of a longer one. */
export function sampleCounts(where: string, law: CountLaw, n: number, options: SampleOptions): Float64Array {
  const { seed, values } = checked(where, n, options);
  return fill(countTable(law), values, seed, "fillCounts");
}

function checked(where: string, n: number, options: SampleOptions): { seed: bigint; values: Float64Array } {
  const size = check.number(`${where}: n`, n, check.sampleSize);
  const { seed: given, out } = check.record(`${where}: options`, options, ["seed", "out"]);
  const seed = check.seed(`${where}: seed`, given);
  if (out === undefined) return { seed, values: new Float64Array(size) };
  if (!(out instanceof Float64Array)) check.fail(`${where}: out`, "a Float64Array", out);
  if (out.length !== size) check.fail(`${where}: out`, `as long as the sample, ${size}`, out.length);
  return { seed, values: out };
}

function fill(
  table: Float64Array,
  values: Float64Array,
  seed: bigint,
  sampler: "fillClaims" | "fillCounts",
): Float64Array {
  const n = values.length;
  const kernel = Kernel.lend();
  const address = kernel.install(table);
  // No component can have the empty name, so a sample shares no stream with a simulation.
  const key = kernel.install(streamKey(seed, ""));
  const out = kernel.exports.blockAddress();
  for (let first = 0, chunk = 0n; first < n; first += blockTrials, chunk++) {
    kernel.exports.startStream(key, chunk);
    kernel.exports[sampler](address, out, blockTrials);
    values.set(kernel.view(out, Math.min(blockTrials, n - first)), first);
  }
  kernel.giveBack();
  return values;
}
