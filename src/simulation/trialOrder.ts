import { createHash, type Hash } from "node:crypto";
import { blockTrials } from "../kernel.js";
import { type Moments, mergeMoments, momentFields, noMoments, readMoments } from "../measures/moments.js";
import { hashLosses } from "./hash.js";
import { Control, type Output, outputsOf, type Program } from "./program.js";

/** Blocks to be hashed between looks at timers and aborts: some milliseconds. */
const hashedAtOnce = 64;

/** The slot of a block in the ring, and how many blocks were written there when this one is. */
export function slotOf(block: number, slots: number): { slot: number; lap: number } {
  return { slot: block % slots, lap: Math.floor(block / slots) + 1 };
}

/**
 * Reads the blocks of a run in trial order, whichever thread wrote them and when: sums of doubles and a hash depend on
 * their order. Blocks pass through a ring of slots. Threads take blocks in ascending order and wait while their slot
 * holds a block that was not read, so the thread with the first unread block never waits, and the memory is bounded
 * however long the run is.
 */
export class TrialOrder {
  readonly #program: Program;
  readonly #control: Control;
  readonly #read: Map<Output, { moments: Moments; readonly hash: Hash | undefined }>;
  #next = 0;

  constructor(program: Program) {
    this.#program = program;
    this.#control = new Control(program.control);
    this.#read = new Map(
      outputsOf(program).map((output) => [
        output,
        { moments: noMoments, hash: output.passing && createHash("sha256") },
      ]),
    );
  }

  /** Reads what is there to be read next, but not for long; says whether there was anything. */
  read(): boolean {
    const { trials, laps } = this.#program;
    const blocks = Math.ceil(trials / blockTrials);
    const first = this.#next;
    const last = this.#program.output.passing ? Math.min(blocks, first + hashedAtOnce) : blocks;
    for (; this.#next < last; this.#next++) {
      const { slot, lap } = slotOf(this.#next, laps.length);
      if (Atomics.load(laps, slot) !== lap) break;
      const count = Math.min(blockTrials, trials - this.#next * blockTrials);
      for (const [{ moments, passing }, read] of this.#read) {
        read.moments = mergeMoments(read.moments, readMoments(moments, slot * momentFields));
        if (passing && read.hash)
          hashLosses(read.hash, passing.subarray(slot * blockTrials, slot * blockTrials + count));
      }
    }
    if (this.#next > first) this.#control.blocksRead = this.#next;
    return this.#next > first;
  }

  get blocksRead(): number {
    return this.#next;
  }

  get isComplete(): boolean {
    return this.#next * blockTrials >= this.#program.trials;
  }

  moments(output: Output): Moments {
    return this.#read.get(output)!.moments;
  }

  /** The hash of losses that were hashed on their way, in hexadecimal; once. */
  hash(output: Output): string | undefined {
    return this.#read.get(output)!.hash?.digest("hex");
  }
}
