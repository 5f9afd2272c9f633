import { ActuarialError } from "../errors.js";
import type { Losses } from "../measures/lossSource.js";

/**
 * Shared arrays, kept for the next run of the same size: writing to fresh memory costs as much as a simulation does.
 * An array that comes from here holds what its last user left; a run writes every element.
 */
const kept = new Map<number, SharedArrayBuffer[]>();
let keptBytes = 0;
/** Released arrays beyond this are given back to the system, oldest size first. */
const mostKeptBytes = 512 * 1024 * 1024;

export function acquire(length: number): Float64Array<SharedArrayBuffer> {
  return new Float64Array(shared(length * 8));
}

export function acquireSingles(length: number): Float32Array<SharedArrayBuffer> {
  return new Float32Array(shared(length * 4));
}

function shared(bytes: number): SharedArrayBuffer {
  const buffer = kept.get(bytes)?.pop();
  if (buffer !== undefined) {
    keptBytes -= bytes;
    return buffer;
  }
  try {
    return new SharedArrayBuffer(bytes);
  } catch (cause) {
    throw new ActuarialError("ERR_TOO_LARGE", `an array of ${bytes} bytes cannot be allocated`, { cause });
  }
}

/** Bytes of the arrays kept here that would be handed out, if so many arrays of such sizes were asked for. */
export function reusable(wanted: ReadonlyMap<number, number>): number {
  let bytes = 0;
  for (const [size, count] of wanted) bytes += size * Math.min(count, kept.get(size)?.length ?? 0);
  return bytes;
}

/**
 * The array over all of its memory. An array of 4 GiB or more that is sent to a thread arrives shorter: V8 writes its
 * length in bytes as 32 bits.
 */
export function whole(array: Losses): Losses {
  return array instanceof Float64Array ? new Float64Array(array.buffer) : new Float32Array(array.buffer);
}

/** Gives an array back. Nobody may read it afterwards. */
export function recycle(array: Losses): void {
  const buffer = array.buffer as SharedArrayBuffer;
  const bytes = buffer.byteLength;
  if (bytes === 0 || bytes > mostKeptBytes) return;
  const same = kept.get(bytes) ?? [];
  // Re-inserting moves this size to the end: sizes in use stay, those of long ago go first.
  kept.delete(bytes);
  kept.set(bytes, same);
  same.push(buffer);
  keptBytes += bytes;
  for (const [size, buffers] of kept) {
    while (keptBytes > mostKeptBytes && buffers.pop() !== undefined) keptBytes -= size;
    if (buffers.length === 0) kept.delete(size);
    if (keptBytes <= mostKeptBytes) break;
  }
}

/** Gives all kept arrays back to the system. */
export function clear(): void {
  kept.clear();
  keptBytes = 0;
}
