import { blockTrials, type Kernel } from "../kernel.js";
import { type Copier, copier } from "./copier.js";
import type { Control, KeptTail } from "./program.js";
import { TailState } from "./tailState.js";

/** A stretch is handed over once it is this long. */
const stretch = 4096;
/** The kernel's compaction writes up to 64 bytes beyond what it keeps. */
const slackBytes = 64;

/**
 * Keeps the losses above the threshold. While a block is in the cache, what lies above is appended to a stretch in the
 * kernel's memory; a stretch goes to the pool as a whole, so that it is read back as one. It holds at most a stretch and
 * a block, 64 KiB, whatever the losses are: a stretch that is long enough is handed over before the next block comes.
 */
export class TailKeeper {
  readonly #kernel: Kernel;
  readonly #kept: KeptTail;
  readonly #state: TailState;
  readonly #control: Control;
  readonly #copy: Copier;
  readonly #address: number;
  readonly #blocks: { readonly block: number; readonly above: number; readonly equal: number }[] = [];
  #held = 0;

  constructor(kernel: Kernel, kept: KeptTail, control: Control) {
    this.#kernel = kernel;
    this.#kept = kept;
    this.#state = new TailState(kept.state);
    this.#control = control;
    this.#copy = copier(kernel, stretch + blockTrials);
    this.#address = kernel.allocate(8 * (stretch + blockTrials) + slackBytes);
  }

  keep(address: number, block: number, count: number): void {
    // A thread that was lost may have kept the block for this output, and not for another.
    if (Atomics.load(this.#kept.counts, block) >= 0) return;
    const { exports } = this.#kernel;
    const { threshold, isAtom } = this.#state;
    const above = exports.compactAbove(address, count, threshold, this.#address + 8 * this.#held);
    this.#blocks.push({ block, above, equal: isAtom ? exports.countAtLeast(address, count, threshold) - above : 0 });
    this.#held += above;
    if (this.#held >= stretch) this.flush();
  }

  flush(): void {
    if (this.#blocks.length === 0) return;
    const { pool, starts, counts, equals } = this.#kept;
    let start = this.#state.reserve(this.#held);
    if (start + this.#held <= pool.length) this.#copy(this.#address, this.#held, pool, start);
    else this.#control.cancel();
    for (const { block, above, equal } of this.#blocks) {
      starts[block] = start;
      equals[block] = equal;
      // Last: from here on the block is kept, whatever becomes of this thread.
      Atomics.store(counts, block, above);
      start += above;
    }
    this.#blocks.length = 0;
    this.#held = 0;
  }

  tally(): undefined {}
}
