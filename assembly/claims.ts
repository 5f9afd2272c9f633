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
// Octave, 16 bytes, 65 of the lower half and then 65 of the upper: cells f64, first cell u32 (offset), logarithmic u32.
// Cell, 64 bytes: centre, coefficients of degree 0 to 6 in (mantissa - centre).
//
// Severity: choice (1 or 0), mask, slots (offset), targets (offset), points, part (offset), 0, 0.
// A target below `points` is a value, one above it the offset of a continuous part.

import { pick } from "./counts";
import { exp } from "./special/elementary";
import { word } from "./stream";

const OCTAVES: usize = 65;

@inline
function fromPart(part: usize, bits: u64): f64 {
  const s = reinterpret<u64>(<f64>(<i64>(bits >> 1)) + 0.5);
  const octave = part + ((<usize>(bits & 1) * OCTAVES + <usize>(s >> 52) - 1022) << 4);
  const mantissa = reinterpret<f64>((s & 0x000fffffffffffff) | 0x3ff0000000000000);
  const cell = part + <usize>load<u32>(octave, 8) + (<usize>((mantissa - 1) * load<f64>(octave)) << 6);
  const t = mantissa - load<f64>(cell);
  const value =
    load<f64>(cell, 8) +
    t *
      (load<f64>(cell, 16) +
        t *
          (load<f64>(cell, 24) +
            t * (load<f64>(cell, 32) + t * (load<f64>(cell, 40) + t * (load<f64>(cell, 48) + t * load<f64>(cell, 56))))));
  return load<u32>(octave, 12) == 0 ? value : exp(value);
}

@inline
function fromChoice(severity: usize): f64 {
  const target = pick(severity + <usize>load<f64>(severity, 16), <u64>load<f64>(severity, 8), word());
  const value = load<f64>(severity + <usize>load<f64>(severity, 24) + (<usize>target << 3));
  if (<f64>target < load<f64>(severity, 32)) return value;
  return fromPart(severity + <usize>value, word());
}

/** Writes `count` claims to `out`. */
export function fillClaims(severity: usize, out: usize, count: i32): void {
  const end = out + (<usize>count << 3);
  if (load<f64>(severity) != 0) {
    for (let at = out; at < end; at += 8) store<f64>(at, fromChoice(severity));
  } else {
    const part = severity + <usize>load<f64>(severity, 40);
    for (let at = out; at < end; at += 8) store<f64>(at, fromPart(part, word()));
  }
}
