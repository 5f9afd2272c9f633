import { crc32 } from "node:zlib";
import { blockTrials } from "../kernel.js";
import type { Losses } from "../measures/lossSource.js";
import { type Compression, codecs, worthwhile } from "./compression.js";
import { frameBytes, longestStretch, writeFrame } from "./frame.js";

/** Bytes of the losses of all series that are gathered before they are written. */
const gatheredBytes = 8_388_608;

/** Trials that a writer gathers: as many as are to be secured together, as fit a frame and as memory is worth. */
export function stretchTrials(series: number, single: boolean, everyTrials: number = longestStretch): number {
  const blocks = Math.floor(gatheredBytes / (series * (single ? 4 : 8) * blockTrials));
  const most = Math.min(longestStretch, blocks * blockTrials, Math.ceil(everyTrials / blockTrials) * blockTrials);
  return Math.max(blockTrials, most);
}

/** Bytes that a writer takes. */
export function writerBytes(series: number, single: boolean, everyTrials?: number): number {
  return series * (single ? 4 : 8) * (2 * stretchTrials(series, single, everyTrials) + blockTrials);
}

/** Losses on their way to a file: of each series those of some blocks of trials that follow each other. */
export class Stretch {
  readonly #capacity: number;
  readonly #losses: Losses[];
  first = 0;
  count = 0;

  constructor(series: number, single: boolean, capacity: number) {
    this.#capacity = capacity;
    // Room for a frame in front, so that it is written together with what it frames.
    this.#losses = Array.from({ length: series }, () => {
      const buffer = new ArrayBuffer(frameBytes + capacity * (single ? 4 : 8));
      return single ? new Float32Array(buffer, frameBytes) : new Float64Array(buffer, frameBytes);
    });
  }

  /** Whether there is no room for another block. */
  get isFull(): boolean {
    return this.count + blockTrials > this.#capacity;
  }

  /** Puts the losses of a block behind those that are there: of each series as many. */
  add(block: readonly Losses[]): void {
    block.forEach((losses, i) => void this.#losses[i]!.set(losses, this.count));
    this.count += block[0]!.length;
  }

  clear(first: number): void {
    this.first = first;
    this.count = 0;
  }

  /** The bytes of one series: a frame and the losses behind it, compressed where that is worth while. */
  encode(series: number, synced: number, compression: Compression): Uint8Array {
    const { first, count } = this;
    const { buffer, BYTES_PER_ELEMENT } = this.#losses[series]!;
    const losses = new Uint8Array(buffer, frameBytes, count * BYTES_PER_ELEMENT);
    const lossesCrc = crc32(losses);
    const block = worthwhile(compression, losses);
    const shared = { series, first, count, lossesCrc, synced };
    if (block === undefined) {
      const bytes = new Uint8Array(buffer, 0, frameBytes + losses.length);
      writeFrame({ ...shared, codec: codecs.raw, stored: losses.length, storedCrc: lossesCrc }, bytes);
      return bytes;
    }
    const bytes = new Uint8Array(frameBytes + block.length);
    bytes.set(block, frameBytes);
    writeFrame({ ...shared, codec: codecs.lz4, stored: block.length, storedCrc: crc32(block) }, bytes);
    return bytes;
  }
}
