// Who owns which bytes. Everything else in the kernel takes addresses from here or from its caller.
//
// data segments | state | words | segments | claims | gamma sums | block | total | outputs | largest claims | scratch | tables,
// written by the caller ...
//
// An instance has a memory of its own that no other instance sees, so nothing here needs to be atomic.

/** Trials in one block: the unit in which losses leave the kernel, and the largest chunk. */
export const BLOCK_TRIALS: i32 = 4096;
/** Claims that are drawn, changed by the terms and summed at a time; they stay in the first-level cache. */
export const CLAIM_BATCH: i32 = 1024;
/** Gamma sums drawn at a time: three words each, and a few words to spare in the buffer. */
export const SUM_BATCH: i32 = 320;
/** Random words made at a time (8 KiB). */
export const WORD_BATCH: i32 = 1024;

const STATE_BYTES: usize = 256;

const BASE: usize = (__heap_base + 63) & ~63;

/** Four lanes of xoshiro256++: s0, s1, s2, s3, each four 64-bit words. */
export const STATE: usize = BASE;
/** Two ChaCha20 blocks, while a stream is being keyed. */
export const CHACHA: usize = BASE + 128;
/** Words that were left over when more were wanted stand right before those made next. */
export const WORDS: usize = BASE + STATE_BYTES + (<usize>WORD_BATCH << 3);
export const WORDS_END: usize = WORDS + (<usize>WORD_BATCH << 3);
/** One u32 a segment of a batch (component.ts), and room for one more. */
export const SEGMENTS: usize = WORDS_END;
export const CLAIMS: usize = SEGMENTS + (<usize>CLAIM_BATCH << 2) + 64;
/** One u32 a claim of the batch that a continuous part has to fill in, and room for one more. */
export const CHOICES: usize = CLAIMS + (<usize>CLAIM_BATCH << 3) + 64;
/** Counts that are drawn ahead: their cells. */
export const COUNT_BATCH: i32 = 256;
export const COUNT_CELLS: usize = CHOICES + (<usize>CLAIM_BATCH << 2) + 64;
/** Gaps between trials with a loss, drawn ahead. */
export const GAP_BATCH: i32 = 128;
export const GAPS: usize = COUNT_CELLS + (<usize>COUNT_BATCH << 2);
/** One u32 a gamma sum of the batch: its cell. */
export const CELLS: usize = GAPS + (<usize>GAP_BATCH << 2);
/** 24 bytes a gamma sum that the fast test did not settle, and room to write one more. */
export const PENDING: usize = CELLS + (<usize>SUM_BATCH << 2);
/** A gamma record that no table holds. */
export const RECORD: usize = PENDING + <usize>(SUM_BATCH + 2) * 24;
/** A component's losses, by trial; draws in fours may write three behind the end. */
export const BLOCK: usize = ((RECORD + 32 + 63) & ~63) + 64;
/** The portfolio's losses, by trial. */
export const TOTAL: usize = BLOCK + (<usize>BLOCK_TRIALS << 3) + 64;
/** Three blocks of what a component's trials show beside their losses (outputs.ts), and three of the portfolio's. */
export const OUTPUTS: usize = TOTAL + (<usize>BLOCK_TRIALS << 3);
export const OUTPUT_TOTALS: usize = OUTPUTS + 3 * (<usize>BLOCK_TRIALS << 3);
/** The batch's claims before the terms, where they are asked for. */
export const GROUND_UP: usize = OUTPUT_TOTALS + 3 * (<usize>BLOCK_TRIALS << 3);
/** Of each trial of the block, where the largest claim is drawn first (largest.ts): its stratum as u32, the claim, with which
    probability a claim that is equal to it stays, and the trial's weight. */
export const STRATA: usize = GROUND_UP + (<usize>CLAIM_BATCH << 3);
export const LARGEST: usize = STRATA + (<usize>BLOCK_TRIALS << 2);
export const TIES: usize = LARGEST + (<usize>BLOCK_TRIALS << 3);
export const WEIGHTS: usize = TIES + (<usize>BLOCK_TRIALS << 3);
/** Small results of a call, and the 32 bytes of a stream's key. */
export const SCRATCH: usize = WEIGHTS + (<usize>BLOCK_TRIALS << 3);
export const TABLES: usize = SCRATCH + 256;

export function blockAddress(): usize {
  return BLOCK;
}

export function totalAddress(): usize {
  return TOTAL;
}

export function weightsAddress(): usize {
  return WEIGHTS;
}

export function scratchAddress(): usize {
  return SCRATCH;
}

/** The first byte that the caller owns. */
export function tablesAddress(): usize {
  return TABLES;
}
