import type { Losses } from "../measures/lossSource.js";
import type { OutputName } from "./options.js";
import type { Seat } from "./placement.js";

/**
 * What a run is, as plain numbers that threads share. The calling thread writes it; whoever runs blocks of it reads
 * it and writes losses, moments and the control words. A block is written by one thread only.
 */
export interface Program {
  readonly trials: number;
  readonly components: readonly ProgramComponent[];
  /** The portfolio's losses. */
  readonly output: Output;
  readonly beside: readonly BesideLosses[];
  /** Of each trial, where some component's largest claims are drawn by strata. */
  readonly weights: Float64Array | undefined;
  /** Losses are rounded to single precision before anything is done with them. */
  readonly single: boolean;
  /** One word for each slot of the ring (trialOrder.ts): how many blocks were written there. */
  readonly laps: Int32Array;
  readonly control: SharedArrayBuffer;
  /** Blocks that a thread takes at a time. */
  readonly take: number;
  /** Where each thread is. */
  readonly seats: readonly Seat[];
}

export interface ProgramComponent {
  readonly name: string;
  /** plan/encode.ts */
  readonly numbers: Float64Array;
  readonly key: Uint8Array;
  /** Of the largest claims, where they are drawn first. */
  readonly largestKey: Uint8Array | undefined;
  readonly chunk: number;
  /** Where its own losses are asked for. */
  readonly output: Output | undefined;
  readonly beside: readonly BesideLosses[];
}

/** What is shown of the same trials beside their losses. */
export interface BesideLosses {
  readonly name: OutputName;
  readonly output: Output;
}

/** What is written of some losses: the portfolio's, or a component's. */
export interface Output {
  /** Moments of each block in the ring, `momentFields` a slot. */
  readonly moments: Float64Array;
  /** The blocks in the ring themselves, `blockTrials` a slot, where they are hashed on their way, or written. */
  readonly passing: Float64Array | undefined;
  readonly kept: Kept;
}

/** What is kept of losses in memory: all in trial order, the largest, how many were how large, or nothing. */
export type Kept =
  | { readonly kind: "losses"; readonly losses: Losses }
  | KeptTail
  | { readonly kind: "none"; readonly trials: number }
  /** They are in the checkpoint alone. */
  | { readonly kind: "file" };

/** The largest losses. Threads append what lies above a threshold in stretches of blocks that follow each other. */
export interface KeptTail {
  readonly kind: "tail";
  readonly pool: Losses;
  /** Where each block's losses start in the pool, and how many there are; below 0 until they are all there. */
  readonly starts: Float64Array;
  readonly counts: Int32Array;
  /** Losses of each block that are equal to the threshold: they are counted, for an atom would not fit the pool. */
  readonly equals: Int32Array;
  /** tailState.ts */
  readonly state: SharedArrayBuffer;
}

/** The outputs of a program, the portfolio's first. */
export function outputsOf(program: Program): Output[] {
  return [program, ...program.components].flatMap(({ output, beside }) => [
    ...(output === undefined ? [] : [output]),
    ...beside.map((each) => each.output),
  ]);
}

/** Counters of a control: blocks done, blocks read, the word that cancels; then of each part its next block and its end. */
const [done, read, cancelled, parts] = [0, 1, 2, 3];

/** The words that threads change while a run is under way. */
export class Control {
  readonly #integers: Int32Array;
  readonly #counters: BigInt64Array;

  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(Control.bytes(1))) {
    this.#integers = new Int32Array(buffer, 8 * cancelled, 1);
    this.#counters = new BigInt64Array(buffer);
  }

  /** Bytes of one whose blocks are offered in so many parts. */
  static bytes(count: number): number {
    return 8 * (parts + 2 * count);
  }

  get buffer(): SharedArrayBuffer {
    return this.#counters.buffer as SharedArrayBuffer;
  }

  /**
   * Lets threads take the blocks from `first` on, up to `end`; none may be running. They are cut into parts that follow each
   * other, as many as this control was made for, large as `shares` say.
   */
  offer(first: number, end: number, shares: readonly number[] = [1]): void {
    const whole = shares.reduce((sum, share) => sum + share, 0);
    let [from, before] = [first, 0];
    shares.forEach((share, part) => {
      before += share;
      const to = first + Math.floor((end - first) * (before / whole));
      Atomics.store(this.#counters, parts + 2 * part, BigInt(from));
      Atomics.store(this.#counters, parts + 2 * part + 1, BigInt(to));
      from = to;
    });
  }

  /** The first of the next `count` blocks of a part, which are the caller's from now on; at or beyond its end when none is left. */
  takeBlocks(part: number, count: number): number {
    return Number(Atomics.add(this.#counters, parts + 2 * part, BigInt(count)));
  }

  /** The end of the blocks of a part that may be taken. */
  endOf(part: number): number {
    return Number(Atomics.load(this.#counters, parts + 2 * part + 1));
  }

  /** The end of the part that a block lies in. */
  endAfter(block: number): number {
    const count = (this.#counters.length - parts) / 2;
    const ends = Array.from({ length: count }, (_, part) => this.endOf(part));
    return Math.min(...ends.filter((end) => end > block));
  }

  blockDone(): void {
    Atomics.add(this.#counters, done, 1n);
  }

  get blocksDone(): number {
    return Number(Atomics.load(this.#counters, done));
  }

  /** Blocks that were read in trial order, and whose slots are free again. */
  get blocksRead(): number {
    return Number(Atomics.load(this.#counters, read));
  }

  set blocksRead(count: number) {
    Atomics.store(this.#counters, read, BigInt(count));
    Atomics.notify(this.#counters, read);
  }

  /** Waits a while for more than `count` blocks to be read. */
  waitForRead(count: number): void {
    Atomics.wait(this.#counters, read, BigInt(count), 20);
  }

  cancel(): void {
    Atomics.store(this.#integers, 0, 1);
  }

  get cancelled(): boolean {
    return Atomics.load(this.#integers, 0) !== 0;
  }
}
