import type { Control } from "./program.js";

/** Stretches that a thread may hold before it must have handed some over; a power of two. */
export const ledgerCapacity = 4096;
/** Stands for the blocks that a thread was given again. */
const again = -1;

const beats = 0;
const settled = 1;
/** Twice the number of stretches taken, and 1 more while the next is being taken. */
const taken = 2;

/**
 * Which blocks a thread has taken and not handed over, in memory that outlives the thread. A stretch is handed over, or
 * settled, once what came of it lies where the thread's end does not touch it: in the arrays of the run, or in a message
 * that arrived. The thread takes, whoever receives settles. Counters may wrap around.
 */
export class Ledger {
  readonly #words: Int32Array;
  readonly #firsts: Float64Array;

  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(16 + 8 * ledgerCapacity)) {
    this.#words = new Int32Array(buffer, 0, 4);
    this.#firsts = new Float64Array(buffer, 16, ledgerCapacity);
  }

  get buffer(): SharedArrayBuffer {
    return this.#words.buffer as SharedArrayBuffer;
  }

  /** A sign of life: the thread has finished a call of the kernel, or looked whether it must wait on. */
  beat(): void {
    Atomics.add(this.#words, beats, 1);
  }

  get beats(): number {
    return Atomics.load(this.#words, beats);
  }

  /** Stretches taken so far. */
  get taken(): number {
    return Atomics.load(this.#words, taken) >>> 1;
  }

  /** Stretches taken after the first `count`. */
  takenAfter(count: number): number {
    return (this.taken - count) & 0x7fffffff;
  }

  /** Stretches taken and not handed over. */
  get held(): number {
    return this.takenAfter(Atomics.load(this.#words, settled));
  }

  /** Waits a while where nothing more may be taken; false where there is room. */
  waitForRoom(): boolean {
    const before = Atomics.load(this.#words, settled);
    if (this.held < ledgerCapacity) return false;
    Atomics.wait(this.#words, settled, before, 20);
    return true;
  }

  /** The first of the next `count` blocks of a part of a run, written down here; undefined where none is left. */
  take(control: Control, part: number, count: number): number | undefined {
    const word = Atomics.load(this.#words, taken);
    // It stays where it is while threads run, and is read here so that the next step is as short as can be.
    const end = control.endOf(part);
    // Whoever finds an odd word does not know whether the counter has moved: then the run cannot be repaired.
    Atomics.store(this.#words, taken, word | 1);
    const first = control.takeBlocks(part, count);
    if (first < end) {
      this.#write(first, word);
      return first;
    }
    // What lies beyond the end is another part's.
    Atomics.store(this.#words, taken, word);
    return undefined;
  }

  /** Writes down that blocks were given again. */
  giveAgain(): void {
    this.#write(again, Atomics.load(this.#words, taken));
  }

  /** The first `count` stretches are handed over. */
  settle(count: number): void {
    Atomics.store(this.#words, settled, count);
    Atomics.notify(this.#words, settled);
  }

  /** What the thread's end leaves undone; undefined where that is not known. */
  owed(): { readonly firsts: readonly number[]; readonly again: boolean } | undefined {
    const { held } = this;
    if (Atomics.load(this.#words, taken) & 1 || held > ledgerCapacity) return undefined;
    const end = this.taken;
    const firsts = Array.from({ length: held }, (_, i) => this.#firsts[(end - held + i) & (ledgerCapacity - 1)]!);
    return { firsts: firsts.filter((first) => first !== again), again: firsts.includes(again) };
  }

  #write(first: number, word: number): void {
    this.#firsts[(word >>> 1) & (ledgerCapacity - 1)] = first;
    Atomics.store(this.#words, taken, (word + 2) & ~1);
  }
}
