import { readAlias } from "./alias.js";
import type { Stream } from "./stream.js";
import { fields, tableAt } from "./tables.js";

/** Gaps whose words are taken together. */
const ahead = 128;

/** How many trials without loss there are before each one with a loss; the largest number stands for more, too. */
export type Gaps = (stream: Stream) => () => number;

export function readGaps(table: Float64Array): Gaps {
  const names = ["mask", "slots"] as const;
  const { mask, slots } = fields(table, names, names);
  const pick = readAlias(tableAt(table, slots), mask);
  return (stream) => {
    const words: bigint[] = [];
    return () => {
      if (words.length === 0) words.push(...stream.words(ahead));
      return pick(words.shift()!);
    };
  };
}
