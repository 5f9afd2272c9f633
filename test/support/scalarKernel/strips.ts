import { math } from "../../../dist/kernel.js";
import { readAlias } from "./alias.js";
import { polynomial } from "./polynomial.js";
import { fraction, type Stream } from "./stream.js";
import { fields, tableAt } from "./tables.js";

/** A law in 2048 slots of equal probability (assembly/strips.ts): strips, and a rest that is drawn by rejection. */
export interface Strips {
  /** The claim that a word stands for; undefined where it hits no strip. */
  readonly fromStrip: (word: bigint) => number | undefined;
  readonly fromRest: (stream: Stream) => number;
}

export function readStrips(table: Float64Array): Strips {
  const names = ["kind", "count", "strips", "mask", "slots", "rest", "panels"] as const;
  const header = fields(table, names, names);
  const strips = tableAt(table, header.strips);
  const pick = readAlias(tableAt(table, header.slots), header.mask);
  const rest = tableAt(table, header.rest);
  const panels = tableAt(table, header.panels);

  const fromStrip = (word: bigint): number | undefined => {
    const slot = Number(word & 2047n);
    if (slot >= header.count) return undefined;
    const [low, width] = [strips[2 * slot]!, strips[2 * slot + 1]!];
    return low + width * fraction(word);
  };

  const fromRest = (stream: Stream): number => {
    while (true) {
      const stretch = fields(tableAt(rest, pick(stream.word())), ["panel", "from", "length", "base", "hat"]);
      const t = stretch.from + stream.uniform() * stretch.length;
      // No panel: claims that are uniform, or an atom.
      if (stretch.panel < 0) return t;
      const panel = tableAt(panels, stretch.panel);
      const { anchor, scale, centre, half } = fields(panel, ["anchor", "scale", "centre", "half"]);
      const distance = scale * math.exp(centre + half * t);
      // The even powers and the odd ones by themselves.
      const [even, odd] = [0, 1].map((first) => panel.subarray(4, 20).filter((_, k) => k % 2 === first));
      const density = polynomial(even!, t * t) + polynomial(odd!, t * t) * t;
      const above = density - stretch.base * half * distance;
      if (stream.uniform() * stretch.hat < above) return anchor + distance;
    }
  };
  return { fromStrip, fromRest };
}

export function drawFromStrips({ fromStrip, fromRest }: Strips, stream: Stream): number {
  return fromStrip(stream.word()) ?? fromRest(stream);
}

/** First a word for each claim; then what the rest needs, in the claims' order. */
export function fillFromStrips({ fromStrip, fromRest }: Strips, stream: Stream, count: number): number[] {
  const words = stream.words(count);
  return words.map((word) => fromStrip(word) ?? fromRest(stream));
}
