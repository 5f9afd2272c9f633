import { setImmediate } from "node:timers/promises";
import * as check from "../check.js";
import { ActuarialError } from "../errors.js";
import { availableMemory } from "../hardware/availableMemory.js";
import type { OutputName } from "../kernel.js";
import type { Losses, LossStream } from "../measures/lossSource.js";
import { compression } from "./compression.js";
import { checkPath, locate } from "./filePath.js";
import { LossReader } from "./lossReader.js";
import { refuseCorrupt, refuseStorage } from "./storageError.js";

export interface ReadOptions {
  /** Reads what there is of a checkpoint whose run has not come to its end; otherwise that is an error. */
  readonly unfinished?: boolean;
}

/**
 * Annual losses in a file, in trial order: the portfolio's, and by `component` and the names of the outputs those that the
 * run kept beside them. Nothing is held open, and `riskMeasures` takes it in place of an array: it then reads the file a
 * few times from one end to the other, in bounded memory.
 */
export class LossFile implements LossStream {
  /** How many. */
  readonly length: number;
  /** Whether they are single-precision numbers. */
  readonly single: boolean;
  /** The run that wrote the file came to its end. */
  readonly complete: boolean;
  /** Where they are those of a run. */
  readonly seed: bigint | undefined;
  /** What there is beside the losses. */
  readonly outputs: readonly OutputName[];
  /** Names of the components whose own losses are there. */
  readonly components: readonly string[];
  readonly #reader: LossReader;
  readonly #series: number;
  readonly #stream: LossStream;

  /** @internal */
  constructor(reader: LossReader, series = 0) {
    const { header, extent } = reader;
    this.length = extent.trials;
    this.single = header.storage === "float32";
    this.complete = extent.complete;
    this.seed = header.run?.seed;
    this.outputs = header.outputs;
    this.components = header.components;
    this.#reader = reader;
    this.#series = series;
    this.#stream = reader.stream(series);
  }

  /** Calls `step` with the losses from the first to the last, some at a time; they are good until it returns. */
  forEachStretch(step: (losses: Losses) => void): void {
    this.#stream.forEachStretch(step);
  }

  /** The losses from the first to the last, some at a time, letting other work of the process through between. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Losses, void> {
    for (const [losses] of this.#reader.stretches([this.#series])) {
      yield losses!.slice();
      await setImmediate();
    }
  }

  /**
   * All losses in one array.
   * @throws ActuarialError ERR_TOO_LARGE where there is no memory for it; ERR_CHECKPOINT_CORRUPT, ERR_STORAGE
   */
  async read(): Promise<Losses> {
    const bytes = this.length * (this.single ? 4 : 8);
    const { bytes: available } = availableMemory();
    if (!(bytes <= available)) {
      throw new ActuarialError(
        "ERR_TOO_LARGE",
        `${this.#reader.path}: ${this.length} losses need ${bytes} bytes, available are ${available}; read them some at a ` +
          "time (for await of openLosses)",
      );
    }
    const all = this.single ? new Float32Array(this.length) : new Float64Array(this.length);
    let done = 0;
    for (const [losses] of this.#reader.stretches([this.#series])) {
      all.set(losses!, done);
      done += losses!.length;
      await setImmediate();
    }
    return all;
  }

  /** One component's losses. */
  component(name: string): LossFile {
    const index = this.components.indexOf(check.text("component: name", name));
    if (index < 0) {
      const there = this.components.map(check.show).join(", ") || "none";
      throw new ActuarialError(
        "ERR_UNKNOWN_COMPONENT",
        `component: ${this.#reader.path} has no component ${check.show(name)}; there are ${there}`,
      );
    }
    return new LossFile(this.#reader, (1 + index) * (1 + this.outputs.length));
  }

  get groundUp(): LossFile {
    return this.#beside("groundUp");
  }

  get claimCount(): LossFile {
    return this.#beside("claimCount");
  }

  get largestClaim(): LossFile {
    return this.#beside("largestClaim");
  }

  #beside(name: OutputName): LossFile {
    const width = 1 + this.outputs.length;
    const index = this.outputs.indexOf(name);
    if (index < 0) throw new ActuarialError("ERR_NOT_KEPT", `${name}: ${this.#reader.path} was written without it`);
    return new LossFile(this.#reader, this.#series - (this.#series % width) + 1 + index);
  }
}

/**
 * Opens a file that `writeLosses` or a run with `checkpoint` wrote.
 * @throws ActuarialError ERR_CHECKPOINT_CORRUPT where it is not what was written; ERR_CHECKPOINT_MISMATCH where a later
 * version wrote it; ERR_UNSUPPORTED where it is compressed and lz4-napi is missing; ERR_STORAGE, ERR_PARAMETER,
 * ERR_UNKNOWN_KEY. All are rejections; what is found out while reading is thrown there.
 */
export async function openLosses(path: string, options: ReadOptions = {}): Promise<LossFile> {
  const { unfinished = false } = check.record("openLosses", options, ["unfinished"]);
  const allowed = check.boolean("openLosses: unfinished", unfinished);
  const { file, exists } = locate(checkPath("openLosses: path", path));
  if (!exists) refuseStorage(path, "there is no such file");
  const losses = new LossFile(new LossReader(file, await compression()));
  if (!losses.complete && !allowed) {
    const { length } = losses;
    refuseCorrupt(
      path,
      `its end is missing behind ${length} trials; resume the run, or read them with { unfinished: true }`,
    );
  }
  return losses;
}

/**
 * All losses of a file, in the storage that they have there; `openLosses` shows more of it, and losses larger than memory.
 * @throws ActuarialError as `openLosses`, and ERR_TOO_LARGE
 */
export async function readLosses(path: string, options: ReadOptions = {}): Promise<Losses> {
  return (await openLosses(path, options)).read();
}
