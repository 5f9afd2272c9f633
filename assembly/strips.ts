// Draws from a law in strips of equal probability: one word is a claim, but for the rest that they leave, a percent or
// so, which is noted without a branch and drawn by rejection. src/tables/strips.ts makes the table and says why the law
// is the same.
//
// A strip is a pair: lower end and width; slots behind the last strip hold zeros. A record of the rest, 40 bytes: the
// panel's offset, the first t, the length in t, the height of the strip below, the height of the box above it; or below
// 0, the first of some claims that are uniform, and over what length. A panel, 160 bytes: anchor, scale, centre, half, and the density's 16 coefficients: the claim at
// t is anchor + scale * exp(centre + half * t).

import { pick } from "./counts";
import { CHOICES } from "./layout";
import { exp } from "./special/elementary";
import { takeWords, uniform, word } from "./stream";

const COUNT: usize = 8;
const STRIPS: usize = 16;
const MASK: usize = 24;
const SLOTS: usize = 32;
const REST: usize = 40;
const PANELS: usize = 48;

const SLOT_MASK: u64 = 2047;

@inline
function fromStrip(strips: usize, bits: u64): f64 {
  const strip = strips + (<usize>(bits & SLOT_MASK) << 4);
  const position = reinterpret<f64>((bits >> 12) | 0x3ff0000000000000) - 1;
  return load<f64>(strip) + load<f64>(strip, 8) * position;
}

/** Writes `count` claims to `out`; up to three more behind them are overwritten. */
export function fillStrips(law: usize, out: usize, count: i32): void {
  const strips = law + <usize>load<u32>(law, STRIPS);
  const end = out + (<usize>count << 3);
  const words = takeWords(count);
  // Four in a row, 5 % faster than one. V8 gathers pairs into lanes more slowly than it does this.
  for (let at = out, from = words; at < end; at += 32, from += 32) {
    store<f64>(at, fromStrip(strips, load<u64>(from)));
    store<f64>(at, fromStrip(strips, load<u64>(from, 8)), 8);
    store<f64>(at, fromStrip(strips, load<u64>(from, 16)), 16);
    store<f64>(at, fromStrip(strips, load<u64>(from, 24)), 24);
  }
  const noted = noteRest(<i64>load<u32>(law, COUNT), words, out, end);
  for (let note = CHOICES; note < noted; note += 4) store<f64>(<usize>load<u32>(note), fromRest(law));
}

/** One draw. */
export function drawFromStrips(law: usize): f64 {
  const bits = word();
  if (<u32>(bits & SLOT_MASK) >= load<u32>(law, COUNT)) return fromRest(law);
  return fromStrip(law + <usize>load<u32>(law, STRIPS), bits);
}

/** Notes the claims between `out` and `end` whose words hit none of `count` strips; returns the end of the notes. */
function noteRest(count: i64, words: usize, out: usize, end: usize): usize {
  const mask = i64x2.splat(SLOT_MASK);
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
      noted += <usize>(<i64>(load<u64>(words + i) & SLOT_MASK) >= count) << 2;
    }
  }
  return noted;
}

/** A polynomial of 16 coefficients: the even powers in one lane, the odd ones in the other. */
@inline
function densityAt(coefficients: usize, t: f64): f64 {
  const square = f64x2.splat(t * t);
  let halves = v128.load(coefficients, 112);
  for (let at = coefficients + 96; at >= coefficients; at -= 16) {
    halves = f64x2.add(f64x2.mul(halves, square), v128.load(at));
  }
  return f64x2.extract_lane(halves, 0) + f64x2.extract_lane(halves, 1) * t;
}

function fromRest(law: usize): f64 {
  const mask = <u64>load<u32>(law, MASK);
  const slots = law + <usize>load<u32>(law, SLOTS);
  const rest = law + <usize>load<u32>(law, REST);
  const panels = law + <usize>load<u32>(law, PANELS);
  while (true) {
    const record = rest + pick(slots, mask, word());
    const t = load<f64>(record, 8) + uniform() * load<f64>(record, 16);
    if (load<f64>(record) < 0) return t;
    const panel = panels + <usize>load<f64>(record);
    const half = load<f64>(panel, 24);
    const distance = load<f64>(panel, 8) * exp(load<f64>(panel, 16) + half * t);
    const above = densityAt(panel + 32, t) - load<f64>(record, 24) * half * distance;
    if (uniform() * load<f64>(record, 32) < above) return load<f64>(panel) + distance;
  }
}
