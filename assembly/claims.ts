// Claims of one severity, by tables that the caller made out of its description; the kernel knows no family.
//
// A severity is continuous, or a choice between points and continuous parts by an alias table.
//
// Continuous part: the quantile function as polynomials. One bit of a word says the half of the law, the other 63 are
// s in (0, 1/2): the survival probability in the upper half, the cdf in the lower. The exponent of s picks an octave,
// so that both tails are resolved relative to their own size, down to 2^-64; the leading mantissa bits pick a cell of
// the octave; the rest is the polynomial's argument. Numerical inversion in the spirit of Derflinger, Hormann & Leydold
// (2010, doi 10.1145/1842722.1842723); errors are held by the maker, src/tables/inversionTable.ts.
//
// Octave, 16 bytes, 65 of the lower half and then 65 of the upper, all u32: 52 less the log of the number of cells, the
// first cell's offset, whether the logarithm is interpolated, 0.
// Cell, 64 bytes: centre, coefficients of degree 0 to 6 in (mantissa - centre).
//
// Severity: kind, and what the kind needs; offsets are bytes from the severity's start. Field 5 is the part.
// Kind 0: a continuous part alone. Kind 2: the same with strips before it (strips.ts).
// Kind 1, a choice: mask, slots (offset), targets (offset), points in fields 1 to 4. A target below `points` is a value,
// one above it the offset of a continuous part.

import { pick } from "./counts";
import { CHOICES, CLAIM_BATCH } from "./layout";
import { exp } from "./special/elementary";
import { takeWords, word } from "./stream";
import { fillStrips } from "./strips";

const CHOICE: f64 = 1;
const STRIPS: f64 = 2;

/** Bytes of the octaves of one half. */
const HALF: usize = 65 * 16;
/** The biased exponent of the first octave, 1022, in octaves of 16 bytes. */
const FIRST: usize = 1022 * 16;
const MANTISSA: i64 = 0x000fffffffffffff;
const ONE: i64 = 0x3ff0000000000000;

/** The record of the octave that holds s, of which `bits` are s * 2^64. */
@inline
function octaveOf(part: usize, half: u64, bits: i64): usize {
  return part - FIRST + (<usize>(bits >> 52) << 4) + <usize>half * HALF;
}

@inline
function cellOf(part: usize, octave: usize, bits: i64): usize {
  return part + <usize>load<u32>(octave, 4) + (<usize>((bits & MANTISSA) >> <i64>load<u32>(octave)) << 6);
}

/** The claim that a word stands for. */
@inline
function fromPart(part: usize, random: u64): f64 {
  const bits = reinterpret<i64>(<f64>(<i64>(random >> 1)) + 0.5);
  const octave = octaveOf(part, random & 1, bits);
  const cell = cellOf(part, octave, bits);
  const t = reinterpret<f64>((bits & MANTISSA) | ONE) - load<f64>(cell);
  let value = load<f64>(cell, 56);
  value = value * t + load<f64>(cell, 48);
  value = value * t + load<f64>(cell, 40);
  value = value * t + load<f64>(cell, 32);
  value = value * t + load<f64>(cell, 24);
  value = value * t + load<f64>(cell, 16);
  value = value * t + load<f64>(cell, 8);
  return load<u32>(octave, 8) == 0 ? value : exp(value);
}

/** Where a rest of the law is drawn (strips.ts): the claim at s, and whether it is kept. NaN is "not kept". */
export function fromStretch(part: usize, half: u64, scaled: f64, bound: f64, kept: f64): f64 {
  const bits = reinterpret<i64>(scaled);
  const octave = octaveOf(part, half, bits);
  const cell = cellOf(part, octave, bits);
  const mantissa = reinterpret<f64>((bits & MANTISSA) | ONE);
  const t = mantissa - load<f64>(cell);
  let slope: f64 = 0;
  let value: f64 = 0;
  for (let at = cell + 56; at > cell; at -= 8) {
    slope = slope * t + value;
    value = value * t + load<f64>(at);
  }
  if (load<u32>(octave, 8) != 0) {
    value = exp(value);
    slope *= value;
  }
  return kept < 1 - abs(slope) * (mantissa / scaled) * bound ? value : NaN;
}

/** The claims of two neighbouring words, the same bits as one after the other. */
@inline
function pairFromPart(part: usize, words: usize, out: usize): void {
  const wordA = load<u64>(words);
  const wordB = load<u64>(words, 8);
  const s = f64x2.add(
    f64x2.replace_lane(f64x2.splat(<f64>(<i64>(wordA >> 1))), 1, <f64>(<i64>(wordB >> 1))),
    f64x2.splat(0.5),
  );
  const bitsA = i64x2.extract_lane(s, 0);
  const bitsB = i64x2.extract_lane(s, 1);
  const octaveA = octaveOf(part, wordA & 1, bitsA);
  const octaveB = octaveOf(part, wordB & 1, bitsB);
  const a = cellOf(part, octaveA, bitsA);
  const b = cellOf(part, octaveB, bitsB);
  const a3 = v128.load(a, 48);
  const b3 = v128.load(b, 48);
  const a2 = v128.load(a, 32);
  const b2 = v128.load(b, 32);
  const a1 = v128.load(a, 16);
  const b1 = v128.load(b, 16);
  const a0 = v128.load(a);
  const b0 = v128.load(b);
  const mantissa = v128.or(v128.and(s, i64x2.splat(MANTISSA)), i64x2.splat(ONE));
  const t = f64x2.sub(mantissa, v128.shuffle<f64>(a0, b0, 0, 2));
  let value = v128.shuffle<f64>(a3, b3, 1, 3);
  value = f64x2.add(f64x2.mul(value, t), v128.shuffle<f64>(a3, b3, 0, 2));
  value = f64x2.add(f64x2.mul(value, t), v128.shuffle<f64>(a2, b2, 1, 3));
  value = f64x2.add(f64x2.mul(value, t), v128.shuffle<f64>(a2, b2, 0, 2));
  value = f64x2.add(f64x2.mul(value, t), v128.shuffle<f64>(a1, b1, 1, 3));
  value = f64x2.add(f64x2.mul(value, t), v128.shuffle<f64>(a1, b1, 0, 2));
  value = f64x2.add(f64x2.mul(value, t), v128.shuffle<f64>(a0, b0, 1, 3));
  v128.store(out, value);
  if ((load<u32>(octaveA, 8) | load<u32>(octaveB, 8)) != 0) {
    if (load<u32>(octaveA, 8) != 0) store<f64>(out, exp(f64x2.extract_lane(value, 0)));
    if (load<u32>(octaveB, 8) != 0) store<f64>(out, exp(f64x2.extract_lane(value, 1)), 8);
  }
}

function fillContinuous(part: usize, out: usize, count: i32): void {
  let words = takeWords(count);
  const end = out + (<usize>count << 3);
  const pairs = end - (<usize>(count & 1) << 3);
  for (; out < pairs; out += 16, words += 16) pairFromPart(part, words, out);
  if (out < end) store<f64>(out, fromPart(part, load<u64>(words)));
}

/**
 * Claims of a choice: first the targets of all, then the continuous parts of those that hit one. Targets that are parts
 * are noted without a branch.
 */
function fillChoices(severity: usize, out: usize, count: i32): void {
  const mask = <u64>load<f64>(severity, 8);
  const slots = severity + <usize>load<f64>(severity, 16);
  const targets = severity + <usize>load<f64>(severity, 24);
  const points = <u32>load<f64>(severity, 32);
  let words = takeWords(count);
  let noted = CHOICES;
  const end = out + (<usize>count << 3);
  for (let at = out; at < end; at += 8, words += 8) {
    const target = pick(slots, mask, load<u64>(words));
    store<f64>(at, load<f64>(targets + (<usize>target << 3)));
    store<u32>(noted, <u32>at);
    noted += <usize>(target >= points) << 2;
  }
  for (let note = CHOICES; note < noted; note += 4) {
    const at = <usize>load<u32>(note);
    store<f64>(at, fromPart(severity + <usize>load<f64>(at), word()));
  }
}

/** Writes `count` claims to `out`, an even number of them; one behind an odd count is overwritten. */
export function fillClaims(severity: usize, out: usize, count: i32): void {
  const kind = load<f64>(severity);
  const part = severity + <usize>load<f64>(severity, 40);
  while (count > 0) {
    const size = count < CLAIM_BATCH ? count : CLAIM_BATCH;
    if (kind == STRIPS) fillStrips(severity, out, size);
    else if (kind == CHOICE) fillChoices(severity, out, size);
    else fillContinuous(part, out, size);
    out += <usize>size << 3;
    count -= size;
  }
}
