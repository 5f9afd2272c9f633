import { math } from "../../../dist/kernel.js";
import { polynomial } from "./polynomial.js";
import type { Stream } from "./stream.js";
import { fields, tableAt } from "./tables.js";

/** What is known of a trial's largest claim before the others are drawn (assembly/largest.ts). */
export interface Largest {
  readonly claim: number;
  /** With which probability a claim that is equal to it stays. */
  readonly later: number;
  readonly weight: number;
}

/** Trials of a block, one for each stratum. */
const strata = 4096;
const pieceBytes = 128;
const coefficients = 8;

/** The largest claim of v = (stratum + u) / 4096. */
export function readLargestAt(table: Float64Array): (stratum: number, u: number) => Largest {
  const { index, pieces } = fields(table, ["index", "pieces"], ["index", "pieces"]);
  const starts = new Uint32Array(table.buffer, table.byteOffset + index, strata);
  const pieceTable = tableAt(table, pieces);
  return (stratum, u) => {
    const v = (stratum + u) / strata;
    let piece = tableAt(pieceTable, starts[stratum]!);
    while (v > piece[0]!) piece = tableAt(piece, pieceBytes);
    const names = ["end", "centre", "perHalf", "least", "most", "atomEnd", "perAtom"] as const;
    const { centre, perHalf, least, most, atomEnd, perAtom } = fields(piece, names);
    const t = (v - centre) * perHalf;
    const [even, odd] = [0, 1].map((first) => piece.subarray(8, 8 + coefficients).filter((_, k) => k % 2 === first));
    const claim = polynomial(even!, t * t) + polynomial(odd!, t * t) * t;
    return {
      claim: Math.min(most, Math.max(least, claim)),
      later: perAtom === 0 ? 0 : (atomEnd + math.log1p(-v * v)) * perAtom,
      weight: 2 * v,
    };
  };
}

/** Draws the largest claims of a block. */
export function readLargest(table: Float64Array): (stream: Stream) => Largest[] {
  const largest = readLargestAt(table);
  return (stream) => {
    const order: number[] = [];
    for (let i = 0; i < strata; i++) {
      const other = Math.floor(stream.uniform() * (i + 1));
      order[i] = order[other] ?? i;
      order[other] = i;
    }
    return order.map((stratum) => largest(stratum, stream.uniform()));
  };
}
