// Places in a law made of panels (src/tables/panels.ts): which panel, where on it, and what is known there.
//
// A panel, 192 bytes: anchor, scale, centre, half, the 16 coefficients of the density of t, their bound, the mass; the
// claim at t is anchor + scale * exp(centre + half * t). Panels stand side by side, ascending.
//
// A place, 40 bytes: panel (its number), t, claim, the derivative of a claim with respect to t, the density of claims. A
// claim between two panels has two places.

import { exp, log } from "../special/elementary";
import { evaluate, integral } from "./polynomial";

export const PLACE: i32 = 40;
/** 2^-40: the densities of panels with less mass have larger errors. */
const HARDLY: f64 = 9.1e-13;
const PANEL_SHIFT: usize = 6;

@inline export function panelAt(panels: usize, panel: i32): usize { return panels + 3 * (<usize>panel << PANEL_SHIFT); }
@inline export function anchor(panel: usize): f64 { return load<f64>(panel); }
@inline export function scale(panel: usize): f64 { return load<f64>(panel, 8); }
@inline export function centre(panel: usize): f64 { return load<f64>(panel, 16); }
@inline export function half(panel: usize): f64 { return load<f64>(panel, 24); }
@inline export function density(panel: usize): usize { return panel + 32; }
@inline export function bound(panel: usize): f64 { return load<f64>(panel, 160); }
@inline export function mass(panel: usize): f64 { return load<f64>(panel, 168); }
@inline export function hardlyAny(panel: usize): bool { return !(mass(panel) >= HARDLY); }

@inline export function panelOf(place: usize): i32 { return <i32>load<f64>(place); }
@inline export function t(place: usize): f64 { return load<f64>(place, 8); }
@inline export function claim(place: usize): f64 { return load<f64>(place, 16); }
@inline export function slope(place: usize): f64 { return load<f64>(place, 24); }
@inline export function height(place: usize): f64 { return load<f64>(place, 32); }

/** The least mass of which a tail is cut into strips. */
export const LEAST_TAIL: f64 = 16 * HARDLY;

@inline
export function copyPlace(place: usize, from: usize): void {
  memory.copy(place, from, PLACE);
}

function write(place: usize, panel: i32, at: f64, x: f64, derivative: f64, densityAt: f64): void {
  store<f64>(place, <f64>panel);
  store<f64>(place, at, 8);
  store<f64>(place, x, 16);
  store<f64>(place, derivative, 24);
  store<f64>(place, densityAt / derivative, 32);
}

export function placeAt(panels: usize, panel: i32, at: f64, place: usize): void {
  const it = panelAt(panels, panel);
  const distance = scale(it) * exp(centre(it) + half(it) * at);
  write(place, panel, at, anchor(it) + distance, distance * half(it), evaluate(density(it), at));
}

/** Where a claim lies, of which it is known on which side of a panel's beginning: inward is 1 or -1. */
export function placeOf(panels: usize, count: i32, panel: i32, x: f64, inward: i32, place: usize): void {
  for (let i = panel; ; i += inward) {
    const it = panelAt(panels, i);
    const distance = x - anchor(it);
    const exact = (log(distance / scale(it)) - centre(it)) / half(it);
    const next = i + inward;
    if (<f64>inward * exact > 1 && next >= 0 && next < count) continue;
    const inside = exact < -1 ? -1 : exact > 1 ? 1 : exact;
    write(place, i, inside, x, distance * half(it), evaluate(density(it), inside));
    return;
  }
}

/** The place between two others behind which, from the first, lies so much mass; false where there is less. */
export function placeAfter(panels: usize, from: usize, to: usize, inward: i32, wanted: f64, place: usize): bool {
  const sign = <f64>inward;
  let left = wanted;
  for (let i = panelOf(from); inward * (panelOf(to) - i) >= 0; i += inward) {
    const coefficients = density(panelAt(panels, i));
    const start = i == panelOf(from) ? t(from) : -sign;
    const end = i == panelOf(to) ? t(to) : sign;
    const before = integral(coefficients, start);
    const inside = sign * (integral(coefficients, end) - before);
    if (inside > left) {
      let near = start;
      let far = end;
      for (let k = 0; k < 40; k++) {
        const middle = (near + far) / 2;
        if (sign * (integral(coefficients, middle) - before) < left) near = middle;
        else far = middle;
      }
      placeAt(panels, i, far, place);
      return true;
    }
    left -= inside;
  }
  return false;
}

/** Whether one panel begins where another ends, with the same density there, as far as anyone could tell. */
export function meet(panels: usize, left: usize, right: usize): bool {
  const a = panelAt(panels, panelOf(left));
  const b = panelAt(panels, panelOf(right));
  const gap = Math.abs(claim(right) - claim(left));
  if (!(gap <= 1e-9 * (claim(right) - anchor(a) + Math.abs(claim(left)) * 1e-6))) return false;
  if (hardlyAny(a) || hardlyAny(b)) return true;
  return Math.abs(height(left) - height(right)) <= 1e-9 * Math.max(height(left), height(right));
}
