// Claim counts of a law whose parameters are fixed for the run.
//
// The support is cut into cells of consecutive counts; a Walker alias table (1977, doi 10.1145/355744.355749) picks a
// cell by the area of its hat, which is width * at least the largest probability inside. A cell of width 1 is its count:
// for laws of modest spread the table is a plain alias table, has no cells but picks the counts themselves, and nothing is
// ever rejected. Wider cells hold the laws that
// spread over millions of counts: a uniform count of the cell is kept with probability pmf(n) / hat, which a squeeze
// (at most the smallest probability inside) mostly settles; else log pmf does, which of a parametric law is computed and
// of any other is the cell's curve, a polynomial. So no law costs more than its table, the kernel needs to know few of
// them, and cells of a mixture may overlap.
//
// Table: mask, kind, a, b, slots (offset), cells (offset, 0 for none), number of cells, curves (offset, 0 for none); the
// offsets are bytes from the table's start.
// Slot, 16 bytes: threshold u64, own cell u32, other cell u32, both offsets from the first cell; without cells two counts.
// Cell, 64 bytes: first count, width, log of hat, squeeze / hat, and the gamma record of gamma.ts.
// Curve, 64 bytes, of every cell wider than 1 where there are curves; those cells stand first: the coefficients of log(pmf / hat), lowest
// first, in t from -1 at the cell's first count to 1 at its last.

import { logPmf } from "./special/countLaws";
import { log } from "./special/elementary";
import { uniform, word } from "./stream";

export const CELL_COUNT: usize = 0;
export const CELL_WIDTH: usize = 8;
export const CELL_BYTES: usize = 64;
export const CELL_LOG_HAT: usize = 16;
const CELL_SQUEEZE: usize = 24;
export const CELL_GAMMA: usize = 32;

/** The alias step: the u32 that the word picks. The index takes the low bits, the threshold is compared with all. */
@inline
export function pick(slots: usize, mask: u64, bits: u64): u32 {
  const slot = slots + ((<usize>bits & <usize>mask) << 4);
  return load<u32>(slot + (<usize>(bits >= load<u64>(slot)) << 2), 8);
}

@inline
export function firstCell(table: usize): usize {
  return table + <usize>load<u32>(table, 40);
}

/** Whether what is picked is a count, and not the address of a cell. */
@inline
export function isPlain(table: usize): bool {
  return load<u32>(table, 40) == 0;
}

export function cellCount(table: usize): usize {
  return <usize>load<u32>(table, 48);
}

@inline
function base(table: usize): usize {
  return isPlain(table) ? 0 : firstCell(table);
}

/** The cell, or the count, that a word picks. */
@inline
export function pickCell(table: usize, bits: u64): usize {
  return base(table) + pick(table + <usize>load<u32>(table, 32), <u64>load<u32>(table), bits);
}

/** What `count` words pick, a multiple of four of them: as u32 addresses of cells, or as counts. */
export function pickCells(table: usize, words: usize, out: usize, count: i32): void {
  const cells = <u32>base(table);
  const slots = table + <usize>load<u32>(table, 32);
  const mask = <u64>load<u32>(table);
  const end = out + (<usize>count << 2);
  for (; out < end; out += 16, words += 32) {
    store<u32>(out, cells + pick(slots, mask, load<u64>(words)));
    store<u32>(out, cells + pick(slots, mask, load<u64>(words, 8)), 4);
    store<u32>(out, cells + pick(slots, mask, load<u64>(words, 16)), 8);
    store<u32>(out, cells + pick(slots, mask, load<u64>(words, 24)), 12);
  }
}

/** The counts that `count` words pick, a multiple of four of them, of a plain table. */
export function pickCounts(table: usize, words: usize, out: usize, count: i32): void {
  const slots = table + <usize>load<u32>(table, 32);
  const mask = <u64>load<u32>(table);
  const end = out + (<usize>count << 3);
  for (; out < end; out += 32, words += 32) {
    store<f64>(out, <f64>pick(slots, mask, load<u64>(words)));
    store<f64>(out, <f64>pick(slots, mask, load<u64>(words, 8)), 8);
    store<f64>(out, <f64>pick(slots, mask, load<u64>(words, 16)), 16);
    store<f64>(out, <f64>pick(slots, mask, load<u64>(words, 24)), 24);
  }
}

/** Draws a count, given what was picked first. */
@inline
export function countIn(table: usize, cell: usize): f64 {
  if (isPlain(table)) return <f64>(<u32>cell);
  return load<f64>(cell, CELL_WIDTH) == 1 ? load<f64>(cell, CELL_COUNT) : countInWide(table, cell);
}

function countInWide(table: usize, first: usize): f64 {
  const curves = <usize>load<u32>(table, 56);
  const firstCurve = table + curves - firstCell(table);
  let cell = first;
  while (true) {
    const width = load<f64>(cell, CELL_WIDTH);
    if (width == 1) return load<f64>(cell, CELL_COUNT);
    // uniform() has 2^52 values, far more than most cells have counts; in a cell of 2^40, which a heavy tail may need,
    // neighbours differ by one part in 2^12 of their own share, and no stretch of counts does.
    const step = Math.floor(uniform() * width);
    const n = load<f64>(cell, CELL_COUNT) + step;
    const u = uniform();
    if (u < load<f64>(cell, CELL_SQUEEZE)) return n;
    const height =
      curves == 0
        ? logPmf(load<i32>(table, 8), load<f64>(table, 16), load<f64>(table, 24), n) - load<f64>(cell, CELL_LOG_HAT)
        : curveAt(firstCurve + cell, (2 * step) / (width - 1) - 1);
    if (log(u) < height) return n;
    cell = pickCell(table, word());
  }
}

@inline
function curveAt(curve: usize, t: f64): f64 {
  let value = load<f64>(curve, 56);
  for (let at: usize = 48; at > 0; at -= 8) value = value * t + load<f64>(curve + at);
  return value * t + load<f64>(curve);
}

@inline
export function drawCount(table: usize): f64 {
  return countIn(table, pickCell(table, word()));
}
