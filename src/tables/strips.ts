import { math } from "../kernel.js";
import type { Panel } from "./panels.js";
import { evaluate, integral, signChanges, terms } from "./polynomial.js";

/**
 * A law cut for the kernel (assembly/strips.ts) into strips of equal probability and a rest.
 *
 * A strip is an interval of claims on which the density is at least h, cut to the width 1 / (slots h): the part of the
 * law below the height h is uniform there, with the probability 1 / slots whatever the strip. So one word picks strip
 * and position, and a draw is one multiply-add. What is flat is as many strips on top of each other. Strips go from the
 * low end of each interval on which the density is monotone, side by side, each as high as the density where it starts;
 * the intervals' ends are proved by `signChanges`.
 *
 * What they leave is the rest: stretches of panels, with the density less the height of the strip below. It is drawn
 * from a box over each stretch, by rejection.
 */
export const slots = 2048;

export interface Strips {
  /** A pair a slot: the lower end of a strip and its width. Behind the last strip, zeros. */
  readonly strips: Float64Array;
  readonly count: number;
  readonly rest: readonly Stretch[];
}

/** Of the law on panel `panel` from t = from, over `length`, what is above the strip of height `base` and below `hat`. */
export interface Stretch {
  /** Below 0: none, but claims that are uniform from `from` over `length`, all of them kept. */
  readonly panel: number;
  readonly from: number;
  readonly length: number;
  /** Height in units of claims; `hat` is one of t. */
  readonly base: number;
  readonly hat: number;
  /** The area of the box: how likely a draw comes here, relative to other stretches. */
  readonly weight: number;
}

/** Claims that are uniform on an interval: an atom where it has no width. */
export interface Flat {
  readonly value: number;
  readonly width: number;
  readonly weight: number;
}

/** A place in the law: a panel and where on it, with what is known there; a claim between two panels has two. */
interface Place {
  readonly panel: number;
  readonly t: number;
  readonly x: number;
  /** The derivative of a claim with respect to t. */
  readonly slope: number;
  /** The density of claims. */
  readonly height: number;
}

/** Densities that differ by less are level. */
const level = 1e-12;
/** 2^-40: the densities of panels with less mass have larger errors (panels.ts). */
const hardly = 9.1e-13;

/** The strips of a law of the mass 1: panels, ascending and disjoint within each array, and what is flat. */
export function cutIntoStrips(laws: readonly (readonly Panel[])[], flats: readonly Flat[]): Strips {
  const strips = new Float64Array(2 * slots);
  const rest: Stretch[] = [];
  let count = 0;
  const add = (from: number, width: number): boolean => {
    // One slot is always left to the rest, which is never quite empty.
    if (count === slots - 1) return false;
    strips[2 * count] = from;
    strips[2 * count + 1] = width;
    count++;
    return true;
  };
  for (const { value, width, weight } of flats) {
    let left = weight;
    while (left * slots >= 1 && value < Infinity && add(value, width)) left -= 1 / slots;
    if (left > 0) rest.push({ panel: -1, from: value, length: width, base: 0, hat: 0, weight: left });
  }
  let first = 0;
  for (const panels of laws) {
    const offset = first;
    const stretches: Stretch[] = [];
    const cover = (from: Place, to: Place, base: number): void => coverWithStretches(panels, from, to, base, stretches);
    for (const { from, to, rising } of monotonePieces(panels)) march(panels, from, to, rising, add, cover);
    for (const stretch of stretches) rest.push(offset === 0 ? stretch : { ...stretch, panel: offset + stretch.panel });
    first += panels.length;
  }
  return { strips, count, rest };
}

/** Strips over one monotone piece, from its low end inward. */
function march(
  panels: readonly Panel[],
  from: Place,
  to: Place,
  rising: boolean,
  add: (from: number, width: number) => boolean,
  cover: (from: Place, to: Place, base: number) => void,
): void {
  const inward = rising ? 1 : -1;
  const [low, end] = rising ? [from, to] : [to, from];
  const between = (a: Place, b: Place, base: number): void => (rising ? cover(a, b, base) : cover(b, a, base));

  /** The far end of a strip that starts here, where it fits into the piece. */
  const strip = ({ panel, x, height }: Place): Place | undefined => {
    const width = 1 / (height * slots);
    const far = x + inward * width;
    const fits = panels[panel]!.mass >= hardly && width > 0 && inward * (end.x - far) >= 0;
    return fits ? placeOf(panels, panel, far, inward) : undefined;
  };

  // In a thin tail a strip would be wider than the tail is: they begin where one fits and leaves less than it holds.
  let here = low;
  for (let mass = 16 * hardly; ; mass = Math.max(2 * mass, 1 / slots)) {
    const far = strip(here);
    if (far !== undefined && far.height <= 3 * here.height) break;
    const inside = afterMass(panels, low, end, inward, mass);
    if (inside === undefined) {
      between(low, end, 0);
      return;
    }
    here = inside;
  }
  between(low, here, 0);
  for (let far = strip(here); far !== undefined; far = strip(here)) {
    const width = 1 / (here.height * slots);
    if (!add(Math.min(here.x, here.x + inward * width), width)) break;
    between(here, far, here.height);
    here = far;
  }
  between(here, end, 0);
}

function placeAt(panels: readonly Panel[], panel: number, t: number): Place {
  const { anchor, scale, centre, half, density } = panels[panel]!;
  const distance = scale * math.exp(centre + half * t);
  const slope = distance * half;
  return { panel, t, x: anchor + distance, slope, height: evaluate(density, t) / slope };
}

/** Where a claim lies, of which it is known on which side of a panel's beginning. */
function placeOf(panels: readonly Panel[], panel: number, x: number, inward: number): Place {
  for (let i = panel; ; i += inward) {
    const { anchor, scale, centre, half, density } = panels[i]!;
    const t = (math.log((x - anchor) / scale) - centre) / half;
    if (inward * t > 1 && panels[i + inward] !== undefined) continue;
    const inside = Math.min(1, Math.max(-1, t));
    const slope = (x - anchor) * half;
    return { panel: i, t: inside, x, slope, height: evaluate(density, inside) / slope };
  }
}

/** The place behind which lies so much of the piece; undefined where the piece has less. */
function afterMass(panels: readonly Panel[], from: Place, to: Place, inward: number, mass: number): Place | undefined {
  let left = mass;
  for (let i = from.panel; inward * (to.panel - i) >= 0; i += inward) {
    const { density } = panels[i]!;
    const start = i === from.panel ? from.t : -inward;
    const end = i === to.panel ? to.t : inward;
    const before = integral(density, start);
    const inside = inward * (integral(density, end) - before);
    if (inside > left) {
      let [near, far] = [start, end];
      for (let k = 0; k < 40; k++) {
        const middle = (near + far) / 2;
        if (inward * (integral(density, middle) - before) < left) near = middle;
        else far = middle;
      }
      return placeAt(panels, i, far);
    }
    left -= inside;
  }
  return undefined;
}

/** Adds what lies between two places, ascending, above a strip: a stretch for each panel. */
function coverWithStretches(panels: readonly Panel[], from: Place, to: Place, base: number, into: Stretch[]): void {
  for (let panel = from.panel; panel <= to.panel; panel++) {
    const start = panel === from.panel ? from : placeAt(panels, panel, -1);
    const end = panel === to.panel ? to : placeAt(panels, panel, 1);
    const length = end.t - start.t;
    let hat = panels[panel]!.bound;
    if (base > 0) {
      // The density of claims is monotone here; that of t is that times the derivative of a claim, monotone too.
      const highest = Math.max(start.height, end.height);
      hat = (highest * (1 + level) - base) * Math.max(start.slope, end.slope);
    }
    if (hat > 0 && length > 0) into.push({ panel, from: start.t, length, base, hat, weight: length * hat });
  }
}

interface Piece {
  readonly from: Place;
  readonly to: Place;
  readonly rising: boolean;
}

/** The intervals on which the density of claims is monotone, ascending. Panels that are apart are different pieces. */
function monotonePieces(panels: readonly Panel[]): Piece[] {
  const pieces: Piece[] = [];
  if (panels.length === 0) return pieces;
  let from = placeAt(panels, 0, -1);
  let sign = 0;
  const turnAt = (to: Place, next: Place, direction: number): void => {
    pieces.push({ from, to, rising: sign > 0 });
    from = next;
    sign = direction;
  };
  panels.forEach(({ density, half, bound, mass }, panel) => {
    // The density of claims is that of t divided by a multiple of exp(half * t): the sign of its derivative.
    const slope = density.map((c, k) => (k + 1 < terms ? (k + 1) * density[k + 1]! : 0) - half * c);
    const { sign: first, places } = signChanges(slope, mass < hardly ? Infinity : level * bound);
    const start = placeAt(panels, panel, -1);
    if (panel > 0) {
      const before = placeAt(panels, panel - 1, 1);
      if (!meet(before, start, panels) || (first !== 0 && sign !== 0 && first !== sign)) turnAt(before, start, first);
    }
    if (first !== 0) sign = first;
    for (const t of places) {
      const turn = placeAt(panels, panel, t);
      turnAt(turn, turn, -sign);
    }
  });
  pieces.push({ from, to: placeAt(panels, panels.length - 1, 1), rising: sign > 0 });
  return pieces;
}

/** Whether one panel begins where the other ends, with the same density there, as far as anyone could tell. */
function meet(left: Place, right: Place, panels: readonly Panel[]): boolean {
  const gap = Math.abs(right.x - left.x);
  if (!(gap <= 1e-9 * (right.x - panels[left.panel]!.anchor + Math.abs(left.x) * 1e-6))) return false;
  if (Math.min(panels[left.panel]!.mass, panels[right.panel]!.mass) < hardly) return true;
  return Math.abs(left.height - right.height) <= 1e-9 * Math.max(left.height, right.height);
}
