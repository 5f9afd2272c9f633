// Plain samples of one law, for `sample`, and the words behind them, for those who test the stream.

import { drawCount } from "./counts";
import { word } from "./stream";

export function fillWords(out: usize, count: i32): void {
  const end = out + (<usize>count << 3);
  for (let at = out; at < end; at += 8) store<u64>(at, word());
}

export function fillCounts(table: usize, out: usize, count: i32): void {
  const end = out + (<usize>count << 3);
  for (let at = out; at < end; at += 8) store<f64>(at, drawCount(table));
}
