import { createHash, type Hash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { blockTrials } from "../kernel.js";
import type { Losses } from "../measures/lossSource.js";
import { type Moments, mergeMoments, momentFields, noMoments, readMoments } from "../measures/moments.js";
import type { Checkpoint } from "../storage/checkpoint.js";
import { hashLosses } from "./hash.js";
import { Control, type Output, outputsOf, type Program } from "./program.js";

/** Blocks to be hashed or written between looks at timers and aborts: some milliseconds. */
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
  readonly #checkpoint: Checkpoint | undefined;
  /** In the order of the program's outputs. */
  readonly #read: { readonly output: Output; moments: Moments; readonly hash: Hash | undefined }[];
  #next = 0;

  /** `hash`: the losses that pass through are hashed; with a checkpoint, all losses are written there. */
  constructor(program: Program, { hash, checkpoint }: { hash: boolean; checkpoint?: Checkpoint | undefined }) {
    this.#program = program;
    this.#control = new Control(program.control);
    this.#checkpoint = checkpoint;
    this.#read = outputsOf(program).map((output) => {
      return { output, moments: noMoments, hash: hash && output.passing ? createHash("sha256") : undefined };
    });
  }

  /** Whether blocks must be read while others are drawn, because slots or the checkpoint wait for it. */
  get readsAlong(): boolean {
    const { output, laps, trials } = this.#program;
    return (
      output.passing !== undefined || this.#checkpoint !== undefined || laps.length < Math.ceil(trials / blockTrials)
    );
  }

  /** Reads what is there to be read next, but not for long; says whether there was anything. */
  read(): boolean {
    const { trials, laps } = this.#program;
    const checkpoint = this.#checkpoint;
    const blocks = Math.ceil(trials / blockTrials);
    const first = this.#next;
    const last = this.#program.output.passing ? Math.min(blocks, first + hashedAtOnce) : blocks;
    for (; this.#next < last && (checkpoint?.ready ?? true); this.#next++) {
      const { slot, lap } = slotOf(this.#next, laps.length);
      if (Atomics.load(laps, slot) !== lap) break;
      const count = Math.min(blockTrials, trials - this.#next * blockTrials);
      for (const read of this.#read) {
        const { moments, passing } = read.output;
        read.moments = mergeMoments(read.moments, readMoments(moments, slot * momentFields));
        if (passing && read.hash)
          hashLosses(read.hash, passing.subarray(slot * blockTrials, slot * blockTrials + count));
      }
      checkpoint?.take(
        this.#next,
        this.#read.map(({ output }) => lossesOf(output, this.#next, slot, count)),
      );
    }
    if (this.#next > first) this.#control.blocksRead = this.#next;
    return this.#next > first;
  }

  get blocksRead(): number {
    return this.#next;
  }

  /** Reads the rest of the blocks that are done, as fast as the checkpoint takes them. */
  async readAll(): Promise<void> {
    const checkpoint = this.#checkpoint;
    while ((this.read() || checkpoint?.ready === false) && !this.#control.cancelled) {
      await (checkpoint?.ready === false ? checkpoint.drained() : setImmediate());
    }
  }

  /** Of the blocks that were read, by the output's index. */
  moments(output: number): Moments {
    return this.#read[output]!.moments;
  }

  /** The hash of losses that were hashed on their way, in hexadecimal; once. */
  hash(output: number): string | undefined {
    return this.#read[output]!.hash?.digest("hex");
  }
}

/** A block's losses where they are until they were read: on their way in the ring, or kept. */
function lossesOf({ passing, kept }: Output, block: number, slot: number, count: number): Losses {
  if (kept.kind === "losses") return kept.losses.subarray(block * blockTrials, block * blockTrials + count);
  return passing!.subarray(slot * blockTrials, slot * blockTrials + count);
}
