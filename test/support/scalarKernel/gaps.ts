import { plainLog } from "./pairs.js";
import { type Stream, unit } from "./stream.js";

/** Gaps whose words are taken together. */
const ahead = 128;

/** The trials without loss before each one with a loss: floor(log U / log P(no loss)) is geometric. */
export function gapsInTurn(logEmpty: number, stream: Stream): () => number {
  const inverse = 1 / logEmpty;
  const words: bigint[] = [];
  return () => {
    if (words.length === 0) words.push(...stream.words(ahead));
    return Math.floor(plainLog(unit(words.shift()!)) * inverse);
  };
}
