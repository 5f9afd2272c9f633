// Claims of one severity, by tables that the caller made out of its description (src/tables); the kernel knows no
// family.
//
// Severity, eight numbers and then its tables; offsets are bytes from the severity's start.
// Kind 0, a law in strips (strips.ts): kind, number of strips, strips (offset), mask, slots and records of the rest
// (offsets), panels (offset).
// Kind 1, many points: kind, number of points, values (offset), mask, slots (offset), a severity of kind 0 (offset) for
// the target behind the last point.

import { pick } from "./counts";
import { CHOICES, CLAIM_BATCH } from "./layout";
import { takeWords } from "./stream";
import { drawFromStrips, fillStrips } from "./strips";

/**
 * Claims of many points: first the targets of all, then the law beside the points for those that hit it, which are
 * noted without a branch.
 */
function fillChoices(severity: usize, out: usize, count: i32): void {
  const points = load<u32>(severity, 8);
  const values = severity + <usize>load<u32>(severity, 16);
  const mask = <u64>load<u32>(severity, 24);
  const slots = severity + <usize>load<u32>(severity, 32);
  const law = severity + <usize>load<u32>(severity, 40);
  let words = takeWords(count);
  let noted = CHOICES;
  const end = out + (<usize>count << 3);
  for (let at = out; at < end; at += 8, words += 8) {
    const target = pick(slots, mask, load<u64>(words));
    store<f64>(at, load<f64>(values + (<usize>target << 3)));
    store<u32>(noted, <u32>at);
    noted += <usize>(target >= points) << 2;
  }
  for (let note = CHOICES; note < noted; note += 4) store<f64>(<usize>load<u32>(note), drawFromStrips(law));
}

/** Writes `count` claims to `out`; up to three more behind them are overwritten. */
export function fillClaims(severity: usize, out: usize, count: i32): void {
  const choices = load<u32>(severity) != 0;
  while (count > 0) {
    const size = count < CLAIM_BATCH ? count : CLAIM_BATCH;
    if (choices) fillChoices(severity, out, size);
    else fillStrips(severity, out, size);
    out += <usize>size << 3;
    count -= size;
  }
}
