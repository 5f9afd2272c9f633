import { blockTrials } from "../kernel.js";
import type { Losses } from "../measures/lossSource.js";
import type { Compression } from "./compression.js";
import { type OpenFile, writeAll } from "./fileLayer.js";
import { endOfRun, frameBytes, writeFrame } from "./frame.js";
import { Stretch, stretchTrials } from "./stretch.js";

/** Where a writer goes on, and how. */
export interface WriterPlan {
  /** Opens the file when there is something to be written. */
  readonly open: () => Promise<OpenFile>;
  /** Where the next frame goes; what is there and behind is cut off. */
  readonly end: number;
  /** Trials before. */
  readonly trials: number;
  readonly series: number;
  readonly single: boolean;
  readonly compression: Compression;
  /** Trials after which what is there is written and secured; without it, once a second. */
  readonly everyTrials?: number | undefined;
}

/**
 * The most work that a loss of power undoes. Securing took 3 to 6 ms on the disk that was measured, so that it costs half a
 * percent; the system writes meanwhile what it would write anyhow.
 */
const usualMs = 1000;

/**
 * Appends blocks of losses to a file behind the caller's work: one stretch is filled while another is compressed and
 * written. A failure is kept, makes the writer swallow what still comes, and is thrown by `settle` and `finish`.
 */
export class LossWriter {
  readonly #plan: WriterPlan;
  readonly #onFailure: () => void;
  #file: OpenFile | undefined;
  #position: number;
  #synced: number;
  /** The end of what is there as a whole, and trials before it. */
  #sound: { readonly end: number; readonly trials: number };
  #filled: Stretch;
  #spare: Stretch;
  /** The end of a run that does not fill its last block: it can be cut off where the run is made longer. */
  readonly #last: Stretch;
  #trials: number;
  #securedTrials: number;
  #securedAt = performance.now();
  #work: Promise<void> | undefined;
  #failure: { readonly cause: unknown } | undefined;

  constructor(plan: WriterPlan, onFailure: () => void = () => {}) {
    const { series, single, everyTrials, end, trials } = plan;
    this.#plan = plan;
    this.#onFailure = onFailure;
    const capacity = stretchTrials(series, single, everyTrials);
    [this.#filled, this.#spare] = [new Stretch(series, single, capacity), new Stretch(series, single, capacity)];
    this.#last = new Stretch(series, single, blockTrials);
    [this.#position, this.#synced] = [end, end];
    [this.#trials, this.#securedTrials] = [trials, trials];
    this.#sound = { end, trials };
    this.#filled.clear(trials);
  }

  /** Whether a block can be taken now. */
  get ready(): boolean {
    return this.#failure !== undefined || !this.#filled.isFull;
  }

  /** Takes the next block: the losses of each series, which are copied. Only the last one of a file may be a part. */
  take(block: readonly Losses[]): void {
    if (this.#failure !== undefined) return;
    const count = block[0]!.length;
    if (count < blockTrials) {
      this.#last.clear(this.#trials);
      this.#last.add(block);
    } else this.#filled.add(block);
    this.#trials += count;
    if (this.#filled.isFull || this.#isDue) this.#start();
  }

  /** Resolves when a block can be taken. */
  async drained(): Promise<void> {
    while (!this.ready) await this.#work;
  }

  /** Writes and secures the whole blocks that were taken. */
  async settle(): Promise<void> {
    while (this.#work !== undefined) await this.#work;
    if (this.#failure === undefined && this.#filled.count > 0) await this.#run(() => this.#write(this.#turn()));
    if (this.#failure === undefined && this.#synced < this.#position) await this.#run(() => this.#secure());
    if (this.#failure !== undefined) throw this.#failure.cause;
  }

  /** Writes and secures everything, and that this is all. */
  async finish(): Promise<void> {
    await this.settle();
    await this.#run(async () => {
      if (this.#last.count > 0) await this.#write(this.#last);
      if (this.#synced < this.#position) await this.#secure();
      const bytes = new Uint8Array(frameBytes);
      const nothing = { count: 0, codec: 0, stored: 0, storedCrc: 0, lossesCrc: 0 };
      writeFrame({ series: endOfRun, first: this.#trials, ...nothing, synced: this.#synced }, bytes);
      await this.#append(bytes);
      await this.#secure();
    });
    if (this.#failure !== undefined) throw this.#failure.cause;
  }

  async close(): Promise<void> {
    while (this.#work !== undefined) await this.#work;
    await this.#file?.close();
    this.#file = undefined;
  }

  get #isDue(): boolean {
    const { everyTrials } = this.#plan;
    if (everyTrials !== undefined) return this.#trials - this.#securedTrials >= everyTrials;
    return performance.now() - this.#securedAt >= usualMs;
  }

  /** Writes what is filled, unless something is being written: then it is looked at again afterwards. */
  #start(): void {
    if (this.#work !== undefined || this.#filled.count === 0) return;
    const due = this.#isDue;
    const stretch = this.#turn();
    this.#work = this.#run(async () => {
      await this.#write(stretch);
      if (due) await this.#secure();
    }).then(() => {
      this.#work = undefined;
      if (this.#failure === undefined && this.#filled.isFull) this.#start();
    });
  }

  /** The stretch that is filled; the spare one is filled from now on. */
  #turn(): Stretch {
    [this.#filled, this.#spare] = [this.#spare, this.#filled];
    this.#filled.clear(this.#spare.first + this.#spare.count);
    return this.#spare;
  }

  async #run(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      this.#failure ??= { cause };
      this.#onFailure();
      // What was written in part is worth nothing, and its room may be what is missing.
      await this.#file?.truncate(this.#sound.end).catch(() => {});
    }
  }

  async #write(stretch: Stretch): Promise<void> {
    const { series, compression } = this.#plan;
    for (let i = 0; i < series; i++) await this.#append(stretch.encode(i, this.#synced, compression));
    this.#sound = { end: this.#position, trials: stretch.first + stretch.count };
  }

  async #append(bytes: Uint8Array): Promise<void> {
    if (this.#file === undefined) {
      this.#file = await this.#plan.open();
      await this.#file.truncate(this.#position);
    }
    await writeAll(this.#file, bytes, this.#position);
    this.#position += bytes.length;
  }

  async #secure(): Promise<void> {
    await this.#file?.sync();
    this.#synced = this.#position;
    this.#securedTrials = this.#sound.trials;
    this.#securedAt = performance.now();
  }
}
