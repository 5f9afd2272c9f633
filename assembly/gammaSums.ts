// Sums of claims in one draw: n Gamma(alpha) claims are one Gamma(n * alpha), with n drawn from a count table whose
// cells carry the gamma records.
//
// A batch is drawn in steps over flat arrays: cells, then Marsaglia-Tsang for two variables at a time, straight from
// three runs of words. What the fast test does not accept (a ziggurat's edge, the squeeze) is noted without a branch
// and finished afterwards from the same words, so the law is exact.
//
// Table: alpha, scale, counts (offset), whether shapes below 1 are common; the counts follow.

import { CELL_GAMMA, CELL_WIDTH, countIn, pickCells } from "./counts";
import { boostFactor, gammaOf, gammaRecord, gammaRecords, RECORD_BOOST, RECORD_SQUEEZE } from "./gamma";
import { CELLS, PENDING, RECORD, SUM_BATCH } from "./layout";
import { expPair, logPair } from "./special/pairs";
import { takeWords } from "./stream";
import { ZIGGURAT } from "./tables/ziggurat";

const SCALE: usize = 8;
const COUNTS: usize = 16;
const BOOSTED: usize = 24;
const PENDING_BYTES: usize = 24;

@inline
function countsOf(table: usize): usize {
  return table + <usize>load<u32>(table, COUNTS);
}

/** Completes a table that was just copied in. */
export function prepareGammaSums(table: usize): void {
  store<f64>(table, gammaRecords(countsOf(table), load<f64>(table)) ? 1 : 0, BOOSTED);
}

/** Writes `count` sums to `out`; up to three more behind them are overwritten. */
export function fillGammaSums(table: usize, out: usize, count: i32): void {
  while (count > 0) {
    const size = count < SUM_BATCH ? count : SUM_BATCH;
    fillBatch(table, out, size);
    out += <usize>size << 3;
    count -= size;
  }
}

function fillBatch(table: usize, out: usize, size: i32): void {
  const counts = countsOf(table);
  const run = (<usize>size + 3) & ~3;
  const words = takeWords(3 * <i32>run);
  pickCells(counts, words, CELLS, <i32>run);
  const pending = marsagliaTsang(words + (run << 3), words + (run << 4), out, run << 3, load<f64>(table, SCALE));
  for (let entry = PENDING; entry < pending; entry += PENDING_BYTES) finish(table, counts, out, entry);
  if (load<f64>(table, BOOSTED) != 0) boost(out, run);
}

/** The fast part for all cells: writes scaled variables and notes those that are not settled; returns the notes' end. */
function marsagliaTsang(normals: usize, uniforms: usize, out: usize, bytes: usize, scale: f64): usize {
  const one = f64x2.splat(1);
  const oneBits = i64x2.splat(0x3ff0000000000000);
  const signMask = i64x2.splat(i64.MIN_VALUE);
  const scales = f64x2.splat(scale);
  let pending = PENDING;
  for (let at: usize = 0; at < bytes; at += 16) {
    const cellA = <usize>load<u32>(CELLS + (at >> 1)) + CELL_GAMMA;
    const cellB = <usize>load<u32>(CELLS + (at >> 1), 4) + CELL_GAMMA;
    const wordsN = v128.load(normals + at);
    const layerA = v128.load(ZIGGURAT + ((<usize>load<u32>(normals + at) & 1023) << 4));
    const layerB = v128.load(ZIGGURAT + ((<usize>load<u32>(normals + at, 8) & 1023) << 4));
    const width = v128.shuffle<f64>(layerA, layerB, 0, 2);
    const edge = v128.shuffle<f64>(layerA, layerB, 1, 3);
    const m = f64x2.sub(v128.or(i64x2.shr_u(wordsN, 12), oneBits), one);
    const x = v128.xor(f64x2.mul(m, width), v128.and(i64x2.shl(wordsN, 53), signMask));

    const recordA = v128.load(cellA);
    const recordB = v128.load(cellB);
    const d = v128.shuffle<f64>(recordA, recordB, 0, 2);
    const c = v128.shuffle<f64>(recordA, recordB, 1, 3);
    const s = v128.load64_lane(cellB + RECORD_SQUEEZE, v128.load64_zero(cellA + RECORD_SQUEEZE), 1);
    const root = f64x2.add(one, f64x2.mul(c, x));
    const square = f64x2.mul(x, x);
    const u = f64x2.sub(v128.or(i64x2.shr_u(v128.load(uniforms + at), 12), oneBits), one);
    const settled = v128.and(
      f64x2.lt(m, edge),
      f64x2.lt(u, f64x2.sub(one, f64x2.mul(s, f64x2.mul(square, square)))),
    );
    v128.store(out + at, f64x2.mul(scales, f64x2.mul(d, f64x2.mul(root, f64x2.mul(root, root)))));

    const open = i64x2.bitmask(settled) ^ 3;
    if (open != 0) {
      store<usize>(pending, at);
      store<u64>(pending, load<u64>(normals + at), 8);
      store<u64>(pending, load<u64>(uniforms + at), 16);
      pending += PENDING_BYTES & (0 - <usize>(open & 1));
      store<usize>(pending, at + 8);
      store<u64>(pending, load<u64>(normals + at, 8), 8);
      store<u64>(pending, load<u64>(uniforms + at, 8), 16);
      pending += PENDING_BYTES & (0 - <usize>(open >> 1));
    }
  }
  return pending;
}

/** Settles a noted variable. A cell of many counts has no record of its own: its count is drawn now. */
function finish(table: usize, counts: usize, out: usize, entry: usize): void {
  const at = <usize>load<u32>(entry);
  const cell = <usize>load<u32>(CELLS + (at >> 1));
  let record = cell + CELL_GAMMA;
  const alone = load<f64>(cell, CELL_WIDTH) == 1;
  if (!alone) {
    record = RECORD;
    gammaRecord(record, countIn(counts, cell) * load<f64>(table));
  }
  const boost = load<f64>(record, RECORD_BOOST);
  // A cell of its own count gets its boost with all the others, where that is done.
  const factor = boost != 0 && (!alone || load<f64>(table, BOOSTED) == 0) ? boostFactor(boost) : 1;
  const x = gammaOf(record, load<u64>(entry, 8), load<u64>(entry, 16));
  store<f64>(out + at, load<f64>(table, SCALE) * x * factor);
}

/** Small shapes: the variables so far are of shape + 1. A boost of 0 is the factor exp(0) = 1. */
function boost(out: usize, count: usize): void {
  const words = takeWords(<i32>count);
  const oneBits = i64x2.splat(0x3ff0000000000000);
  // Half a unit more than a multiple of 2^-52: never 0.
  const offset = f64x2.splat(1.1102230246251565e-16 - 1);
  for (let at: usize = 0; at < count << 3; at += 16) {
    const cellA = <usize>load<u32>(CELLS + (at >> 1)) + CELL_GAMMA;
    const cellB = <usize>load<u32>(CELLS + (at >> 1), 4) + CELL_GAMMA;
    const power = v128.load64_lane(cellB + RECORD_BOOST, v128.load64_zero(cellA + RECORD_BOOST), 1);
    const u = f64x2.add(v128.or(i64x2.shr_u(v128.load(words + at), 12), oneBits), offset);
    v128.store(out + at, f64x2.mul(v128.load(out + at), expPair(f64x2.mul(power, logPair(u)))));
  }
}
