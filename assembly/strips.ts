// Claims of a continuous law by strips of equal probability: one word is a claim, but for the rest that they leave, a
// percent or so, which is noted without a branch and drawn from the inversion table. src/tables/stripTable.ts makes
// the table and says why the law is the same.
//
// Severity, behind its kind 2: rest's mask, rest's slots, rest's records (offsets), unused, inversion table (offset),
// strips (offset), number of strips. A strip is a pair: lower end and width; slots behind the last strip hold zeros.
// A record of the rest, 32 bytes: where the stretch of s * 2^64 starts, its length, negative in the lower half of the
// law, 1 / M, and the largest probability that a claim there is kept.

import { fromStretch } from "./claims";
import { pick } from "./counts";
import { CHOICES } from "./layout";
import { takeWords, uniform, word } from "./stream";

const STRIPS: u64 = 1024;

export function fillStrips(severity: usize, out: usize, count: i32): void {
  const strips = severity + <usize>load<f64>(severity, 48);
  const end = out + (<usize>count << 3);
  const words = takeWords((count + 7) & ~7);
  // One at a time: V8 gathers pairs into lanes more slowly than it does this.
  for (let at = out, from = words; at < end; at += 8, from += 8) {
    const bits = load<u64>(from);
    const strip = strips + (<usize>(bits & (STRIPS - 1)) << 4);
    const position = reinterpret<f64>((bits >> 12) | 0x3ff0000000000000) - 1;
    store<f64>(at, load<f64>(strip) + load<f64>(strip, 8) * position);
  }
  const noted = noteRest(severity, words, out, end);
  for (let note = CHOICES; note < noted; note += 4) store<f64>(<usize>load<u32>(note), fromRest(severity));
}

/** Notes the claims between `out` and `end` whose words hit no strip; returns the end of the notes. */
function noteRest(severity: usize, words: usize, out: usize, end: usize): usize {
  const count = <i64>load<f64>(severity, 56);
  const mask = i64x2.splat(STRIPS - 1);
  const last = i64x2.splat(count - 1);
  let noted = CHOICES;
  for (let at = out; at < end; at += 64, words += 64) {
    const a = i64x2.gt_s(v128.and(v128.load(words), mask), last);
    const b = i64x2.gt_s(v128.and(v128.load(words, 16), mask), last);
    const c = i64x2.gt_s(v128.and(v128.load(words, 32), mask), last);
    const d = i64x2.gt_s(v128.and(v128.load(words, 48), mask), last);
    if (!v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) continue;
    for (let i: usize = 0; i < 64 && at + i < end; i += 8) {
      store<u32>(noted, <u32>(at + i));
      noted += <usize>(<i64>(load<u64>(words + i) & (STRIPS - 1)) >= count) << 2;
    }
  }
  return noted;
}

function fromRest(severity: usize): f64 {
  const mask = <u64>load<f64>(severity, 8);
  const slots = severity + <usize>load<f64>(severity, 16);
  const records = severity + <usize>load<f64>(severity, 24);
  const part = severity + <usize>load<f64>(severity, 40);
  while (true) {
    const record = records + pick(slots, mask, word());
    const length = load<f64>(record, 8);
    const s = load<f64>(record) + uniform() * abs(length);
    const value = fromStretch(part, <u64>(length > 0), s, load<f64>(record, 16), uniform() * load<f64>(record, 24));
    if (value == value) return value;
  }
}
