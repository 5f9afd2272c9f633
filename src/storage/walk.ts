import { blockTrials } from "../kernel.js";
import { codecs } from "./compression.js";
import { endOfRun, type Frame, frameBytes, frameMagic, longestStretch, readFrame } from "./frame.js";
import type { ReadFile } from "./readFile.js";
import { refuseCorrupt } from "./storageError.js";

/** A frame and where in the file it stands. */
export interface PlacedFrame extends Frame {
  readonly at: number;
}

/** How far the frames of a file go. */
export interface Extent {
  /** Trials in stretches that are there as a whole, and where these end. */
  readonly trials: number;
  readonly end: number;
  /** The run that wrote it came to its end. */
  readonly complete: boolean;
  /** Bytes that were known to be on the disk: damage before there is no torn write. */
  readonly durable: number;
}

/** What the frames of a file must be like. */
export interface Shape {
  readonly path: string;
  readonly start: number;
  readonly series: number;
  /** Bytes of a loss. */
  readonly width: number;
}

/**
 * The frames of a file one after the other, of each stretch those of all series; what follows them is not read. A frame
 * that is not there as a whole ends the walk: a write that was under way when its process or the power failed leaves such
 * a one. Where it cannot have been that, the file is damaged.
 */
export function* walk(file: ReadFile, shape: Shape): Generator<PlacedFrame, Extent> {
  const { start, series, path } = shape;
  const bytes = new Uint8Array(frameBytes);
  let [at, stretch, first, count, next, durable] = [start, start, 0, 0, 0, 0];
  const torn = (): Extent => {
    const known = Math.max(durable, syncedBehind(file, at));
    if (known > at) refuseCorrupt(path, `what stands at byte ${at} is not what was written`);
    return { trials: first, end: stretch, complete: false, durable: known };
  };
  while (at < file.size) {
    const frame = readFrame(file.read(at, bytes));
    if (frame === undefined) return torn();
    durable = Math.max(durable, frame.synced);
    if (frame.series === endOfRun) {
      const ends = next === 0 && frame.first === first && frame.stored === 0 && at + frameBytes === file.size;
      if (!ends) refuseCorrupt(path, `its end at byte ${at} does not fit what is before`);
      return { trials: first, end: at, complete: true, durable };
    }
    if (next === 0) count = frame.count;
    const fits = frame.series === next && frame.first === first && frame.count === count && first % blockTrials === 0;
    if (!(fits && isPossible(frame, shape.width))) refuseCorrupt(path, `the losses at byte ${at} do not fit there`);
    if (at + frameBytes + frame.stored > file.size) return torn();
    yield { ...frame, at };
    at += frameBytes + frame.stored;
    next = (next + 1) % series;
    if (next === 0) {
      first += count;
      stretch = at;
    }
  }
  return next === 0 ? { trials: first, end: at, complete: false, durable } : torn();
}

/**
 * Sizes are looked at before anything of that size is made. A byte of LZ4 stands for at most 255. A block that is not full
 * is a stretch of its own.
 */
function isPossible({ count, codec, stored }: Frame, width: number): boolean {
  if (!(count >= 1 && count <= longestStretch && (count < blockTrials || count % blockTrials === 0))) return false;
  const bytes = count * width;
  if (codec === codecs.raw) return stored === bytes;
  return codec === codecs.lz4 && stored < bytes && bytes <= 255 * (stored + 1);
}

const window = 1_048_576;

/** What frames behind a position say of the bytes that were on the disk. */
function syncedBehind(file: ReadFile, from: number): number {
  const bytes = Buffer.alloc(window);
  let synced = 0;
  for (let at = from; at + frameBytes <= file.size; at += window - frameBytes) {
    const there = bytes.subarray(0, file.read(at, bytes).length);
    for (let i = there.indexOf(frameMagic); i >= 0; i = there.indexOf(frameMagic, i + 1)) {
      synced = Math.max(synced, readFrame(there.subarray(i))?.synced ?? 0);
    }
  }
  return synced;
}
