// Plain samples of one law, for `sample`.

import { drawCount } from "./counts";

export function fillCounts(table: usize, out: usize, count: i32): void {
  const end = out + (<usize>count << 3);
  for (let at = out; at < end; at += 8) store<f64>(at, drawCount(table));
}
