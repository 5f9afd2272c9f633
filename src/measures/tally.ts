import type { Kernel } from "../kernel.js";

/** Bins in an octave, as a power of two. As in assembly/sketch.ts. */
export const binBits = 10;
const binsPerPage = 1 << binBits;
/** Doubles of a bin: how many losses, the sum of their leading digits, the least, minus the largest. */
export const binFields = 4;
const pageLength = binsPerPage * binFields;
const pageCount = 4096;
/** The page of zeros and the bin in it. */
const zeroPage = 2048;
const blockLength = 4096;

const emptyPage = Float64Array.from({ length: pageLength }, (_, i) => (i % binFields < 2 ? 0 : Infinity));

/**
 * How many losses fell into which bin: pages of bins by the leading 12 bits of the losses' ordered keys. What is summed
 * are integers below 2^53, so that tallies add up to the same one in whatever order.
 */
export type Tally = ReadonlyMap<number, Float64Array>;

/** Runs of up to so many trials sum the same digits, so that the first trials of one are counted as those of a shorter one. */
export const sameDigits = 8_589_934_592;

/**
 * How many digits of a loss after those of its bin are summed: the sums of so many trials must stay below 2^53. Twenty
 * tell a mean to 2^-30 of itself, a thousandth of what the bin that a tail starts in leaves open.
 */
export function digitsFor(trials: number): number {
  let digits = 20;
  for (let room = sameDigits; room < trials; room *= 2) digits--;
  return digits;
}

/** Counts losses in a kernel's memory, a page for each octave that comes up: 32 KiB each. */
export class Tallier {
  readonly #kernel: Kernel;
  readonly #digits: number;
  /** The kernel's table of pages, and where they are. */
  readonly #table: number;
  readonly #pages = new Map<number, number>();
  readonly #positive: number;
  #zeros = 0;

  constructor(kernel: Kernel, trials: number) {
    this.#kernel = kernel;
    this.#digits = digitsFor(trials);
    this.#table = kernel.allocate(4 * pageCount);
    kernel.view(this.#table, pageCount / 2).fill(0);
    this.#positive = kernel.allocate(8 * blockLength + 64);
  }

  /** Adds up to 4096 losses. Years without a loss, often the most, are counted apart. */
  add(address: number, count: number): void {
    const { exports } = this.#kernel;
    const notAbove = exports.countAtMost(address, count, 0);
    const zeros = notAbove - (count - exports.countAtLeast(address, count, 0));
    let [from, left] = [address, count];
    if (zeros > 0 && zeros === notAbove) {
      left = exports.compactAbove(address, count, 0, this.#positive);
      from = this.#positive;
      this.#zeros += zeros;
    }
    for (;;) {
      const added = exports.tally(from, left, this.#table, this.#digits);
      if (added === left) return;
      from += 8 * added;
      left -= added;
      this.#addPage(from);
    }
  }

  /** What was counted so far. */
  tally(): Tally {
    if (this.#zeros > 0 && !this.#pages.has(zeroPage)) this.#newPage(zeroPage);
    const tally = new Map<number, Float64Array>();
    for (const [page, address] of this.#pages) {
      const bins = this.#kernel.view(address, pageLength).slice();
      const words = new Uint32Array(bins.buffer);
      for (let at = 0; at < pageLength; at += binFields) {
        // Two integers of 64 bits, lower half first.
        const [count, sum] = [0, 2].map((half) => words[2 * at + half]! + words[2 * at + half + 1]! * 4294967296);
        bins[at] = count!;
        bins[at + 1] = sum!;
      }
      tally.set(page, bins);
    }
    if (this.#zeros > 0) addBin(tally.get(zeroPage)!, [this.#zeros, 0, 0, 0], 0);
    return tally;
  }

  /** A page for the loss at an address. */
  #addPage(address: number): void {
    const bits = new DataView(this.#kernel.exports.memory.buffer).getInt32(address + 4, true) >>> 20;
    // Its ordered key (assembly/orderedKey.ts): the sign bit is flipped for losses >= 0, every bit for those below.
    this.#newPage(bits < 2048 ? bits | 2048 : ~bits & 4095);
  }

  #newPage(page: number): void {
    const address = this.#kernel.allocate(8 * pageLength);
    const bins = this.#kernel.view(address, pageLength);
    bins.set(emptyPage);
    new Uint32Array(this.#kernel.exports.memory.buffer, this.#table, pageCount)[page] = address;
    this.#pages.set(page, address);
  }
}

/** The tally of all losses of some tallies. */
export function mergeTallies(tallies: readonly Tally[]): Tally {
  const all = new Map<number, Float64Array>();
  for (const tally of tallies) {
    for (const [page, bins] of tally) {
      const into = all.get(page);
      if (into === undefined) all.set(page, bins.slice());
      else for (let at = 0; at < bins.length; at += binFields) addBin(into, bins, at);
    }
  }
  return all;
}

/** Adds the bin at an index of one page to that of another. */
function addBin(into: Float64Array, bins: ArrayLike<number>, at: number): void {
  into[at]! += bins[at]!;
  into[at + 1]! += bins[at + 1]!;
  into[at + 2] = Math.min(into[at + 2]!, bins[at + 2]!);
  into[at + 3] = Math.min(into[at + 3]!, bins[at + 3]!);
}
