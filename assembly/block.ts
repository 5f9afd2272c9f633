// A block of trials: components add up to the portfolio, in the portfolio's order.

import { BLOCK, BLOCK_TRIALS, TOTAL } from "./layout";

export function clearTotal(): void {
  memory.fill(TOTAL, 0, <usize>BLOCK_TRIALS << 3);
}

/** Adds the component's losses to the portfolio's. */
export function addToTotal(): void {
  const bytes = <usize>BLOCK_TRIALS << 3;
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(TOTAL + at, f64x2.add(v128.load(TOTAL + at), v128.load(BLOCK + at)));
  }
}
