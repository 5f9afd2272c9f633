import { blockTrials, Kernel } from "../kernel.js";
import type { CountLaw } from "./countLaw.js";
import { countTable } from "./countTable.js";
import type { SeverityPart } from "./part.js";
import { severityTable } from "./severityTable.js";
import { streamKey } from "./stream.js";

/** `n` independent claims; a shorter sample of a seed is the beginning of a longer one. */
export function sampleSeverity(parts: readonly SeverityPart[], n: number, seed: bigint): Float64Array {
  return sample(severityTable(parts).numbers, n, seed, "fillClaims");
}

/** `n` independent claim counts; a shorter sample of a seed is the beginning of a longer one. */
export function sampleCounts(law: CountLaw, n: number, seed: bigint): Float64Array {
  return sample(countTable(law), n, seed, "fillCounts");
}

function sample(table: Float64Array, n: number, seed: bigint, fill: "fillClaims" | "fillCounts"): Float64Array {
  const values = new Float64Array(n);
  const kernel = new Kernel();
  const address = kernel.install(table);
  // No component can have the empty name, so a sample shares no stream with a simulation.
  const key = kernel.install(streamKey(seed, ""));
  const out = kernel.exports.blockAddress();
  for (let first = 0, chunk = 0n; first < n; first += blockTrials, chunk++) {
    kernel.exports.startStream(key, chunk);
    kernel.exports[fill](address, out, blockTrials);
    values.set(kernel.view(out, Math.min(blockTrials, n - first)), first);
  }
  return values;
}
