import { blockLength, type Scratch } from "./scratch.js";

/** Annual losses in trial order, in either storage. */
export type Losses = Float64Array | Float32Array;

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
export function lossArray(scratch: Scratch, losses: Losses): Values {
  const { kernel } = scratch;
  const block = scratch.allocate(blockLength);
  const width = losses.BYTES_PER_ELEMENT;
  const narrow = width === 4 ? scratch.allocate(blockLength / 2) : undefined;
  return {
    count: losses.length,
    pick: (indices) => indices.map((index) => losses[index]!),
    copy: () => new Float64Array(losses),
    forEachBlock(step) {
      // Buffer.fill from another array is a memcpy; TypedArray.set takes twice as long when that array is shared.
      const target = Buffer.from(kernel.exports.memory.buffer, narrow ?? block, blockLength * width);
      for (let start = 0; start < losses.length; start += blockLength) {
        const length = Math.min(blockLength, losses.length - start);
        const bytes = length * width;
        target.fill(new Uint8Array(losses.buffer, losses.byteOffset + start * width, bytes), 0, bytes);
        if (narrow !== undefined) kernel.exports.widen(narrow, length, block);
        step(block, length);
      }
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
