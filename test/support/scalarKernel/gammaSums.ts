import { math } from "../../../dist/kernel.js";
import { type Cell, type Counts, countIn, readCounts } from "./counts.js";
import { gammaOf, gammaShape } from "./gamma.js";
import { plainExp, plainLog } from "./pairs.js";
import type { Sampler } from "./sampler.js";
import { type Stream, unit } from "./stream.js";
import { fields, tableAt } from "./tables.js";

/** Sums of N gamma(alpha) claims (assembly/gammaSums.ts): one gamma(N alpha) each. */
interface Sums {
  readonly alpha: number;
  readonly scale: number;
  readonly counts: Counts;
  /** Boosts are common, and applied to all sums of a run behind the last of them. */
  readonly together: boolean;
}

/** Sums of a run. A shorter one is filled up to a multiple of four; what is too much is drawn, and forgotten. */
const longest = 320;
/** Boosts are common where more than this share of the counts needs one. */
const common = 0.05;

export function readGammaSums(table: Float64Array): Sampler {
  const header = fields(table, ["alpha", "scale", "counts"], ["counts"]);
  const counts = readCounts(tableAt(table, header.counts));
  const sums = { ...header, counts, together: boostedShare(counts, header.alpha) > common };
  return (stream, count) => {
    const values: number[] = [];
    while (values.length < count) {
      const size = Math.min(count - values.length, longest);
      values.push(...drawRun(sums, 4 * Math.ceil(size / 4), stream).slice(0, size));
    }
    return values;
  };
}

/** The share of the counts whose sum has a shape below 1, as far as the cells' hats and first counts tell. */
function boostedShare({ cells }: Counts, alpha: number): number {
  let [boosted, all] = [0, 0];
  for (const { first, width, logHat } of cells) {
    const area = width * math.exp(logHat);
    all += area;
    if (first > 0 && first * alpha < 1) boosted += area;
  }
  return boosted / all;
}

/** A word for each cell, one for each normal, one for each uniform; then what else the sums need, in their order. */
function drawRun(sums: Sums, size: number, stream: Stream): number[] {
  const words = stream.words(3 * size);
  const drawn = words
    .slice(0, size)
    .map((word, i) => drawSum(sums, sums.counts.pick(word), words[size + i]!, words[2 * size + i]!, stream));
  const boosts = sums.together ? stream.words(size) : [];
  return drawn.map(({ value, boost }, i) => {
    return sums.together ? value * plainExp(boost * plainLog(unit(boosts[i]!))) : value;
  });
}

/** A sum, and the boost that it lacks until all are boosted together. */
function drawSum(
  { alpha, scale, counts, together }: Sums,
  cell: Cell,
  normal: bigint,
  uniform: bigint,
  stream: Stream,
): { readonly value: number; readonly boost: number } {
  const alone = cell.width === 1;
  // Out of a cell of many a count of 0 is drawn like any other, with a boost of Infinity that makes it 0.
  if (alone && cell.first === 0) return { value: 0, boost: 0 };
  const shape = gammaShape(countIn(counts, cell, stream) * alpha);
  if (alone && together) return { value: scale * gammaOf(shape, normal, uniform, stream), boost: shape.boost };
  if (shape.boost === 0) return { value: scale * gammaOf(shape, normal, uniform, stream), boost: 0 };
  // A boost by itself comes before its variable, and switches the squeeze off where the cell has a shape of its own.
  const factor = math.exp(shape.boost * math.log(stream.uniform()));
  const tested = alone ? { ...shape, squeeze: Infinity } : shape;
  return { value: scale * gammaOf(tested, normal, uniform, stream) * factor, boost: 0 };
}
