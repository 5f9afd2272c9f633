// Gaps between trials with a loss: geometric numbers, floor(log U / log P(no loss)), some of them at a time.

import { GAP_BATCH, GAPS } from "./layout";
import { logPair } from "./special/pairs";
import { takeWords } from "./stream";

const GAPS_END: usize = GAPS + (<usize>GAP_BATCH << 3);

let next: usize = GAPS_END;
let inverse: f64 = 0;

/** Starts the gaps of a chunk. */
export function startGaps(logEmpty: f64): void {
  inverse = 1 / logEmpty;
  next = GAPS_END;
}

/** Trials without loss before the next one with a loss; as a double, for it has no bound. */
@inline
export function nextGap(): f64 {
  if (next == GAPS_END) refill();
  const gap = load<f64>(next);
  next += 8;
  return gap;
}

/**
 * Notes where the next trials with a loss are, `most` at most, as u32 addresses from `places` on: of the trials whose
 * losses go from `from` to `end`. Returns how many.
 */
export function noteTrials(from: usize, end: usize, places: usize, most: i32): i32 {
  const last = places + (<usize>most << 2);
  let place = places;
  while (place < last && from < end) {
    if (next == GAPS_END) refill();
    const gap = load<f64>(next);
    next += 8;
    if (gap >= <f64>((end - from) >> 3)) break;
    from += <usize>gap << 3;
    store<u32>(place, <u32>from);
    place += 4;
    from += 8;
  }
  return <i32>((place - places) >> 2);
}

function refill(): void {
  const oneBits = i64x2.splat(0x3ff0000000000000);
  // Half a unit more than a multiple of 2^-52: never 0, never 1.
  const offset = f64x2.splat(1.1102230246251565e-16 - 1);
  const scale = f64x2.splat(inverse);
  let words = takeWords(GAP_BATCH);
  for (let at = GAPS; at < GAPS_END; at += 16, words += 16) {
    const u = f64x2.add(v128.or(i64x2.shr_u(v128.load(words), 12), oneBits), offset);
    v128.store(at, f64x2.floor(f64x2.mul(logPair(u), scale)));
  }
  next = GAPS;
}
