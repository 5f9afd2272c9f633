// Cuts a law made of panels into strips of equal probability and a rest, as ../strips.ts draws from them;
// src/tables/strips.ts says what they are and why.
//
// A stretch of the rest, 40 bytes, as it is drawn from: the panel's offset in bytes of 160, or below 0 for claims that
// are uniform; t, or the claim, where it begins; its length; the height of the strip below, in units of claims; the
// height of the box above, in units of t. Its weight, the area of the box, stands in a list of its own.

import {
  PLACE, LEAST_TAIL, anchor, bound, claim, copyPlace, density, half, hardlyAny, height, meet, panelAt, panelOf,
  placeAfter, placeAt, placeOf, slope, t,
} from "./places";
import { TERMS, findSignChanges, signChange, signChanges } from "./polynomial";

const SLOTS: f64 = 2048;
const MOST_STRIPS: i32 = 2047;
const STRETCH: usize = 40;
const DRAWN_PANEL: f64 = 160;
/** Densities that differ by less are level. */
const LEVEL: f64 = 1e-12;

let strips: usize = 0;
let strip: i32 = 0;
let rest: usize = 0;
let weights: usize = 0;
let stretches: i32 = 0;

let panels: usize = 0;
let panelCount: i32 = 0;
let firstPanel: i32 = 0;

const FROM: usize = memory.data(PLACE);
const TO: usize = memory.data(PLACE);
const BEGIN: usize = memory.data(PLACE);
const END: usize = memory.data(PLACE);
const HERE: usize = memory.data(PLACE);
const FAR: usize = memory.data(PLACE);
const NEXT: usize = memory.data(PLACE);
const LOW_EDGE: usize = memory.data(PLACE);
const HIGH_EDGE: usize = memory.data(PLACE);
const SLOPE: usize = memory.data(TERMS * 8);

/** Strips and stretches go where they are told: room for 2048 pairs, and for what `mostStretches` says. */
export function beginStrips(stripsTo: usize, restTo: usize, weightsTo: usize): void {
  strips = stripsTo;
  rest = restTo;
  weights = weightsTo;
  strip = 0;
  stretches = 0;
}

/**
 * A stretch lies over a strip, before the first one of a monotone piece or behind its last one, or ends where its panel
 * does. A panel has at most 15 sign changes, and so many pieces begin in it, and one where it does.
 */
export function mostStretches(panels: i32, flats: i32): i32 {
  return MOST_STRIPS + flats + (2 * TERMS + 3) * panels;
}

export function stripCount(): i32 {
  return strip;
}

export function stretchCount(): i32 {
  return stretches;
}

/** Claims that are uniform over `width`, an atom where that is 0. */
export function addFlat(value: f64, width: f64, weight: f64): void {
  let left = weight;
  while (left * SLOTS >= 1 && value < Infinity && addStrip(value, width)) left -= 1 / SLOTS;
  if (left > 0) addStretch(-1, value, width, 0, 0, left);
}

/** A law of `count` panels, of which `before` others stand before them in the table that is drawn from. */
export function addPanels(at: usize, count: i32, before: i32): void {
  if (count == 0) return;
  panels = at;
  panelCount = count;
  firstPanel = before;
  placeAt(panels, 0, -1, FROM);
  let sign = 0;
  for (let panel = 0; panel < count; panel++) {
    const first = signsOfSlope(panelAt(panels, panel));
    if (panel > 0) {
      placeAt(panels, panel - 1, 1, TO);
      placeAt(panels, panel, -1, NEXT);
      if (!meet(panels, TO, NEXT) || (first != 0 && sign != 0 && first != sign)) {
        march(sign > 0);
        copyPlace(FROM, NEXT);
        sign = first;
      }
    }
    if (first != 0) sign = first;
    const changes = signChanges();
    for (let i = 0; i < changes; i++) {
      placeAt(panels, panel, signChange(i), TO);
      march(sign > 0);
      copyPlace(FROM, TO);
      sign = -sign;
    }
  }
  placeAt(panels, count - 1, 1, TO);
  march(sign > 0);
}

/** The density of claims is that of t divided by a multiple of exp(half * t): the signs of its derivative. */
function signsOfSlope(panel: usize): i32 {
  const coefficients = density(panel);
  for (let k = 0; k < TERMS; k++) {
    const at = <usize>k << 3;
    const steeper = k + 1 < TERMS ? <f64>(k + 1) * load<f64>(coefficients + at, 8) : 0;
    store<f64>(SLOPE + at, steeper - half(panel) * load<f64>(coefficients + at));
  }
  return findSignChanges(SLOPE, hardlyAny(panel) ? Infinity : LEVEL * bound(panel));
}

function addStrip(from: f64, width: f64): bool {
  // One slot is always left to the rest, which is never quite empty.
  if (strip == MOST_STRIPS) return false;
  store<f64>(strips + (<usize>strip << 4), from);
  store<f64>(strips + (<usize>strip << 4), width, 8);
  strip++;
  return true;
}

function addStretch(panel: f64, from: f64, length: f64, base: f64, hat: f64, weight: f64): void {
  const at = rest + <usize>stretches * STRETCH;
  store<f64>(at, panel);
  store<f64>(at, from, 8);
  store<f64>(at, length, 16);
  store<f64>(at, base, 24);
  store<f64>(at, hat, 32);
  store<f64>(weights + (<usize>stretches << 3), weight);
  stretches++;
}

/** Strips over the monotone piece between FROM and TO, from its low end inward. */
function march(rising: bool): void {
  const inward = rising ? 1 : -1;
  copyPlace(BEGIN, rising ? FROM : TO);
  copyPlace(END, rising ? TO : FROM);

  // In a thin tail a strip would be wider than the tail is: they begin where one fits and leaves less than it holds.
  copyPlace(HERE, BEGIN);
  for (let wanted = LEAST_TAIL; ; wanted = Math.max(2 * wanted, 1 / SLOTS)) {
    if (stripFits(inward) && height(FAR) <= 3 * height(HERE)) break;
    if (!placeAfter(panels, BEGIN, END, inward, wanted, HERE)) {
      cover(BEGIN, END, inward, 0);
      return;
    }
  }
  cover(BEGIN, HERE, inward, 0);
  while (stripFits(inward)) {
    const width = 1 / (height(HERE) * SLOTS);
    if (!addStrip(Math.min(claim(HERE), claim(HERE) + <f64>inward * width), width)) break;
    cover(HERE, FAR, inward, height(HERE));
    copyPlace(HERE, FAR);
  }
  cover(HERE, END, inward, 0);
}

/** Whether a strip that starts HERE ends before the piece does; FAR is its end then. */
function stripFits(inward: i32): bool {
  const panel = panelOf(HERE);
  const width = 1 / (height(HERE) * SLOTS);
  const far = claim(HERE) + <f64>inward * width;
  if (hardlyAny(panelAt(panels, panel)) || !(width > 0) || !(<f64>inward * (claim(END) - far) >= 0)) return false;
  placeOf(panels, panelCount, panel, far, inward, FAR);
  return true;
}

/** Adds what lies between two places, the second inward of the first, above a strip: a stretch for each panel. */
function cover(begin: usize, end: usize, inward: i32, base: f64): void {
  const low = inward > 0 ? begin : end;
  const high = inward > 0 ? end : begin;
  for (let panel = panelOf(low); panel <= panelOf(high); panel++) {
    let start = low;
    let stop = high;
    if (panel != panelOf(low)) placeAt(panels, panel, -1, (start = LOW_EDGE));
    if (panel != panelOf(high)) placeAt(panels, panel, 1, (stop = HIGH_EDGE));
    const length = t(stop) - t(start);
    let hat = bound(panelAt(panels, panel));
    if (base > 0) {
      // The density of claims is monotone here; that of t is that times the derivative of a claim, monotone too.
      const highest = Math.max(height(start), height(stop));
      hat = (highest * (1 + LEVEL) - base) * Math.max(slope(start), slope(stop));
    }
    if (hat > 0 && length > 0) {
      addStretch(<f64>(firstPanel + panel) * DRAWN_PANEL, t(start), length, base, hat, length * hat);
    }
  }
}
