import { ActuarialError } from "../errors.js";
import type { Losses } from "../measures/lossSource.js";
import { reuse } from "../monitoring/reuse.js";

/**
 * Shared arrays, kept for the next run of the same size: writing to fresh memory costs as much as a simulation does.
 * An array that comes from here holds what its last user left; a run writes every element.
 *
 * The pages of an array lie on the NUMA nodes of the threads that touched them first, by the layout of the run that it was
 * made for (placement.ts). A run of another layout takes it rather than more memory, which might not be there; then it is
 * given back, and the next run of that size has pages of its own.
 */
const kept = new Map<number, SharedArrayBuffer[]>();
/** Layouts of arrays that are not laid out as the system pleases. */
const layouts = new WeakMap<SharedArrayBuffer, string>();
/** Arrays whose pages are where their last run does not have its threads. */
const misplaced = new WeakSet<SharedArrayBuffer>();
let keptBytes = 0;
/** Released arrays beyond this are given back to the system, oldest size first. */
const mostKeptBytes = 512 * 1024 * 1024;

export function acquire(length: number, layout: string = ""): Float64Array<SharedArrayBuffer> {
  return new Float64Array(shared(length * 8, layout));
}

export function acquireSingles(length: number, layout: string = ""): Float32Array<SharedArrayBuffer> {
  return new Float32Array(shared(length * 4, layout));
}

function shared(bytes: number, layout: string): SharedArrayBuffer {
  reuse.arrays.uses++;
  const same = kept.get(bytes) ?? [];
  const at = same.findLastIndex((buffer) => (layouts.get(buffer) ?? "") === layout);
  const buffer = at < 0 ? same.pop() : same.splice(at, 1)[0];
  if (buffer !== undefined) {
    keptBytes -= bytes;
    if (at < 0) misplaced.add(buffer);
    return buffer;
  }
  reuse.arrays.made++;
  try {
    const made = new SharedArrayBuffer(bytes);
    if (layout !== "") layouts.set(made, layout);
    return made;
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
  if (bytes === 0 || bytes > mostKeptBytes || misplaced.has(buffer)) return;
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
