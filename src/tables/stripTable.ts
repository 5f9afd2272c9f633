import { math } from "../kernel.js";
import { aliasSlots, writeAlias } from "./alias.js";

/**
 * A second, faster way to draw from an inversion table, of exactly the same law (kernel: assembly/strips.ts).
 *
 * With Q the tabulated quantile function, g = |Q'| is 1 / density. A strip is an interval of claims on which the density
 * is at least 1 / M, cut to the width M / slots: the part of the law below the height 1 / M is uniform there, with
 * the same probability 1 / slots for every strip. So one word picks strip and position, and a draw is one multiply-add.
 * What the strips leave is drawn from the inversion table: s uniform in a stretch of it, kept with probability
 * 1 - g(s) / M in a strip, always where no strip is (tails, modes, the middle).
 *
 * M is g at the strip's end of lower density. That it is the largest g of the strip rests on stretches between the
 * turning points of g, which are searched at 256 points an octave, several in each cell of a polynomial of degree 5.
 */
const slots = 1024;
/** Both tails beyond are left to the inversion table. */
const tail = 0.001;
const pointsPerOctave = 256;
const octaves = 65;
const cellNumbers = 8;
const restNumbers = 4;
const twoTo64 = 4294967296 * 4294967296;

export interface StripTable {
  /** A pair a slot: the lower end of a strip and its width. Behind the last strip, zeros. */
  readonly strips: Float64Array;
  readonly count: number;
  /** Alias slots over what is left, and a record of four numbers for each: see assembly/strips.ts. */
  readonly restSlots: Float64Array;
  readonly rest: Float64Array;
}

/** A stretch of s in one half of the law, the part 1 - g / M of it; all of it where M is Infinity. */
interface Stretch {
  readonly upper: boolean;
  readonly from: number;
  readonly to: number;
  readonly bound: number;
  /** The largest probability of being kept. */
  readonly hat: number;
}

/** The strips of an inversion table, or undefined where they would hold less than half of the law. */
export function stripTable(inversion: Float64Array): StripTable | undefined {
  const strips = new Float64Array(2 * slots);
  const stretches: Stretch[] = [];
  let count = 0;
  for (const upper of [false, true]) {
    const curve = tabulated(inversion, upper);
    stretches.push({ upper, from: 0, to: tail, bound: Infinity, hat: 1 });
    for (const [from, to] of monotoneStretches(curve)) {
      // From the end where g is larger, hence the density lower.
      const rising = curve(to).slope > curve(from).slope;
      const end = rising ? from : to;
      let s = rising ? to : from;
      for (let here = curve(s); ; ) {
        const width = here.slope / slots;
        const inward = upper === rising ? width : -width;
        const next = width > 0 && width < Infinity ? reach(curve, s, end, here.x + inward) : undefined;
        if (next === undefined || count === slots - 1) break;
        const [low, high] = s < next ? [s, next] : [next, s];
        const there = curve(next);
        strips[2 * count] = Math.min(here.x, here.x + inward);
        strips[2 * count + 1] = width;
        count++;
        const hat = 1 - there.slope / here.slope;
        if (hat > 0) stretches.push({ upper, from: low, to: high, bound: here.slope, hat });
        [s, here] = [next, there];
      }
      if (s !== end) stretches.push({ upper, from: Math.min(s, end), to: Math.max(s, end), bound: Infinity, hat: 1 });
    }
  }
  if (count < slots / 2) return undefined;

  const weights = Float64Array.from(stretches, ({ from, to, hat }) => (to - from) * hat);
  const restSlots = new Float64Array(2 * aliasSlots(weights.length));
  writeAlias(
    weights,
    Uint32Array.from(weights, (_, i) => i * restNumbers * 8),
    restSlots,
    0,
  );
  const rest = new Float64Array(restNumbers * stretches.length);
  stretches.forEach(({ upper, from, to, bound, hat }, i) => {
    // s in units of 2^-64, as the inversion table has it; the sign of the length says the half.
    const length = (to - from) * twoTo64;
    rest.set([from * twoTo64, upper ? length : -length, 1 / (bound / twoTo64), hat], restNumbers * i);
  });
  return { strips, count, restSlots, rest };
}

/** Where [tail, 1/2] falls apart at the turning points of g; what lies within rounding counts as level. */
function monotoneStretches(curve: Tabulated): [number, number][] {
  const level = 1e-12;
  const grid: number[] = [tail];
  for (let octave = 1 / 1024; octave < 0.5; octave *= 2) {
    for (let i = 0; i < pointsPerOctave; i++) {
      const s = octave * (1 + i / pointsPerOctave);
      if (s > tail) grid.push(s);
    }
  }
  grid.push(0.5);
  const slopes = grid.map((s) => curve(s).slope);
  const turns = [tail];
  let direction = 0;
  for (let i = 1; i < grid.length; i++) {
    const change = slopes[i]! - slopes[i - 1]!;
    if (!(Math.abs(change) > level * slopes[i]!)) continue;
    const sign = Math.sign(change);
    if (direction !== 0 && sign !== direction) turns.push(turn(curve, grid[Math.max(0, i - 2)]!, grid[i]!, direction));
    direction = sign;
  }
  turns.push(0.5);
  return turns.slice(1).map((to, i) => [turns[i]!, to]);
}

/** The maximum (sign 1) or minimum (-1) of g between two points, by golden section. */
function turn(curve: Tabulated, from: number, to: number, sign: number): number {
  const golden = 0.6180339887498949;
  let [low, high] = [from, to];
  for (let i = 0; i < 60; i++) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    if (sign * curve(left).slope > sign * curve(right).slope) high = right;
    else low = left;
  }
  return (low + high) / 2;
}

/** The s between `from` and `to` at which Q is `target`, by Newton's method held in its bracket; undefined where none is. */
function reach(curve: Tabulated, from: number, to: number, target: number): number | undefined {
  const [first, last] = [curve(from).x, curve(to).x];
  if (!(Math.min(first, last) <= target && target <= Math.max(first, last))) return undefined;
  const rising = last > first === to > from ? 1 : -1;
  let [low, high] = from < to ? [from, to] : [to, from];
  let s = from + (to > from ? 1 : -1) / slots;
  for (let i = 0; i < 60; i++) {
    const { x, slope } = curve(s);
    const error = x - target;
    if (rising * error > 0) high = s;
    else low = s;
    const step = (rising * error) / slope;
    // Newton's steps are squared each time: behind one of 1e-9 the next would be lost in rounding.
    if (Math.abs(step) <= 1e-9 * s) return Math.min(high, Math.max(low, s - step));
    s -= step;
    if (!(s > low && s < high)) s = (low + high) / 2;
  }
  return s;
}

/** Q at s of one half, and g = |dQ/ds|. */
type Tabulated = (s: number) => { readonly x: number; readonly slope: number };

function tabulated(inversion: Float64Array, upper: boolean): Tabulated {
  const integers = new Uint32Array(inversion.buffer, inversion.byteOffset, inversion.length * 2);
  return (s) => {
    // s * 2^64 = mantissa * 2^(octave - 1).
    let octave = octaves - 1;
    let mantissa = 2 * s;
    for (; mantissa < 1; mantissa *= 2) octave--;
    const record = 4 * (octave + (upper ? octaves : 0));
    const cells = 1 << (52 - integers[record]!);
    const cell = integers[record + 1]! / 8 + cellNumbers * Math.floor((mantissa - 1) * cells);
    const t = mantissa - inversion[cell]!;
    let value = 0;
    let slope = 0;
    for (let k = 7; k > 0; k--) {
      slope = slope * t + value;
      value = value * t + inversion[cell + k]!;
    }
    const x = integers[record + 2] === 0 ? value : math.exp(value);
    const perMantissa = integers[record + 2] === 0 ? slope : slope * x;
    // mantissa / s is the power of two between them.
    return { x, slope: Math.abs(perMantissa) * (mantissa / s) };
  };
}
