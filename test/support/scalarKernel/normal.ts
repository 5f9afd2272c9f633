import { math } from "../../../dist/kernel.js";
import { fraction, type Stream } from "./stream.js";
import { layers, tailStart } from "./ziggurat.js";

/** The normal variable that a word stands for: low 10 bits the layer, the next the sign, the high 52 the magnitude. */
export function normalOf(word: bigint, stream: Stream): number {
  const half = halfNormal(word, stream);
  return word & 1024n ? -half : half;
}

/** By the ziggurat of Marsaglia & Tsang (2000); only where the word does not decide, more words are taken. */
function halfNormal(first: bigint, stream: Stream): number {
  for (let word = first; ; word = stream.word()) {
    const index = Number(word & 1023n);
    const { width, edge, low, high } = layers[index]!;
    const m = fraction(word);
    const x = m * width;
    if (m < edge) return x;
    if (index === 0) return tail(stream);
    if (low + stream.uniform() * (high - low) < math.exp(-0.5 * x * x)) return x;
  }
}

/** Marsaglia 1964. */
function tail(stream: Stream): number {
  while (true) {
    const e = -math.log(stream.uniform()) / tailStart;
    const f = -math.log(stream.uniform());
    if (f + f > e * e) return tailStart + e;
  }
}
