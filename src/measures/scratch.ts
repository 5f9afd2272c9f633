import { ActuarialError } from "../errors.js";
import { Kernel } from "../kernel.js";

/** Doubles that a kernel reads at a time, 256 KiB: large enough to make calls cheap, small enough to stay in the cache. */
export const blockLength = 32_768;

/** Bytes past the end of every piece of memory, which the kernel's compactions may touch. */
const slack = 64;

/** An idle scratch is kept for the next selection while it is smaller than this; its pages are then warm. */
const keptBytes = 33_554_432;

let idle: Scratch | undefined;

/**
 * Working memory of one selection: a kernel of its own, whose memory is handed out upwards and taken back down to a
 * mark. Growth detaches views, so they are made when they are used.
 */
export class Scratch {
  readonly kernel: Kernel = new Kernel();
  private top: number = this.kernel.exports.tablesAddress();

  /** Runs `work` with a scratch that nobody else uses meanwhile, and frees or keeps it afterwards. */
  static use<T>(work: (scratch: Scratch) => T): T {
    const scratch = idle ?? new Scratch();
    idle = undefined;
    const result = scratch.within(() => work(scratch));
    if (scratch.kernel.exports.memory.buffer.byteLength <= keptBytes) idle = scratch;
    return result;
  }

  /** The address of `length` doubles of unspecified content. */
  allocate(length: number): number {
    const address = Math.ceil(this.top / 64) * 64;
    this.top = address + length * 8 + slack;
    const { memory } = this.kernel.exports;
    const missing = this.top - memory.buffer.byteLength;
    if (missing > 0) {
      try {
        memory.grow(Math.ceil(missing / 65_536));
      } catch (cause) {
        throw new ActuarialError("ERR_TOO_LARGE", `the selection needs ${this.top} bytes of memory`, { cause });
      }
    }
    return address;
  }

  /** A view of memory, good until the next allocation. */
  doubles(address: number, length: number): Float64Array {
    return this.kernel.view(address, length);
  }

  /** Runs `work` and takes back what it allocated. */
  within<T>(work: () => T): T {
    const mark = this.top;
    const result = work();
    this.top = mark;
    return result;
  }
}
