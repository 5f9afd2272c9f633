// Gamma variables of scale 1, for any shape > 0: Marsaglia & Tsang (2000, doi 10.1145/358407.358414) for shapes from 1
// on; below 1 a Gamma(shape + 1) times U^(1 / shape), by their note 6.
//
// A record holds what depends on the shape alone: d, c, 1 / shape where the boost is needed (else 0), unused.

import { CELL_BYTES, CELL_COUNT, CELL_GAMMA, cellCount, firstCell } from "./counts";
import { normal } from "./normal";
import { log, pow } from "./special/elementary";
import { uniform } from "./stream";

const RECORD_C: usize = 8;
const RECORD_BOOST: usize = 16;

/** Writes the record of a shape. The caller's tables and the kernel's own cells are filled by this one function. */
export function gammaRecord(record: usize, shape: f64): void {
  const boosted = shape < 1;
  const d = (boosted ? shape + 1 : shape) - 1.0 / 3.0;
  store<f64>(record, d);
  store<f64>(record, 1 / Math.sqrt(9 * d), RECORD_C);
  store<f64>(record, boosted ? 1 / shape : 0, RECORD_BOOST);
}

/** Writes the record of the sum of n Gamma(shape) claims behind every count n of a table. */
export function gammaRecords(table: usize, shape: f64): void {
  const first = firstCell(table);
  const end = first + cellCount(table) * CELL_BYTES;
  for (let cell = first; cell < end; cell += CELL_BYTES) {
    const n = load<f64>(cell, CELL_COUNT);
    if (n > 0) gammaRecord(cell + CELL_GAMMA, n * shape);
  }
}

/** A Gamma(d + 1/3) variable. */
@inline
function marsagliaTsang(d: f64, c: f64): f64 {
  while (true) {
    const x = normal();
    const cube = 1 + c * x;
    if (cube <= 0) continue;
    const v = cube * cube * cube;
    const u = uniform();
    const square = x * x;
    // Their squeeze, proved for every d >= 2/3; what it leaves (up to a tenth) takes two logarithms.
    if (u < 1 - 0.0331 * square * square) return d * v;
    if (log(u) < 0.5 * square + d * (1 - v + log(v))) return d * v;
  }
}

/** A gamma variable of the record's shape. */
@inline
export function drawGamma(record: usize): f64 {
  const x = marsagliaTsang(load<f64>(record), load<f64>(record, RECORD_C));
  const boost = load<f64>(record, RECORD_BOOST);
  return boost == 0 ? x : x * pow(uniform(), boost);
}
