import { show } from "../check.js";
import { ActuarialError } from "../errors.js";
import { blockTrials } from "../kernel.js";
import type { Losses, LossStream } from "../measures/lossSource.js";
import { type Compression, compression } from "./compression.js";
import type { FileLayer } from "./fileLayer.js";
import { locate } from "./filePath.js";
import { type Header, headerBytes, type RunIdentity, seriesCount } from "./header.js";
import { lock } from "./lock.js";
import { LossReader } from "./lossReader.js";
import { LossWriter } from "./lossWriter.js";
import { newFileOf } from "./newFile.js";
import { storageError } from "./storageError.js";

/** A run that is to be kept on disk. */
export interface CheckpointRun {
  readonly path: string;
  readonly everyTrials: number | undefined;
  readonly trials: number;
  /** `seed` is the one to be used where there is no file yet. */
  readonly header: Header & { readonly run: RunIdentity };
  /** Whether that seed is asked for, and a file must have it. */
  readonly seedIsGiven: boolean;
}

/**
 * A run's losses on disk: those of an earlier run to go on from, and those that are drawn, as they come. It has the file
 * for itself until it is closed.
 */
export class Checkpoint {
  readonly path: string;
  readonly seed: bigint;
  /** The kernel of the run that made the file, where it is another one. */
  readonly otherKernel: string | undefined;
  readonly #files: FileLayer;
  readonly #run: CheckpointRun;
  readonly #compression: Compression;
  readonly #release: () => void;
  readonly #series: readonly number[];
  #reader: LossReader;
  #onFailure: () => void = () => {};
  #held: Generator<readonly Losses[], HeldTrials> | undefined;
  #heldBlocks = 0;
  #writer: LossWriter | undefined;
  /** Trials of the run, once it has come to its end; until then the most that it may have. */
  #trials: number;

  /**
   * Finds the file of an earlier run, or makes a new one.
   * @throws ActuarialError ERR_CHECKPOINT_MISMATCH, which names the field; ERR_CHECKPOINT_CORRUPT, ERR_STORAGE
   */
  static async open(files: FileLayer, run: CheckpointRun): Promise<Checkpoint> {
    const { file } = locate(run.path);
    const packing = await compression();
    const release = lock(file);
    try {
      // Looked for under the lock: another run may have made it meanwhile.
      if (!locate(file).exists) await newFileOf(files, file, headerBytes(run.header));
      const reader = new LossReader(file, packing);
      const { seed, kernelId } = match(run, reader);
      return new Checkpoint(files, { ...run, path: file }, { reader, seed, kernelId, packing, release });
    } catch (error) {
      release();
      throw error;
    }
  }

  private constructor(
    files: FileLayer,
    run: CheckpointRun,
    found: { reader: LossReader; seed: bigint; kernelId: string; packing: Compression; release: () => void },
  ) {
    const { reader, seed, kernelId, packing, release } = found;
    this.path = run.path;
    this.seed = seed;
    this.otherKernel = kernelId === run.header.run.kernelId ? undefined : kernelId;
    this.#files = files;
    this.#run = run;
    this.#trials = run.trials;
    this.#reader = reader;
    this.#compression = packing;
    this.#release = release;
    this.#series = Array.from({ length: seriesCount(reader.header) }, (_, i) => i);
  }

  /**
   * Starts at the first trial, for the first time or once more. `onFailure` is called when nothing more can be written;
   * what comes after that is swallowed, and `finish` throws.
   */
  async begin(onFailure: () => void): Promise<void> {
    if (this.#held !== undefined) {
      await this.settle();
      await this.#writer?.close();
      this.#reader = new LossReader(this.path, this.#compression);
    }
    this.#onFailure = onFailure;
    this.#held = this.#blocks();
    this.#heldBlocks = 0;
    this.#writer = undefined;
  }

  /** The losses of each series in the next block that is there; undefined when the blocks from here on are to be drawn. */
  nextHeld(): readonly Losses[] | undefined {
    if (this.#writer !== undefined) return undefined;
    const { done, value } = this.#held!.next();
    if (!done) {
      this.#heldBlocks++;
      return value;
    }
    const { path, everyTrials } = this.#run;
    const { storage } = this.#reader.header;
    this.#writer = new LossWriter(
      {
        open: () => this.#files.open(path),
        ...{ ...value, series: this.#series.length, single: storage === "float32" },
        ...{ compression: this.#compression, everyTrials },
      },
      this.#onFailure,
    );
    return undefined;
  }

  /** What a reader of the run should know. */
  get reasons(): string[] {
    const held = Math.min(this.#trials, this.#heldBlocks * blockTrials);
    return held === 0 ? [] : [`${held} of ${this.#trials} trials from the checkpoint`];
  }

  /** Whether a block can be taken now. */
  get ready(): boolean {
    return this.#writer?.ready ?? true;
  }

  /** Resolves when a block can be taken. */
  async drained(): Promise<void> {
    await this.#writer?.drained();
  }

  /** Takes the losses of each series in a block; blocks come in trial order. */
  take(block: number, losses: readonly Losses[]): void {
    if (block >= this.#heldBlocks) this.#writer!.take(losses);
  }

  /** Secures the whole blocks that were taken. */
  async settle(): Promise<void> {
    await this.#writing(async () => this.#writer?.settle());
  }

  /** Secures the whole blocks that were taken, and lets `stream` read them. */
  async secure(): Promise<void> {
    if (this.#writer === undefined) return;
    await this.settle();
    this.#reader = new LossReader(this.path, this.#compression);
  }

  /** Secures everything, and that the run has come to its end with so many trials; what the file has beyond them stays. */
  async finish(trials: number): Promise<void> {
    this.#trials = trials;
    const { extent } = this.#reader;
    if (this.#writer === undefined && extent.trials > trials) return;
    if (this.#writer === undefined) this.nextHeld();
    if (extent.complete && extent.trials === trials) return;
    await this.#writing(() => this.#writer!.finish());
    this.#reader = new LossReader(this.path, this.#compression);
  }

  /** The losses of one series in the first trials, which are in the file. */
  stream(series: number, trials: number): LossStream {
    return this.#reader.stream(series, trials);
  }

  /** Secures what can be, and gives the file back. */
  async close(): Promise<void> {
    try {
      this.#held?.return(nothingHeld);
      // Where the run has failed, its error is the one to be told.
      await this.settle().catch(() => {});
      await this.#writer?.close();
    } finally {
      this.#release();
    }
  }

  async #writing(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      throw storageError(this.path, "write", cause);
    }
  }

  *#blocks(): Generator<readonly Losses[], HeldTrials> {
    const { trials: there } = this.#reader.extent;
    // A last block that is not full is drawn again as a whole where the run goes on.
    const trials = there < this.#run.trials ? there - (there % blockTrials) : there;
    const stretches = this.#reader.stretches(this.#series, { trials, mayBeTorn: true });
    try {
      for (;;) {
        const { done, value } = stretches.next();
        if (done) return value;
        for (let start = 0; start < value[0]!.length; start += blockTrials) {
          yield value.map((losses) => losses.subarray(start, start + blockTrials));
        }
      }
    } finally {
      stretches.return(nothingHeld);
    }
  }
}

/** What a file held in the end: trials, and where they end in it. */
interface HeldTrials {
  readonly trials: number;
  readonly end: number;
}

const nothingHeld: HeldTrials = { trials: 0, end: 0 };

/** The seed and the kernel of the run that made a file, which this run can go on with. */
function match(
  { path, trials, header, seedIsGiven }: CheckpointRun,
  { header: found, extent }: LossReader,
): RunIdentity {
  const refuse = (what: string): never => {
    throw new ActuarialError("ERR_CHECKPOINT_MISMATCH", `${path}: ${what}`);
  };
  const { run } = found;
  if (run === undefined) return refuse("seed is unknown, because these losses were not written by a run");
  const compare = (field: string, there: string | number, here: string | number): void => {
    if (there !== here) refuse(`${field} is ${there} in the file and ${here} in this run`);
  };
  compare("valueVersion", run.valueVersion, header.run.valueVersion);
  compare("model", run.model, header.run.model);
  compare("storage", found.storage, header.storage);
  compare("outputs", namesOf(found.outputs), namesOf(header.outputs));
  compare("components", String(found.components.length > 0), String(header.components.length > 0));
  compare("components", namesOf(found.components), namesOf(header.components));
  if (seedIsGiven) compare("seed", String(run.seed), String(header.run.seed));
  if (trials < extent.trials) refuse(`trials is ${trials} in this run, fewer than the ${extent.trials} in the file`);
  return run;
}

function namesOf(names: readonly string[]): string {
  return show(names.join(", "));
}
