// What a trial shows beside its loss, where that is asked for: its ground-up claims, their number, and its largest
// payment. A component's three blocks lie behind each other, and so do the portfolio's.

import { BLOCK, BLOCK_TRIALS, CLAIMS, GROUND_UP, OUTPUTS, OUTPUT_TOTALS } from "./layout";
import { sumOf } from "./sums";

const BLOCK_BYTES: usize = <usize>BLOCK_TRIALS << 3;
const COUNTS: usize = OUTPUTS + BLOCK_BYTES;
const LARGEST: usize = COUNTS + BLOCK_BYTES;

let groundUp: f64 = 0;
let groundUpOfGroup: f64 = 0;
let claims: f64 = 0;
let largest: f64 = 0;

/** Where a component's block number `output` begins, or the portfolio's: 0 ground-up losses, 1 counts, 2 payments. */
export function outputAddress(output: i32, total: bool): usize {
  return (total ? OUTPUT_TOTALS : OUTPUTS) + <usize>output * BLOCK_BYTES;
}

/** Clears the trials of a chunk: those that are passed over have no claims. */
export function beginOutputs(out: usize, bytes: usize): void {
  const at = out - BLOCK;
  memory.fill(OUTPUTS + at, 0, bytes);
  memory.fill(COUNTS + at, 0, bytes);
  memory.fill(LARGEST + at, 0, bytes);
  groundUp = 0;
  groundUpOfGroup = 0;
  claims = 0;
  largest = 0;
}

/** Keeps the claims as they were drawn, before the terms change them. */
export function keepGroundUp(count: i32): void {
  memory.copy(GROUND_UP, CLAIMS, <usize>count << 3);
}

/** Adds a segment of the batch's claims to the trial: payments from `at` on, ground-up claims beside them. */
export function addToOutputs(at: usize, bytes: usize): void {
  groundUpOfGroup += sumOf(GROUND_UP + (at - CLAIMS), bytes);
  for (let i: usize = 0; i < bytes; i += 8) {
    const payment = load<f64>(at + i);
    if (payment > largest) largest = payment;
  }
  claims += <f64>(bytes >> 3);
}

/** Sums are taken as those of the payments, so that without terms they are the same to the last bit. */
export function endGroupOfOutputs(): void {
  groundUp += groundUpOfGroup;
  groundUpOfGroup = 0;
}

/** Ends the trial whose loss goes to `out`. */
export function endOutputs(out: usize): void {
  const at = out - BLOCK;
  store<f64>(OUTPUTS + at, groundUp);
  store<f64>(COUNTS + at, claims);
  store<f64>(LARGEST + at, largest);
  groundUp = 0;
  claims = 0;
  largest = 0;
}

export function clearOutputTotals(): void {
  memory.fill(OUTPUT_TOTALS, 0, 3 * BLOCK_BYTES);
}

/** Joins the component's outputs to the portfolio's: sums, and the largest of the largest payments. */
export function addToOutputTotals(): void {
  for (let at: usize = 0; at < 2 * BLOCK_BYTES; at += 8) {
    store<f64>(OUTPUT_TOTALS + at, load<f64>(OUTPUT_TOTALS + at) + load<f64>(OUTPUTS + at));
  }
  for (let at: usize = 2 * BLOCK_BYTES; at < 3 * BLOCK_BYTES; at += 8) {
    const payment = load<f64>(OUTPUTS + at);
    if (payment > load<f64>(OUTPUT_TOTALS + at)) store<f64>(OUTPUT_TOTALS + at, payment);
  }
}
