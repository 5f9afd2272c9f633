import { blockLength, type Scratch } from "./scratch.js";

/** Annual losses in trial order, in either storage. */
export type Losses = Float64Array | Float32Array;

/**
 * Losses that lie piece by piece in an array which they fill, in whatever order runs handed them over: the i-th piece,
 * in trial order, from starts[i] to ends[i].
 */
export interface LossPieces {
  readonly array: Losses;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

export type LossSource = Losses | LossPieces;

export function isPieces(losses: LossSource): losses is LossPieces {
  return "array" in losses;
}

/** The array that holds the losses, in trial order or piece by piece. */
export function arrayOf(losses: LossSource): Losses {
  return isPieces(losses) ? losses.array : losses;
}

/** Pieces by where each starts and how long it is; those that follow each other in the array, too, are one. */
export function lossPieces(array: Losses, starts: Float64Array, counts: Int32Array): LossSource {
  const pieces = { array, starts: [] as number[], ends: [] as number[] };
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) continue;
    const start = starts[i]!;
    if (pieces.ends.at(-1) === start) pieces.ends.pop();
    else pieces.starts.push(start);
    pieces.ends.push(start + counts[i]!);
  }
  return pieces.starts.length <= 1 ? array : pieces;
}

/** Values that can be looked at here and there, and read from the first to the last in blocks of kernel memory. */
export interface Values {
  readonly count: number;
  /** The values at ascending indices. */
  pick(indices: Float64Array): Float64Array;
  forEachBlock(step: (address: number, length: number) => void): void;
  /** All values, copied. */
  copy(): Float64Array;
}

/** Losses outside the kernel, copied in block by block; the scratch must not grow while they are read. */
export function lossArray(scratch: Scratch, losses: LossSource): Values {
  const { kernel } = scratch;
  const array = arrayOf(losses);
  const { starts, ends } = isPieces(losses) ? losses : { starts: [0], ends: [array.length] };
  const block = scratch.allocate(blockLength);
  const width = array.BYTES_PER_ELEMENT;
  const narrow = width === 4 ? scratch.allocate(blockLength / 2) : undefined;
  return {
    count: array.length,
    pick: (indices) => indices.map((index) => array[index]!),
    copy: () => new Float64Array(array),
    forEachBlock(step) {
      // Buffer.fill from another array is a memcpy; TypedArray.set takes twice as long when that array is shared.
      const target = Buffer.from(kernel.exports.memory.buffer, narrow ?? block, blockLength * width);
      const hand = (length: number): void => {
        if (narrow !== undefined) kernel.exports.widen(narrow, length, block);
        step(block, length);
      };
      let held = 0;
      for (let piece = 0; piece < starts.length; piece++) {
        for (let start = starts[piece]!; start < ends[piece]!; ) {
          const length = Math.min(blockLength - held, ends[piece]! - start);
          const bytes = new Uint8Array(array.buffer, array.byteOffset + start * width, length * width);
          target.fill(bytes, held * width, (held + length) * width);
          held += length;
          start += length;
          if (held < blockLength) continue;
          hand(held);
          held = 0;
        }
      }
      if (held > 0) hand(held);
    },
  };
}

/** Values that lie in the scratch already. */
export function region(scratch: Scratch, address: number, count: number): Values {
  return {
    count,
    pick(indices) {
      const view = scratch.doubles(address, count);
      return indices.map((index) => view[index]!);
    },
    copy: () => scratch.doubles(address, count).slice(),
    forEachBlock(step) {
      for (let start = 0; start < count; start += blockLength) {
        step(address + 8 * start, Math.min(blockLength, count - start));
      }
    },
  };
}
