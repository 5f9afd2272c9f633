import type { Losses, LossSource } from "./lossSource.js";
import { copyOf, forEachStretch, isSingle, lengthOf, pickFrom, pickingCost } from "./lossSource.js";
import { blockLength, type Scratch } from "./scratch.js";

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
  const block = scratch.allocate(blockLength);
  const narrow = isSingle(losses) ? scratch.allocate(blockLength / 2) : undefined;
  return {
    count: lengthOf(losses),
    pickCost: pickingCost(losses),
    pick: (indices) => pickFrom(losses, indices),
    copy: () => copyOf(losses),
    forEachBlock(step) {
      const hand = (length: number): void => {
        if (narrow !== undefined) kernel.exports.widen(narrow, length, block);
        step(block, length);
      };
      let copied: Losses | undefined;
      let copy = (_start: number, _length: number, _to: number): void => {};
      let held = 0;
      forEachStretch(losses, (array, from, end) => {
        if (array !== copied) copy = copierInto(kernel.exports.memory.buffer, narrow ?? block, array);
        copied = array;
        for (let start = from; start < end; ) {
          const length = Math.min(blockLength - held, end - start);
          copy(start, length, held);
          held += length;
          start += length;
          if (held < blockLength) continue;
          hand(held);
          held = 0;
        }
      });
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
