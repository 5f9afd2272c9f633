import type { KernelExports } from "../kernel.js";
import { blockLength, type Scratch } from "./scratch.js";
import type { Values } from "./values.js";
import type { Window } from "./windows.js";

/** What one pass found out about a window. */
export interface Collected {
  readonly window: Window;
  readonly address: number;
  readonly capacity: number;
  /** Values strictly inside, kept in order at `address`. */
  kept: number;
  /** Values at most `low`; below it; at most `high`. The last two are counted where that bound is an atom. */
  atMostLow: number;
  belowLow: number;
  atMostHigh: number;
  /** A NaN was kept: looked for, while it is in the cache, in what a window without an upper end keeps. */
  hasNaN: boolean;
  /** More values came than there is room for: nothing is known. */
  overflowed: boolean;
}

/** Doubles set aside for a window: what it should hold, what the sample may be wrong by, and a block. */
export function capacity(window: Window): number {
  return Math.ceil(1.25 * window.expected) + blockLength;
}

/** Reads the values once and keeps, for every window, those inside. NaN counts as inside every window. */
export function collect(scratch: Scratch, values: Values, windows: readonly Window[], room: number): Collected[] {
  const counter = scratch.allocate(1);
  const found = windows.map(
    (window): Collected => ({
      window,
      address: scratch.allocate(Math.min(capacity(window), room)),
      capacity: Math.min(capacity(window), room),
      kept: 0,
      atMostLow: 0,
      belowLow: 0,
      atMostHigh: 0,
      hasNaN: false,
      overflowed: false,
    }),
  );
  const { exports } = scratch.kernel;
  const counted = scratch.doubles(counter, 1);
  values.forEachBlock((from, length) => {
    for (let i = 0; i < found.length; i++) {
      const it = found[i]!;
      it.overflowed ||= it.kept + length > it.capacity;
      if (it.overflowed) continue;
      if (Number.isNaN(it.window.high)) keepAbove(exports, it, from, length);
      else keepBetween(exports, it, from, length, counted);
      if (it.window.lowIsAtom) it.belowLow += length - exports.countAtLeast(from, length, it.window.low);
    }
  });
  return found;
}

function keepAbove(exports: KernelExports, it: Collected, from: number, length: number): void {
  const to = it.address + 8 * it.kept;
  const above = exports.compactAbove(from, length, it.window.low, to);
  it.hasNaN ||= exports.indexOfNaN(to, above) >= 0;
  it.kept += above;
  it.atMostLow += length - above;
}

function keepBetween(exports: KernelExports, it: Collected, from: number, length: number, counted: Float64Array): void {
  const { low, high, highIsAtom } = it.window;
  counted[0] = 0;
  it.kept += exports.compactBetween(from, length, low, high, it.address + 8 * it.kept, counted.byteOffset);
  it.atMostLow += counted[0]!;
  if (highIsAtom) it.atMostHigh += exports.countAtMost(from, length, high);
}

/** The value of a rank if it is an atom at an end of the window; undefined when it is inside or was missed. */
export function atomOf(found: Collected, rank: number): number | undefined {
  const { low, high, lowIsAtom, highIsAtom } = found.window;
  if (found.overflowed) return undefined;
  if (lowIsAtom && rank > found.belowLow && rank <= found.atMostLow) return low;
  if (highIsAtom && rank > found.atMostLow + found.kept && rank <= found.atMostHigh) return high;
  return undefined;
}

export function isInside(found: Collected, rank: number): boolean {
  return !found.overflowed && rank > found.atMostLow && rank <= found.atMostLow + found.kept;
}
