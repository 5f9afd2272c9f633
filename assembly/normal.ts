// Standard normal variables by a ziggurat of 1024 layers (Marsaglia & Tsang 2000, doi 10.18637/jss.v005.i08). Its
// tables and what they hold: tables/ziggurat.ts. Of a word the low 10 bits are the layer, the next one the sign, the
// high 52 the magnitude: they are independent, as the original's shared bits are not.

import { exp, log } from "./special/elementary";
import { uniform, word } from "./stream";
import { ZIGGURAT, ZIGGURAT_F, ZIGGURAT_R } from "./tables/ziggurat";

/** The layer of a word as an offset: pairs of doubles, width and edge. */
@inline
function layerOf(bits: u64): usize {
  return <usize>(bits & 1023) << 4;
}

@inline
function magnitude(bits: u64): f64 {
  return <f64>(<i64>(bits >> 12)) * 2.220446049250313e-16;
}

/** The normal that a word stands for; where the word does not decide, more words are taken. */
@inline
export function normalOf(bits: u64): f64 {
  const layer = layerOf(bits);
  const m = magnitude(bits);
  const x = m * load<f64>(ZIGGURAT + layer);
  const half = m < load<f64>(ZIGGURAT + layer, 8) ? x : outside(layer, x);
  return reinterpret<f64>(reinterpret<u64>(half) ^ ((bits & 1024) << 53));
}

/** A half normal, given a point (layer, x) that the rectangle under the curve does not hold: 0.4 % of the draws. */
function outside(firstLayer: usize, firstX: f64): f64 {
  let layer = firstLayer;
  let x = firstX;
  while (true) {
    if (layer == 0) return tail();
    const low = load<f64>(ZIGGURAT_F + (layer >> 1));
    const high = load<f64>(ZIGGURAT_F + (layer >> 1), 8);
    if (low + uniform() * (high - low) < exp(-0.5 * x * x)) return x;
    const bits = word();
    layer = layerOf(bits);
    const m = magnitude(bits);
    x = m * load<f64>(ZIGGURAT + layer);
    if (m < load<f64>(ZIGGURAT + layer, 8)) return x;
  }
}

/** The half normal beyond R, by Marsaglia's method of 1964. */
function tail(): f64 {
  while (true) {
    const e = -log(uniform()) / ZIGGURAT_R;
    const f = -log(uniform());
    if (f + f > e * e) return ZIGGURAT_R + e;
  }
}
