// Plain samples of one law, for `sample`, and the words behind them, for those who test the stream.

import { countIn, isPlain, pickCells, pickCounts } from "./counts";
import { COUNT_BATCH, COUNT_CELLS } from "./layout";
import { takeWords, word } from "./stream";

export function fillWords(out: usize, count: i32): void {
  const end = out + (<usize>count << 3);
  for (let at = out; at < end; at += 8) store<u64>(at, word());
}

/** Writes `count` counts to `out`; up to three more behind them are overwritten. */
export function fillCounts(table: usize, out: usize, count: i32): void {
  const plain = isPlain(table);
  while (count > 0) {
    const size = count < COUNT_BATCH ? count : COUNT_BATCH;
    const words = takeWords(COUNT_BATCH);
    if (plain) {
      pickCounts(table, words, out, (size + 3) & ~3);
    } else {
      pickCells(table, words, COUNT_CELLS, COUNT_BATCH);
      for (let i: usize = 0; i < <usize>size; i++) {
        store<f64>(out + (i << 3), countIn(table, <usize>load<u32>(COUNT_CELLS + (i << 2))));
      }
    }
    out += <usize>size << 3;
    count -= size;
  }
}
