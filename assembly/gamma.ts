// Gamma variables of scale 1, for any shape > 0: Marsaglia & Tsang (2000, doi 10.1145/358407.358414) for shapes from 1
// on; below 1 a Gamma(shape + 1) times U^(1 / shape), by their section 6.
//
// A record of 32 bytes holds what depends on the shape alone: d, c, the squeeze s, and 1 / shape where the boost is
// needed (else 0). A record of zeros is the variable 0.
//
// The squeeze. With x the normal, y = c x, v = (1 + y)^3, the method accepts when log u < h = x^2/2 + d (1 - v + log v),
// and u < 1 - s x^4 shall imply it. Expanding the logarithm, -h = t q with t = x^4 / (108 d) = 3/4 d y^4 and
// q = 4 (1/4 - y/5 + y^2/6 - ...). For y >= 0, q <= 1, so s = 1 / (108 d) would do. For -1 < y < 0 q grows from 1 with
// |y|; s = k / (108 d) does where k >= (1 - exp(-t q)) / t for all such y, because then 1 - s x^4 = 1 - k t <= exp(h).
// For a fixed y that ratio falls as d grows (it is (1 - exp(-z)) / z times q, and z = t q grows), so a k that is right
// for some d is right for every larger one. test/gamma.test.ts bounds k at the steps below, interval by interval.
// At y <= -1 the squeeze never accepts: there k t >= (1 - exp(-t q)) taken at y = -1, where it is 1.

import { CELL_BYTES, CELL_COUNT, CELL_GAMMA, CELL_LOG_HAT, CELL_WIDTH, cellCount, firstCell } from "./counts";
import { normalOf } from "./normal";
import { exp, log } from "./special/elementary";
import { uniform, word } from "./stream";

const RECORD_C: usize = 8;
export const RECORD_SQUEEZE: usize = 16;
export const RECORD_BOOST: usize = 24;

/** k of the squeeze, for a d of at least 2/3. */
export function squeezeFactor(d: f64): f64 {
  if (d >= 1000) return 1.06;
  if (d >= 100) return 1.12;
  if (d >= 30) return 1.19;
  if (d >= 9) return 1.31;
  if (d >= 11.0 / 3.0) return 1.48;
  if (d >= 5.0 / 3.0) return 1.73;
  if (d >= 1) return 2.01;
  return 2.39;
}

/** Writes the record of a shape. */
export function gammaRecord(record: usize, shape: f64): void {
  const boosted = shape < 1;
  const d = (boosted ? shape + 1 : shape) - 1.0 / 3.0;
  store<f64>(record, d);
  store<f64>(record, 1 / Math.sqrt(9 * d), RECORD_C);
  store<f64>(record, squeezeFactor(d) / (108 * d), RECORD_SQUEEZE);
  store<f64>(record, boosted ? 1 / shape : 0, RECORD_BOOST);
}

/**
 * Writes the record of the sum of n Gamma(shape) claims behind every count n of a table, and returns whether boosts are
 * to be applied to all variables at once. Where fewer than one variable in twenty needs one, it is left to the slow
 * path instead: such a record's squeeze accepts nothing, as that of a cell of many counts.
 */
export function gammaRecords(table: usize, shape: f64): bool {
  const first = firstCell(table);
  const end = first + cellCount(table) * CELL_BYTES;
  let boosted: f64 = 0;
  let all: f64 = 0;
  for (let cell = first; cell < end; cell += CELL_BYTES) {
    const n = load<f64>(cell, CELL_COUNT);
    const weight = load<f64>(cell, CELL_WIDTH) * exp(load<f64>(cell, CELL_LOG_HAT));
    all += weight;
    if (n > 0 && n * shape < 1) boosted += weight;
  }
  const often = boosted > 0.05 * all;
  for (let cell = first; cell < end; cell += CELL_BYTES) {
    const n = load<f64>(cell, CELL_COUNT);
    memory.fill(cell + CELL_GAMMA, 0, 32);
    const alone = load<f64>(cell, CELL_WIDTH) == 1;
    if (alone && n == 0) continue;
    if (alone) gammaRecord(cell + CELL_GAMMA, n * shape);
    if (!alone || (!often && n * shape < 1)) store<f64>(cell + CELL_GAMMA, Infinity, RECORD_SQUEEZE);
  }
  return often;
}

/** The method to its end, given the words of its first normal and uniform; without the boost. */
export function gammaOf(record: usize, normalBits: u64, uniformBits: u64): f64 {
  const d = load<f64>(record);
  if (d == 0) return 0;
  const c = load<f64>(record, RECORD_C);
  const squeeze = load<f64>(record, RECORD_SQUEEZE);
  let x = normalOf(normalBits);
  let u = <f64>(<i64>(uniformBits >> 12)) * 2.220446049250313e-16;
  while (true) {
    const root = 1 + c * x;
    if (root > 0) {
      const v = root * root * root;
      const square = x * x;
      if (u < 1 - squeeze * (square * square)) return d * v;
      if (log(u) < 0.5 * square + d * (1 - v + log(v))) return d * v;
    }
    x = normalOf(word());
    u = uniform();
  }
}

/** The factor by which a shape below 1 takes a Gamma(shape + 1) down. */
@inline
export function boostFactor(boost: f64): f64 {
  return exp(boost * log(uniform()));
}
