import { firstWhere } from "./firstWhere.js";
import { completeLaw, type LawDescription } from "./law.js";
import { normalized, type WeightedLaw, weightedSum } from "./weightedSum.js";

/**
 * The law that takes each segment's law with its weight. The segments ascend without overlap; weights >= 0 sum to about
 * 1. Where one segment ends and the next begins, the density is that of the former.
 */
export function segmentsLaw(segments: readonly WeightedLaw[]): LawDescription {
  const pieces = normalized(segments).map((each) => ({ ...each, before: 0, after: 0 }));
  for (let i = 1; i < pieces.length; i++) pieces[i]!.before = pieces[i - 1]!.before + pieces[i - 1]!.weight;
  for (let i = pieces.length - 2; i >= 0; i--) pieces[i]!.after = pieces[i + 1]!.after + pieces[i + 1]!.weight;
  const last = pieces.length - 1;
  const first = (holds: (piece: (typeof pieces)[number]) => boolean): (typeof pieces)[number] =>
    pieces[firstWhere(last, (i) => holds(pieces[i]!))]!;

  /** The first segment that does not end below x. */
  const at = (x: number): (typeof pieces)[number] => first(({ law }) => x <= law.support[1]);

  return {
    ...weightedSum(pieces, (inside) => completeLaw(segmentsLaw(inside))),
    support: [pieces[0]!.law.support[0], pieces[last]!.law.support[1]],
    density: (x) => {
      const { weight, law } = at(x);
      return weight * law.density(x);
    },
    survival: (x) => {
      const { weight, law, after } = at(x);
      return after + weight * law.survival(x);
    },
    cdf: (x) => {
      const { weight, law, before } = at(x);
      return before + weight * law.cdf(x);
    },
    quantile: (p) => {
      const { weight, law, before } = first((piece) => p <= piece.before + piece.weight);
      return law.quantile(Math.min(1, (p - before) / weight));
    },
    survivalQuantile: (s) => {
      const { weight, law, after } = first((piece) => piece.after <= s);
      return law.survivalQuantile(Math.min(1, (s - after) / weight));
    },
  };
}
