import type { Kernel } from "../kernel.js";
import type { Losses } from "../measures/lossSource.js";

export type Copier = (address: number, count: number, to: Losses, index: number) => void;

/** Copies up to `most` doubles of a kernel to an array of either storage. */
export function copier(kernel: Kernel, most: number): Copier {
  let singles: number | undefined;
  return (address, count, to, index) => {
    if (to instanceof Float64Array) {
      to.set(kernel.view(address, count), index);
      return;
    }
    // TypedArray.set would convert one number after another.
    singles ??= kernel.allocate(4 * most);
    kernel.exports.narrow(address, count, singles);
    to.set(new Float32Array(kernel.exports.memory.buffer, singles, count), index);
  };
}
