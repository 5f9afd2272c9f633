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
  /** Roughly what picking a value for a sample and sorting it costs, in values that a search looks at. */
  readonly pickCost: number;
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
  const narrow = array.BYTES_PER_ELEMENT === 4 ? scratch.allocate(blockLength / 2) : undefined;
  return {
    count: array.length,
    pickCost: 110,
    pick: (indices) => pickFrom(array, indices),
    copy: () => new Float64Array(array),
    forEachBlock(step) {
      const copy = copierInto(kernel.exports.memory.buffer, narrow ?? block, array);
      const hand = (length: number): void => {
        if (narrow !== undefined) kernel.exports.widen(narrow, length, block);
        step(block, length);
      };
      let held = 0;
      for (let piece = 0; piece < starts.length; piece++) {
        const end = ends[piece]!;
        for (let start = starts[piece]!; start < end; ) {
          const length = Math.min(blockLength - held, end - start);
          copy(start, length, held);
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

/** Copies `length` losses from index `start` on to index `to` of the block at an address. */
function copierInto(
  memory: ArrayBuffer,
  address: number,
  array: Losses,
): (start: number, length: number, to: number) => void {
  if (!(array.buffer instanceof SharedArrayBuffer)) {
    const target =
      array instanceof Float64Array ? new Float64Array(memory, address) : new Float32Array(memory, address);
    return (start, length, to) => target.set(array.subarray(start, start + length), to);
  }
  // Buffer.fill from another array is a memcpy; TypedArray.set takes twice as long when that array is shared.
  const width = array.BYTES_PER_ELEMENT;
  const { buffer, byteOffset } = array;
  const target = Buffer.from(memory, address, blockLength * width);
  return (start, length, to) => {
    const bytes = new Uint8Array(buffer, byteOffset + start * width, length * width);
    target.fill(bytes, to * width, (to + length) * width);
  };
}

function pickFrom(array: Losses, indices: Float64Array): Float64Array {
  const picked = new Float64Array(indices.length);
  for (let i = 0; i < picked.length; i++) picked[i] = array[indices[i]!]!;
  return picked;
}

/** Values that lie in the scratch already. */
export function region(scratch: Scratch, address: number, count: number): Values {
  return {
    count,
    pickCost: 40,
    pick: (indices) => pickFrom(scratch.doubles(address, count), indices),
    copy: () => scratch.doubles(address, count).slice(),
    forEachBlock(step) {
      for (let start = 0; start < count; start += blockLength) {
        step(address + 8 * start, Math.min(blockLength, count - start));
      }
    },
  };
}
