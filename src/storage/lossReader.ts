import { crc32 } from "node:zlib";
import type { Losses, LossStream } from "../measures/lossSource.js";
import { type Compression, codecs, decoderOf } from "./compression.js";
import { frameBytes } from "./frame.js";
import { type Header, readHeader, seriesCount } from "./header.js";
import { openToRead, type ReadFile } from "./readFile.js";
import { refuseCorrupt } from "./storageError.js";
import { type Extent, type PlacedFrame, type Shape, walk } from "./walk.js";

/**
 * A file of losses. It is not kept open: each reading opens it, sees that it is still the same file, and closes it, so
 * that nothing is left to give back. In memory is one stretch at a time.
 */
export class LossReader {
  readonly path: string;
  readonly header: Header;
  readonly extent: Extent;
  readonly #compression: Compression;
  readonly #front: Buffer;
  readonly #shape: Shape;

  /** @throws ActuarialError ERR_CHECKPOINT_CORRUPT, ERR_STORAGE */
  constructor(path: string, compression: Compression) {
    this.path = path;
    this.#compression = compression;
    const file = openToRead(path);
    try {
      const read = (position: number, length: number): Uint8Array => file.read(position, new Uint8Array(length));
      const { header, start, bytes } = readHeader(path, file.size, read);
      this.header = header;
      this.#front = bytes;
      this.#shape = { path, start, series: seriesCount(header), width: header.storage === "float32" ? 4 : 8 };
      this.extent = extentOf(file, this.#shape);
    } finally {
      file.close();
    }
  }

  /**
   * Stretch by stretch, the losses of some series (ascending indices) in the first `trials` trials; they are good until
   * the next stretch. A stretch that is damaged where a write may have been torn ends the reading if `mayBeTorn`.
   * @returns what was read, and where it ends
   */
  *stretches(
    series: readonly number[],
    { trials = this.extent.trials, mayBeTorn = false }: { trials?: number; mayBeTorn?: boolean } = {},
  ): Generator<Losses[], { trials: number; end: number }> {
    const file = openToRead(this.path);
    try {
      if (!this.#front.equals(file.read(0, Buffer.alloc(this.#front.length)))) {
        refuseCorrupt(this.path, "another file has taken its place");
      }
      const wanted = new Map(series.map((index) => [index, this.#decoder(file)] as const));
      const steps = walk(file, this.#shape);
      let losses: Losses[] = [];
      let [done, end] = [0, this.#shape.start];
      while (done < trials) {
        const step = steps.next();
        if (step.done) refuseCorrupt(this.path, `trials from ${step.value.trials} on are gone`);
        const frame = step.value;
        const decode = wanted.get(frame.series);
        if (decode !== undefined) {
          const decoded = decode(frame);
          if (decoded === undefined) {
            if (mayBeTorn && frame.at >= this.extent.durable) return { trials: done, end };
            refuseCorrupt(this.path, `the losses at byte ${frame.at} are not those that were written`);
          }
          losses.push(decoded.subarray(0, trials - done));
        }
        if (frame.series + 1 < this.#shape.series) continue;
        yield losses;
        losses = [];
        done += frame.count;
        end = frame.at + frameBytes + frame.stored;
      }
      return { trials: done, end };
    } finally {
      file.close();
    }
  }

  /** The losses of one series in the first `trials` trials, for who looks at them again and again. */
  stream(series: number, trials: number = this.extent.trials): LossStream {
    return {
      length: trials,
      single: this.header.storage === "float32",
      forEachStretch: (step) => {
        for (const [losses] of this.stretches([series], { trials })) step(losses!);
      },
    };
  }

  /** Reads the losses behind a frame, into memory that is used again for the next; undefined where they are damaged. */
  #decoder(file: ReadFile): (frame: PlacedFrame) => Losses | undefined {
    const single = this.header.storage === "float32";
    let room = new Uint8Array(0);
    return ({ at, count, codec, stored, storedCrc, lossesCrc }) => {
      // A decoder takes the length from the 4 bytes in front of a block.
      const front = codec === codecs.raw ? 0 : 4;
      if (room.length < front + stored) room = new Uint8Array(front + stored);
      const there = file.read(at + frameBytes, room.subarray(front, front + stored));
      if (there.length < stored || crc32(there) !== storedCrc) return undefined;
      let bytes: Uint8Array | undefined = there;
      if (codec === codecs.lz4) {
        const decode = decoderOf(this.path, this.#compression);
        bytes = decode(room.subarray(0, front + stored), count * this.#shape.width);
        if (bytes === undefined || crc32(bytes) !== lossesCrc) return undefined;
      }
      if (bytes.byteOffset % 8 !== 0) bytes = new Uint8Array(bytes);
      return single
        ? new Float32Array(bytes.buffer, bytes.byteOffset, count)
        : new Float64Array(bytes.buffer, bytes.byteOffset, count);
    };
  }
}

function extentOf(file: ReadFile, shape: Shape): Extent {
  const steps = walk(file, shape);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
