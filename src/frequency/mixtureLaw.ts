import type { CountLaw } from "../tables/countLaw.js";
import type { FrequencyLaw } from "./frequency.js";

/** One law of a mixture, and its distribution function. */
export interface MixturePart {
  readonly weight: number;
  readonly counts: CountLaw;
  readonly cdf: (n: number) => number;
}

/** A law that is one of some laws, each with its weight: the sampler's law, and the distribution function. */
export function mixtureLaw(parts: readonly MixturePart[]): Pick<FrequencyLaw, "counts" | "cdf"> {
  const [only] = parts;
  if (parts.length === 1) return { counts: only!.counts, cdf: only!.cdf };
  return {
    counts: {
      kind: "mixture",
      parts: parts.map(({ weight, counts }) => ({ weight, law: counts, positive: false })),
    },
    cdf: (n) =>
      Math.min(
        1,
        parts.reduce((sum, { weight, cdf }) => sum + weight * cdf(n), 0),
      ),
  };
}
