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

/** Losses that are not in memory: whoever looks at them reads them from the first to the last, stretch by stretch. */
export interface LossStream {
  readonly length: number;
  /** Whether they are single-precision numbers. */
  readonly single: boolean;
  /** A stretch is good until `step` returns. */
  forEachStretch(step: (losses: Losses) => void): void;
}

export type LossSource = Losses | LossPieces | LossStream;

/** Whether something from outside reads losses from somewhere. */
export function isLossStream(value: unknown): value is LossStream {
  if (typeof value !== "object" || value === null) return false;
  const { length, single, forEachStretch } = value as Partial<LossStream>;
  return (
    Number.isSafeInteger(length) && length! >= 0 && typeof single === "boolean" && typeof forEachStretch === "function"
  );
}

function isStream(losses: LossSource): losses is LossStream {
  return "forEachStretch" in losses;
}

/** The array that holds the losses, in trial order or piece by piece. */
function arrayOf(losses: Losses | LossPieces): Losses {
  return "array" in losses ? losses.array : losses;
}

export function lengthOf(losses: LossSource): number {
  return isStream(losses) ? losses.length : arrayOf(losses).length;
}

export function isSingle(losses: LossSource): boolean {
  return isStream(losses) ? losses.single : arrayOf(losses) instanceof Float32Array;
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

/** Shows all losses in trial order: those of an array from index `start` to `end`, and so on. */
export function forEachStretch(losses: LossSource, step: (array: Losses, start: number, end: number) => void): void {
  if (isStream(losses)) losses.forEachStretch((stretch) => step(stretch, 0, stretch.length));
  else if ("array" in losses) losses.starts.forEach((start, i) => void step(losses.array, start, losses.ends[i]!));
  else step(losses, 0, losses.length);
}

/**
 * The losses at ascending indices, for a sample: of pieces as they lie in their array, for the order of a sample is no
 * matter; of a stream by reading it once.
 */
export function pickFrom(losses: LossSource, indices: Float64Array): Float64Array {
  const picked = new Float64Array(indices.length);
  if (!isStream(losses)) {
    const array = arrayOf(losses);
    for (let i = 0; i < picked.length; i++) picked[i] = array[indices[i]!]!;
    return picked;
  }
  let [next, before] = [0, 0];
  losses.forEachStretch((stretch) => {
    for (; next < indices.length && indices[next]! < before + stretch.length; next++) {
      picked[next] = stretch[indices[next]! - before]!;
    }
    before += stretch.length;
  });
  return picked;
}

/**
 * Roughly what picking a loss for a sample and sorting it costs, in losses that a search looks at. Of a stream it is the
 * sorting alone, for it is read as a whole however many are picked.
 */
export function pickingCost(losses: LossSource): number {
  return isStream(losses) ? 40 : 110;
}

/** All losses, in the order of their array where they lie in pieces. */
export function copyOf(losses: LossSource): Float64Array {
  if (!isStream(losses)) return new Float64Array(arrayOf(losses));
  const copy = new Float64Array(losses.length);
  let before = 0;
  losses.forEachStretch((stretch) => {
    copy.set(stretch, before);
    before += stretch.length;
  });
  return copy;
}

/** The index of the first NaN, in the order of their array where they lie in pieces. */
export function indexOfNaN(losses: LossSource): number {
  if (!isStream(losses)) return arrayOf(losses).findIndex(Number.isNaN);
  let [found, before] = [-1, 0];
  losses.forEachStretch((stretch) => {
    const index = found < 0 ? stretch.findIndex(Number.isNaN) : -1;
    if (index >= 0) found = before + index;
    before += stretch.length;
  });
  return found;
}
