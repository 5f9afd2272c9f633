// Gaps between trials with a loss: geometric numbers by an alias table, some of them at a time. Gaps of a chunk end with
// it, so the largest number stands for itself and all that are larger.
//
// Table, sixteen integers and then the slots: mask, slots (offset).

import { pick } from "./counts";
import { GAP_BATCH, GAPS } from "./layout";
import { takeWords } from "./stream";

const GAPS_END: usize = GAPS + (<usize>GAP_BATCH << 2);

let next: usize = GAPS_END;

/** Starts the gaps of a chunk. */
export function startGaps(): void {
  next = GAPS_END;
}

/** Trials without loss before the next one with a loss. */
@inline
export function nextGap(table: usize): u32 {
  if (next == GAPS_END) refill(table);
  const gap = load<u32>(next);
  next += 4;
  return gap;
}

/**
 * Notes where the next trials with a loss are, `most` at most, as u32 addresses from `places` on: of the trials whose
 * losses go from `from` to `end`. Returns how many.
 */
export function noteTrials(table: usize, from: usize, end: usize, places: usize, most: i32): i32 {
  const last = places + (<usize>most << 2);
  let place = places;
  let gaps = next;
  while (place < last && from < end) {
    if (gaps == GAPS_END) {
      refill(table);
      gaps = GAPS;
    }
    from += <usize>load<u32>(gaps) << 3;
    gaps += 4;
    if (from >= end) break;
    store<u32>(place, <u32>from);
    place += 4;
    from += 8;
  }
  next = gaps;
  return <i32>((place - places) >> 2);
}

function refill(table: usize): void {
  const mask = <u64>load<u32>(table);
  const slots = table + <usize>load<u32>(table, 8);
  let words = takeWords(GAP_BATCH);
  for (let at = GAPS; at < GAPS_END; at += 4, words += 8) store<u32>(at, pick(slots, mask, load<u64>(words)));
  next = GAPS;
}
